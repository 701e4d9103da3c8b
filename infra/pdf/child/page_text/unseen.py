"""The objects of a page that nobody sees: in hidden layers, off the page, in the colour behind them, covered.

Text that a scanner has recognised lies invisible over its picture, and is read.
"""

import ctypes
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, NamedTuple

from PIL import Image
from pypdfium2 import raw

from infra.pdf.child import layers
from infra.pdf.child.page_text.placing import MAX_DEPTH, Box, Placed, lies_in, matrix_of, placed_objects, things_on

MAX_OBJECTS: Final = 20_000
MAX_AREAS: Final = 50
"""Filled areas of a page, and pictures, that are looked at."""
MAX_PIXELS: Final = 1_000_000
_MIN_PIXELS: Final = 1.5
"""Of the drawn page. Text that is smaller there may be seen on the page itself, and is read."""
_AROUND: Final = 1
"""Pixels around a text that are looked at, too: a bar such as | fills its own box with one colour."""
_LIGHT: Final = 200
"""Of each part of a colour, from 0 to 255. Darker text is seen, unless something covers it."""
_TRANSPARENT: Final = 12
_MAX_PAIRS: Final = 1_000_000
"""Of transparent texts and others: about a third of a second."""
_SAME: Final = 12
"""The difference of two colours, from 0 to 255, that nobody sees."""
_MIN_SIZE: Final = 1.0
"""Points. Smaller text is a line or a speck."""


class _Text(NamedTuple):
    """A text and how it is drawn."""

    placed: Placed
    colour: Sequence[int] | None
    """Red, green, blue and opacity; None: a pattern."""
    mode: int


@dataclass(frozen=True)
class _Area:
    """A filled area, its place in the order of drawing, and its colour; None: a pattern."""

    box: Box
    order: int
    colour: Sequence[int] | None


def unseen_objects(page: Any) -> Iterator[Any]:
    """The objects whose text is not to be read."""
    things = things_on(page)
    for thing in things:
        yield from _hidden_within(thing, 0)
    placed = list(islice(placed_objects(things), MAX_OBJECTS))
    yield from _texts_off_the_page(page, placed)
    yield from _texts_without_ink(page, placed)


def _texts_off_the_page(page: Any, placed: Sequence[Placed]) -> Iterator[Any]:
    """What was cropped or cut away, such as the other half of a sheet, or what has no room in a cell."""
    sheet = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, sheet)
    for item in placed:
        left, bottom, right, top = item.box
        is_off = right < sheet.left or left > sheet.right or top < sheet.bottom or bottom > sheet.top
        if is_off or item.is_cut_away:
            yield item.thing


def _hidden_within(thing: Any, depth: int) -> Iterator[Any]:
    if _is_in_hidden_layer(thing):
        yield thing
    elif raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        for number in range(raw.FPDFFormObj_CountObjects(thing)):
            yield from _hidden_within(raw.FPDFFormObj_GetObject(thing, number), depth + 1)


def _is_in_hidden_layer(thing: Any) -> bool:
    count = raw.FPDFPageObj_CountMarks(thing)
    return count > 0 and any(_marks_hidden(raw.FPDFPageObj_GetMark(thing, number)) for number in range(count))


def _marks_hidden(mark: Any) -> bool:
    value = ctypes.c_int(0)
    found = raw.FPDFPageObjMark_GetParamIntValue(mark, layers.HIDDEN.encode(), value)
    return bool(found) and value.value == 1


def _texts_without_ink(page: Any, placed: Sequence[Placed]) -> Iterator[Any]:
    """Texts that are transparent or specks, and those where the page as drawn has one colour only."""
    around = _Surroundings.of_page(placed)
    doubtful: list[tuple[_Text, bool]] = []
    transparent: list[_Text] = []
    for place, item in enumerate(placed):
        if item.kind != raw.FPDF_PAGEOBJ_TEXT:
            continue
        text = _Text(item, _colour_of(item.thing), raw.FPDFTextObj_GetTextRenderMode(item.thing))
        if _is_speck(item):
            yield item.thing
        elif _is_transparent(text):
            transparent.append(text)
        elif (in_any_colour := around.find_doubt(text, place)) is not None:
            doubtful.append((text, in_any_colour))
    for text, is_bare in _by_company(transparent, placed):
        if is_bare:
            doubtful.append((text, True))
        else:
            yield text.placed.thing
    drawing = _Drawing.around(page, [text.placed.box for text, _ in doubtful]) if doubtful else None
    for text, in_any_colour in doubtful:
        ground = drawing.colour_at(text.placed.box) if drawing else None
        # A text of another colour has letters for which there is no glyph here. That is said, and they are read.
        if ground and (in_any_colour or _is_alike(ground, text.colour)):
            yield text.placed.thing


def _by_company(transparent: Sequence[_Text], placed: Sequence[Placed]) -> Iterator[tuple[_Text, bool]]:
    """The transparent texts, each with whether no other text lies there.

    Letters that are drawn as a fade or a blurred shadow lie under a transparent text, by which they can be marked.
    """
    things = {id(text.placed.thing) for text in transparent}
    others = [item for item in placed if item.kind == raw.FPDF_PAGEOBJ_TEXT and id(item.thing) not in things]
    are_few = len(transparent) * len(others) <= _MAX_PAIRS
    for text in transparent:
        yield text, are_few and not any(_overlap(text.placed.box, other.box) for other in others)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@dataclass(frozen=True)
