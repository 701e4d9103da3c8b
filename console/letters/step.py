"""A step of a letter's life, as the page shows it."""

from dataclasses import dataclass
from datetime import datetime

from infra.texts import EMPTY, Text


@dataclass(frozen=True)
class LetterStep:
    """Something that happened."""

    at: datetime
    title: str
    detail: Text = EMPTY
    tone: str = "moving"
    address: str = ""
    """Of an attempt: where it went."""
    code: int | None = None
    duration_ms: int | None = None
    link: str = ""
    link_words: str = ""
    is_afterwards: bool = False
    """After the relay's part: at the operator and with the person."""
    repeated: int = 0
    """How many equal steps before it are not shown."""
