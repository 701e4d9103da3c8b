"""Finds exchanges: the newest first, a page at a time, fast among a million.

What is asked for by words and filters is answered by the full-text index alone, which reads from its end and stops
when the page is full. Times are turned into keys, since exchanges are written in about the order of time.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from testbed.journal.models import INDEX_TABLE, Exchange
from testbed.journal.recording import numbering, pending
from testbed.journal.recording.recorder import recorder
from testbed.journal.search import index_query
from testbed.journal.search.query_language import Search

logger = logging.getLogger(__name__)

OUT_OF_ORDER: Final = 10_000
"""Keys by which the order of writing may differ from that of time: processes write blocks."""
RECENT: Final = 10_000
"""Exchanges that PostgreSQL looks through one by one, the newest first, before it asks the index for all.

It cannot tell a trace, which one exchange has, from a word that thousands have, and would read the whole table for
either. What so few of these have that the page is not full, few have in all.
"""
MOST_MS: Final = 100
"""Milliseconds that PostgreSQL may look among all for a page. Words that stand in most exchanges, but hardly ever
together, cost it seconds: its index does not know their places."""
IN_PART: Final = 100_000
"""Exchanges that it looks through instead when that time is over."""
TOOK_TOO_LONG: Final = "57014"
"""PostgreSQL's code of a statement that was cancelled."""
TABLE: Final = Exchange._meta.db_table


@dataclass(frozen=True, slots=True)
class FoundExchanges:
    """Exchanges, the newest first."""

    exchanges: Sequence[Exchange]
    next_cursor: int | None
    """Older ones may follow before this key; None: these are the last."""


def find_exchanges(wanted: Search, limit: int, before: int | None = None) -> FoundExchanges:
    """Up to `limit` exchanges that match and are older than the one with the key `before`.

    What any process has answered before this call is found. That takes some hundredths of a second.
    """
    write_all()
    return _load_page(_find_keys(wanted, limit + 1, before=before), limit)


def find_page(wanted: Search, limit: int, before: int | None = None) -> FoundExchanges:
    """As `find_exchanges`, but a search that takes long ends before the page is full.

    Its `next_cursor` then says where to go on, also where nothing was found.
    """
    write_all()
    try:
        with _limited_time():
            keys = _find_keys(wanted, limit + 1, before=before)
    except OperationalError as problem:
        _require_took_too_long(problem)
        return _find_in_part(wanted, limit, before)
    return _load_page(keys, limit)


def find_first_keys(wanted: Search, limit: int) -> list[int]:
    """The keys of the oldest that match. Where that takes long, the newest IN_PART alone are looked through."""
    try:
        with _limited_time():
            return _find_keys(wanted, limit, oldest_first=True)
    except OperationalError as problem:
        _require_took_too_long(problem)
        newest = numbering.newest_key()
        return _find_keys(wanted, limit, after=newest - IN_PART, oldest_first=True)


def find_newer_keys(wanted: Search, after: int, limit: int) -> list[int]:
    """The keys of those that match and are larger than `after`, the smallest first."""
    return _find_keys(wanted, limit, after=after, oldest_first=True)


def find_newer(wanted: Search, after: int, limit: int) -> list[Exchange]:
    """Those of the exchanges that match and have a larger key, the oldest first. What is not written is not
    found.
    """
    keys = find_newer_keys(wanted, after, limit)
    return list(Exchange.objects.filter(pk__in=keys).order_by("pk"))


def matching_exchanges(wanted: Search) -> "QuerySet[Exchange]":
    """All that match, in no order, to delete them. For a page, `find_exchanges` is faster."""
    query = _Query(wanted)
    rows = Exchange.objects.filter(**query.times)
    if not query.match:
        return rows
    match, values = query.match_condition
    # The text is made of our own names; what was searched for is passed apart.
    return rows.filter(pk__in=RawSQL(f"SELECT rowid FROM {INDEX_TABLE} WHERE {match}", values))  # noqa: S608, S611 (names of our own, no values)


def count_exchanges(wanted: Search, at_most: int | None = None) -> int:
    """Count those that match, and stop at `at_most`."""
    query = _Query(wanted)
    if not query.match or query.times:
        return matching_exchanges(wanted)[:at_most].count()
    match, values = query.match_condition
    matching, limits = f"SELECT 1 FROM {INDEX_TABLE} WHERE {match}", list[Any]()  # noqa: S608 (own names)
    if at_most is not None:
        matching, limits = f"{matching} LIMIT %s", [at_most]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({matching}) AS matching", [*values, *limits])  # noqa: S608 (own names)
        [count] = cursor.fetchone()
    return int(count)


def write_all() -> None:
    """See to it that what all processes have answered can be found. What cannot be written yet is not."""
    try:
        recorder.write()
    except DatabaseError as problem:
        logger.warning("the journal could not be written yet: %s", problem)
    pending.wait_until_written()


def _load_page(keys: Sequence[int], limit: int) -> FoundExchanges:
    rows = Exchange.objects.in_bulk(keys[:limit])
    found = [rows[key] for key in keys[:limit] if key in rows]
    return FoundExchanges(found, keys[limit - 1] if len(keys) > limit else None)