class _Surroundings:
    """What else there is on a page."""

    areas: Sequence[_Area]
    """In the order of drawing."""
    grounds: Mapping[Sequence[int] | None, Sequence[Box]]
    """The areas of each colour."""
    pictures: Sequence[Box]

    @classmethod
    def of_page(cls, placed: Sequence[Placed]) -> "_Surroundings":
        areas = list(islice(_areas_among(placed), MAX_AREAS))
        grounds: dict[Sequence[int] | None, list[Box]] = {}
        for area in areas:
            grounds.setdefault(area.colour, []).append(area.box)
        pictures = (item.box for item in placed if item.kind == raw.FPDF_PAGEOBJ_IMAGE)
        return cls(areas, grounds, list(islice(pictures, MAX_AREAS)))

    def find_doubt(self, text: _Text, order: int) -> bool | None:
        """Whether the text is unseen where the page has any one colour; False: only its own; None: it is seen."""
        box, colour = text.placed.box, text.colour
        if text.mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            # Scanners save a page in strips, and a line may lie on two of them.
            return None if lies_in(_middle_of(box), self.pictures) else True
        if self.areas and self.areas[-1].order > order and self._is_covered(box, order):
            return True
        return False if colour is not None and (_is_light(colour) or self._is_on_own(colour, box)) else None

    def _is_covered(self, box: Box, order: int) -> bool:
        return lies_in(box, (area.box for area in self.areas if area.order > order))

    def _is_on_own(self, colour: Sequence[int], box: Box) -> bool:
        return any(_is_alike(colour[:3], ground) and lies_in(box, areas) for ground, areas in self.grounds.items())


def _areas_among(placed: Sequence[Placed]) -> Iterator[_Area]:
    for order, item in enumerate(placed):
        if item.kind == raw.FPDF_PAGEOBJ_PATH and _is_filled(item.thing):
            yield _Area(item.box, order, _colour_of(item.thing))


def _middle_of(box: Box) -> Box:
    left, bottom, right, top = box
    across, upwards = (left + right) / 2, (bottom + top) / 2
    return across, upwards, across, upwards


def _is_filled(path: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroke)
    return bool(mode.value != raw.FPDF_FILLMODE_NONE)


def _is_speck(text: Placed) -> bool:
    """Whether it is small on the page: fonts of bitmaps, and forms in inches, have sizes below one."""
    left, bottom, right, top = text.box
    if right - left >= _MIN_SIZE and top - bottom >= _MIN_SIZE:
        return False
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(text.thing, size)
    _, across, _, upwards, _, _ = matrix_of(text.thing)
    return size.value * math.hypot(across, upwards) < _MIN_SIZE


def _is_transparent(text: _Text) -> bool:
    is_filled = text.mode == raw.FPDF_TEXTRENDERMODE_FILL
    return is_filled and text.colour is not None and text.colour[3] < _TRANSPARENT


def _is_light(colour: Sequence[int]) -> bool:
    """Whether text of it is seen only on a darker ground."""
    return min(colour[:3]) >= _LIGHT


_PARTS: Final = (ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint())
"""Made once: a page has thousands of texts."""


def _colour_of(thing: Any) -> Sequence[int] | None:
    red, green, blue, alpha = _PARTS
    if not raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return None
    return red.value, green.value, blue.value, alpha.value


@dataclass(frozen=True)
class _Drawing:
    """A part of a page as drawn."""

    page: Any
    picture: Image.Image
    size: tuple[int, int]
    """Of the whole page, in pixels."""
    left: int
    top: int

    @classmethod
    def around(cls, page: Any, boxes: Sequence[Box]) -> "_Drawing | None":
        """The part with all of the boxes; None: they lie off the page."""
        width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        scale = min(2.0, (MAX_PIXELS / (width * height)) ** 0.5)
        size = max(int(width * scale), 1), max(int(height * scale), 1)
        areas = [_pixels_of(page, size, box) for box in boxes]
        left, top = min(area[0] for area in areas), min(area[1] for area in areas)
        right, bottom = max(area[2] for area in areas), max(area[3] for area in areas)
        if right <= left or bottom <= top:
            return None
        return cls(page, _draw(page, size, (left, top, right, bottom)), size, left, top)

    def colour_at(self, box: Box) -> tuple[int, ...] | None:
        """The one colour that the page has in and around the box; None where it has several, or is too small."""
        left, top, right, bottom = _pixels_of(self.page, self.size, box)
        small = min(box[2] - box[0], box[3] - box[1]) * self.size[0] / raw.FPDF_GetPageWidthF(self.page)
        if small < _MIN_PIXELS or right <= left or bottom <= top:
            return None
        part = self.picture.crop((left - self.left, top - self.top, right - self.left, bottom - self.top))
        extremes: Any = part.getextrema()
        if any(most - least > _SAME for least, most in extremes):
            return None
        return tuple(most for _, most in extremes)


def _draw(page: Any, size: tuple[int, int], part: tuple[int, int, int, int]) -> Image.Image:
    left, top, right, bottom = part
    width, height = right - left, bottom - top
    bitmap = raw.FPDFBitmap_Create(width, height, 0)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, -left, -top, *size, 0, raw.FPDF_ANNOT)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        octets = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("RGB", (width, height), octets, "raw", "BGRX", stride)


def _pixels_of(page: Any, size: tuple[int, int], box: Box) -> tuple[int, int, int, int]:
    """The pixels of a drawn page that the box touches, and those around them: left, top, right, bottom."""
    left, bottom, right, top = box
    corners = [_pixel_of(page, size, x, y) for x in (left, right) for y in (bottom, top)]
    across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return (
        max(across[0] - _AROUND, 0),
        max(down[0] - _AROUND, 0),
        min(across[-1] + 1 + _AROUND, size[0]),
        min(down[-1] + 1 + _AROUND, size[1]),
    )


def _pixel_of(page: Any, size: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def _is_alike(one: Sequence[int], other: Sequence[int] | None) -> bool:
    return other is not None and all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=False))
