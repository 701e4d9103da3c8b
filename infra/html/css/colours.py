"""The colours that a sender's HTML gives text and what lies behind it.

Source: CSS Color 4 (the forms of a colour); HTML Standard, 15.3 (the attributes bgcolor, text and color).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255, and how much of it is seen from 0 to 1."""

    red: int
    green: int
    blue: int
    opacity: float = 1.0

    def is_near(self, other: "Colour", distance: int) -> bool:
        """Whether no part differs by more than the distance."""
        return all(abs(mine - its) <= distance for mine, its in zip(self[:3], other[:3], strict=True))

    def over(self, ground: "Colour") -> "Colour":
        """What is seen where this lies on a ground that is not transparent."""
        mixed = (round(its + (mine - its) * self.opacity) for mine, its in zip(self[:3], ground[:3], strict=True))
        return Colour(*mixed)


BLACK: Final = Colour(0, 0, 0)
WHITE: Final = Colour(255, 255, 255)
LINK: Final = Colour(0x1D, 0x47, 0x78)
"""Of links that have none of their own, as letter.css says."""
MARKED: Final = Colour(255, 255, 0)
MAX_VALUE: Final = 60
"""Characters of a colour."""
_OF_SYSTEM: Final[Mapping[str, Colour]] = {
    "window": WHITE, "canvas": WHITE, "windowtext": BLACK, "canvastext": BLACK,
}  # fmt: skip
"""Colours that Word writes. A letter is shown in black on white."""
_FUNCTION: Final = re.compile(r"(rgb|hsl)a?\(\s*([^()]*?)\s*\)")
_PARTS: Final = re.compile(r"[\s,/]+")
_HEX: Final = re.compile(r"#?(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_WORD: Final = re.compile(r"[\w#.-]+(?:\([^()]*\))?")
_NO_COLOURS: Final = frozenset({"", "none", "inherit", "initial", "unset", "revert"})
_PICTURE: Final = re.compile(r"url\s*\(|gradient\s*\(|image\s*\(|image-set\s*\(")


@lru_cache(maxsize=4_096)
def read_colour(value: str) -> Colour | None:
    """The colour that a value means; None: it depends on something else, or is no colour."""
    value = value.strip().lower()
    if not value or len(value) > MAX_VALUE:
        return None
    if value == "transparent":
        return Colour(0, 0, 0, 0.0)
    if function := _FUNCTION.fullmatch(value):
        return _of_parts(function[1], [part for part in _PARTS.split(function[2]) if part])
    if value in _OF_SYSTEM:
        return _OF_SYSTEM[value]
    return _of_name(f"#{value}" if _HEX.fullmatch(value) and not value.startswith("#") else value)


def background_of(style: Mapping[str, str], attributes: Mapping[str, str]) -> Colour | None:
    """The colour that an element lies on, if it says one."""
    if (found := read_colour(style.get("background-color", ""))) is not None:
        return found
    words = _WORD.findall(style.get("background", ""))
    named = (read_colour(word) for word in words if not _PICTURE.match(word))
    found = next((colour for colour in named if colour is not None), None)
    return found if found is not None else read_colour(attributes.get("bgcolor", ""))


def lies_on_unknown(style: Mapping[str, str], attributes: Mapping[str, str]) -> bool:
    """Whether an element lies on something that is not known here: a picture, a fade, a colour by another name."""
    colour = style.get("background-color", "")
    if colour not in _NO_COLOURS and read_colour(colour) is None:
        return True
    values = f"{style.get('background', '')} {style.get('background-image', '')}"
    if attributes.get("background", "").strip() or _PICTURE.search(values) is not None:
        return True
    return any(
        word.endswith(")") and read_colour(word) is None for word in _WORD.findall(style.get("background", ""))
    )


def _of_parts(kind: str, parts: list[str]) -> Colour | None:
    try:
        opacity = _share(parts[3]) if len(parts) > 3 else 1.0
        found: tuple[int, ...]
        if kind == "hsl":
            hue = parts[0].removesuffix("deg")
            found = _parse_colour(f"hsl({float(hue) % 360},{parts[1]},{parts[2]})")
        else:
            found = tuple(_byte(part) for part in parts[:3])
    except (ValueError, IndexError, OverflowError):
        return None
    if len(found) < 3:
        return None
    red, green, blue = found[:3]
    return Colour(red, green, blue, opacity)


def _of_name(value: str) -> Colour | None:
    try:
        red, green, blue, *rest = _parse_colour(value)
    except ValueError:
        return None
    return Colour(red, green, blue, rest[0] / 255 if rest else 1.0)


def _byte(part: str) -> int:
    value = float(part.removesuffix("%")) * (2.55 if part.endswith("%") else 1)
    return max(0, min(255, round(value)))


def _share(part: str) -> float:
    return float(part.removesuffix("%")) / (100 if part.endswith("%") else 1)


def _parse_colour(value: str) -> tuple[int, ...]:
    """The parts of a colour as style sheets write it.

    Raises:
        ValueError: it is none.
    """
    from PIL import ImageColor  # noqa: PLC0415 (most processes never see a colour, and Pillow is large)

    return ImageColor.getrgb(value)
