"""Whether a browser would show an element's text.

Text in the colour of its background counts as shown: the background depends on what else is drawn there.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from infra.html.declarations import Declarations

ZERO: Final = re.compile(r"[+-]?0*\.?0*(?:px|pt|em|rem|ex|ch|cm|mm|in|pc|vh|vw|%)?")
RELATIVE: Final = re.compile(r"\d*\.?\d+(?:em|ex|ch|%)|larger|smaller|inherit|unset")
"""A font size that depends on the parent's: if that is zero, so is this."""
FAR_AWAY: Final = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|%)?")
SHORTHAND_SIZE: Final = re.compile(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%)?)(?:/\S+)?\s+\S")


@dataclass(frozen=True)
class Visibility:
    """The visibility that an element passes on to the elements within it."""

    is_visible: bool = True
    """CSS `visibility`, which an element within may set anew."""
    has_size: bool = True
    """Whether its font size is above zero, which an element within may set anew."""

    @property
    def shows_text(self) -> bool:
        return self.is_visible and self.has_size

    def within(self, given: Declarations) -> "Visibility":
        """The visibility of an element with these declarations, in an element with this one."""
        found = self
        visibility = given.get("visibility", "inherit")
        if visibility in {"hidden", "collapse", "visible", "initial"}:
            found = replace(found, is_visible=visibility in {"visible", "initial"})
        size = given.get("font-size") or _size_in_shorthand(given.get("font", ""))
        if size and not RELATIVE.fullmatch(size):
            found = replace(found, has_size=not _is_zero(size))
        elif size and _is_zero(size):
            found = replace(found, has_size=False)
        return found


def is_removed(attributes: dict[str, str], given: Declarations) -> bool:
    """Whether nothing within the element is seen, also where an element within asks to be."""
    display = given.get("display", "")
    return (
        display == "none"
        or ("hidden" in attributes and not display)
        or given.get("content-visibility") == "hidden"
        or _is_zero(given.get("opacity", ""))
        or _is_clipped(given)
        or _is_far_away(given)
    )


def _is_clipped(given: Declarations) -> bool:
    is_flat = _is_zero(given.get("max-height", "")) or _is_zero(given.get("height", ""))
    return is_flat and given.get("overflow", "").startswith(("hidden", "clip"))


def _is_far_away(given: Declarations) -> bool:
    is_moved = given.get("position") in {"absolute", "fixed"}
    places = [given.get("text-indent", ""), *(given.get(side, "") for side in ("left", "top") if is_moved)]
    return any(FAR_AWAY.fullmatch(place) for place in places)


def _is_zero(value: str) -> bool:
    return any(sign == "0" for sign in value) and ZERO.fullmatch(value) is not None


def _size_in_shorthand(font: str) -> str:
    found = SHORTHAND_SIZE.search(font)
    return found.group(1) if found else ""
