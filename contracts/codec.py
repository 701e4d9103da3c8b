"""Typed messages to XML elements and back, from the metadata that xsdata wrote into the classes.

xsdata's own parser and serializer are general and cost some ten microseconds an element; an answer
about a thousand recipients has twelve thousand. So each class is compiled once, on first use, into a
reader and a writer over lxml. Classes that are not a plain sequence of elements (wildcards, mixed content,
attributes: the signature's types) go through xsdata itself.
"""

import base64
import copy
import sys
from collections.abc import Callable
from enum import Enum
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, TypeVar, cast

from lxml import etree
from xsdata.formats.dataclass.context import XmlContext
from xsdata.formats.dataclass.models.elements import XmlMeta, XmlVar
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler
from xsdata.formats.dataclass.serializers import XmlSerializer
from xsdata.models.datatype import XmlDate, XmlDateTime

from contracts import base64_text
from contracts.generate import module_names

Message = TypeVar("Message")
Read = Callable[[etree._Element], Any]
Written = dict[tuple[int, str], etree._Element]
"""The messages within a message by identity and name: one that occurs again, as the same supplier does a
thousand times in an answer about reachability, is copied, which takes a fifth of the time."""
Write = Callable[[etree._Element, Any, Written], None]

_context = XmlContext()


class NotReadable(ValueError):
    """An element that the class does not have, or a value of the wrong kind."""

    def __init__(self, swedish: str, english: str) -> None:
        super().__init__(english)
        self.swedish = swedish
        self.english = english


def from_element(cls: type[Message], element: etree._Element) -> Message:
    """Read a typed message from an element, which is left as it was. Its own name does not matter.

    Raises:
        NotReadable: the element is not valid by the contract's schema, which you should ask before you
            read; or base64 is not base64, which libxml2's validator lets pass.
    """
    message: Message = _reader(cast(Any, cls))(element)
    return message


def to_element(message: object, name: str | None = None) -> etree._Element:
    """Write a typed message as a tree, every namespace declared with a prefix on the root.

    `name` is the root's qualified name; needed for types that are no elements themselves.
    """
    cls: Any = type(message)
    root = etree.Element(name or _meta(cls).qname, nsmap=_prefixes(cls, name))
    _writer(cls)(root, message, {})
    return root


def _meta(cls: type[Any]) -> XmlMeta:
    outer = cls.__qualname__.rpartition(".")[0]
    if not outer:
        return _context.build(cls)
    # A class within another has the namespace of that one and does not name it.
    around = attrgetter(outer)(sys.modules[cls.__module__])
    return _context.build(cls, _meta(cast(Any, around)).namespace)


def _is_plain(meta: XmlMeta) -> bool:
    """Only elements, each with a name of its own: what a reader and a writer are compiled for."""
    plain = all(var.is_element for var in meta.get_all_vars())
    return plain and not meta.nillable and not meta.mixed_content


## Reading


@cache
def _reader(cls: type[Any]) -> Read:
    meta = _meta(cls)
    if not _is_plain(meta):
        return lambda element: _read_by_xsdata(cls, element)
    slots = {var.qname: (var.name, var.list_element, _value_reader(var)) for var in meta.get_all_vars()}
    lists = [var.name for var in meta.get_all_vars() if var.list_element]

    def read(element: etree._Element) -> Any:
        values: dict[str, Any] = {name: [] for name in lists}
        for child in element:
            slot = slots.get(cast(str, child.tag))
            if slot is None:
                _refuse_unknown(child)
                continue
            name, many, value_of = slot
            if many:
                values[name].append(value_of(child))
            else:
                values[name] = value_of(child)
        try:
            return cls(**values)
        except TypeError as missing:
            name = _local(element)
            raise NotReadable(f"{name} är inte helt: {missing}.", f"{name} is not whole: {missing}.") from missing

    return read


def _refuse_unknown(child: etree._Element) -> None:
    if isinstance(child.tag, str):
        raise NotReadable(f"{child.tag} hör inte hemma där.", f"{child.tag} has no place in its parent.")


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _value_reader(var: XmlVar) -> Read:
    clazz: Any = var.clazz
    if clazz is not None:
        compiled: list[Read] = []

        def read_later(element: etree._Element) -> Any:
            # Compiled on first use: types may refer to each other.
            if not compiled:
                compiled.append(_reader(clazz))
            return compiled[0](element)

        return read_later
    if var.types[0] is bytes:
        return _base64
    convert = _from_text(var.types[0])
    return lambda element: convert(_text(element))


def _text(element: etree._Element) -> str:
    """The whole text of an element, also when a comment or an instruction divides it."""
    if not len(element):
        return element.text or ""
    return (element.text or "") + "".join(node.tail or "" for node in element)


def _from_text(kind: type) -> Callable[[str], Any]:
    if issubclass(kind, Enum):
        return lambda text: _checked(kind, text)
    return _FROM_TEXT[kind]


