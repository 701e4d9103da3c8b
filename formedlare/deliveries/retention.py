"""Delete the content and sealed bytes of what is finished, and its history too where the settings limit that."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from formedlare.models import Content, Distribution, Leg, SealedMessage
from infra import clock
from infra.database.write_transaction import write_transaction

MAX_ROWS: Final = 2_000
MAX_HISTORIES: Final = 200
"""Deliveries at a time; with each one its events, print letter, webhooks and replies are deleted."""


def delete_sealed_messages() -> int:
    """Delete some sealed bytes of finished legs, which are never sent again; return how many.

    Called often, so little at a time.
    """
    done = SealedMessage.objects.filter(leg__finished_at__lt=clock.now() - timedelta(seconds=10))
    return _delete(SealedMessage, list(done.values_list("pk", flat=True)[:MAX_ROWS]))


def delete_contents() -> int:
    """Delete contents of deliveries that finished RELAY_KEEP_HOURS ago, with all their legs; return how many."""
    before = clock.now() - timedelta(hours=settings.RELAY_KEEP_HOURS)
    old = Content.objects.filter(distribution__received_at__lt=before).filter(~Exists(_unfinished_at(before)))
    return _delete(Content, list(old.values_list("pk", flat=True)[:MAX_ROWS]))


def delete_histories() -> int:
    """Delete some deliveries that finished RELAY_HISTORY_DAYS ago, with all their legs, and their history.

    Returns how many. 0 days: none.
    """
    if not settings.RELAY_HISTORY_DAYS:
        return 0
    before = clock.now() - timedelta(days=settings.RELAY_HISTORY_DAYS)
    old = Distribution.objects.filter(received_at__lt=before).filter(~Exists(_unfinished_at(before)))
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:MAX_HISTORIES])
    if keys:
        with write_transaction():
            Distribution.objects.filter(pk__in=keys).delete()
    return len(keys)


def _unfinished_at(moment: datetime) -> QuerySet[Leg]:
    """The legs of the outer row's delivery that were not finished then."""
    return Leg.objects.filter(distribution=OuterRef("pk")).exclude(finished_at__lt=moment)


def _delete(model: type[SealedMessage] | type[Content], keys: list[int]) -> int:
    if not keys:
        return 0
    with write_transaction():
        return model._default_manager.filter(pk__in=keys)._raw_delete(using="default")
