"""The objects of a page that nobody sees: in hidden layers, off the page, in the colour behind them, covered.

Text that a scanner has recognised lies invisible over its picture, and is read.
"""

import ctypes
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from PIL import Image
from pypdfium2 import raw

from infra.pdf.child import layers

MAX_DEPTH: Final = 12
"""Of forms within forms."""
MAX_OBJECTS: Final = 20_000
MAX_AREAS: Final = 50
"""Filled areas of a page, and pictures, that are looked at."""
MAX_PIXELS: Final = 1_000_000
_LIGHT: Final = 200
"""Of each part of a colour, from 0 to 255. Darker text is seen, unless something covers it."""
_TRANSPARENT: Final = 12
_SAME: Final = 12
"""The difference of two colours, from 0 to 255, that nobody sees."""
_MIN_SIZE: Final = 1.0
"""Points. Smaller text is a line or a speck."""
_Box = tuple[float, float, float, float]
_UNTURNED: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class _Placed:
    """An object and its box on the page: left, bottom, right, top."""

    thing: Any
    box: _Box

    def lies_in(self, others: Sequence["_Placed"]) -> bool:
        left, bottom, right, top = self.box
        return any(
            outer[0] <= left + 1 and right - 1 <= outer[2] and outer[1] <= bottom + 1 and top - 1 <= outer[3]
            for outer in (other.box for other in others)
        )


@dataclass(frozen=True)
class _Area:
    """A filled area, its place in the order of drawing, and its colour; None: a pattern."""

    placed: _Placed
    order: int
    colour: Sequence[int] | None


def unseen_objects(page: Any) -> Iterator[Any]:
    """The objects whose text is not to be read."""
    for number in range(raw.FPDFPage_CountObjects(page)):
        yield from _hidden_within(raw.FPDFPage_GetObject(page, number), 0)
    yield from _objects_off_the_page(page)
    yield from _texts_without_ink(page)


def _objects_off_the_page(page: Any) -> Iterator[Any]:
    """What was cropped away, such as the other half of a sheet."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    for number in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, number)
        bounds = _bounds_of(thing)
        if bounds is None:
            continue
        left, bottom, right, top = bounds
        if right < box.left or left > box.right or top < box.bottom or bottom > box.top:
            yield thing


def _hidden_within(thing: Any, depth: int) -> Iterator[Any]:
    if _is_in_hidden_layer(thing):
        yield thing
    elif raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        for number in range(raw.FPDFFormObj_CountObjects(thing)):
            yield from _hidden_within(raw.FPDFFormObj_GetObject(thing, number), depth + 1)


def _is_in_hidden_layer(thing: Any) -> bool:
    return any(_marks_hidden(raw.FPDFPageObj_GetMark(thing, n)) for n in range(raw.FPDFPageObj_CountMarks(thing)))


def _marks_hidden(mark: Any) -> bool:
    value = ctypes.c_int(0)
    found = raw.FPDFPageObjMark_GetParamIntValue(mark, layers.HIDDEN.encode(), value)
    return bool(found) and value.value == 1


def _texts_without_ink(page: Any) -> Iterator[Any]:
    """Texts that are transparent or specks, and those where the page as drawn has one colour only."""
    placed = list(islice(_placed_within(page), MAX_OBJECTS))
    around = _Surroundings.of_page(placed)
    doubtful: list[tuple[_Placed, bool]] = []
    for place, item in enumerate(placed):
        if raw.FPDFPageObj_GetType(item.thing) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        if _is_speck(item.thing) or _is_transparent(item.thing):
            yield item.thing
        elif (in_any_colour := around.find_doubt(item, place)) is not None:
            doubtful.append((item, in_any_colour))
    picture = _draw(page) if doubtful else None
    for item, in_any_colour in doubtful:
        ground = _colour_at(picture, page, item.box) if picture else None
        # A text of another colour has letters for which there is no glyph here. That is said, and they are read.
        if ground and (in_any_colour or _is_alike(ground, _colour_of(item.thing))):
            yield item.thing


@dataclass(frozen=True)
class _Surroundings:
    """What else there is on a page."""

    areas: Sequence["_Area"]
    grounds: Mapping[Sequence[int] | None, Sequence[_Placed]]
    """The areas of each colour."""
    pictures: Sequence[_Placed]

    @classmethod
    def of_page(cls, placed: Sequence[_Placed]) -> "_Surroundings":
        areas = list(islice(_areas_among(placed), MAX_AREAS))
        grounds: dict[Sequence[int] | None, list[_Placed]] = {}
        for area in areas:
            grounds.setdefault(area.colour, []).append(area.placed)
        pictures = (item for item in placed if raw.FPDFPageObj_GetType(item.thing) == raw.FPDF_PAGEOBJ_IMAGE)
        return cls(areas, grounds, list(islice(pictures, MAX_AREAS)))

    def find_doubt(self, text: _Placed, order: int) -> bool | None:
        """Whether the text is unseen where the page has any one colour; False: only its own; None: it is seen."""
        if _is_invisible(text.thing):
            return None if text.lies_in(self.pictures) else True
        if text.lies_in([area.placed for area in self.areas if area.order > order]):
            return True
        return False if _is_light(text.thing) or self._is_own_colour_behind(text) else None

    def _is_own_colour_behind(self, text: _Placed) -> bool:
        colour = _colour_of(text.thing)
        return colour is not None and any(
            _is_alike(colour[:3], ground) and text.lies_in(areas) for ground, areas in self.grounds.items()
        )


def _areas_among(placed: Sequence[_Placed]) -> Iterator["_Area"]:
    for order, item in enumerate(placed):
        if _is_filled_area(item.thing):
            yield _Area(item, order, _colour_of(item.thing))


def _placed_within(page: Any) -> Iterator[_Placed]:
    things = [raw.FPDFPage_GetObject(page, number) for number in range(raw.FPDFPage_CountObjects(page))]
    return _placed(things, _UNTURNED, 0)


def _placed(things: Sequence[Any], outer: Sequence[float], depth: int) -> Iterator[_Placed]:
    for thing in things:
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            numbers = range(raw.FPDFFormObj_CountObjects(thing))
            inner = [raw.FPDFFormObj_GetObject(thing, number) for number in numbers]
            yield from _placed(inner, _combined(_matrix_of(thing), outer), depth + 1)
        elif (bounds := _bounds_of(thing)) is not None:
            box = _moved(bounds, outer)
            if box[2] > box[0] and box[3] > box[1]:
                yield _Placed(thing, box)


def _bounds_of(thing: Any) -> _Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _matrix_of(thing: Any) -> Sequence[float]:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return _UNTURNED
    return found.a, found.b, found.c, found.d, found.e, found.f


def _combined(inner: Sequence[float], outer: Sequence[float]) -> Sequence[float]:
    """First the inner matrix, then the outer one."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(box: _Box, matrix: Sequence[float]) -> _Box:
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (left, right) for y in (bottom, top)]
    across, upwards = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(upwards), max(across), max(upwards)