def _find_in_part(wanted: Search, limit: int, before: int | None) -> FoundExchanges:
    """What matches among the next IN_PART exchanges, all that matches in them or a full page."""
    end = numbering.newest_key() + 1
    oldest = (end if before is None else min(end, before)) - IN_PART
    page = _load_page(_find_keys(wanted, limit + 1, before=before, after=oldest - 1), limit)
    if page.next_cursor is not None or oldest <= 1:
        return page
    return FoundExchanges(page.exchanges, oldest)


def _require_took_too_long(problem: OperationalError) -> None:
    if getattr(problem.__cause__, "sqlstate", "") != TOOK_TOO_LONG:
        raise problem


@contextmanager
def _limited_time() -> Iterator[None]:
    """Within it, PostgreSQL cancels a statement after MOST_MS. SQLite's index knows the places of words."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {MOST_MS:d}")
        yield
        # The transaction may be a part of another one.
        cursor.execute("SET LOCAL statement_timeout TO DEFAULT")


class _Query:
    """A search as the database takes it."""

    def __init__(self, wanted: Search) -> None:
        self._wanted = wanted
        compose = index_query.in_fts5 if connection.vendor == "sqlite" else index_query.in_tsquery
        self.match = compose(wanted.conditions)

    @property
    def match_condition(self) -> tuple[str, list[str]]:
        if connection.vendor == "sqlite":
            return f"{INDEX_TABLE} MATCH %s", [self.match]
        return "words @@ %s::tsquery", [self.match]

    @property
    def times(self) -> dict[str, Any]:
        """On the column, by name of the look-up."""
        given = {"at__gte": self._wanted.since, "at__lt": self._wanted.until}
        return {name: moment for name, moment in given.items() if moment is not None}


def _find_keys(
    wanted: Search,
    limit: int,
    *,
    before: int | None = None,
    after: int | None = None,
    oldest_first: bool = False,
) -> list[int]:
    query = _Query(wanted)
    lowest, highest = _keys_between(wanted)
    bounds = [("> %s", after), (">= %s", lowest), ("< %s", before), ("<= %s", highest)]
    given = [(f"{{key}} {bound}", key) for bound, key in bounds if key is not None]
    conditions, values = [text for text, _ in given], [value for _, value in given]
    if query.match:
        return _keys_by_index(query, conditions, values, limit, oldest_first)
    rows = Exchange.objects.filter(**query.times).order_by("pk" if oldest_first else "-pk")
    if conditions:
        where = [text.format(key=f"{TABLE}.id") for text in conditions]
        rows = rows.extra(where=where, params=values)  # noqa: S610 (no value stands in the text)
    return list(rows.values_list("pk", flat=True)[:limit])


def _keys_by_index(
    query: _Query, conditions: list[str], values: list[Any], limit: int, oldest_first: bool
) -> list[int]:
    if connection.vendor == "sqlite" or oldest_first:
        return _select_keys(query, conditions, values, limit, oldest_first=oldest_first)
    newest = min(
        [numbering.newest_key(), *(key for text, key in zip(conditions, values, strict=True) if "<" in text)]
    )
    recent = _select_keys(query, [*conditions, "{key} > %s"], [*values, newest - RECENT], limit)
    if len(recent) >= limit or newest <= RECENT:
        return recent
    return _select_keys(query, conditions, values, limit, of_all=True)


def _select_keys(
    query: _Query,
    conditions: list[str],
    values: list[Any],
    limit: int,
    *,
    oldest_first: bool = False,
    of_all: bool = False,
) -> list[int]:
    """`of_all`: PostgreSQL finds all that match before it takes the newest ones of them."""
    match, match_values = query.match_condition
    where = [match, *(text.format(key=f"{INDEX_TABLE}.rowid") for text in conditions)]
    before, table = "", INDEX_TABLE
    if of_all:
        matching = f"SELECT rowid FROM {INDEX_TABLE} WHERE {' AND '.join(where)}"  # noqa: S608 (own names)
        before, table, where = f"WITH matching AS MATERIALIZED ({matching}) ", "matching", []
    joined, values = table, [*match_values, *values]
    if query.times:
        # The index is read first, in the order of its keys: CROSS JOIN forbids SQLite to choose otherwise.
        how = "CROSS JOIN" if connection.vendor == "sqlite" else "JOIN"
        joined += f" {how} {TABLE} ON {TABLE}.id = {table}.rowid"
        for name, moment in query.times.items():
            where.append(f"{TABLE}.at {'>=' if name == 'at__gte' else '<'} %s")
            values.append(connection.ops.adapt_datetimefield_value(moment))
    conditions_text = f"WHERE {' AND '.join(where)} " if where else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{before}SELECT {table}.rowid FROM {joined} {conditions_text}"  # noqa: S608 (own names)
            f"ORDER BY {table}.rowid {'ASC' if oldest_first else 'DESC'} LIMIT %s",
            [*values, limit],
        )
        return [key for (key,) in cursor.fetchall()]


def _keys_between(wanted: Search) -> tuple[int | None, int | None]:
    """Keys that what happened between the two times has, with some to spare."""
    lowest = highest = None
    if wanted.since is not None:
        first = Exchange.objects.filter(at__gte=wanted.since).order_by("at").values_list("pk", flat=True).first()
        lowest = None if first is None else first - OUT_OF_ORDER
    if wanted.until is not None:
        last = Exchange.objects.filter(at__lt=wanted.until).order_by("-at").values_list("pk", flat=True).first()
        highest = None if last is None else last + OUT_OF_ORDER
    return lowest, highest
