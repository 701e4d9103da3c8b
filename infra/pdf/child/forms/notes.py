"""Pictures for stamps and notes that bring none, and for values whose letters PDFium does not set."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pypdf.generic import DictionaryObject

from infra.pdf.child.forms.lettering import Lettering, set_text
from infra.pdf.child.pdf_objects import inherited, numbers_of

STROKE: Final = {1: "G", 3: "RG", 4: "K"}
FILL: Final = {1: "g", 3: "rg", 4: "k"}
"""Operators by the number of parts of a colour."""
Picture = tuple[str, Sequence[float], DictionaryObject | None]
"""The content, the box around it, and the resources that it needs."""
_WORDS: Final = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])|[_\s]+")
_SIZE: Final = re.compile(r"([\d.]+)\s+Tf\b")
_COLOUR: Final = re.compile(r"(?:[\d.]+\s+){1,4}(?:g|rg|k)\b")
_RED: Final = (0.8, 0.0, 0.0)
_MULTILINE: Final = 1 << 12
_PASSWORD: Final = 1 << 13
_LAST_SET_BY_PDFIUM: Final = "\u052f"
"""Of Cyrillic. For most of what follows PDFium has no font, and leaves the whole value out."""
_ALSO_SET: Final = frozenset("–—‘’“”„†‡•…‰‹›€™−")


def draw_stamp(annotation: DictionaryObject) -> Picture | None:
    """A frame with the stamp's name in it, as viewers draw the stamps of the standard: APPROVED, DRAFT."""
    box = _box_of(annotation)
    name = str(annotation.get("/Name", "/Draft")).removeprefix("/")
    if box is None or not name:
        return None
    words = " ".join(_WORDS.split(name)).upper()
    colour = numbers_of(annotation.get("/C")) or _RED
    fill, stroke = _operator(colour, FILL) or "0 g", _operator(colour, STROKE) or "0 G"
    left, low, right, high = box
    frame = f"q {stroke} 1.5 w {left + 1:.2f} {low + 1:.2f} {right - left - 2:.2f} {high - low - 2:.2f} re S Q"
    return _set_in(box, words, Lettering(0, fill, is_centred=True, is_of_many_lines=False), frame)


def draw_free_text(annotation: DictionaryObject) -> Picture | None:
    """The text of a note that stands on the page itself."""
    box, text = _box_of(annotation), str(annotation.get("/Contents", ""))
    if box is None or not text.strip():
        return None
    return _set_in(box, text, _lettering_of(annotation, is_of_many_lines=True))


def draw_value(annotation: DictionaryObject) -> Picture | None:
    """The value of a field with letters that PDFium leaves the whole value out for; None: it has none."""
    value, flags = inherited(annotation, "/V"), inherited(annotation, "/Ff")
    box, bits = _box_of(annotation), flags if isinstance(flags, int) else 0
    if box is None or not isinstance(value, str) or bits & _PASSWORD:
        return None
    if not any(char > _LAST_SET_BY_PDFIUM and char not in _ALSO_SET for char in value):
        return None
    return _set_in(box, value, _lettering_of(annotation, is_of_many_lines=bool(bits & _MULTILINE)))


def colour_of(parts: Any, operators: Mapping[int, str]) -> str:
    """The colour as an operator of a content stream; empty where it is none."""
    return _operator(numbers_of(parts), operators)


def _operator(parts: Sequence[float], operators: Mapping[int, str]) -> str:
    if len(parts) not in operators:
        return ""
    return f"{' '.join(f'{part:.3f}' for part in parts)} {operators[len(parts)]}"


def _lettering_of(annotation: DictionaryObject, *, is_of_many_lines: bool) -> Lettering:
    said = str(inherited(annotation, "/DA") or "")
    size, colour = _SIZE.search(said), _COLOUR.search(said)
    return Lettering(
        float(size[1]) if size and size[1].replace(".", "", 1).isdigit() else 0,
        colour[0] if colour else "0 g",
        is_centred=inherited(annotation, "/Q") == 1,
        is_of_many_lines=is_of_many_lines,
    )


def _box_of(annotation: DictionaryObject) -> Sequence[float] | None:
    box = numbers_of(annotation.get("/Rect"))
    if len(box) != 4:
        return None
    left, right = sorted(box[::2])
    low, high = sorted(box[1::2])
    return (left, low, right, high) if right - left > 1 and high - low > 1 else None


def _set_in(box: Sequence[float], text: str, how: Lettering, frame: str = "") -> Picture:
    left, low, right, high = box
    content, resources = set_text(text, right - left, high - low, how)
    return f"{frame} q 1 0 0 1 {left:.2f} {low:.2f} cm {content} Q", box, resources
