"""Read whole numbers that an address or a form carries as text."""

from typing import Final

MAX_DIGITS: Final = 18
"""Every number of so many digits fits in a key of the database: 64 bits."""


def parse_whole_number(text: str) -> int | None:
    """The number; None: the text is none, or one of more digits than a key has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else None
