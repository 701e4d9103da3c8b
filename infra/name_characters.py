"""Characters that no name has: they break lines, or turn the direction of the text that follows.

A name with U+202E shows as another name, and reverses what stands after it on a page, in a log line or a document.
"""

import re
from typing import Final

from infra.texts import Text

TURNS: Final = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Unicode's marks of direction. Source: Unicode Standard Annex 9, section 2."""
CONTROL: Final = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{TURNS}]")
TURNING: Final = re.compile(f"[{TURNS}]")
IN_NAME: Final = Text(
    "har styrtecken eller tecken som vänder textens riktning, som inga namn har",
    "has control characters or marks that turn the direction of text, which no name has",
)
IN_TEXT: Final = Text("har tecken som vänder textens riktning", "has marks that turn the direction of text")


def wrong_with_name(name: str) -> Text | None:
    """Why it is no name, to be read after the value's own name; None: it can be one."""
    return IN_NAME if CONTROL.search(name) else None


def wrong_with_direction(text: str) -> Text | None:
    """The same of a text of several lines."""
    return IN_TEXT if TURNING.search(text) else None
