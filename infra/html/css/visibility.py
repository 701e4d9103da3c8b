"""Whether a reader would see an element's text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from infra.html.css import shapes, symbol_fonts
from infra.html.css.colours import BLACK, LINK, MARKED, WHITE, Colour, background_of, lies_on_unknown, read_colour
from infra.html.css.declarations import Declarations

LENGTH: Final = re.compile(r"([+-]?\d*\.?\d+)\s*(px|pt|em|rem|ex|ch|cm|mm|in|pc|vh|vw|%)?")
RELATIVE: Final = re.compile(r"\d*\.?\d+(?:em|ex|ch|%)|larger|smaller|inherit|unset")
"""A font size that depends on the parent's: if that is zero, so is this."""
FAR_AWAY: Final = re.compile(r"-(?:(?:[5-9]\d{2}|\d{4,})(?:\.\d+)?(?:px|pt)?|\d{3,}(?:\.\d+)?(?:r?em|v[wh]|%))")
"""Farther than notes in a margin and hanging indents go."""
FARTHER_AWAY: Final = re.compile(r"-(?:\d{4,}(?:\.\d+)?(?:px|pt|%)?|\d{3,}(?:\.\d+)?r?em)")
FAR_RIGHT: Final = re.compile(
    r"(?:[5-9]\d{3}|\d{5,})(?:\.\d+)?(?:px|pt)?|\d{3,}(?:\.\d+)?(?:r?em|vw)|(?:[2-9]\d{2}|\d{4,})(?:\.\d+)?%"
)
INDENTED_AWAY: Final = re.compile(r"[1-9]\d{2,}%")
BELOW: Final = re.compile(r"\d{3,}(?:\.\d+)?vh")
"""Under a screen. Pages of a converted document lie on with thousands of pixels, and can be scrolled to."""
SIDES: Final = ("left", "top", "right", "bottom")
SHORTHAND_SIZE: Final = re.compile(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%)?)(?:/\S+)?\s+\S")
CUT_AWAY: Final = re.compile(
    r"rect\(\s*(?:0|1px|auto)?(?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+(?:0|1px|auto)(?:px)?\s*\)"
)
MASKS: Final = ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image")
MOVED_AWAY: Final = re.compile(
    r"scale(?:x|y|3d)?\(\s*0*\.?0*\s*[,)]|translate(?:x|y|3d)?\([^()]*-(?:[5-9]\d{2}|\d{4,}|[2-9]\d{2}%|\d{3,}(?:\.\d+)?(?:r?em|v[wh]))"
    r"|matrix\(\s*0\s*,\s*0\s*,|rotate[xy]\(\s*-?90deg"
)
NO_SCALE: Final = re.compile(r"(?:0*\.?0*|0?\.0[0-4]\d*|[0-4]?(?:\.\d+)?%)%?(?:\s.*)?")
FADED: Final = re.compile(r"opacity\(\s*0*\.?0*%?\s*\)")
"""Of `filter`."""
MIN_POINTS: Final = 1.2
"""Of a font: letters that are smaller are dots. Letters in mail hide the words of a preview so."""
MIN_SHARE: Final = {"em": 0.1, "rem": 0.1, "ex": 0.2, "%": 10}
"""Of the size around it."""
GROWING: Final = frozenset({"table", "td", "th", "tr"})
"""Elements that are never less wide or high than what they hold."""
KEEPING_ROOM: Final = ("min-height", "min-width", "padding-bottom", "padding-top")
ANIMATIONS: Final = ("animation", "animation-name", "-webkit-animation")
OUTLINES: Final = ("-webkit-text-stroke", "text-shadow")
"""What shows letters that have the colour of their ground."""
CALCULATED: Final = re.compile(r"calc\(\s*([^\s()]+)\s*\)")
MIN_OPACITY: Final = 0.05
POINTS: Final = {"px": 0.75, "pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "pc": 12.0}
HIDDEN_DISTANCE: Final = 10
"""Of 255: the difference of text from what lies behind it that nobody sees."""
READABLE_DISTANCE: Final = 100


@dataclass(frozen=True, slots=True)
class Visibility:
    """The visibility that an element passes on to the elements within it."""

    is_visible: bool = True
    """CSS `visibility`, which an element within may set anew."""
    has_size: bool = True
    """Whether its font is large enough to be seen, which an element within may set anew."""
    colour: Colour | None = None
    """None: the sender gave none."""
    background: Colour = WHITE
    on_picture: bool = False
    """Whether a picture should or may lie behind it: its colour does not say whether it is seen."""
    signs: Mapping[int, str] | None = None
    """The signs that its font shows in place of letters."""

    @property
    def shows_text(self) -> bool:
        return self.is_visible and self.has_size and not self._is_invisible_by_colour

    @property
    def needs_ink(self) -> bool:
        """Whether its text has the colour for a picture that is not there."""
        return (
            self.on_picture and self.colour is not None and self.colour.is_near(self.background, READABLE_DISTANCE)
        )

    def within(self, tag: str, attributes: Mapping[str, str], given: Declarations) -> "Visibility":
        """The visibility of an element with these attributes and declarations, in an element with this one."""
        if not attributes and not given and tag != "mark":
            return self
        found = self
        visibility = given.get("visibility", "inherit")
        if visibility in {"hidden", "collapse", "visible", "initial"}:
            found = replace(found, is_visible=visibility in {"visible", "initial"})
        size = given.get("font-size") or _size_in_shorthand(given.get("font", ""))
        if size and (not RELATIVE.fullmatch(size) or _is_tiny(size)):
            found = replace(found, has_size=not _is_tiny(size))
        elif tag == "font" and attributes.get("size"):
            found = replace(found, has_size=True)
        return found._with_colours(tag, attributes, given)._with_signs(attributes, given)

    def in_ink(self) -> "Visibility":
        """The same in black."""
        return replace(self, colour=BLACK)

    @property
    def _is_invisible_by_colour(self) -> bool:
        if self.colour is None or self.colour.opacity < MIN_OPACITY:
            return self.colour is not None
        return not self.on_picture and self.colour.is_near(self.background, HIDDEN_DISTANCE)

    def _with_colours(self, tag: str, attributes: Mapping[str, str], given: Declarations) -> "Visibility":
        found = self
        lies_on = background_of(given, attributes) or (MARKED if tag == "mark" else None)
        if lies_on is not None and lies_on.opacity >= MIN_OPACITY:
            on_picture = found.on_picture and lies_on.opacity < 1
            found = replace(found, background=lies_on.over(found.background), on_picture=on_picture)
        # A box with a place of its own lies over its neighbours, such as a picture with words on it.
        is_over_others = given.get("position") in {"absolute", "fixed"} and lies_on is None
        is_outlined = any(given.get(name, "none") != "none" for name in OUTLINES)
        if is_over_others or is_outlined or lies_on_unknown(given, attributes):
            found = replace(found, on_picture=True)
        said = given.get("-webkit-text-fill-color") or given.get("color", "")
        colour = read_colour(said) or _colour_of_attributes(tag, attributes)
        if colour is not None or "(" in said:
            found = replace(found, colour=colour)
        elif tag == "a" and "href" in attributes:
            found = replace(found, colour=LINK)
        elif tag == "mark":
            found = replace(found, colour=BLACK)
        return found

    def _with_signs(self, attributes: Mapping[str, str], given: Declarations) -> "Visibility":
        family = given.get("font-family") or given.get("font") or attributes.get("face", "")
        return replace(self, signs=symbol_fonts.signs_of(family)) if family and family != "inherit" else self


def is_removed(attributes: Mapping[str, str], given: Declarations, tag: str = "") -> bool:
    """Whether nothing within the element is seen, also where an element within asks to be."""
    display = given.get("display", "")
    if display == "none" or (("hidden" in attributes or "popover" in attributes) and not display):
        return True
    return bool(given) and _is_hidden_by_style(given, tag)


def _is_hidden_by_style(given: Declarations, tag: str) -> bool:
    return (
        given.get("content-visibility") == "hidden"
        or ("opacity" in given and _is_transparent(given["opacity"]) and not _is_animated(given))
        or (tag not in GROWING and _is_clipped(given))
        or CUT_AWAY.search(given.get("clip", "")) is not None
        or shapes.shows_nothing(given.get("clip-path", ""))
        or any(shapes.masks_all(given.get(name, "")) for name in MASKS)
        or MOVED_AWAY.search(f"{given.get('transform', '')} translate({given.get('translate', '')})") is not None
        or any(NO_SCALE.fullmatch(given[name]) for name in ("scale", "zoom") if given.get(name))
        or FADED.search(given.get("filter", "")) is not None
        or _is_far_away(given)
    )


def _colour_of_attributes(tag: str, attributes: Mapping[str, str]) -> Colour | None:
    return read_colour(attributes.get({"font": "color", "body": "text"}.get(tag, ""), ""))


def _is_transparent(opacity: str) -> bool:
    found = LENGTH.fullmatch(CALCULATED.sub(r"\1", opacity))
    return found is not None and float(found[1]) / (100 if found[2] == "%" else 1) < MIN_OPACITY


def _is_animated(given: Declarations) -> bool:
    """Whether it fades in."""
    return any(given.get(name, "none") != "none" for name in ANIMATIONS)


def _is_clipped(given: Declarations) -> bool:
    is_flat = any(_is_flat(given.get(name, "")) for name in ("height", "max-height", "width", "max-width"))
    return is_flat and _cuts(given) and all(_is_flat(given.get(name, "0")) for name in KEEPING_ROOM)


def _cuts(given: Declarations) -> bool:
    names = ("overflow", "overflow-x", "overflow-y")
    return any(given.get(name, "").startswith(("hidden", "clip", "auto", "scroll")) for name in names)


def _is_far_away(given: Declarations) -> bool:
    is_moved = given.get("position") in {"absolute", "fixed"}
    further = (
        "margin-left",
        "margin-top",
        "margin-right",
        *(SIDES if given.get("position") == "relative" else ()),
    )
    if is_moved and any(_leads_away(name, side) for name, side in _sides(given)):
        return True
    indent = given.get("text-indent", "")
    if INDENTED_AWAY.fullmatch(indent) and given.get("white-space") == "nowrap" and _cuts(given):
        return True
    margins = given.get("margin", "").split()
    return FAR_AWAY.fullmatch(indent) is not None or any(
        FARTHER_AWAY.fullmatch(length) for length in (*margins, *(given.get(name, "") for name in further))
    )


def _sides(given: Declarations) -> Iterator[tuple[str, str]]:
    yield from ((name, given[name]) for name in SIDES if name in given)
    inset = given.get("inset", "").split()
    # One value holds for all sides, two for the upright and the level ones, a fourth for the left.
    yield from zip(("top", "right", "bottom", "left"), inset, strict=False)


def _leads_away(name: str, side: str) -> bool:
    """Whether an element that has its own place has it where no reader scrolls to."""
    if name in {"left", "right"}:
        return bool(FAR_AWAY.fullmatch(side) or FAR_RIGHT.fullmatch(side))
    # Labels stand right above or under what they belong to.
    return bool(BELOW.fullmatch(side) or (FAR_AWAY.fullmatch(side) and not side.endswith("%")))


def _is_flat(value: str) -> bool:
    """A pixel or less."""
    found = LENGTH.fullmatch(value)
    return found is not None and (float(found[1]) == 0 or (found[2] == "px" and float(found[1]) <= 1))


def _is_tiny(size: str) -> bool:
    """Zero, or smaller than letters that can be seen."""
    found = LENGTH.fullmatch(CALCULATED.sub(r"\1", size))
    if found is None:
        return False
    value = float(found[1])
    return (
        value < MIN_SHARE.get(found[2] or "", 0)
        or value == 0
        or ((found[2] or "") in POINTS and value * POINTS[found[2] or ""] < MIN_POINTS)
    )


def _size_in_shorthand(font: str) -> str:
    found = SHORTHAND_SIZE.search(font)
    return found.group(1) if found else ""
