"""Layers (optional content, PDF 32000-1, 8.11): which of them are hidden, kept when pages move to another file.

The catalogue of a file says whether a layer is shown. PDFium copies pages without the catalogue. So
each layer is given a key of ours before its page moves, and the new file's catalogue is written from these keys.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

HIDDEN: Final = "MM_LayerIsHidden"
_KEY: Final = NameObject(f"/{HIDDEN}")
_FLAG_HIDDEN: Final = 2
"""Of an annotation: neither shown nor printed."""


def has_layers(clean: bytes) -> bool:
    """Whether a file that PDFium has written can have layers."""
    return b"/OCProperties" in clean


def tag_layers(clean: bytes) -> bytes:
    """Tag each layer as hidden or not, and empty the objects that are wholly in a hidden one. Returns the file."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(clean)))
    properties = _dictionary(writer.root_object.get("/OCProperties"))
    hidden = _hidden_layers(properties)
    _set_as_opened(properties, hidden)
    things = [_dictionary(thing) for thing in writer._objects]
    for thing in things:
        if thing.get("/Type") in ("/OCG", "/OCMD"):
            thing.pop("/Usage", None)
            thing[_KEY] = NumberObject(int(_is_hidden_layers(thing, hidden)))
    for thing in things:
        if _dictionary(thing.get("/OC")).get(_KEY):
            _hide(thing)
    return _to_bytes(writer)


def _set_as_opened(properties: DictionaryObject, hidden: set[int]) -> None:
    """Let the catalogue say only which layers are hidden: PDFium asks for their use also where nothing says so."""
    configuration = DictionaryObject()
    layers = (item for item in _array(properties.get("/OCGs")) if isinstance(item, IndirectObject))
    configuration[NameObject("/OFF")] = ArrayObject(item for item in layers if item.idnum in hidden)
    properties[NameObject("/D")] = configuration
    properties.pop("/Configs", None)


def restore_layers(joined: bytes) -> bytes:
    """Write a catalogue that hides the layers that are tagged as hidden. Returns the file."""
    if f"/{HIDDEN}".encode() not in joined:
        return joined
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(joined)))
    things = [_dictionary(thing) for thing in writer._objects]
    layers = [thing for thing in things if thing.get("/Type") == "/OCG"]
    configuration = DictionaryObject()
    configuration[NameObject("/OFF")] = _references(layer for layer in layers if layer.get(_KEY))
    properties = DictionaryObject()
    properties[NameObject("/OCGs")] = _references(layers)
    properties[NameObject("/D")] = configuration
    writer.root_object[NameObject("/OCProperties")] = properties
    return _to_bytes(writer)


def _hidden_layers(properties: DictionaryObject) -> set[int]:
    """The numbers of the layers that are hidden when the file is opened to be read."""
    configuration = _dictionary(properties.get("/D"))
    all_layers = _numbers(properties.get("/OCGs"))
    off = all_layers if configuration.get("/BaseState") == "/OFF" else set()
    hidden = off - _numbers(configuration.get("/ON")) | _numbers(configuration.get("/OFF"))
    for layer, is_shown in _set_by_use(configuration):
        hidden = hidden - {layer} if is_shown else hidden | {layer}
    return hidden


def _set_by_use(configuration: DictionaryObject) -> Iterator[tuple[int, bool]]:
    """The layers that readers see or not by what the layers are used for. Source: ISO 32000-1, 8.11.4.4."""
    for rule in map(_dictionary, _array(configuration.get("/AS"))):
        if rule.get("/Event", "/View") == "/View" and "/View" in _array(rule.get("/Category")):
            for layer in _array(rule.get("/OCGs")):
                view = _dictionary(_dictionary(_dictionary(layer).get("/Usage")).get("/View"))
                if "/ViewState" in view:
                    yield _number(layer), str(view["/ViewState"]) != "/OFF"


def _is_hidden_layers(thing: DictionaryObject, hidden: set[int]) -> bool:
    if thing.get("/Type") == "/OCG":
        return _number(thing) in hidden
    expression = _resolved(thing.get("/VE"))
    if isinstance(expression, ArrayObject):
        return not _is_true(expression, hidden)
    members = thing.get("/OCGs")
    return not _is_shown_by_policy(str(thing.get("/P", "/AnyOn")), _members(members), hidden)


_POLICIES: Final[Mapping[str, Callable[[Iterable[bool]], bool]]] = {
    "/AllOn": all,
    "/AnyOn": any,
    "/AnyOff": lambda shown: not all(shown),
    "/AllOff": lambda shown: not any(shown),
}


def _is_shown_by_policy(policy: str, members: set[int], hidden: set[int]) -> bool:
    if not members:
        return True
    return _POLICIES.get(policy, any)([member not in hidden for member in members])


def _is_true(expression: PdfObject, hidden: set[int]) -> bool:
    """A visibility expression: an array of And, Or or Not and its operands, or a layer."""
    found = _resolved(expression)
    if not isinstance(found, ArrayObject):
        return _number(found) not in hidden
    operator, *operands = found
    values = [_is_true(operand, hidden) for operand in operands]
    if operator == "/And":
        return all(values)
    return any(values) if operator == "/Or" else not any(values)


def _hide(thing: DictionaryObject) -> None:
    """Empty a form or a picture, or hide an annotation."""
    if isinstance(thing, StreamObject):
        thing.clear()
        thing.update(_empty_form())
        thing._data = b""
    elif "/Rect" in thing:
        thing[NameObject("/F")] = NumberObject(int(thing.get("/F", 0)) | _FLAG_HIDDEN)


def _empty_form() -> DictionaryObject:
    form = DecodedStreamObject()
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject([NumberObject(0)] * 4)
    return form


def _members(thing: Any) -> set[int]:
    """The layers of a membership: one of them, or an array."""
    found = _resolved(thing)
    if isinstance(found, ArrayObject):
        return _numbers(found)
    return {_number(found)} if isinstance(found, DictionaryObject) else set()


def _numbers(things: Any) -> set[int]:
    found = _resolved(things)
    return (
        {item.idnum for item in found if isinstance(item, IndirectObject)}
        if isinstance(found, ArrayObject)
        else set()
    )


def _array(thing: Any) -> ArrayObject:
    found = _resolved(thing)
    return found if isinstance(found, ArrayObject) else ArrayObject()


def _number(thing: Any) -> int:
    if isinstance(thing, IndirectObject):
        return int(thing.idnum)
    reference = getattr(thing, "indirect_reference", None)
    return reference.idnum if reference is not None else 0


def _references(things: Iterable[DictionaryObject]) -> ArrayObject:
    return ArrayObject([thing.indirect_reference for thing in things if thing.indirect_reference is not None])


def _dictionary(thing: Any) -> DictionaryObject:
    found = _resolved(thing)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _resolved(thing: Any) -> PdfObject:
    return thing.get_object() if thing is not None else NullObject()


def _to_bytes(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
