"""The corpus: for an element, valid instances and one broken instance for each way to break each part."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

from lxml import etree

from tests.contracts import values
from tests.contracts.instances import FOREIGN, KNOWN, MINIMAL, TURNS, Author, Part, Plan
from tests.contracts.values import Simple

XSI_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
UNKNOWN = "{urn:example:unknown}unknown"
Change = Callable[[etree._Element], None]


@dataclass(frozen=True)
class Instance:
    """One XML document, valid or not."""

    label: str
    data: bytes
    as_written: bool = True
    """Spelt as a typed message spells it: `true` and not `1`, no white space between elements."""
    place: tuple[str, ...] = ()
    """Names from the changed element up to the root."""


@dataclass(frozen=True)
class Mutation:
    """One change to one part of an instance."""

    label: str
    change: Change
    as_written: bool = True


def instances_of(author: Author, name: str) -> Iterator[Instance]:
    """Valid instances of the element, and all that come of changing one part of one of them. None twice."""
    seen: set[bytes] = set()
    for instance in chain(_valid(author, name), _all_changed(author, name)):
        if instance.data not in seen:
            seen.add(instance.data)
            yield instance


def _valid(author: Author, name: str) -> Iterator[Instance]:
    yield Instance("the smallest", _data(author.write(name, MINIMAL)[0].element))
    for many in (1, 2, 3):
        for turn in range(TURNS):
            plan = Plan(optional=True, many=many, turn=turn)
            yield Instance(f"{many} of each, turn {turn}", _data(author.write(name, plan)[0].element))


def _all_changed(author: Author, name: str) -> Iterator[Instance]:
    changed: set[tuple[str, ...]] = set()
    for turn in range(TURNS):
        parts = author.write(name, Plan(optional=True, many=1, turn=turn))
        for part in parts:
            if part.path not in changed:
                changed.add(part.path)
                yield from _changed(author, parts[0].element, part)


def _changed(author: Author, root: etree._Element, part: Part) -> Iterator[Instance]:
    position = next(number for number, element in enumerate(root.iter()) if element is part.element)
    for mutation in _mutations(author, part):
        changed = copy.deepcopy(root)
        mutation.change(next(islice(changed.iter(), position, None)))
        yield Instance(f"{part.place}: {mutation.label}", _data(changed), mutation.as_written, part.path)


def _data(root: etree._Element) -> bytes:
    return etree.tostring(root)


def _mutations(author: Author, part: Part) -> Iterator[Mutation]:
    yield from _of_name(part)
    if part.element.getparent() is not None:
        yield from _of_place(part)
    if part.declaration.kind == "any":
        yield from _of_wildcard(part)
        return
    yield from _of_content()
    yield from _of_attributes(author, part)
    text = author.simple(part.kind)
    if text is not None:
        yield from _of_text(text)


## Names and places


def _of_name(part: Part) -> Iterator[Mutation]:
    name = etree.QName(part.element)
    parent = part.element.getparent()
    around = etree.QName(parent).namespace if parent is not None else None
    for label, tag in (
        ("in another namespace", f"{{urn:example:wrong}}{name.localname}"),
        ("in no namespace", name.localname),
        ("in its parent's namespace", etree.QName(around, name.localname).text),
        ("in other letters", etree.QName(name.namespace, name.localname.swapcase()).text),
        ("with another name", etree.QName(name.namespace, f"{name.localname}X").text),
    ):
        yield Mutation(label, partial(_rename, tag=tag))


def _rename(element: etree._Element, tag: str) -> None:
    element.tag = tag


def _of_place(part: Part) -> Iterator[Mutation]:
    yield Mutation("missing", _remove)
    yield Mutation("twice", partial(_repeat, times=1))
    yield Mutation("after its next sibling", _swap)
    yield Mutation("first of all", _to_the_front)
    yield Mutation("last of all", _to_the_end)
    yield Mutation("wrapped", _wrap)
    yield Mutation("an unknown element before it", _precede)
    if 1 < part.most < float("inf"):
        yield Mutation("as many as allowed", partial(_repeat, times=int(part.most) - 1))
        yield Mutation("one more than allowed", partial(_repeat, times=int(part.most)))


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _remove(element: etree._Element) -> None:
    _parent(element).remove(element)


def _repeat(element: etree._Element, times: int) -> None:
    for _ in range(times):
        element.addnext(copy.deepcopy(element))


def _swap(element: etree._Element) -> None:
    following = element.getnext()
    if following is not None:
        following.addnext(element)


def _to_the_front(element: etree._Element) -> None:
    _parent(element).insert(0, element)


def _to_the_end(element: etree._Element) -> None:
    _parent(element).append(element)


def _wrap(element: etree._Element) -> None:
    wrapper = etree.Element(element.tag)
    element.addprevious(wrapper)
    wrapper.append(element)


def _precede(element: etree._Element) -> None:
    element.addprevious(etree.Element(UNKNOWN))


## Content


def _of_wildcard(part: Part) -> Iterator[Mutation]:
    own = etree.QName(_parent(part.element)).namespace
    for label, tag in (
        ("an element of any other namespace", FOREIGN),
        ("an element that the schemas have, without its content", KNOWN),
        ("an element of the type's own namespace", f"{{{own}}}KeyName"),
        ("an unknown element of the type's own namespace", f"{{{own}}}unknown"),
        ("an element of no namespace", "unknown"),
    ):
        yield Mutation(label, partial(_replace, tag=tag))


def _replace(element: etree._Element, tag: str) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = tag, "text", tail


def _of_content() -> Iterator[Mutation]:
    yield Mutation("empty", _empty)
    yield Mutation("an unknown element in it", partial(_append, tag=UNKNOWN))
    yield Mutation("itself in it", _nest)
    yield Mutation("text before what it has", partial(_begin, text="text "), as_written=False)
    yield Mutation("white space before what it has", partial(_begin, text="\n  "), as_written=False)
    yield Mutation("a comment in it", partial(_split, node=etree.Comment(" comment ")), as_written=False)
    instruction = etree.ProcessingInstruction("target", "data")
    yield Mutation("an instruction in it", partial(_split, node=instruction), as_written=False)


def _empty(element: etree._Element) -> None:
    element.text = None
    element[:] = []


def _append(element: etree._Element, tag: str) -> None:
    etree.SubElement(element, tag)


def _nest(element: etree._Element) -> None:
    element.append(copy.deepcopy(element))


def _begin(element: etree._Element, text: str) -> None:
    element.text = text + (element.text or "")


def _split(element: etree._Element, node: etree._Element) -> None:
    """In the middle of the text, where a careless reader stops."""
    node = copy.deepcopy(node)
    text = element.text or ""
    element.text, node.tail = text[: len(text) // 2], text[len(text) // 2 :]
    element.insert(0, node)


def _of_text(kind: Simple) -> Iterator[Mutation]:
    for value in values.tried(kind):
        spelt = kind.base == "string" or value in values.right(kind)
        yield Mutation(f"the value {value[:40]!r} ({len(value)})", partial(_write, text=value), spelt)


def _write(element: etree._Element, text: str) -> None:
    element.text = text


## Attributes


def _of_attributes(author: Author, part: Part) -> Iterator[Mutation]:
    for label, name, value in (
        ("an unknown attribute", "unknown", "x"),
        ("an attribute of another namespace", "{urn:example:unknown}unknown", "x"),
        ("nil", XSI_NIL, "true"),
    ):
        yield Mutation(label, partial(_set, name=name, value=value))
    for attribute, kind in author.attributes(part.kind):
        yield Mutation(f"without {attribute.name}", partial(_unset, name=attribute.name))
        for value in values.tried(kind):
            label = f"{attribute.name}={value[:40]!r}"
            spelt = value in values.right(kind)
            yield Mutation(label, partial(_set, name=attribute.name, value=value), spelt)
    if "Id" in part.element.attrib:
        yield Mutation("the Id of another element", _share_id)


def _set(element: etree._Element, name: str, value: str) -> None:
    element.set(name, value)


def _unset(element: etree._Element, name: str) -> None:
    element.attrib.pop(name, None)


def _share_id(element: etree._Element) -> None:
    for other in element.getroottree().iter():
        if other is not element and "Id" in other.attrib:
            element.set("Id", str(other.get("Id")))
