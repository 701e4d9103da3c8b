"""The embedded broker gives every message to one taker, whole and in order."""

import threading
import time
from pathlib import Path

import pytest
from celery import Celery
from kombu import Connection


@pytest.fixture
def app(tmp_path: Path) -> Celery:
    app = Celery("test", broker="filesystem://localhost/")
    app.conf.broker_transport = "infra.queue.embedded_broker:FileTransport"
    app.conf.broker_transport_options = {
        "data_folder_in": str(tmp_path),
        "data_folder_out": str(tmp_path),
        "control_folder": str(tmp_path / "control"),
    }
    return app


def take_all(broker: Connection, enough: threading.Event) -> list[int]:
    """What comes out of the queue until it is empty and nothing more will come."""
    taken: list[int] = []
    queue = broker.SimpleQueue("celery", no_ack=True)
    while True:
        last = enough.is_set()
        try:
            taken.append(queue.get(block=False).payload[0][0])
        except queue.Empty:
            if last:
                return taken


def test_messages_come_out_in_the_order_they_went_in(app: Celery, tmp_path: Path) -> None:
    for number in range(50):
        app.send_task("some.task", args=[number])
    done = threading.Event()
    done.set()
    with app.connection_for_read() as broker:
        assert take_all(broker, done) == list(range(50))
    assert list(tmp_path.glob("*.*")) == []


def test_takers_beside_writers_miss_nothing_and_share_nothing(app: Celery) -> None:
    written, taken = threading.Event(), list[int]()

    def take() -> None:
        with app.connection_for_read() as broker:
            taken.extend(take_all(broker, written))

    takers = [threading.Thread(target=take) for _ in range(3)]
    for taker in takers:
        taker.start()
    for number in range(300):
        app.send_task("some.task", args=[number])
    written.set()
    for taker in takers:
        taker.join()

    assert sorted(taken) == list(range(300))


def test_a_worker_without_messages_soon_looks_whether_it_must_stop(app: Celery) -> None:
    with app.connection_for_read() as broker, broker.SimpleQueue("celery"):
        begun = time.monotonic()

        with pytest.raises(TimeoutError):
            broker.drain_events(timeout=60)

        assert time.monotonic() - begun < 30
