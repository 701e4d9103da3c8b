"""Reads typed messages from elements."""

from collections.abc import Callable
from enum import Enum
from functools import cache, lru_cache
from typing import Any, TypeVar, cast

from lxml import etree
from xsdata.formats.dataclass.models.elements import XmlVar
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler
from xsdata.models.datatype import XmlDate, XmlDateTime

from contracts import base64_text
from contracts.codec.metadata import CONTEXT, is_plain, meta_of, text_name

Message = TypeVar("Message")
Read = Callable[[etree._Element], Any]


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


@cache
def _reader(cls: type[Any]) -> Read:
    meta = meta_of(cls)
    if text := text_name(meta):
        return lambda element: cls(**{text: _text(element)})
    if not is_plain(meta):
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
    parser = XmlParser(context=CONTEXT, handler=LxmlEventHandler)
    # Its handler empties the tree that it walks, and reads text up to a comment or an instruction.
    plain = etree.XMLParser(remove_comments=True, remove_pis=True)
    return parser.parse(etree.fromstring(etree.tostring(element, with_tail=False), plain), cls)
