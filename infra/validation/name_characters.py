"""Limits of names: their length, and characters that break lines or turn the direction of the text after them.

A name with U+202E shows as another name, and reverses what stands after it on a page, in a log line or a document.
"""

import re
import unicodedata
from typing import Final

from infra.texts import Text

MIN_NAME: Final = 2
MAX_NAME: Final = 256
"""Characters of the name of a person or an organisation. Source: contract Sender/Name."""
TURNS: Final = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Unicode's marks of direction. Source: Unicode Standard Annex 9, section 2."""
CONTROL: Final = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{TURNS}]")
TURNING: Final = re.compile(f"[{TURNS}]")
_JOINERS: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters without a picture that letters and emoji are joined or broken by."""
IN_NAME: Final = Text(
    "har styrtecken eller tecken som vänder textens riktning, som inga namn har",
    "has control characters or marks that turn the direction of text, which no name has",
)
IN_TEXT: Final = Text("har tecken som vänder textens riktning", "has marks that turn the direction of text")


SHORT: Final = Text(f"ska ha minst {MIN_NAME} tecken", f"must have at least {MIN_NAME} characters")
LONG: Final = Text(f"får ha högst {MAX_NAME} tecken", f"may have at most {MAX_NAME} characters")


def wrong_with_length(name: str) -> Text | None:
    """Why the name of a person or an organisation is too short or too long; None: it is neither."""
    if len(name.strip()) < MIN_NAME:
        return SHORT
    return LONG if len(name) > MAX_NAME else None


def wrong_with_name(name: str) -> Text | None:
    """Why it is no name, to be read after the value's own name; None: it can be one."""
    return IN_NAME if CONTROL.search(name) else None


def is_of_visible_characters(name: str) -> bool:
    """Whether the name of a file can be shown as it is: blanks of any width, which Macs write, and joiners too."""
    return all(sign.isprintable() or sign in _JOINERS or unicodedata.category(sign) == "Zs" for sign in name)


def wrong_with_direction(text: str) -> Text | None:
    """The same of a text of several lines."""
    return IN_TEXT if TURNING.search(text) else None
