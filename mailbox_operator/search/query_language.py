"""What a person writes into the search field, read as conditions. Everything that can be written means something.

skatt 2025              letters with words that begin so, in any order
"preliminär skatt"      these words, one after another
-påminnelse             not with this word
från:skatteverket       in the sender's name; also ämne: text: fil:, and from: subject: body: file:
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MAX_LENGTH: Final = 200
"""Characters; what is longer is cut."""
MAX_CONDITIONS: Final = 12
MAX_WORD: Final = 200
_SOFT_HYPHEN: Final = "\u00ad"
_WORD: Final = re.compile(r"[^\W_]+")
_PART: Final = re.compile(r'(-?)(?:([^\W\d_]+):)?(?:"([^"]*)"?|([^\s"]+))')


class Part(StrEnum):
    """The part of a letter in which words are looked for."""

    ANY = "any"
    SENDER = "sender"
    SUBJECT = "subject"
    BODY = "body"
    FILES = "files"


NAMES: Final[Mapping[str, Part]] = {
    "från": Part.SENDER,
    "from": Part.SENDER,
    "ämne": Part.SUBJECT,
    "subject": Part.SUBJECT,
    "text": Part.BODY,
    "body": Part.BODY,
    "fil": Part.FILES,
    "file": Part.FILES,
}
_WRITTEN: Final = {Part.SENDER: "från:", Part.SUBJECT: "ämne:", Part.BODY: "text:", Part.FILES: "fil:"}


@dataclass(frozen=True, slots=True)
class LetterCondition:
    """Words that must stand one after another in a part of the letter, or must not stand there."""

    words: tuple[str, ...]
    part: Part = Part.ANY
    is_excluded: bool = False
    is_exact: bool = False
    """The last word ends where it ends; else it may go on: "skatt" finds "skatten"."""

    def __str__(self) -> str:
        text = " ".join(self.words)
        value = f'"{text}"' if self.is_exact or len(self.words) > 1 else text
        return f"{'-' if self.is_excluded else ''}{_WRITTEN.get(self.part, '')}{value}"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """All of the conditions must hold. Without conditions every letter is found."""

    conditions: tuple[LetterCondition, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.conditions)

    def __str__(self) -> str:
        return " ".join(str(condition) for condition in self.conditions)

    @property
    def shown_words(self) -> tuple[str, ...]:
        """The words that a letter that was found has, to mark them."""
        return tuple(word for each in self.conditions if not each.is_excluded for word in each.words)


def read_query(written: str) -> SearchQuery:
    """The conditions that somebody wrote. Never refuses anything; signs without letters or digits mean nothing."""
    found = (
        _condition(*match.groups(default="")) for match in _PART.finditer(normalise_words(written[:MAX_LENGTH]))
    )
    # One written twice is the same condition.
    conditions = dict.fromkeys(condition for condition in found if condition.words)
    return SearchQuery(tuple(conditions)[:MAX_CONDITIONS])


def words_of(text: str) -> list[str]:
    """The words of a text as the index tells them apart: letters and digits, without regard to case.

    Å, Ä and Ö are letters of their own, as in Swedish, however they were written.
    """
    return [word.lower()[:MAX_WORD] for word in _WORD.findall(normalise_words(text))]


def normalise_words(text: str) -> str:
    """One form for each sign: a with a ring above is å, a joined fi is fi, and hidden hyphens are gone."""
    return unicodedata.normalize("NFKC", text).replace(_SOFT_HYPHEN, "")


def _condition(minus: str, name: str, phrase: str, bare: str) -> LetterCondition:
    part = NAMES.get(name.lower(), Part.ANY)
    # A name that is none of ours is a word of the text: "kl:10".
    unknown = name if name and part is Part.ANY else ""
    words = tuple(words_of(f"{unknown} {phrase or bare}"))
    is_exact = bool(phrase) or len(words) > 1
    return LetterCondition(words, part, is_excluded=bool(minus), is_exact=is_exact)
