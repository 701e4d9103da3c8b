"""The objects of a page with their kinds and places, also those within forms."""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from pypdfium2 import raw

MAX_DEPTH: Final = 12
"""Of forms within forms."""
MAX_SEGMENTS: Final = 24
"""Of an area that objects are cut to. Of one with more it is not known what it leaves."""
MAX_CLIPS: Final = 8
"""Areas that one object is cut to, that are looked at."""
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
_UNTURNED: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Placed(NamedTuple):
    """An object, its kind, and its box on the page."""

    thing: Any
    kind: int
    box: Box
    is_cut_away: bool = False
    """Whether it is text that lies outside the area that is drawn."""


def things_on(page: Any) -> list[Any]:
    return [raw.FPDFPage_GetObject(page, number) for number in range(raw.FPDFPage_CountObjects(page))]


def placed_objects(things: Sequence[Any]) -> Iterator[Placed]:
    """The objects that have a place, in the order of drawing; those of forms in place of the forms."""
    return _placed(things, _UNTURNED, 0)


def lies_in(box: Box, others: Iterable[Box]) -> bool:
    """Whether the box lies in one of the others, but for a point."""
    left, bottom, right, top = box
    return any(
        outer[0] <= left + 1 and right - 1 <= outer[2] and outer[1] <= bottom + 1 and top - 1 <= outer[3]
        for outer in others
    )


def matrix_of(thing: Any) -> Sequence[float]:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return _UNTURNED
    return found.a, found.b, found.c, found.d, found.e, found.f


def _placed(things: Sequence[Any], outer: Sequence[float], depth: int) -> Iterator[Placed]:
    edges = one, two, three, four = [ctypes.c_float() for _ in range(4)]
    for thing in things:
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            numbers = range(raw.FPDFFormObj_CountObjects(thing))
            inner = [raw.FPDFFormObj_GetObject(thing, number) for number in numbers]
            yield from _placed(inner, _combined(matrix_of(thing), outer), depth + 1)
        elif raw.FPDFPageObj_GetBounds(thing, *edges):
            own = (one.value, two.value, three.value, four.value)
            box = own if not depth else _moved(own, outer)
            if box[2] > box[0] and box[3] > box[1]:
                yield Placed(thing, kind, box, kind == raw.FPDF_PAGEOBJ_TEXT and _is_cut_away(thing, own))


def _is_cut_away(thing: Any, box: Box) -> bool:
    """Whether one of the areas that the object is cut to does not touch its box."""
    clip = raw.FPDFPageObj_GetClipPath(thing)
    count = raw.FPDFClipPath_CountPaths(clip)
    return count > 0 and any(_is_beside(clip, path, box) for path in range(min(count, MAX_CLIPS)))


def _is_beside(clip: Any, path: int, box: Box) -> bool:
    count = raw.FPDFClipPath_CountPathSegments(clip, path)
    if not 0 < count <= MAX_SEGMENTS:
        return False
    # The first corner of a rectangle and the third, opposite it, mostly show that the object is within.
    return (count < 4 or _lies_beside(clip, path, (0, 2), box)) and _lies_beside(clip, path, range(count), box)


def _lies_beside(clip: Any, path: int, corners: Iterable[int], box: Box) -> bool:
    found = [_corner_of(raw.FPDFClipPath_GetPathSegment(clip, path, number)) for number in corners]
    across, upwards = [x for x, _ in found], [y for _, y in found]
    left, bottom, right, top = box
    return right < min(across) or left > max(across) or top < min(upwards) or bottom > max(upwards)


def _corner_of(segment: Any) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _combined(inner: Sequence[float], outer: Sequence[float]) -> Sequence[float]:
    """First the inner matrix, then the outer one."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(box: Box, matrix: Sequence[float]) -> Box:
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (left, right) for y in (bottom, top)]
    across, upwards = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(upwards), max(across), max(upwards)