def _checked(kind: Callable[[Any], Any], text: str) -> Any:
    try:
        return kind(text)
    except ValueError as problem:
        raise NotReadable(
            f"Ett värde har fel form: {problem}.", f"A value has the wrong form: {problem}."
        ) from problem


def _base64(element: etree._Element) -> bytes:
    text = _text(element)
    try:
        return base64_text.decode(text)
    except ValueError as problem:
        name, (swedish, english) = _place(element), base64_text.explain_mistake(text)
        raise NotReadable(f"{name} är {swedish}", f"{name} is {english}") from problem


def _place(element: etree._Element) -> str:
    parent, name = element.getparent(), _local(element)
    return name if parent is None or _local(parent) == name else f"{_local(parent)}/{name}"


_BOOLEANS: dict[str, bool] = {"true": True, "1": True, "false": False, "0": False}


def _boolean(text: str) -> bool:
    value = _BOOLEANS.get(text.strip())
    if value is None:
        raise ValueError(f"{text!r} is neither true nor false")
    return value


@lru_cache(maxsize=64)
def _date(text: str) -> XmlDate:
    # Each letter names the day on which it was sealed, which are few.
    return cast(XmlDate, _checked(XmlDate.from_string, text))


_FROM_TEXT: dict[type, Callable[[str], Any]] = {
    str: str,
    bool: lambda text: _checked(_boolean, text),
    int: lambda text: _checked(int, text),
    XmlDate: lambda text: _date(text.strip()),
    XmlDateTime: lambda text: _checked(XmlDateTime.from_string, text.strip()),
}


def _read_by_xsdata(cls: type, element: etree._Element) -> Any:
    parser = XmlParser(context=_context, handler=LxmlEventHandler)
    # Its handler empties the tree that it walks, and reads text up to a comment or an instruction.
    plain = etree.XMLParser(remove_comments=True, remove_pis=True)
    return parser.parse(etree.fromstring(etree.tostring(element, with_tail=False), plain), cls)


## Writing


@cache
def _writer(cls: type[Any]) -> Write:
    meta = _meta(cls)
    if not _is_plain(meta):
        return _write_by_xsdata
    slots = [(var.name, var.list_element, _child_writer(var)) for var in meta.get_all_vars()]

    def write(element: etree._Element, message: Any, written: Written) -> None:
        for name, many, put in slots:
            value = getattr(message, name)
            if many:
                for item in value:
                    put(element, item, written)
            elif value is not None:
                put(element, value, written)

    return write


def _child_writer(var: XmlVar) -> Write:
    """Appends a value to its parent's element."""
    if var.clazz is not None:
        return _message_writer(var.qname, var.clazz)
    tag, kind, make = var.qname, var.types[0], etree.SubElement
    if kind is str:

        def write_text(parent: etree._Element, value: str, _written: Written) -> None:
            make(parent, tag).text = value

        return write_text
    convert: Callable[[Any], str] = _enum_texts(kind) if issubclass(kind, Enum) else _TO_TEXT.get(kind, str)

    def write(parent: etree._Element, value: Any, _written: Written) -> None:
        make(parent, tag).text = convert(value)

    return write


def _message_writer(tag: str, clazz: Any) -> Write:
    make, copied = etree.SubElement, copy.copy

    def write(parent: etree._Element, value: Any, written: Written) -> None:
        earlier = written.get((id(value), tag))
        if earlier is not None:
            parent.append(copied(earlier))
            return
        written[id(value), tag] = element = make(parent, tag)
        # Compiled on first use: types may refer to each other.
        _writer(clazz)(element, value, written)

    return write


def _enum_texts(kind: type[Enum]) -> Callable[[Any], str]:
    return {member: str(member.value) for member in kind}.__getitem__


_TO_TEXT: dict[type, Callable[[Any], str]] = {
    bool: {True: "true", False: "false"}.__getitem__,
    bytes: lambda value: base64.b64encode(value).decode("ascii"),
}


def _write_by_xsdata(element: etree._Element, message: Any, _written: Written) -> None:
    written = etree.fromstring(XmlSerializer(context=_context).render(message).encode())
    element.text = written.text
    element.attrib.update(written.attrib)
    element.extend(list(written))


@cache
def _prefixes(cls: type[Any], name: str | None) -> dict[str, str]:
    """A prefix for every namespace that a message of the class can use: its module's name."""
    used = {etree.QName(name or _meta(cls).qname).namespace}
    todo, seen = [cls], {cls}
    while todo:
        for var in _meta(todo.pop()).get_all_vars():
            used |= {etree.QName(var.qname).namespace} if var.is_element else set()
            if var.clazz is not None and var.clazz not in seen:
                seen.add(var.clazz)
                todo.append(var.clazz)
    return {
        prefix.replace("_", "-"): namespace for namespace, prefix in module_names().items() if namespace in used
    }
