"""Facets: the words by which the full-text index finds exchanges that have a certain value.

A value is written into the index as a word of its own, made from the name of the filter and the value. So the
index answers each combination of filters and of words in one step, the newest first, however many exchanges have
one of them. An index of the table for each column would find only by the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2s
from typing import Any, Final

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


def facets_of(values: Mapping[str, Any], recipients: Sequence[str]) -> str:
    """The words for the values of an exchange, by column, and for its recipients."""
    return " ".join(_words(values, recipients))


@lru_cache(maxsize=4_096)
def facet_of(name: str, value: str) -> str:
    """The word for a value of a filter. Upper and lower case count alike, and blanks around it do not count."""
    return blake2s(f"{name}={value.strip().casefold()}".encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _words(values: Mapping[str, Any], recipients: Sequence[str]) -> Iterator[str]:
    for name, column in COLUMNS.items():
        if value := values[column]:
            yield facet_of(name, str(value))
    for number in {values["caller"], values["sender"]} - {""}:
        yield facet_of(ORGANISATION, number)
    for number in recipients:
        yield facet_of(RECIPIENT, number)
