"""The conditions of a search as the full-text index of each database takes them."""

from collections.abc import Iterator, Sequence
from typing import Final

from testbed.journal.recording.index import words_of
from testbed.journal.search import query_language
from testbed.journal.search.facets import facet_of
from testbed.journal.search.query_language import ExchangeCondition


def in_fts5(conditions: Sequence[ExchangeCondition]) -> str:
    """The expression of SQLite's FTS5. Words stand in quotation marks, so none of them is an operator."""
    wanted = [part for each in conditions if not each.is_excluded and (part := _fts5_term(each))]
    excluded = [part for each in conditions if each.is_excluded and (part := _fts5_term(each))]
    if excluded and not wanted:
        wanted = [_EVERYTHING]
    return " NOT ".join([f"({' AND '.join(wanted)})", *excluded]) if wanted else ""


def _fts5_term(condition: ExchangeCondition) -> str:
    if condition.name != query_language.TEXT:
        return f'facets : "{facet_of(condition.name, condition.value)}"'
    return " AND ".join(f"words : {part}" for part in _fts5_words(condition.value))


def _fts5_words(value: str) -> Iterator[str]:
    if words := words_of(value):
        # What stands together, also around a hyphen or a point, is found together.
        phrase = " ".join(words)
        yield f'"{phrase}"{"*" if value.endswith("*") else ""}'


_EVERYTHING: Final = f'(facets : "{facet_of("direction", "in")}" OR facets : "{facet_of("direction", "out")}")'


def in_tsquery(conditions: Sequence[ExchangeCondition]) -> str:
    """The expression of PostgreSQL. Words stand in apostrophes, so none of them is an operator."""
    parts = [(_tsquery_term(each), each.is_excluded) for each in conditions]
    return " & ".join(f"!({term})" if is_excluded else f"({term})" for term, is_excluded in parts if term)


def _tsquery_term(condition: ExchangeCondition) -> str:
    if condition.name != query_language.TEXT:
        return f"'{facet_of(condition.name, condition.value)}'"
    words = words_of(condition.value)
    begins = ":*" if condition.value.endswith("*") else ""
    return " <-> ".join(f"'{word}'" for word in words) + begins if words else ""
