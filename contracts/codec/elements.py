"""Writes typed messages as trees of elements."""

import copy
from collections.abc import Callable
from functools import cache
from typing import Any

from lxml import etree
from xsdata.formats.dataclass.models.elements import XmlVar
from xsdata.formats.dataclass.serializers import XmlSerializer

from contracts.codec.metadata import CONTEXT, is_plain, meta_of, prefixes, text_name
from contracts.codec.value_texts import text_writer

Written = dict[tuple[int, str], etree._Element]
"""The messages within a message by identity and name: one that occurs again, as the same supplier does a
thousand times in an answer about reachability, is copied, which takes a fifth of the time."""
Write = Callable[[etree._Element, Any, Written], None]


def to_element(message: object, name: str | None = None) -> etree._Element:
    """Write a typed message as a tree, every namespace declared with a prefix on the root.

    `name` is the root's qualified name; needed for types that are no elements themselves.
    """
    cls: Any = type(message)
    root = etree.Element(name or meta_of(cls).qname, nsmap=prefixes(cls, name))
    _writer(cls)(root, message, {})
    return root


@cache
def _writer(cls: type[Any]) -> Write:
    meta = meta_of(cls)
    if name := text_name(meta):
        return _text_writer(name)
    if not is_plain(meta):
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


def _text_writer(name: str) -> Write:
    def write(element: etree._Element, message: Any, _written: Written) -> None:
        element.text = getattr(message, name) or None

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
    convert = text_writer(kind)

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


def _write_by_xsdata(element: etree._Element, message: Any, _written: Written) -> None:
    written = etree.fromstring(XmlSerializer(context=CONTEXT).render(message).encode())
    element.text = written.text
    element.attrib.update(written.attrib)
    element.extend(list(written))
