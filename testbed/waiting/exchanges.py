"""Wait for exchanges of the journal."""

import logging
import time
from collections.abc import Iterator
from typing import Final

from django.db import DatabaseError
from django.db.models import Case, F, When

from infra.texts import Text
from testbed.journal.models import Exchange
from testbed.journal.recording import pending
from testbed.journal.recording.numbering import newest_key
from testbed.journal.recording.recorder import recorder
from testbed.journal.search.facets import COLUMNS, RECIPIENT
from testbed.journal.search.finding import find_first_keys, find_newer_keys, find_page
from testbed.journal.search.query_language import Search
from testbed.waiting.explanations.differences import UnmetFilter, describe_closest
from testbed.waiting.watching.facts import FactSource
from testbed.waiting.watching.found_rows import FoundRows, found_rows_of
from testbed.waiting.watching.watch import Waiter

logger = logging.getLogger(__name__)

WHICH_LETTER: Final = frozenset({"label", "trace", "call_id", "sender", "recipient", "organisation", "caller"})
NOTHING: Final = Text(
    "Ingen händelse av samma körning eller brev har noterats.",
    "No exchange of the same run or letter has been noted.",
)
NOTHING_MORE: Final = Text(
    "Ingen ytterligare händelse som motsvarar filtret har noterats; den senaste är {number} ({what}, {verdict}).",
    "No further exchange that matches the filter has been noted; the last one is {number} ({what}, {verdict}).",
)
ANOTHER: Final = Text(
    "Ingen händelse motsvarar filtret; den senaste av samma körning eller brev är {number} ({what}, {verdict}).",
    "No exchange matches the filter; the last one of the same run or letter is {number} ({what}, {verdict}).",
)
_ONE_RECIPIENT: Final = Case(When(recipients__lte=1, then=F("recipient")))
"""The column has the first of several."""
WRITING_ASKED_EVERY: Final = pending.ASKED_FOR / 3
"""Seconds. The processes keep what they have answered for a while, unless somebody has just asked."""


class _Journal:
    """The state of the journal that all requests which wait look at together."""

    def __init__(self) -> None:
        self._asked_at = 0.0
        self._newest: int | None = None

    @property
    def newest(self) -> int:
        """The newest key at the time when the first of them looked."""
        if self._newest is None:
            self._newest = newest_key()
        return self._newest

    def make_ready(self) -> None:
        """Let the next look see new exchanges, and let processes write those that they have in memory."""
        self._newest = None
        if time.monotonic() - self._asked_at > WRITING_ASKED_EVERY:
            self._asked_at = time.monotonic()
            pending.ask_for_writing()
        try:
            recorder.write()
        except DatabaseError as problem:
            logger.warning("the journal could not be written yet: %s", problem)


_journal: Final = _Journal()
SOURCE: Final = FactSource(Exchange, {**COLUMNS, RECIPIENT: _ONE_RECIPIENT}, _journal.make_ready)


def waiter_for(wanted: Search, count: int) -> Waiter[FoundRows]:
    """Waits for so many exchanges that match, the oldest first."""
    facts = {each.name: each.value for each in wanted.conditions if not each.is_excluded}
    return Waiter(_Collection(wanted, count).look, [SOURCE], facts, question=(wanted, count))


class _Collection:
    """The exchanges that one request waits for, as far as they have come.

    The journal is searched once. After that only what is new is, so that a wait in a large journal costs nothing.
    """

    def __init__(self, wanted: Search, count: int) -> None:
        self._wanted, self._count = wanted, count
        self._keys: list[int] = []
        self._seen: int | None = None
        """The key up to which the journal has been looked through; None: not at all yet."""

    def look(self) -> FoundRows | None:
        self._collect(self._count - len(self._keys))
        if len(self._keys) < self._count:
            return None
        # Some may have been removed meanwhile, with a run or because the journal is full.
        self._keys = sorted(Exchange.objects.filter(pk__in=self._keys).values_list("pk", flat=True))
        return found_rows_of(self._keys, self._count)

    def _collect(self, missing: int) -> None:
        # Before the search: exchanges are seen in the order of their keys.
        newest = _journal.newest
        if newest == self._seen:
            return
        if self._seen is None:
            found = find_first_keys(self._wanted, missing)
        else:
            found = find_newer_keys(self._wanted, self._seen, missing)
        self._keys += found
        last = found[-1] if found else 0
        self._seen = last if len(found) == missing else max(newest, last)


def of_same_letter(wanted: Search) -> Search:
    """The conditions that say which letter or run it is about, without those that say how it ended."""
    return Search(tuple(each for each in wanted.conditions if each.name in WHICH_LETTER and not each.is_excluded))


def closest_to(wanted: Search) -> Exchange | None:
    """The newest that matches. None: there is none, or nothing says which letter is meant."""
    if not wanted.conditions:
        return None
    return next(iter(find_page(wanted, 1).exchanges), None)


def difference_of(wanted: Search, found: Exchange, *, matching: int) -> Text:
    """The difference between the exchange and what is searched for, of which there are so many."""
    operation = found.operation or found.edge
    if unmet := [each for each in _unmet_by(wanted, found) if each.expected.casefold() != each.found.casefold()]:
        told = describe_closest(Text.same(operation), unmet)
    else:
        known = NOTHING_MORE if matching else ANOTHER
        told = known.format(number=found.pk, what=operation, verdict=found.verdict)
    return told + " " + found.text if found.text else told


def _unmet_by(wanted: Search, found: Exchange) -> Iterator[UnmetFilter]:
    """Each filter that asks for exactly what a column has, with what the exchange has there."""
    for each in wanted.conditions:
        if each.name in COLUMNS and not each.is_excluded:
            yield UnmetFilter(each.name, each.value.strip(), str(getattr(found, COLUMNS[each.name]) or ""))


def count_matching(wanted: Search, at_most: int) -> int:
    """Count those that match, and stop at `at_most`. A count that takes long is of the newest alone."""
    return len(find_first_keys(wanted, at_most))
