"""Paper: what lies in the print queue, what has been printed, and what digital delivery saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from console import state_names
from console.letters.search import names_of
from console.overview.activity import midnight, reused
from infra.database.pages import page_of
from print_supplier import queue as printing
from print_supplier import statistics
from print_supplier.models import PrintLetter, PrintRun

QUEUED_SHOWN: Final = 10
RUNS: Final = 20
PERIODS: Final[Mapping[str, tuple[state_names.Text, Callable[[], datetime | None]]]] = {
    "i-dag": (_("I dag"), midnight),
    "vecka": (_("Sju dagar"), lambda: midnight() - timedelta(days=6)),
    "allt": (_("Allt"), lambda: None),
}
"""What the statistics can be of, and from when."""


@dataclass(frozen=True)
class Queued:
    """A letter in the print queue."""

    letter: PrintLetter
    name: str


@dataclass(frozen=True)
class Queue:
    lying: printing.QueueSummary
    first: list[Queued]
    """Those that are printed next."""


@dataclass(frozen=True)
class Runs:
    shown: list[PrintRun]
    older: int | None
    """Number before which the next page begins; None: these are the last."""


@dataclass(frozen=True)
class Paper:
    queue: Queue
    runs: Runs
    statistics: statistics.Statistics
    period: str


def paper(period: str, before: str) -> Paper:
    """Everything of the page. `period` and `before` as written in an address; nonsense counts as absent."""
    chosen = period if period in PERIODS else "i-dag"
    since = PERIODS[chosen][1]()
    counted = reused(f"console:paper:{chosen}", lambda: statistics.count_letters(since=since))
    return Paper(queue(), _runs(before), counted, chosen)


def queue() -> Queue:
    """What lies there, the oldest first."""
    first = list(printing.queued_letters().select_related("leg__distribution").order_by("leg")[:QUEUED_SHOWN])
    names = names_of({letter.leg.recipient for letter in first})
    return Queue(printing.summarize_queue(), [Queued(letter, names[letter.leg.recipient]) for letter in first])


def _runs(before: str) -> Runs:
    rows = PrintRun.objects.order_by("-number")
    if before.isascii() and before.isdigit():
        rows = rows.filter(number__lt=int(before))
    shown, last = page_of(rows, RUNS)
    return Runs(shown, last.number if last else None)
