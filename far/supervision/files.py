"""The log and the counts as CSV, for a spreadsheet or an archive."""

from collections.abc import Iterator
from typing import Final

from far.models import CallCount, LogEntry
from far.supervision.counts import CountFilter, all_counts
from far.supervision.log_search import LogFilter, all_entries
from infra.clock import SWEDEN
from infra.csv_lines import BOM, csv_line, without_formula

LOG_COLUMNS: Final = (
    "sequence",
    "at",
    "kind",
    "actor",
    "service",
    "operation",
    "subject",
    "subjects",
    "code",
    "changed",
    "trace",
)
COUNT_COLUMNS: Final = ("day", "actor", "service", "operation", "code", "calls", "subjects")


def log_as_csv(wanted: LogFilter) -> Iterator[str]:
    """A heading, and a line for each entry, the oldest first; times are Swedish."""
    # Not when the lines are sent: the request's label is known no longer then.
    return _log_lines(all_entries(wanted))


def _log_lines(entries: Iterator[LogEntry]) -> Iterator[str]:
    yield BOM + csv_line(LOG_COLUMNS)
    for entry in entries:
        entry.at = entry.at.astimezone(SWEDEN)
        yield csv_line(without_formula(getattr(entry, name)) for name in LOG_COLUMNS)


def counts_as_csv(wanted: CountFilter) -> Iterator[str]:
    """A heading, and a line for each day, actor, operation and outcome."""
    return _count_lines(all_counts(wanted))


def _count_lines(counts: Iterator[CallCount]) -> Iterator[str]:
    yield BOM + csv_line(COUNT_COLUMNS)
    for count in counts:
        yield csv_line(without_formula(getattr(count, name)) for name in COUNT_COLUMNS)
