"""The search language that the console, REST and all other readers of the journal share.

    verdict:refused operation:deliverSecure label:"run 7" "Beslut om bygglov" -code:3 since:2026-11-28

Words are found as wholes, in any order; words in quotation marks stand together; `word*` finds what begins so,
from four characters of a word on. A filter is its name, a colon and a value. A minus excludes. All must hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from django.utils.dateparse import parse_date, parse_datetime

from infra import clock
from infra.errors import InvalidInput
from infra.identity.reading import read_recipient
from infra.texts import Text
from infra.validation.unstorable import is_storable_moment
from testbed.journal.recording.index import words_of
from testbed.journal.search import facets

MAX_LENGTH: Final = 1_000
MAX_TERMS: Final = 30
ALIKE: Final = 0.8
"""How much of two names must be the same for the one to be taken for a slip of the other."""
MIN_BEGINNING: Final = 4
"""Characters of a word before the * that stands for any ending: fewer begin too many words in a large journal."""
SINCE: Final = "since"
UNTIL: Final = "until"
TEXT: Final = "text"
_TERM: Final = re.compile(r'(-)?(?:([a-z_]{2,20}):)?(?:"([^"]*)"|(\S+))')
_NUMBERS: Final = frozenset({facets.ORGANISATION, facets.RECIPIENT, "caller", "sender"})


@dataclass(frozen=True, slots=True)
class ExchangeCondition:
    """A filter, or words of the text where the name is TEXT."""

    name: str
    value: str
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """The conditions of a search. All must hold; without conditions, every exchange is found."""

    conditions: tuple[ExchangeCondition, ...] = ()
    since: datetime | None = None
    """From this moment on."""
    until: datetime | None = None
    """Before this moment."""

    def and_also(self, name: str, value: str) -> "Search":
        """The search with one more filter.

        Raises:
            InvalidInput: there is no such filter, or it has no such value.
        """
        return _added(self, name, value, is_excluded=False)


def parse_search(words: str) -> Search:
    """Read what a person or program has written.

    Raises:
        InvalidInput: it cannot be understood, and why.
    """
    if len(words) > MAX_LENGTH:
        raise _wrong(
            f"Sökningen är {len(words)} tecken, och får vara {MAX_LENGTH}.",
            f"The search is {len(words)} characters, and may be {MAX_LENGTH}.",
        )
    found = Search()
    for name, value, is_excluded in _terms(words):
        found = _added(found, name, value, is_excluded=is_excluded)
    if len(found.conditions) > MAX_TERMS:
        raise _wrong(f"Sökningen har fler än {MAX_TERMS} delar.", f"The search has more than {MAX_TERMS} parts.")
    return found


def _terms(words: str) -> Iterator[tuple[str, str, bool]]:
    for match in _TERM.finditer(words.replace("\0", " ")):
        minus, name, quoted, plain = match.groups()
        value = quoted if quoted is not None else plain
        if name is not None and name not in _KNOWN:
            _require_no_filter_meant(name)
            # Not a filter: an address or a time of day, which has a colon, too.
            name, value = None, f"{name}:{value}"
        if value.strip():
            yield name or TEXT, _as_phrase(value) if quoted is not None and not name else value, bool(minus)


def _require_no_filter_meant(name: str) -> None:
    """Return unless it is nearly the name of a filter: as words it would find nothing, and not say why."""
    meant = get_close_matches(name, _KNOWN, n=1, cutoff=ALIKE)
    if meant:
        raise _wrong(
            f"Filtret {name} finns inte. Menades {meant[0]}? Sätt citattecken om det är text som ska sökas.",
            f"There is no filter {name}. Was {meant[0]} meant? Put it in quotation marks to search for the text.",
        )


def _as_phrase(value: str) -> str:
    return f'"{value}"'


def _require_long_beginning(value: str) -> None:
    words = words_of(value)
    if value.endswith("*") and len(words[-1] if words else "") < MIN_BEGINNING:
        raise _wrong(
            f"{value}: skriv minst {MIN_BEGINNING} tecken av det ord som * står efter.",
            f"{value}: write at least {MIN_BEGINNING} characters of the word before the *.",
        )


def _added(found: Search, name: str, value: str, *, is_excluded: bool) -> Search:
    if name in {SINCE, UNTIL}:
        # What is not since a moment was before it.
        return _bounded(found, _moment(name, value), is_since=(name == SINCE) != is_excluded)
    if name not in _KNOWN:
        known = ", ".join(sorted(_KNOWN))
        raise _wrong(
            f"Filtret {name} finns inte; det som finns är {known}.",
            f"There is no filter {name}; there are {known}.",
        )
    if name == TEXT:
        _require_long_beginning(value)
    condition = ExchangeCondition(name, _read_value(name, value), is_excluded)
    return replace(found, conditions=(*found.conditions, condition))


def _bounded(found: Search, moment: datetime, *, is_since: bool) -> Search:
    """All must hold, so the latest beginning and the earliest end count."""
    if is_since:
        return replace(found, since=max(moment, found.since or moment))
    return replace(found, until=min(moment, found.until or moment))


def _read_value(name: str, value: str) -> str:
    """Identity numbers in the form that exchanges have; other values as they are."""
    if name not in _NUMBERS:
        return value.strip()
    try:
        return read_recipient(value).value
    except InvalidInput:
        # A number with a wrong check digit may have been sent, and is looked for as it is.
        return value.strip()


def _moment(name: str, value: str) -> datetime:
    try:
        moment = parse_datetime(value) or _midnight(value)
    except (ValueError, OverflowError):
        moment = None
    if moment is not None and moment.tzinfo is None:
        moment = moment.replace(tzinfo=clock.SWEDEN)
    if moment is None or not is_storable_moment(moment):
        raise _wrong(
            f"{name}:{value[:40]} är ingen tid. Skriv till exempel {name}:2026-11-28 eller "
            f"{name}:2026-11-28T09:30.",
            f"{name}:{value[:40]} is no time. Write for instance {name}:2026-11-28 or {name}:2026-11-28T09:30.",
        )
    return moment


def _midnight(value: str) -> datetime | None:
    day = parse_date(value)
    return clock.midnight(day) if day else None


def _wrong(swedish: str, english: str) -> InvalidInput:
    return InvalidInput.saying(Text(swedish, english), slug="search-not-understood")


_KNOWN: Final = frozenset({*facets.FILTERS, TEXT, SINCE, UNTIL})
