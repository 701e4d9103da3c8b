"""A sign of life from the queue worker: a file that it touches for as long as it takes tasks.

A step of the worker's consumer, so it stops when the connection to the broker is lost, too.
"""

import threading
import time
from typing import Any

from celery import bootsteps
from django.conf import settings

PERIOD = 0.5
STALE_AFTER = 4.0
"""Seconds."""


def is_alive() -> bool:
    """Has a worker been taking tasks within the last seconds."""
    try:
        touched = settings.HEARTBEAT_FILE.stat().st_mtime
    except FileNotFoundError:
        return False
    # The file system's clock, not the simulated one: this is about now.
    return bool(time.time() - touched < STALE_AFTER)


class Heartbeat(bootsteps.StartStopStep):
    """Touches the file from the moment that the worker has declared its queue."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self._ended = threading.Event()

    def start(self, consumer: Any) -> None:  # noqa: ARG002 (Celery's signature)
        self._ended = threading.Event()
        _touch()
        threading.Thread(target=_beat, args=[self._ended], name="heartbeat", daemon=True).start()

    def stop(self, consumer: Any) -> None:  # noqa: ARG002
        self._ended.set()
        settings.HEARTBEAT_FILE.unlink(missing_ok=True)

    def terminate(self, consumer: Any) -> None:
        self.stop(consumer)


def _beat(ended: threading.Event) -> None:
    while not ended.wait(PERIOD):
        _touch()


def _touch() -> None:
    settings.HEARTBEAT_FILE.parent.mkdir(parents=True, exist_ok=True)
    settings.HEARTBEAT_FILE.touch()
