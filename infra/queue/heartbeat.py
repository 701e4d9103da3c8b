"""A sign of life from the queue worker: a file that it touches for as long as it takes tasks.

A step of the worker's consumer, so it stops when the connection to the broker is lost, too.
"""

import threading
import time
from pathlib import Path
from typing import Any

from celery import bootsteps
from django.conf import settings

PERIOD = 0.5
STALE_AFTER = 4.0
"""Seconds."""


WORKER, RELAY = "worker", "relay"
"""The kinds of workers, as the supervisor names them."""


def is_alive(kind: str = WORKER) -> bool:
    """Has a worker of the kind been taking tasks within the last seconds."""
    try:
        touched = sign_of(kind).stat().st_mtime
    except FileNotFoundError:
        return False
    # The file system's clock, not the simulated one: this is about now.
    return bool(time.time() - touched < STALE_AFTER)


def sign_of(kind: str) -> Path:
    """The file that workers of the kind touch."""
    sign: Path = settings.RUN_DIR / f"{kind}.alive"
    return sign


class Heartbeat(bootsteps.StartStopStep):
    """Touches the file from the moment that the worker has declared its queue."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self._ended = threading.Event()
        self._sign = sign_of(_kind(consumer))

    def start(self, consumer: Any) -> None:  # noqa: ARG002 (Celery's signature)
        self._ended = threading.Event()
        _touch(self._sign)
        threading.Thread(target=_beat, args=[self._sign, self._ended], name="heartbeat", daemon=True).start()

    def stop(self, consumer: Any) -> None:  # noqa: ARG002
        self._ended.set()
        self._sign.unlink(missing_ok=True)

    def terminate(self, consumer: Any) -> None:
        self.stop(consumer)


def _kind(consumer: Any) -> str:
    return RELAY if settings.RELAY_QUEUE in consumer.app.amqp.queues.consume_from else WORKER


def _beat(sign: Path, ended: threading.Event) -> None:
    while not ended.wait(PERIOD):
        _touch(sign)


def _touch(sign: Path) -> None:
    sign.parent.mkdir(parents=True, exist_ok=True)
    sign.touch()
