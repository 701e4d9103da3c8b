"""The typeface, which is embedded in every letter, and the characters that it has.

A print supplier takes only files that bring their fonts, and the fonts that every PDF reader has do not know
all names that people in Sweden bear (ł, č, ő). So letters are set in Source Sans, from an installed package.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from fpdf import FPDF
from fpdf.fonts import TTFFont

from infra.texts import Text
from print_supplier.errors import AlphabetLacking

FAMILY: Final = "sourcesans"
FOLDER: Final = Path(str(files("font_source_sans_pro") / "files"))
FILES: Final = {
    "": FOLDER / "SourceSansPro-Regular.ttf",
    "B": FOLDER / "SourceSansPro-Semibold.ttf",
    "I": FOLDER / "SourceSansPro-It.ttf",
    "BI": FOLDER / "SourceSansPro-SemiboldIt.ttf",
}
"""By fpdf2's word for the style."""
UNKNOWN: Final = "◊"
"""Stands for a character that the typeface does not have."""
MIN_LACKING: Final = 12
MAX_LACKING: Final = 0.05
"""Share of the letters: more than a name in another alphabet."""
LACKING: Final = Text(
    "brevets text är skriven med bokstäver som utskriftens typsnitt inte har (”{sign}”); bifoga texten som PDF "
    "med sina typsnitt",
    "the letter's text is written in letters that the typeface of printing does not have (“{sign}”); attach the "
    "text as a PDF, with its fonts",
)
TAB: Final = "    "
MAX_MARKS: Final = 8
"""Combining signs on one letter. They have no width, so a line of many more would never be full."""
SOFT_HYPHEN: Final = "\u00ad"
STAND_INS: Final = str.maketrans({
    "☒": "☑", "🗹": "☑", "✅": "☑", "□": "☐", "✔": "✓", "✗": "×", "✘": "×", "✕": "×", "✖": "×", "❌": "×", "⇒": "→",
    "⇨": "→", "➔": "→", "➜": "→", "➡": "→", "⇐": "←", "⟶": "→", "▪": "•", "◦": "•", "‣": "•", "➢": "•", "➤": "•",
    "⁃": "-", "★": "*", "☆": "*", "∶": ":", "⁎": "*",
})  # fmt: skip
"""Signs that the typeface lacks, by those that mean the same."""


def style_for(text: str, bold: bool, italic: bool) -> str:
    """The style to set the text in. Italics know fewer alphabets: what they lack is set upright."""
    slanted = italic and all(sign == "\n" or ord(sign) in _known_characters("I") for sign in text)
    return ("B" if bold else "") + ("I" if slanted else "")


def printable_text(text: str) -> str:
    """The text in characters that the typeface has. Line breaks stay, invisible characters are removed."""
    whole = unicodedata.normalize("NFC", text).replace("\t", TAB).translate(STAND_INS)
    return "".join(_printable_characters(whole))


def require_letters(text: str) -> None:
    """Return if the text can be read on paper: a sign here and there may be lacking, but not its alphabet.

    Raises:
        AlphabetLacking: more than MAX_LACKING of its letters are lacking.
    """
    letters = [sign for sign in unicodedata.normalize("NFC", text) if sign.isalpha()]
    lacking = [sign for sign in letters if not can_show(sign) and not _stand_in(sign, unicodedata.category(sign))]
    if len(lacking) > MIN_LACKING and len(lacking) > MAX_LACKING * len(letters):
        raise AlphabetLacking.saying(LACKING.format(sign=lacking[0]))


def can_show(text: str) -> bool:
    """Whether the typeface has every character of the text."""
    return all(ord(sign) in _known_characters("") for sign in text)


def _printable_characters(text: str) -> Iterator[str]:
    marks = 0
    for sign in text:
        kind = unicodedata.category(sign)
        marks = marks + 1 if kind == "Mn" else 0
        if marks <= MAX_MARKS:
            yield _printable_character(sign, kind)


def _printable_character(sign: str, kind: str) -> str:
    # The typeface has some invisible characters, without width.
    is_invisible = kind == "Cf" and sign != SOFT_HYPHEN
    if sign == "\n" or (ord(sign) in _known_characters("") and not is_invisible):
        return sign
    return "" if kind in {"Cc", "Cf", "Mn"} else _stand_in(sign, kind) or UNKNOWN


def _stand_in(sign: str, kind: str) -> str:
    """A blank, a hyphen, or the plain form of a sign that the typeface lacks, such as 1 for ①; empty: none."""
    if kind in {"Zs", "Pd"}:
        return " " if kind == "Zs" else "-"
    plain = unicodedata.normalize("NFKC", sign)
    return plain if plain != sign and can_show(plain) else ""


@cache
def _known_characters(style: str) -> frozenset[int]:
    reader = FPDF()
    reader.add_font(FAMILY, style, FILES[style])
    reader.set_font(FAMILY, style)
    font = reader.current_font
    assert isinstance(font, TTFFont), "it was added from a file"
    return frozenset(font.cmap)
