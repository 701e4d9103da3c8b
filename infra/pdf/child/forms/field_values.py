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
    TextStringObject,
)

from infra.pdf.child.pdf_objects import array_of, dictionary_of, inherited, resolved

_COMBO: Final = 1 << 17
_PUSH_BUTTON: Final = 1 << 16
_FONT: Final = re.compile(r"/\S+(?=\s+[\d.+-]+\s+Tf)")
_LATIN: Final = "cp1252"
_ASCII: Final = range(0x20, 0x7F)
_BEYOND_UTF16: Final = 0x10000
"""Characters from here on take two units, which no encoding of a font has."""


def show_value(annotation: DictionaryObject, form: DictionaryObject) -> bool:
    """Let the field show its value; says whether that changed it."""
    kind, value = inherited(annotation, "/FT"), inherited(annotation, "/V")
    if kind == "/Btn":
        return _name_state(annotation, value)
    if kind not in ("/Tx", "/Ch") or not value:
        return False
    shown = _shown_choice(annotation, value) if kind == "/Ch" else value
    text = str(shown) if not isinstance(shown, ArrayObject) else ""
    unusual = _characters_beyond_latin(text)
    # The picture that the file brings may have letters for which there is no font here.
    is_outdated = bool(form.get("/NeedAppearances")) and "/AP" in annotation and not unusual
    if is_outdated:
        del annotation["/AP"]
    if "/N" in dictionary_of(annotation.get("/AP")):
        return False
    is_marked = kind == "/Ch" and _mark_choice(annotation, value)
    if shown != value:
        annotation[NameObject("/V")] = TextStringObject(text)
    if unusual:
        _use_own_font(annotation, form, unusual)
    return is_outdated or is_marked or shown != value or bool(unusual)


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


def _characters_beyond_latin(text: str) -> dict[int, str]:
    """The characters that no font of the form can be asked for, each with a code that no other one here has.

    PDFium draws nothing of a value with one of them.
    """
    taken = {*text.encode(_LATIN, "ignore"), *_ASCII}
    free = (code for code in range(1, 256) if code not in taken)
    unusual = sorted({char for char in text if not char.encode(_LATIN, "ignore") and ord(char) < _BEYOND_UTF16})
    return dict(zip(free, unusual, strict=False))


def _use_own_font(annotation: DictionaryObject, form: DictionaryObject, unusual: Mapping[int, str]) -> None:
    """Set the value in Helvetica with these characters. One without a glyph here is named as on any page."""
    fonts = _entry(_entry(form, "/DR"), "/Font")
    name = NameObject(f"/MM{hashlib.sha256(repr(unusual).encode()).hexdigest()[:16]}")
    if name not in fonts:
        fonts[name] = _helvetica_with(unusual)
    appearance = str(inherited(annotation, "/DA") or form.get("/DA") or "/Helv 0 Tf 0 g")
    annotation[NameObject("/DA")] = TextStringObject(_FONT.sub(name, appearance, count=1))


def _helvetica_with(unusual: Mapping[int, str]) -> DictionaryObject:
    differences = ArrayObject()
    for code, char in unusual.items():
        differences += [NumberObject(code), NameObject(f"/uni{ord(char):04X}")]
    encoding = DictionaryObject({NameObject("/Type"): NameObject("/Encoding")})
    encoding[NameObject("/BaseEncoding")] = NameObject("/WinAnsiEncoding")
    encoding[NameObject("/Differences")] = differences
    given = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in given.items()})
    font[NameObject("/Encoding")] = encoding
    return font


def _entry(owner: DictionaryObject, name: str) -> DictionaryObject:
    """The dictionary under that name, made if there is none."""
    found = dictionary_of(owner.get(name))
    owner[NameObject(name)] = found
    return found
