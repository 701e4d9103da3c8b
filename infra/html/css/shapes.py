"""Shapes that cut away all of an element, and masks through which nothing of it is seen.

Source: CSS Shapes 1, 3.1 (inset, circle, ellipse, polygon); CSS Masking 1, 6.
"""

import re
from collections.abc import Sequence
from typing import Final

from infra.html.css.colours import read_colour

_SHAPE: Final = re.compile(r"(inset|circle|ellipse|polygon|rect|xywh|path)\(([^()]{0,200})\)")
_LENGTH: Final = re.compile(r"([+-]?\d*\.?\d+)([a-z%]*)")
_MIN_LENGTH: Final = 2.0
"""Pixels, points or per cent: a smaller shape shows no letter."""
_PIXELS: Final = {"em": 16, "rem": 16, "ex": 8, "ch": 8, "cm": 38, "mm": 3.8, "in": 96}
"""Of units that are larger."""
_COLOUR: Final = re.compile(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^()]{1,60}\)|\b[a-z]{3,20}\b(?!\()")
_GRADIENT: Final = re.compile(r"gradient\(((?:[^()]|\([^()]{0,60}\)){1,200})\)")
_NO_COLOURS: Final = frozenset(
    {"to", "top", "bottom", "left", "right", "center", "at", "circle", "ellipse", "deg"}
)
_MIN_OPACITY: Final = 0.05


def shows_nothing(clip_path: str) -> bool:
    """Whether the shape has no room for a letter."""
    found = _SHAPE.search(clip_path)
    if found is None:
        return False
    kind, inside = found[1], found[2]
    if kind == "path":
        return not re.search(r"\d", inside)
    if kind == "polygon":
        return _is_flat(inside)
    if kind == "inset":
        return _covers_all(inside)
    lengths = [
        float(number) * _PIXELS.get(unit, 1) for number, unit in _LENGTH.findall(inside.partition(" at ")[0])
    ]
    if kind in ("circle", "ellipse"):
        return bool(lengths) and min(lengths[:2]) < _MIN_LENGTH
    if kind == "xywh":
        return len(lengths) > 3 and min(lengths[2:4]) < _MIN_LENGTH
    return len(lengths) == 4 and (lengths[2] - lengths[0] < _MIN_LENGTH or lengths[1] - lengths[3] < _MIN_LENGTH)


def masks_all(mask: str) -> bool:
    """Whether all colours of the gradient that an element is seen through are transparent."""
    found = _GRADIENT.search(mask)
    if found is None:
        return False
    names = [name for name in _COLOUR.findall(found[1]) if name not in _NO_COLOURS]
    colours = [read_colour(name) for name in names]
    return bool(colours) and all(colour is not None and colour.opacity < _MIN_OPACITY for colour in colours)


def _is_flat(points: str) -> bool:
    """Whether the points of a polygon lie on one line, or nearly so."""
    places = [[float(number) for number, _ in _LENGTH.findall(point)] for point in points.split(",")]
    pairs = [(place[0], place[1]) for place in places if len(place) == 2]
    following = [*pairs[1:], *pairs[:1]]
    area = sum(x * b - a * y for (x, y), (a, b) in zip(pairs, following, strict=True)) / 2
    return bool(pairs) and abs(area) < _MIN_LENGTH


def _covers_all(edges: str) -> bool:
    """Whether what is cut away from opposite sides meets."""
    top, right, bottom, left = _four_of(_LENGTH.findall(edges.partition("round")[0]))
    return _meets(top, bottom) or _meets(left, right)


def _four_of(edges: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """The lengths of the four sides, of which those that are left out are those of the opposite sides."""
    if not edges:
        return [("0", "")] * 4
    top = edges[0]
    right = edges[1] if len(edges) > 1 else top
    bottom = edges[2] if len(edges) > 2 else top
    return [top, right, bottom, edges[3] if len(edges) > 3 else right]


def _meets(one: tuple[str, str], other: tuple[str, str]) -> bool:
    per_cent = sum(float(number) for number, unit in (one, other) if unit == "%")
    return per_cent >= 100 - _MIN_LENGTH
