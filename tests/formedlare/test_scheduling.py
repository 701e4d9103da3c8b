"""Which lanes are woken, in which queue, and what a sweep does beside that."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from formedlare import dispatch, scheduling
from formedlare.lanes import breaker
from formedlare.models import Lane, Leg, SealedMessage
from infra import clock
from infra.celery import app
from tests import cast
from tests.formedlare import stations
from tests.formedlare.stations import Stations
from tests.relay import Relay, leg_of, work

Forward = Callable[[timedelta], None]


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The lanes that were woken, and the queue of each wakeup."""
    sent: list[tuple[str, str]] = []

    def send_task(name: str, args: list[str], queue: str, **_: Any) -> None:
        assert name == scheduling.WORK_TASK
        sent.append((args[0], queue))

    monkeypatch.setattr(app, "send_task", send_task)
    return sent


def test_a_lane_with_something_due_is_woken(relay: Relay, woken: list[tuple[str, str]]) -> None:
    breaker.ensure_lanes({"lookup", "kivra.com"})
    relay.distribute(cast.MARIA)
    woken.clear()

    scheduling.wake_lanes()

    assert {lane for lane, _queue in woken} == {"lookup"}


def test_a_lane_has_as_many_wakeups_as_it_has_work_and_room_for(
    relay: Relay, woken: list[tuple[str, str]]
) -> None:
    breaker.ensure_lanes({"lookup"})
    for _ in range(dispatch.MAX_CLAIMED + 1):
        relay.distribute(cast.MARIA)
    woken.clear()

    scheduling.wake_lanes()
    assert len(woken) == 2
    Lane.objects.update(concurrency=1)
    woken.clear()
    scheduling.wake_lanes()

    assert len(woken) == 1


def test_a_worker_wakes_the_lanes_that_it_sent_letters_to(relay: Relay, woken: list[tuple[str, str]]) -> None:
    breaker.ensure_lanes({"lookup"})
    accepted = relay.distribute(cast.MARIA)
    woken.clear()

    scheduling.look_up_received()

    assert {lane for lane, _queue in woken} == {leg_of(accepted).lane}


def test_a_worker_that_found_nothing_wakes_nobody(db: None, woken: list[tuple[str, str]]) -> None:
    breaker.ensure_lanes({"lookup"})

    scheduling.look_up_received()

    assert woken == []


def test_a_lane_that_is_kept_apart_has_a_queue_of_its_own(settings: pytest.FixtureRequest) -> None:
    settings.LANES_APART = ["kivra.com"]  # type: ignore[attr-defined]  # settings have no types in tests
    shared = scheduling.queue_of("digimail.se")

    assert scheduling.queue_of("kivra.com") == f"{shared}.kivra.com"


def test_a_sweep_gives_up_what_is_overdue_before_an_open_breaker(
    relay: Relay, network: Stations, woken: list[tuple[str, str]]
) -> None:
    network.open("nere.example", stations.never_reached)
    network.move(cast.MARIA, "nere.example")
    accepted = relay.distribute(cast.MARIA)
    work()
    Leg.objects.update(deadline=clock.now())

    scheduling.sweep_lanes()

    assert leg_of(accepted).passed_over[0].code == "deadline_passed"


def test_a_sweep_deletes_the_sealed_bytes_of_what_is_finished(
    relay: Relay, later: Forward, woken: list[tuple[str, str]]
) -> None:
    relay.distribute(cast.MARIA)
    work()
    assert SealedMessage.objects.exists()

    later(timedelta(minutes=1))
    scheduling.sweep_lanes()

    assert not SealedMessage.objects.exists()


def test_a_sweep_makes_the_lane_that_letters_come_into(db: None, woken: list[tuple[str, str]]) -> None:
    Lane.objects.all().delete()

    scheduling.sweep_lanes()

    assert Lane.objects.filter(name="lookup").exists()
