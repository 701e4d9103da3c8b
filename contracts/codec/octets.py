"""Writes typed messages as the octets of their XML, without a tree.

lxml's tree of an answer about a thousand recipients took more than half of the time of the call. So each class is
compiled into a function that joins the texts of its values. The octets are those of `to_element`'s tree. A message
that can have no tree, since a text in it has characters that XML forbids, is lxml's to refuse.
"""

from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from typing import Any, Final

from lxml import etree
from xsdata.formats.dataclass.models.elements import XmlVar

from contracts.codec.elements import to_element
from contracts.codec.metadata import classes_within, is_plain, meta_of, prefixed, prefixes, text_name
from contracts.codec.value_texts import text_writer

Written = dict[tuple[int, str], str]
"""The messages within a message by identity and name: one that occurs again is written once."""
Write = Callable[[Any, Written], str]
ESCAPED: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
"""Source: Canonical XML 1.0, 2.3, which libxml2 follows in texts of elements."""
CONTROLS: Final = bytes({*range(0x20)} - {*b"\t\n\r"})
FORBIDDEN: Final = ("\ufffe", "\uffff")
"""XML forbids these and CONTROLS; all else that UTF-8 can write is. Source: XML 1.0, production 2."""


def to_octets(message: object) -> bytes:
    """Write a typed message in UTF-8, every namespace declared with a prefix on the root.

    Raises:
        ValueError: a text has characters that XML forbids.
    """
    cls: Any = type(message)
    if _is_plain_throughout(cls):
        text = _root_writer(cls)(message, {})
        octets = text.encode()
        if not any(each in text for each in FORBIDDEN) and not _has_controls(octets):
            return octets
    return etree.tostring(to_element(message), encoding="UTF-8", xml_declaration=False)


@cache
def _is_plain_throughout(cls: Any) -> bool:
    metas = [meta_of(each) for each in classes_within(cls)]
    return all(is_plain(meta) or text_name(meta) for meta in metas)


def _has_controls(octets: bytes) -> bool:
    return len(octets.translate(None, CONTROLS)) != len(octets)


@cache
def _root_writer(cls: Any) -> Write:
    declared = "".join(f' xmlns:{prefix}="{namespace}"' for prefix, namespace in prefixes(cls).items())
    return _element_writer(meta_of(cls).qname, cls, declared)


def _element_writer(qname: str, cls: Any, declared: str = "") -> Write:
    tag, content_of = prefixed(qname), _content_writer(cls)

    def write(message: Any, written: Written) -> str:
        content = content_of(message, written)
        return f"<{tag}{declared}>{content}</{tag}>" if content else f"<{tag}{declared}/>"

    return write


@cache
def _content_writer(cls: Any) -> Write:
    """Writes what is within a message's element."""
    meta = meta_of(cls)
    if only := text_name(meta):
        return lambda message, _: str(getattr(message, only)).translate(ESCAPED)
    slots = [(var.name, var.list_element, _child_writer(var)) for var in meta.get_all_vars()]

    def write(message: Any, written: Written) -> str:
        texts: list[str] = []
        for name, many, text_of in slots:
            value = getattr(message, name)
            if many:
                texts += [text_of(item, written) for item in value]
            elif value is not None:
                texts.append(text_of(value, written))
        return "".join(texts)

    return write


def _child_writer(var: XmlVar) -> Write:
    if var.clazz is not None:
        return _message_writer(var.qname, var.clazz)
    tag, kind = prefixed(var.qname), var.types[0]
    if kind is str:
        # Most texts are numbers, which have no character to escape.
        return lambda text, _: f"<{tag}>{text if text.isalnum() else text.translate(ESCAPED)}</{tag}>"
    convert = text_writer(kind)
    if few := _all_values(kind):
        whole = {value: f"<{tag}>{convert(value).translate(ESCAPED)}</{tag}>" for value in few}
        return lambda value, _: whole[value]
    # Numbers, moments and base64 have no character to escape either.
    return lambda value, _: f"<{tag}>{convert(value)}</{tag}>"


def _all_values(kind: type) -> Iterable[Any]:
    """Those of a type that has few; none for other types."""
    if issubclass(kind, Enum):
        return kind
    return (True, False) if kind is bool else ()


def _message_writer(qname: str, clazz: Any) -> Write:
    compiled: list[Write] = []

    def write(message: Any, written: Written) -> str:
        key = id(message), qname
        text = written.get(key)
        if text is None:
            if not compiled:
                # On first use: types may refer to each other.
                compiled.append(_element_writer(qname, clazz))
            text = written[key] = compiled[0](message, written)
        return text

    return write
