"""Fonts that show signs in place of letters: Word writes ticked boxes, bullets and Greek letters in them.

A reader without the font sees the letters, and paper has them: "þ" for a ticked box.

Source: Microsoft's tables of the fonts Symbol, Wingdings, Wingdings 2 and Webdings.
"""

from collections.abc import Mapping
from typing import Final

_PRIVATE: Final = 0xF000
"""Programs also write such a letter as the private character with the same last byte."""


def _table(letters: str, signs: str) -> Mapping[int, str]:
    plain = dict(zip(map(ord, letters), signs, strict=True))
    return plain | {_PRIVATE + code: sign for code, sign in plain.items() if code < 0x100}


_GREEK: Final = "abgdezhqiklmnxoprsVtufcywABGDEZHQIKLMNXOPRSTUFCYWJj"
_FONTS: Final[Mapping[str, Mapping[int, str]]] = {
    "symbol": _table(
        _GREEK + "·£³¹´¸Ö®¬­¯¥åò¶ÎÙÚÛ»º\xa9",
        "αβγδεζηθικλμνξοπρσςτυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϑϕ" + "•≤≥≠×÷√→←↑↓∞∑∫∂∈∧∨⇔≈≡♥",
    ),
    "wingdings": _table(
        "þýûüxqopnl¡m§¨vwØàßáâèðJKLF(*R",
        "☑☒✗✓☒☐☐☐■●○○▪☐❖◆➢→←↑↓➔⇨☺😐☹☞☎✉☼",
    ),
    "wingdings 2": _table("RTSQP\xa3O*", "☑☒☒☒✓☐✗☐"),
    "webdings": _table("acgnr", "✓☐■●✗"),
}


def signs_of(families: str) -> Mapping[int, str] | None:
    """What each letter shows in the first of these fonts, or in a `font` with them; None: letters are letters."""
    value = families.lower().partition(",")[0].replace('"', "").replace("'", "").strip()
    return next((signs for name, signs in _FONTS.items() if value == name or value.endswith(f" {name}")), None)
