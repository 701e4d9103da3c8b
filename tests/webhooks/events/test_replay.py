"""Events are sent again as they were, whether they were received or given up."""

from tests.formedlare.api.conftest import Delivery
from tests.webhooks.conftest import Subscribe, move, send_due, states
from tests.webhooks.receiver import Receiver, running, status
from webhooks.events.replay import replay_events, replay_given_up
from webhooks.models import EventType, OutboxEvent
from webhooks.subscriptions import ping_subscription


def test_received_and_given_up_events_become_due_with_a_whole_day_ahead(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(receiver)
    for _ in range(3):
        move(delivery(), "failed")
    sent, failed, pending = OutboxEvent.objects.order_by("pk")
    OutboxEvent.objects.filter(pk=sent.pk).update(state="sent", finished_at=sent.created_at, attempts=3)
    OutboxEvent.objects.filter(pk=failed.pk).update(
        state="failed", finished_at=sent.created_at, give_up_at=sent.created_at
    )

    assert replay_events(OutboxEvent.objects.all()) == 2

    assert states() == ["pending"] * 3
    sent.refresh_from_db()
    failed.refresh_from_db()
    assert (sent.attempts, sent.finished_at) == (0, None)
    assert failed.give_up_at > failed.due_at > pending.due_at


def test_a_replayed_event_has_the_same_bytes_and_the_same_id(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscribe(receiver)
    move(delivery(), "failed")
    send_due()

    replay_events(OutboxEvent.objects.all())
    send_due()

    first, second = receiver.got
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


def test_only_the_given_up_events_of_the_subscription_are_replayed_and_no_pings(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver
) -> None:
    with running() as other:
        mine, foreign = subscribe(receiver), subscribe(other)
        receiver.answers.append(status(500))
        ping_subscription(mine)
        move(delivery(), "failed")
        OutboxEvent.objects.update(state="failed")

        assert replay_given_up(mine) == 1

    assert OutboxEvent.objects.get(subscription=foreign).state == "failed"
    assert OutboxEvent.objects.get(type=EventType.PING).state == "failed"
