"""Wake-ups reach the queue together, and never delay or fail the caller."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery

from infra.queue import wakeups
from infra.queue.wakeups import WakeupSender
from tests.servers import Redis, redis_server
from tests.waiting import eventually


@pytest.fixture
def embedded(tmp_path: Path) -> Celery:
    app = Celery("test", broker="filesystem://localhost/")
    app.conf.broker_transport = "infra.queue.embedded_broker:FileTransport"
    app.conf.task_publish_retry = False
    app.conf.broker_transport_options = {
        "data_folder_in": str(tmp_path),
        "data_folder_out": str(tmp_path),
        "control_folder": str(tmp_path / "control"),
    }
    return app


@pytest.fixture
def redis() -> Iterator[Redis]:
    with redis_server() as server:
        yield server


class Counting(WakeupSender):
    """Notes each message that it tries to send."""

    def __init__(self, task: str, *, app: Celery) -> None:
        super().__init__(task, app=app)
        self.tried: list[list[int]] = []

    def send_to_queue(self, ids: list[int]) -> bool:
        try:
            return super().send_to_queue(ids)
        finally:
            self.tried.append(ids)


def waiting(app: Celery) -> list[list[int]]:
    """Take the ids out of the messages that wait in the queue."""
    found: list[list[int]] = []
    with app.connection_for_read() as broker:
        queue = broker.SimpleQueue("celery", no_ack=True)
        while True:
            try:
                found.append(queue.get(block=False).payload[0][0])
            except queue.Empty:
                break
    return found


def test_every_id_reaches_the_queue_in_few_messages(embedded: Celery) -> None:
    wakeup_sender = WakeupSender("some.task", app=embedded)
    for number in range(2000):
        wakeup_sender.add(number)

    messages: list[list[int]] = []

    def all_there() -> bool:
        messages.extend(waiting(embedded))
        return sum(map(len, messages)) == 2000

    eventually(all_there)
    assert [number for message in messages for number in message] == list(range(2000))
    assert max(map(len, messages)) <= wakeups.MAX_IDS_IN_MESSAGE
    assert len(messages) <= 8


def test_after_a_crowd_more_is_gathered_and_after_a_few_it_is_not(embedded: Celery) -> None:
    def send(wakeup_sender: WakeupSender, *ids: int) -> None:
        wakeup_sender.add(*ids)
        eventually(lambda: waiting(embedded) == [list(ids)])

    crowded = WakeupSender("some.task", pause_of_crowds=3_600.0, app=embedded)
    send(crowded, *range(wakeups.CROWD))
    crowded.add(-1)

    # Each message of the other one but the first comes a pause after the last.
    quiet = WakeupSender("some.task", pause_of_crowds=3_600.0, app=embedded)
    for number in range(3):
        send(quiet, number)

    assert [-1] not in waiting(embedded)


def test_a_queue_that_is_behind_is_sent_no_more(embedded: Celery, tmp_path: Path) -> None:
    wakeup_sender = WakeupSender("some.task", app=embedded)
    for number in range(wakeups.MAX_WAITING_MESSAGES):
        assert wakeup_sender.send_to_queue([number])

    assert not wakeup_sender.send_to_queue([1, 2, 3])

    assert len(list(tmp_path.glob("*.msg"))) == wakeups.MAX_WAITING_MESSAGES


def test_a_broker_that_is_away_is_said_once_and_found_again(
    caplog: pytest.LogCaptureFixture, tmp_path: Path, embedded: Celery
) -> None:
    gone = tmp_path / "gone"
    embedded.conf.broker_transport_options["data_folder_in"] = str(gone)
    embedded.conf.broker_transport_options["data_folder_out"] = str(gone)
    wakeup_sender = Counting("some.task", app=embedded)

    with caplog.at_level(logging.WARNING):
        wakeup_sender.add(1)
        eventually(lambda: "cannot be reached" in caplog.text)
        wakeup_sender.add(2)
        eventually(lambda: wakeup_sender.tried == [[1], [2]])
        gone.mkdir()
        wakeup_sender.add(3)
        eventually(lambda: [3] in waiting(embedded))

    assert len(caplog.records) == 1


def test_redis_that_is_away_costs_no_more_than_a_word_in_the_log(
    redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    app = Celery("test", broker=redis.url)
    app.conf.task_publish_retry = False
    wakeup_sender = WakeupSender("some.task", app=app)
    wakeup_sender.add(1)
    eventually(lambda: waiting(app) == [[1]])

    redis.stop()
    wakeup_sender.add(2)
    eventually(lambda: "The queue cannot be reached" in caplog.text)

    redis.start()

    def heard() -> bool:
        wakeup_sender.add(3)
        return any(3 in ids for ids in waiting(app))

    eventually(heard)
