"""Keeps the journal within its limits: number, age, and bytes."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db.models import Max, Min

from infra import clock
from infra.database.write_transaction import write_transaction
from testbed.journal.models import Exchange
from testbed.journal.recording import bodies, index
from testbed.journal.search.finding import matching_exchanges
from testbed.journal.search.query_language import ExchangeCondition, Search

AT_ONCE: Final = 500
"""Exchanges that are deleted in one transaction, so that letters need not wait long."""


def prune_journal() -> int:
    """Delete what is too much or too old, the oldest first. Says how many exchanges that were."""
    age = timedelta(days=settings.JOURNAL_KEEP_DAYS)
    too_old = clock.now() - age
    # Files have the machine's time: with the simulator's clock ahead, those of today would be too old.
    before = (clock.real_now() - age).timestamp() if age else 0.0
    bodies.delete_oldest(settings.JOURNAL_MAX_BYTES, before)
    deleted = 0
    while keys := _next_to_delete(too_old):
        delete_exchanges(keys)
        deleted += len(keys)
    return deleted


def delete_exchanges(keys: list[int]) -> None:
    """Delete the exchanges with these keys; their bytes go with the file that has them."""
    with write_transaction():
        index.remove_words(keys)
        Exchange.objects.filter(pk__in=keys).delete()


def delete_labelled(label: str) -> int:
    """Delete all exchanges of a test run that have been written. Says how many.

    It does not see to it that more is written: the caller may hold the write lock, which that needs.
    """
    wanted, deleted = Search((ExchangeCondition("label", label),)), 0
    while keys := list(matching_exchanges(wanted).values_list("pk", flat=True)[:AT_ONCE]):
        delete_exchanges(keys)
        deleted += len(keys)
    return deleted


def _next_to_delete(too_old: object) -> list[int]:
    oldest = Exchange.objects.order_by("pk")
    found = Exchange.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if found["first"] is None:
        return []
    # Keys have few gaps, so their difference is about the number, and needs no counting.
    excess = found["last"] - found["first"] + 1 - settings.JOURNAL_MAX_EXCHANGES
    if excess > 0:
        limit = found["first"] + min(excess, AT_ONCE)
        return list(oldest.filter(pk__lt=limit).values_list("pk", flat=True))
    if not settings.JOURNAL_KEEP_DAYS:
        return []
    return list(oldest.filter(at__lt=too_old).values_list("pk", flat=True)[:AT_ONCE])
