"""Let the fields of a form say what viewers show of them, where PDFium would show something else, or nothing.

Source: ISO 32000-1, 12.7.3.3 (NeedAppearances, default appearances), 12.7.4.2 and 12.7.4.4 (buttons, choices).
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from infra.pdf.child.forms.lettering import helvetica_with, unusual_characters
from infra.pdf.child.pdf_objects import array_of, dictionary_of, inherited, resolved

_COMBO: Final = 1 << 17
_PUSH_BUTTON: Final = 1 << 16
_FONT: Final = re.compile(r"(/[^\s/]+)\s+([\d.+-]+)\s+Tf\b")
_BROKEN_FONT: Final = re.compile(r"(?:/[^\s/]*\s*)?(?:[\d.+-]+\s+)?Tf\b|^/\S*$")
"""What names a font without its size, or a size without its font."""


def show_value(annotation: DictionaryObject, form: DictionaryObject) -> bool:
    """Let the field show its value; says whether that changed it."""
    kind, value = inherited(annotation, "/FT"), inherited(annotation, "/V")
    if kind == "/Btn":
        return _name_state(annotation, value)
    if kind not in ("/Tx", "/Ch") or value is None or value == "":
        return False
    shown = _shown_choice(annotation, value) if kind == "/Ch" else value
    text = _text_of(shown)
    unusual = unusual_characters(text)
    # The picture that the file brings may have letters for which there is no font here.
    is_outdated = bool(form.get("/NeedAppearances")) and "/AP" in annotation and not unusual
    if is_outdated:
        del annotation["/AP"]
    if "/N" in dictionary_of(annotation.get("/AP")):
        return False
    is_marked = kind == "/Ch" and _mark_choice(annotation, value)
    is_other = shown != value or not isinstance(value, TextStringObject | NameObject | ArrayObject | StreamObject)
    if is_other:
        annotation[NameObject("/V")] = TextStringObject(text)
    is_without_font = _name_font(annotation, form, unusual)
    return is_outdated or is_marked or is_other or is_without_font


def _text_of(value: Any) -> str:
    """The value as text; some programs write numbers and truth values where the standard wants a text."""
    return "" if isinstance(value, ArrayObject | StreamObject) else str(value)


def _name_state(annotation: DictionaryObject, value: Any) -> bool:
    """Say which of a box's pictures is shown, where only its field says so."""
    pictures = dictionary_of(dictionary_of(annotation.get("/AP")).get("/N"))
    if "/AS" in annotation or not isinstance(value, NameObject) or value not in pictures:
        return False
    annotation[NameObject("/AS")] = value
    return True


def _shown_choice(annotation: DictionaryObject, value: Any) -> Any:
    """The words of the choice in a list that drops down, of which the value may be a code."""
    flags = inherited(annotation, "/Ff")
    if not (isinstance(flags, int) and flags & _COMBO):
        return value
    options = (array_of(option) for option in array_of(inherited(annotation, "/Opt")))
    return next((resolved(pair[1]) for pair in options if len(pair) == 2 and resolved(pair[0]) == value), value)


def _mark_choice(annotation: DictionaryObject, value: Any) -> bool:
    """Say the places of the chosen lines, by which alone PDFium marks them; says whether they were not said."""
    if inherited(annotation, "/I") is not None:
        return False
    chosen = [resolved(each) for each in value] if isinstance(value, ArrayObject) else [value]
    options = map(resolved, array_of(inherited(annotation, "/Opt")))
    values = [resolved(option[0]) if isinstance(option, ArrayObject) and option else option for option in options]
    places = [NumberObject(place) for place, each in enumerate(values) if each in chosen]
    annotation[NameObject("/I")] = ArrayObject(places)
    return True


def _name_font(annotation: DictionaryObject, form: DictionaryObject, unusual: Mapping[int, str]) -> bool:
    """Let the field name a font that is there and has its characters; says whether it did not."""
    fonts = _entry(_entry(form, "/DR"), "/Font")
    said = str(inherited(annotation, "/DA") or form.get("/DA") or "")
    found = _FONT.search(said)
    if found and found[1] in fonts and not unusual:
        return False
    name = NameObject(f"/MM{hashlib.sha256(repr(unusual).encode()).hexdigest()[:16]}")
    if name not in fonts:
        fonts[name] = helvetica_with(unusual)
    size = found[2] if found else "0"
    rest = _FONT.sub("", said, count=1) if found else _BROKEN_FONT.sub("", said)
    annotation[NameObject("/DA")] = TextStringObject(f"{name} {size} Tf {rest.strip() or '0 g'}")
    return True


def _entry(owner: DictionaryObject, name: str) -> DictionaryObject:
    """The dictionary under that name, made if there is none."""
    found = dictionary_of(owner.get(name))
    owner[NameObject(name)] = found
    return found
