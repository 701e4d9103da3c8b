"""Without a mail server, and for every SMS, an announcement goes to the simulated phone: once."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from infra.outbox import states
from infra.work.transitions import IllegalTransition
from mailbox_operator import sending, tasks
from mailbox_operator.models import Announcement
from tests.mailbox_operator.conftest import NOW, Clock, NewMessage

State = Announcement.State


@pytest.mark.django_db
def test_both_channels_reach_the_phone_and_nothing_leaves_the_simulator(new_message: NewMessage) -> None:
    message = new_message(email="anna@example.org", mobile="0701740605")

    tasks.send_announcement([message.delivery_id])

    sent = list(message.announcements.values_list("state", "sent_at", "attempts", "left_the_simulator"))
    assert sent == [(State.SENT, NOW, 1, False)] * 2
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_task_that_runs_twice_sends_once(new_message: NewMessage, clock: Clock) -> None:
    message = new_message(mobile="0701740605")
    tasks.send_announcement([message.delivery_id])
    clock.move(timedelta(minutes=1))

    tasks.send_announcement([message.delivery_id])
    tasks.sweep_announcements()

    assert list(message.announcements.values_list("sent_at", "attempts")) == [(NOW, 1)]


@pytest.mark.django_db
def test_the_task_sends_what_it_was_told_of_and_the_sweeper_the_rest(new_message: NewMessage) -> None:
    told, forgotten = new_message(mobile="0701740605"), new_message(mobile="0701740605")

    assert sending.send_announcements_of([told.delivery_id]) == 1
    assert forgotten.announcements.get().state == State.DUE
    assert sending.send_all_due() == 1
    assert forgotten.announcements.get().state == State.SENT


@pytest.mark.django_db
def test_what_is_not_due_yet_waits(new_message: NewMessage, clock: Clock) -> None:
    message = new_message(mobile="0701740605")
    clock.move(-timedelta(seconds=1))
    assert sending.send_all_due() == 0
    assert message.announcements.get().state == State.DUE


@pytest.mark.django_db
def test_there_is_no_way_back_from_sent(new_message: NewMessage) -> None:
    message = new_message(mobile="0701740605")
    with pytest.raises(IllegalTransition):
        states.TRANSITIONS.move_rows(message.announcements.all(), State.SENT, State.DUE)


@pytest.mark.django_db(transaction=True)
def test_workers_that_race_send_each_announcement_once(new_message: NewMessage) -> None:
    deliveries = [new_message(email="anna@example.org", mobile="0701740605").delivery_id for _ in range(20)]
    start, sent = threading.Barrier(4), []

    def work() -> None:
        start.wait()
        sent.append(sending.send_announcements_of(deliveries))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(sent) == 40
    assert set(Announcement.objects.values_list("state", "attempts")) == {(State.SENT, 1)}
