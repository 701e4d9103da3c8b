"""Events that were received are deleted in time; those that were not are given up, and stay."""

from datetime import timedelta

from pytest_django.fixtures import Settings

from tests.formedlare.api.conftest import Delivery
from tests.webhooks.conftest import Later, Subscribe, move, send_due, states
from tests.webhooks.receiver import Receiver
from webhooks.events import retention
from webhooks.events.retention import GIVEN_UP
from webhooks.models import Attempt, OutboxEvent, Result


def test_received_events_are_deleted_in_time_and_given_up_ones_stay(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    subscribe(receiver)
    move(delivery(), "failed")
    move(delivery(), "failed")
    send_due()
    OutboxEvent.objects.filter(pk=OutboxEvent.objects.earliest("pk").pk).update(state="failed")

    assert retention.delete_received() == 0
    later(timedelta(hours=25))
    assert retention.delete_received() == 1

    assert states() == ["failed"]
    assert Attempt.objects.count() == 1, "the log of a deleted event is deleted with it"


def test_the_setting_says_how_long_received_events_are_kept(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later, settings: Settings
) -> None:
    settings.RELAY_KEEP_HOURS = 1
    subscribe(receiver)
    move(delivery(), "failed")
    send_due()
    later(timedelta(minutes=61))

    assert retention.delete_received() == 1


def test_an_event_that_has_waited_for_a_day_is_given_up_and_its_log_says_so(
    delivery: Delivery, subscribe: Subscribe, receiver: Receiver, later: Later
) -> None:
    subscribe(receiver)
    move(delivery(), "failed")

    assert retention.give_up_overdue() == 0
    later(timedelta(hours=24, seconds=1))
    assert retention.give_up_overdue() == 1
    assert retention.give_up_overdue() == 0

    event = OutboxEvent.objects.get()
    assert (event.state, event.finished_at is not None) == ("failed", True)
    entry = event.log.get()
    assert (entry.result, entry.error) == (Result.GIVEN_UP, GIVEN_UP)
    send_due()
    assert receiver.got == []
