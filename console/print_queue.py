"""Letters on paper: the print queue, the print runs, and what digital delivery saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from console import state_names
from console.letters.search import names_of
from console.overview.traffic import last_midnight, reuse_figure
from infra.validation.unstorable import number_in_address
from print_supplier import queue as printing
from print_supplier import runs, statistics
from print_supplier.models import PrintLetter, PrintRun

QUEUED_SHOWN: Final = 10
RUNS_LISTED: Final = 20
PERIODS: Final[Mapping[str, tuple[state_names.LazyText, Callable[[], datetime | None]]]] = {
    "i-dag": (_("I dag"), last_midnight),
    "vecka": (_("Sju dagar"), lambda: last_midnight() - timedelta(days=6)),
    "allt": (_("Allt"), lambda: None),
}
"""The periods of the statistics: name, and when each began."""


@dataclass(frozen=True)
class QueuedLetter:
    """A letter in the print queue."""

    letter: PrintLetter
    name: str


@dataclass(frozen=True)
class PrintQueueView:
    """The print queue, and the letters that are printed next."""

    lying: printing.QueueSummary
    first: list[QueuedLetter]


@dataclass(frozen=True)
class PrintRunsPage:
    """Some print runs, the newest first."""

    shown: list[PrintRun]
    older: int | None
    """Number before which the next page begins; None: these are the last."""


@dataclass(frozen=True)
class PrintQueuePage:
    """Everything that the page shows."""

    queue: PrintQueueView
    runs: PrintRunsPage
    statistics: statistics.Statistics
    period: str


def print_queue_page(period: str, before: str) -> PrintQueuePage:
    """Load the page. `period` and `before` as written in an address; nonsense counts as absent."""
    chosen = period if period in PERIODS else "i-dag"
    since = PERIODS[chosen][1]()
    counted = reuse_figure(f"console:paper:{chosen}", lambda: statistics.count_letters(since=since))
    return PrintQueuePage(_view_queue(), _runs_page(before), counted, chosen)


def _view_queue() -> PrintQueueView:
    first = list(printing.queued_letters().select_related("leg__distribution").order_by("leg")[:QUEUED_SHOWN])
    names = names_of({letter.leg.recipient for letter in first})
    return PrintQueueView(
        printing.summarize_queue(), [QueuedLetter(letter, names[letter.leg.recipient]) for letter in first]
    )


def _runs_page(before: str) -> PrintRunsPage:
    return PrintRunsPage(*runs.list_runs(RUNS_LISTED, number_in_address(before)))
