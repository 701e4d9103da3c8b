"""Put the text of fields and stamps where it belongs in the text of the page: behind its label, not at the end."""

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

TICKED: Final = "☒"
EMPTY: Final = "☐"
MAX_FIELDS: Final = 2_000
MAX_NAME: Final = 128
_UNSEEN: Final = raw.FPDF_ANNOT_FLAG_INVISIBLE | raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_ROW: Final = 20
"""Points of the page's height, in which boxes are looked for together."""
_MAX_BOX: Final = 100
"""Points. What is higher is no box to tick."""
_MAX_IN_ROW: Final = 200
"""Boxes that are looked at for each letter beside them; no page has room for more."""
_NEAR: Final = 3
"""Heights of a box within which its label stands behind it."""
_TICKS: Final = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)


@dataclass
class PlacedText:
    """A line of text or the text of a field, and its place (points from the lower left corner)."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def is_beside(self, other: "PlacedText") -> bool:
        """Whether they stand on the same line."""
        return min(self.top, other.top) - max(self.bottom, other.bottom) > min(self.height, other.height) / 2

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


class BoxPlaces:
    """Where the boxes of a page are that can be ticked."""

    def __init__(self, boxes: Sequence[PlacedText]) -> None:
        self._rows: dict[int, list[PlacedText]] = {}
        for box in boxes:
            for row in range(int(box.bottom // _ROW), int(min(box.top, box.bottom + _MAX_BOX) // _ROW) + 1):
                places = self._rows.setdefault(row, [])
                if len(places) < _MAX_IN_ROW:
                    places.append(box)

    def hold(self, char: PlacedText) -> bool:
        """Whether the character is drawn within a box: it is the tick, which the box's own sign stands for."""
        x, y = char.middle
        return any(box.left <= x <= box.right and box.bottom <= y <= box.top for box in self._in_row(y))

    def part(self, before: PlacedText, char: PlacedText) -> bool:
        """Whether a box stands between the two characters, which then belong to different labels."""
        x, y = char.middle
        return any(before.right < box.middle[0] < x and box.bottom <= y <= box.top for box in self._in_row(y))

    def _in_row(self, y: float) -> Sequence[PlacedText]:
        return self._rows.get(int(y // _ROW), ())


def checkbox_pieces(document: pypdfium2.PdfDocument, page: Any) -> list[PlacedText]:
    """The boxes of a form that can be ticked, as signs."""
    if document.formenv is None:
        return []
    found = []
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_FIELDS)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        is_box = raw.FPDFAnnot_GetFormFieldType(document.formenv, annotation) in _TICKS
        if is_box and not raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            found.append(_checkbox_piece(annotation))
        raw.FPDFPage_CloseAnnot(annotation)
    return found


def _checkbox_piece(annotation: Any) -> PlacedText:
    box = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, box)
    return PlacedText(TICKED if _is_ticked(annotation) else EMPTY, box.left, box.bottom, box.right, box.top)


def _is_ticked(annotation: Any) -> bool:
    """By the appearance that is shown, which has no name or is called Off when the box is empty."""
    room = (ctypes.c_ushort * MAX_NAME)()
    length = raw.FPDFAnnot_GetStringValue(annotation, b"AS", room, ctypes.sizeof(room))
    name = bytes(room)[: max(min(length, ctypes.sizeof(room)) - 2, 0)].decode("utf-16-le", errors="replace")
    return name not in ("", "Off")


def line_pieces(text_page: Any, start: int, end: int, boxes: BoxPlaces) -> list[PlacedText]:
    """The characters from `start` to `end` as lines, which end where the text says so, and at boxes."""
    characters = (
        char
        for char in _characters(text_page, start, end)
        if char.text.isspace() or char.text.isalnum() or not boxes.hold(char)
    )
    return _gather(characters, lambda before, char: not boxes.part(before, char))


def annotation_pieces(text_page: Any, start: int, end: int, boxes: BoxPlaces) -> list[PlacedText]:
    """The same for annotations: PDFium puts a blank between two of them, also when they are far apart."""
    characters = (
        replace(char, text="\n") if boxes.hold(char) else char for char in _characters(text_page, start, end)
    )
    return _gather(characters, _is_near)


def _gather(
    characters: Iterable[PlacedText], continues: Callable[[PlacedText, PlacedText], bool]
) -> list[PlacedText]:
    found: list[PlacedText] = []
    before: PlacedText | None = None
    for char in characters:
        if char.text in "\r\n":
            before = None
        elif char.text.isspace():
            if before is not None:
                found[-1].text += char.text
        else:
            if before is not None and continues(before, char):
                _append(found[-1], char)
            else:
                found.append(replace(char))
            before = char
    return found


def merge_pieces(page_lines: Sequence[PlacedText], pieces: Sequence[PlacedText]) -> str:
    """The page's lines with each piece behind the line that it stands beside, or as a line of its own."""
    result = list(page_lines)
    for piece in sorted(pieces, key=lambda each: (-each.top, each.left)):
        level = [line for line in result if line.is_beside(piece)]
        beside = [line for line in level if line.left <= piece.left]
        if label := _label_behind(piece, level):
            _put_before(label, piece)
        elif beside:
            _append_word(max(beside, key=lambda line: line.right), piece)
        else:
            below = (place for place, line in enumerate(result) if line.top <= piece.bottom)
            result.insert(next(below, len(result)), piece)
    return "\n".join(line.text.strip() for line in result)


def _label_behind(piece: PlacedText, level: Sequence[PlacedText]) -> PlacedText | None:
    """The line that begins behind a box, nearer to it than the one before it ends."""
    if piece.text not in (TICKED, EMPTY):
        return None
    behind = [(line.left - piece.right, place) for place, line in enumerate(level) if line.left >= piece.middle[0]]
    before = [piece.left - line.right for line in level if line.right <= piece.middle[0]]
    gap, place = min(behind, default=(0.0, -1))
    is_near = place >= 0 and gap < _NEAR * piece.height
    return level[place] if is_near and all(gap < other for other in before) else None


def _characters(text_page: Any, start: int, end: int) -> Iterator[PlacedText]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for place in range(start, end):
        code = raw.FPDFText_GetUnicode(text_page, place)
        raw.FPDFText_GetCharBox(text_page, place, left, right, bottom, top)
        yield PlacedText(chr(code), left.value, bottom.value, right.value, top.value)


def _is_near(before: PlacedText, char: PlacedText) -> bool:
    """Less than two characters away, in any direction: text may be turned."""
    size = max(before.height, before.right - before.left, char.height, char.right - char.left)
    across = max(char.left - before.right, before.left - char.right)
    upwards = max(char.bottom - before.top, before.bottom - char.top)
    return max(across, upwards) < 2 * size


def _append(line: PlacedText, char: PlacedText) -> None:
    line.text += char.text
    line.left, line.right = min(line.left, char.left), max(line.right, char.right)
    line.bottom, line.top = min(line.bottom, char.bottom), max(line.top, char.top)


def _append_word(line: PlacedText, piece: PlacedText) -> None:
    line.text = f"{line.text.rstrip()} {piece.text.strip()}"
    line.right = max(line.right, piece.right)


def _put_before(line: PlacedText, piece: PlacedText) -> None:
    line.text = f"{piece.text} {line.text.lstrip()}"
    line.left = piece.left
