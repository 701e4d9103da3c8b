"""Find entries of the log: a page at a time, or all of them for a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BinaryField, F, Func, IntegerField, Q, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

from far.models import LogEntry
from far.supervision.call_log import call_log
from far.supervision.subjects import key_as_integer, key_of
from infra.database.pages import page_of
from infra.hooks import runs

OUT_OF_ORDER: Final = 5_000
"""Entries by which the order of the log may differ from that of time: processes write blocks of calls."""
MAX_LARGE_CALLS: Final = 20_000
"""Calls about several holders that are searched for one holder, the latest ones: their keys have no index."""
MAX_MATCHES: Final = 500
"""Of those, so many are shown."""


@dataclass(frozen=True)
class LogFilter:
    """Which entries. What is None or empty is not asked for."""

    since: datetime | None = None
    until: datetime | None = None
    actor: str = ""
    operation: str = ""
    subject: str = ""
    """The whole number of a holder or an organisation."""
    kind: str = ""
    refused: bool | None = None

    def condition(self) -> Q:
        wanted = _between(self.since, self.until)
        for name in ("actor", "operation", "kind"):
            if value := getattr(self, name):
                wanted &= Q(**{name: value})
        if self.refused is not None:
            wanted &= ~Q(code=0) if self.refused else Q(code=0)
        return wanted & _about(self.subject, wanted) if self.subject else wanted


def find_entries(wanted: LogFilter, limit: int, cursor: int | None = None) -> tuple[list[LogEntry], int | None]:
    """A page of entries, the latest first, and the cursor of the next page; None: this one is the last."""
    call_log.write()
    rows = _entries(wanted).order_by("-sequence")
    if cursor is not None:
        rows = rows.filter(sequence__lt=cursor)
    found, last = page_of(rows, limit)
    return found, last.sequence if last else None


def all_entries(wanted: LogFilter) -> Iterator[LogEntry]:
    """Every entry, the oldest first, as a file of them lists it."""
    call_log.write()
    return _entries(wanted).order_by("sequence").iterator(chunk_size=2_000)


def _entries(wanted: LogFilter) -> QuerySet[LogEntry]:
    rows = LogEntry.objects.filter(wanted.condition()).defer("other_keys", "digest")
    rows = runs.without_others(rows, "actor", runs.ItemKind.ACTOR)
    # People stand there masked.
    return runs.without_others(rows, "subject", runs.ItemKind.ACTOR, runs.ItemKind.COMPANY, runs.ItemKind.OPERATOR)


def _between(since: datetime | None, until: datetime | None) -> Q:
    """The condition on the time, and on the sequences that this is between, since pages go by sequence."""
    wanted = Q()
    if since is not None:
        first = LogEntry.objects.filter(at__gte=since).order_by("at").values_list("sequence", flat=True).first()
        wanted &= Q(at__gte=since) & (Q() if first is None else Q(sequence__gte=first - OUT_OF_ORDER))
    if until is not None:
        last = LogEntry.objects.filter(at__lt=until).order_by("-at").values_list("sequence", flat=True).first()
        wanted &= Q(at__lt=until) & (Q() if last is None else Q(sequence__lte=last + OUT_OF_ORDER))
    return wanted


class _Place(Func):
    """Where in the first value of bytes the second begins; 0: nowhere."""

    function = "INSTR"
    output_field = IntegerField()

    def as_postgresql(self, compiler: SQLCompiler, database: BaseDatabaseWrapper) -> tuple[str, Any]:
        other = self.copy()
        other.set_source_expressions(list(reversed(self.get_source_expressions())))
        return other.as_sql(compiler, database, function="POSITION", arg_joiner=" IN ")


def _about(subject: str, within: Q) -> Q:
    """Entries with it as first subject, and of the latest calls about several subjects those that name it."""
    return Q(subject_key=key_as_integer(subject)) | Q(sequence__in=_large_calls_about(subject, within))


def _large_calls_about(subject: str, within: Q) -> list[int]:
    large = LogEntry.objects.filter(within, subjects__gt=1).order_by("-sequence")
    oldest = large.values_list("sequence", flat=True)[MAX_LARGE_CALLS : MAX_LARGE_CALLS + 1]
    if bound := list(oldest):
        large = large.filter(sequence__gt=bound[0])
    key = Value(key_of(subject), output_field=BinaryField())
    named = large.annotate(place=_Place(F("other_keys"), key)).filter(place__gt=0)
    return list(named.values_list("sequence", flat=True)[:MAX_MATCHES])
