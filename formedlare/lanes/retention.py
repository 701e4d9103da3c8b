"""What is finished: its history stays, its content and sealed bytes go."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef

from formedlare.models import Content, Leg, SealedMessage
from infra import clock
from infra.database.write_turn import writing

BATCH: Final = 2_000


def forget_sealed() -> int:
    """Delete some sealed bytes of finished legs, which are never sent again; say how many.

    Called often, so little at a time.
    """
    done = SealedMessage.objects.filter(leg__finished_at__lt=clock.now() - timedelta(seconds=10))
    return _delete(SealedMessage, list(done.values_list("pk", flat=True)[:BATCH]))


def forget_contents() -> int:
    """Delete contents whose every leg has been finished for settings.RELAY_KEEP_HOURS; say how many."""
    before = clock.now() - timedelta(hours=settings.RELAY_KEEP_HOURS)
    kept = Leg.objects.filter(distribution=OuterRef("pk")).exclude(finished_at__lt=before)
    old = Content.objects.filter(distribution__received_at__lt=before).filter(~Exists(kept))
    return _delete(Content, list(old.values_list("pk", flat=True)[:BATCH]))


def _delete(model: type[SealedMessage] | type[Content], keys: list[int]) -> int:
    if not keys:
        return 0
    with writing():
        return model._default_manager.filter(pk__in=keys)._raw_delete(using="default")
