"""When webhooks have something to do next."""

from datetime import datetime

from django.db.models import Min

from infra import clock
from infra.work.leases import is_free
from webhooks.models import OutboxEvent, Subscription
from webhooks.sending import delivery
from webhooks.sending.attempts import LEASE


def next_due() -> datetime | None:
    """When an event is next due at a receiver that may be called, or is given up."""
    now = clock.now()
    if delivery.due_subscriptions() or Subscription.objects.exclude(is_free(LEASE)).exists():
        return now
    waiting = OutboxEvent.objects.filter(state=OutboxEvent.State.PENDING, subscription__active=True)
    called = waiting.filter(subscription__retry_at__isnull=True)
    left_alone = waiting.filter(subscription__retry_at__gt=now)
    moments = (
        called.filter(due_at__gt=now).aggregate(next=Min("due_at"))["next"],
        left_alone.aggregate(next=Min("subscription__retry_at"))["next"],
        waiting.filter(give_up_at__gt=now).aggregate(next=Min("give_up_at"))["next"],
    )
    return min(filter(None, moments), default=None)
