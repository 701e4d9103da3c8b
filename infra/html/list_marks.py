"""The marks before the items of a list: bullets, or numbers in the style that the sender has chosen."""

from collections.abc import Callable, Mapping
from typing import Final

from infra.html.parsing.nodes import Element

BULLET: Final = "•"
MAX_DIGITS: Final = 6
ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _to_letters(number: int) -> str:
    found = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _to_roman(number: int) -> str:
    found = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        found += sign * count
    return found


def _to_greek(number: int) -> str:
    greek = "αβγδεζηθικλμνξοπρστυφχψω"
    return greek[number - 1] if number <= len(greek) else str(number)


FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "1": lambda number: f"{number}.",
    "01": lambda number: f"{number:02}.",
    # Swedish texts refer to "punkt b)".
    "a": lambda number: f"{_to_letters(number).lower()})",
    "A": lambda number: f"{_to_letters(number)}.",
    "i": lambda number: f"{_to_roman(number).lower()}.",
    "I": lambda number: f"{_to_roman(number)}.",
    "greek": lambda number: f"{_to_greek(number)}.",
}
TYPES: Final[Mapping[str, str]] = {
    "decimal": "1", "decimal-leading-zero": "01", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A",
    "upper-latin": "A", "lower-roman": "i", "upper-roman": "I", "none": "none", "disc": "disc", "circle": "circle",
    "square": "square", "lower-greek": "greek",
}  # fmt: skip
"""The values of list-style-type as those of the attribute `type`."""
BULLETS: Final[Mapping[str, str]] = {"none": "", "disc": BULLET, "circle": BULLET, "square": BULLET}
MAX_LETTERED, MAX_ROMAN = 100_000, 3_999
"""Greater numbers are written with digits, as CSS Counter Styles, 6, asks for Roman ones."""


class ListNumbering:
    """Counts the items of one list."""

    def __init__(self, listing: Element) -> None:
        items = sum(1 for child in listing.children if isinstance(child, Element) and child.tag == "li")
        self._kind = kind_of_list(listing) or ("1" if listing.tag == "ol" else "disc")
        self._step = -1 if "reversed" in listing.attributes else 1
        first = _parse_number(listing.attributes.get("start", ""))
        self._next = first if first is not None else (items if self._step < 0 else 1)

    def mark_of(self, item: Element) -> str:
        """The mark of the list's next item; empty if it has none."""
        kind = kind_of_list(item) or self._kind
        own = _parse_number(item.attributes.get("value", ""))
        number = self._next if own is None else own
        # An item without a mark counts, too.
        self._next = number + self._step
        return BULLETS[kind] if kind in BULLETS else _format_number(kind, number)


def _format_number(kind: str, number: int) -> str:
    highest = {"a": MAX_LETTERED, "A": MAX_LETTERED, "i": MAX_ROMAN, "I": MAX_ROMAN}.get(kind, number)
    return FORMATS[kind if number <= highest and (number > 0 or kind in {"1", "01"}) else "1"](number)


def number_in_style(style: str, number: int) -> str:
    """The number alone as this value of list-style-type writes it; empty for signs and none."""
    kind = TYPES.get(style, "1")
    return "" if kind in BULLETS else _format_number(kind, number)[:-1]


def kind_of_list(element: Element) -> str:
    """The style of numbers of the list or item, as in the attribute `type`; empty: none is given."""
    style = element.style.get("list-style-type") or element.style.get("list-style", "")
    styled = next((TYPES[word] for word in style.split() if word in TYPES), "")
    given = element.attributes.get("type", "").strip()
    return styled or (given if given in FORMATS else TYPES.get(given.lower(), ""))


def style_of_kind(kind: str) -> str:
    """The value of list-style-type that means the kind; the first of those that mean the same."""
    return next((value for value, known in TYPES.items() if known == kind), "")


def _parse_number(text: str) -> int | None:
    digits = text.strip().removeprefix("-").removeprefix("+")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MAX_DIGITS):
        return None
    return -int(digits) if text.strip().startswith("-") else int(digits)
