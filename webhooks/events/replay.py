"""Send again what was received or given up, the same bytes under the same id."""

from django.db.models import QuerySet

from infra import clock
from infra.database.write_transaction import write_transaction
from webhooks.events.outbox import GIVE_UP_AFTER
from webhooks.events.states import TRANSITIONS, State
from webhooks.models import EventType, OutboxEvent, Subscription


def replay_events(events: QuerySet[OutboxEvent]) -> int:
    """Make those of the events due that are not pending already. Returns how many."""
    now = clock.now()
    fresh = {"due_at": now, "give_up_at": now + GIVE_UP_AFTER, "attempts": 0, "finished_at": None}
    with write_transaction():
        return sum(
            TRANSITIONS.move_rows(events, before, State.PENDING, **fresh) for before in (State.SENT, State.FAILED)
        )


def replay_given_up(subscription: Subscription) -> int:
    """Send again all events that were given up for a subscription, except pings. Returns how many.

    A ping answered a person that waited then.
    """
    given_up = OutboxEvent.objects.filter(subscription=subscription, state=State.FAILED)
    return replay_events(given_up.exclude(type=EventType.PING))
