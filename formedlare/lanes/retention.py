"""What is finished: its history stays, its content and sealed bytes go."""

from datetime import timedelta
from typing import Final

from django.conf import settings

from formedlare.models import Content, Leg, SealedMessage
from infra import clock
from infra.database.write_turn import writing

BATCH: Final = 500


def forget() -> int:
    """Delete some of what is no longer needed; say how many rows. Called often, so little at a time."""
    return _sealed() + _contents()


def _sealed() -> int:
    """A finished leg is never sent again."""
    done = SealedMessage.objects.filter(leg__finished_at__lt=clock.now() - timedelta(seconds=10))
    return _delete(SealedMessage, list(done.values_list("pk", flat=True)[:BATCH]))


def _contents() -> int:
    """Once every leg has been finished for settings.RELAY_KEEP_HOURS."""
    before = clock.now() - timedelta(hours=settings.RELAY_KEEP_HOURS)
    old = Content.objects.filter(distribution__received_at__lt=before)
    kept = Leg.objects.exclude(finished_at__lt=before).values("distribution")
    return _delete(Content, list(old.exclude(distribution__in=kept).values_list("pk", flat=True)[:BATCH]))


def _delete(model: type[SealedMessage] | type[Content], keys: list[int]) -> int:
    if not keys:
        return 0
    with writing():
        return model._default_manager.filter(pk__in=keys)._raw_delete(using="default")
