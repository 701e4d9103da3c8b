"""Declarations that mean the same as others, in the words that everything here reads and that the cleaner keeps.

A cleaner keeps `vertical-align` and `background-color`, but not `position` or `background`. So a power that Word
moves, or the dark cell under white letters, would be lost.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from infra.html.css.colours import Colour, background_of
from infra.html.css.declarations import Declarations

_LENGTH: Final = re.compile(r"([+-]?\d*\.?\d+)(px|pt|em|ex|%)")
_LEAST: Final = {"px": 2.0, "pt": 1.5, "em": 0.12, "ex": 0.25, "%": 12.0}
"""How far text is moved at least to be a power or an index."""


def in_plain_words(style: Declarations) -> Declarations:
    """The same declarations, with those that are understood in place of, or beside, those that are not."""
    added = {name: value for meaning in _MEANINGS for name, value in meaning(style)}
    return {**style, **added} if added else style


def style_of_body(style: Declarations, attributes: Mapping[str, str]) -> Declarations:
    """With what its attributes say: no other element has them."""
    said = {"background-color": attributes.get("bgcolor", ""), "color": attributes.get("text", "")}
    return {**{name: value for name, value in said.items() if value}, **style}


def raised_by(value: str) -> int:
    """1: moved up as a power; -1: moved down as an index; 0: neither, or too little."""
    found = _LENGTH.fullmatch(value)
    if found is None or abs(float(found[1])) < _LEAST[found[2]]:
        return 0
    return 1 if float(found[1]) > 0 else -1


def _background(style: Declarations) -> Iterator[tuple[str, str]]:
    colour = background_of(style, {}) if "background" in style and "background-color" not in style else None
    if colour is not None and colour.opacity:
        yield "background-color", _written(colour)


def _written(colour: Colour) -> str:
    if colour.opacity < 1:
        return f"rgba({colour.red},{colour.green},{colour.blue},{colour.opacity:.2f})"
    return f"#{colour.red:02x}{colour.green:02x}{colour.blue:02x}"


def _clipped_to_text(style: Declarations) -> Iterator[tuple[str, str]]:
    """Letters through which a fade is seen get its first colour, and no ground."""
    if "text" in (style.get("background-clip"), style.get("-webkit-background-clip")):
        colour = background_of(style, {})
        shown = _written(colour) if colour is not None and colour.opacity else "inherit"
        yield from (("color", shown), ("-webkit-text-fill-color", shown))
        yield from (("background", "none"), ("background-image", "none"), ("background-color", "transparent"))


def _line_through(style: Declarations) -> Iterator[tuple[str, str]]:
    if "text-decoration-line" in style:
        yield "text-decoration", style["text-decoration-line"]


def _moved(style: Declarations) -> Iterator[tuple[str, str]]:
    by = raised_by(style.get("mso-text-raise", ""))
    if not by and style.get("position") == "relative":
        by = -raised_by(style.get("top", "")) or raised_by(style.get("bottom", ""))
    if by:
        yield "vertical-align", "super" if by > 0 else "sub"


_MEANINGS: Final[tuple[Callable[[Declarations], Iterator[tuple[str, str]]], ...]] = (
    _background,
    _clipped_to_text,
    _line_through,
    _moved,
)
