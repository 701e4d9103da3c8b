"""Facets: the words by which the full-text index finds exchanges that have a certain value.

A value is written into the index as a word of its own, made from the name of the filter and the value. So the
index answers each combination of filters and of words in one step, the newest first, however many exchanges have
one of them. An index of the table for each column would find only by the first.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2s
from typing import Final

from testbed.journal.models import Exchange

COLUMNS: Final = {
    "trace": "trace",
    "call_id": "call_id",
    "label": "label",
    "caller": "caller",
    "sender": "sender",
    "certificate": "certificate",
    "operation": "operation",
    "service": "service",
    "verdict": "verdict",
    "edge": "edge",
    "direction": "direction",
    "check": "failed_check",
    "reason": "reason",
    "at_fault": "at_fault",
    "code": "code",
    "status": "status",
}
"""By name of the filter: the column that it looks at. `recipient` and `organisation` look at several values."""
ORGANISATION: Final = "organisation"
RECIPIENT: Final = "recipient"
FILTERS: Final = (*COLUMNS, ORGANISATION, RECIPIENT)


def facets_of(exchange: Exchange, recipients: Sequence[str]) -> str:
    """The words for all values of an exchange."""
    return " ".join(_words(exchange, recipients))


@lru_cache(maxsize=4_096)
def facet(name: str, value: str) -> str:
    """The word for a value of a filter. Upper and lower case count alike."""
    return blake2s(f"{name}={value.casefold()}".encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _words(exchange: Exchange, recipients: Sequence[str]) -> Iterator[str]:
    for name, column in COLUMNS.items():
        if value := getattr(exchange, column):
            yield facet(name, str(value))
    for number in {exchange.caller, exchange.sender} - {""}:
        yield facet(ORGANISATION, number)
    for number in recipients:
        yield facet(RECIPIENT, number)