def _is_filled_area(thing: Any) -> bool:
    if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_PATH:
        return False
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, mode, stroke)
    return bool(mode.value != raw.FPDF_FILLMODE_NONE)


def _is_speck(text: Any) -> bool:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(text, size)
    _, across, _, upwards, _, _ = _matrix_of(text)
    return size.value * math.hypot(across, upwards) < _MIN_SIZE


def _is_transparent(text: Any) -> bool:
    mode = raw.FPDFTextObj_GetTextRenderMode(text)
    colour = _colour_of(text)
    return mode == raw.FPDF_TEXTRENDERMODE_FILL and colour is not None and colour[3] < _TRANSPARENT


def _is_invisible(text: Any) -> bool:
    """Whether the text is drawn without ink, as scanners lay what they have recognised over their picture."""
    return bool(raw.FPDFTextObj_GetTextRenderMode(text) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _is_light(text: Any) -> bool:
    """Whether the text is seen only on a darker ground."""
    colour = _colour_of(text)
    return colour is not None and min(colour[:3]) >= _LIGHT


def _colour_of(text: Any) -> tuple[int, int, int, int] | None:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(text, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _draw(page: Any) -> Image.Image:
    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    scale = min(2.0, (MAX_PIXELS / (width * height)) ** 0.5)
    size = max(int(width * scale), 1), max(int(height * scale), 1)
    bitmap = raw.FPDFBitmap_Create(*size, 0)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, *size, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, raw.FPDF_ANNOT)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        octets = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * size[1])
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("RGB", size, octets, "raw", "BGRX", stride)


def _is_alike(one: Sequence[int], other: Sequence[int] | None) -> bool:
    return other is not None and all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=False))


def _colour_at(picture: Image.Image, page: Any, box: _Box) -> tuple[int, ...] | None:
    """The one colour that the page has in the box; None where it has several."""
    left, bottom, right, top = box
    corners = [_pixel_of(picture, page, x, y) for x in (left, right) for y in (bottom, top)]
    across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    area = (
        max(across[0], 0),
        max(down[0], 0),
        min(across[-1] + 1, picture.width),
        min(down[-1] + 1, picture.height),
    )
    if area[2] <= area[0] or area[3] <= area[1]:
        return None
    extremes: Any = picture.crop(area).getextrema()
    if any(most - least > _SAME for least, most in extremes):
        return None
    return tuple(most for _, most in extremes)


def _pixel_of(picture: Image.Image, page: Any, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, picture.width, picture.height, 0, x, y, across, down)
    return across.value, down.value
