"""Wait for exchanges of the journal."""

from collections.abc import Mapping
from typing import Any, Final

from infra.texts import Text
from testbed.journal.language import Search
from testbed.journal.models import Exchange
from testbed.journal.recording import pending
from testbed.journal.recording.recorder import recorder
from testbed.journal.search import count_exchanges, find_exchanges, find_newer
from testbed.waiting.facts import FactSource
from testbed.waiting.watch import Waiter

SAME_IN_ROWS: Final = (
    "trace",
    "label",
    "call_id",
    "operation",
    "service",
    "verdict",
    "edge",
    "direction",
    "reason",
)
"""Filters that ask for exactly what a column has."""
WHICH_LETTER: Final = frozenset({"label", "trace", "call_id", "sender", "recipient", "organisation", "caller"})
NOTHING: Final = Text(
    "Ingen händelse av samma körning eller brev har noterats.",
    "No exchange of the same run or letter has been noted.",
)
CLOSEST: Final = Text("Närmast ligger {operation}: {found}.", "The closest one is {operation}: {found}.")
INSTEAD: Final = Text("{name} är {found} i stället för {wanted}", "{name} is {found} instead of {wanted}")
NEWEST: Final = Text("händelse {number}, {verdict}", "exchange {number}, {verdict}")
SOURCE: Final = FactSource(Exchange, {name: name for name in SAME_IN_ROWS})


def waiter_for(wanted: Search, given: Mapping[str, Any], count: int) -> Waiter[list[int]]:
    """Waits for the keys of so many exchanges that match, the oldest first.

    `given`: the filters by name, as far as they are equal to columns.
    """

    def look() -> list[int] | None:
        # The processes keep what they have answered for a while, unless somebody waits for it.
        pending.ask_for_writing()
        recorder.write()
        keys = [exchange.pk for exchange in find_newer(wanted, 0, count)]
        return keys if len(keys) >= count else None

    return Waiter(look, SOURCE, {name: given[name] for name in SAME_IN_ROWS if name in given})


def of_same_letter(filters: Mapping[str, Any]) -> Mapping[str, Any]:
    """The filters that say which letter or run it is about, without those that say how it ended."""
    return {name: value for name, value in filters.items() if name in WHICH_LETTER}


def closest_to(wanted: Search) -> Exchange | None:
    """The newest that matches. None: there is none, or nothing says which letter is meant."""
    if not wanted.conditions:
        return None
    return next(iter(find_exchanges(wanted, 1).exchanges), None)


def difference_of(filters: Mapping[str, Any], found: Exchange) -> Text:
    """The difference between the exchange and the filters."""
    names = [name for name in SAME_IN_ROWS if name in filters and getattr(found, name) != filters[name]]
    parts = [
        INSTEAD.format(name=name, found=getattr(found, name) or "-", wanted=filters[name]) for name in names
    ] or [NEWEST.format(number=found.pk, verdict=found.verdict)]
    differences = parts[0]
    for part in parts[1:]:
        differences = differences + ", " + part
    told = CLOSEST.format(operation=found.operation or found.edge, found=differences)
    return told + " " + found.text if found.text else told


def count_matching(wanted: Search, at_most: int) -> int:
    """Count those that match, and stop at `at_most`."""
    return count_exchanges(wanted, at_most)
