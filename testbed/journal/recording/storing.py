"""Stores exchanges: rows, and the words by which they are found."""

import logging
from collections.abc import Sequence

from django.db import DatabaseError

from infra.database.errors import DATABASE_UNAVAILABLE
from infra.database.write_transaction import write_transaction
from infra.versions import data_version
from testbed.journal.recording import index, numbering, rows
from testbed.journal.recording.entries import JournalEntry

logger = logging.getLogger(__name__)


def store_entries(entries: Sequence[JournalEntry]) -> None:
    """Store them in one transaction, in this order.

    Raises:
        DatabaseError: none of them is stored.
    """
    with write_transaction():
        data_version.advance_on_commit()
        first = numbering.take_numbers(len(entries))
        keyed = list(enumerate(entries, start=first))
        rows.insert_rows([{"id": key, **entry.values} for key, entry in keyed])
        index.add_words([(key, entry.words, entry.facets) for key, entry in keyed])


def store_possible(entries: Sequence[JournalEntry]) -> int:
    """Store all that the database takes. Returns how many it does not: each of them is logged.

    Raises:
        DatabaseError: the database does not answer. None of them is stored, or only the first ones.
    """
    try:
        store_entries(entries)
    except DATABASE_UNAVAILABLE:
        raise
    except DatabaseError:
        # One of them has something that the database does not take: the others need not be lost with it.
        return sum(not _is_stored_alone(entry) for entry in entries)
    return 0


def _is_stored_alone(entry: JournalEntry) -> bool:
    try:
        store_entries([entry])
    except DATABASE_UNAVAILABLE:
        raise
    except DatabaseError:
        logger.exception("an exchange with %s could not be kept", entry.values["address"])
        return False
    return True
