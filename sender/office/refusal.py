"""A mail that cannot become a message: said while it is handed over, so that whoever sent it still has it."""

import textwrap
import unicodedata
from typing import Final

LONGEST_LINE: Final = 450
"""Bytes of words in one line of an answer. Source: RFC 5321, 4.5.3.1.5: a line has at most 512."""
MOST_LINES: Final = 6
SIGNS: Final = str.maketrans({"–": "-", "”": '"', "“": '"', "’": "'", "…": "...", "æ": "ae", "ø": "o"})


class Refused(Exception):
    """Why, in Swedish and English. `code` and `status` are SMTP's: 5xx never, 4xx try again later.

    Source: RFC 5321, 4.2; RFC 3463 for the three numbers of `status`.
    """

    def __init__(self, swedish: str, english: str, *, code: int = 554, status: str = "5.6.0") -> None:
        super().__init__(f"{swedish} | {english}")
        self.swedish = swedish
        self.english = english
        self.code = code
        self.status = status

    def answer(self, *, unicode: bool = False) -> str:
        """The lines that go out: Swedish, then English. Without `unicode` in ASCII, as SMTP demands."""
        words = [line for text in (self.swedish, self.english) for line in _lines(text, unicode=unicode)]
        last = len(words) - 1
        lines = (f"{self.code}{'-' if n < last else ' '}{self.status} {text}" for n, text in enumerate(words))
        return "\r\n".join(lines)


def busy(swedish: str, english: str, *, status: str = "4.3.0") -> Refused:
    """The gateway's own trouble: the same mail may be taken later."""
    return Refused(swedish, english, code=451, status=status)


def _lines(text: str, *, unicode: bool) -> list[str]:
    shown = " ".join(text.split())
    if not unicode:
        shown = in_ascii(shown)
    return textwrap.wrap(shown, LONGEST_LINE // 4 if unicode else LONGEST_LINE)[:MOST_LINES] or ["-"]


def in_ascii(text: str) -> str:
    """The text without what ASCII lacks: a for å and ä, o for ö."""
    plain = unicodedata.normalize("NFKD", text.translate(SIGNS))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return plain.encode("ascii", "replace").decode()
