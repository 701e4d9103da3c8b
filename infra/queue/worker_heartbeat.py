"""The heartbeat of a queue worker: it beats for as long as the worker takes tasks.

It is a step of the worker's consumer, so it also stops when the connection to the broker is lost.
"""

import logging
import threading
from contextlib import suppress
from typing import Any

from celery import bootsteps
from django.conf import settings

from infra.queue.heartbeats import Heartbeat, heartbeat_of

logger = logging.getLogger(__name__)

PERIOD = 0.5
"""Seconds."""
WORKER, RELAY = "worker", "relay"
"""The kinds of workers, as the supervisor names them."""


def is_alive(kind: str = WORKER) -> bool:
    """A worker of the kind, on any host, has been taking tasks within the last seconds."""
    return heartbeat_of(kind).is_recent()


def clear_heartbeats() -> None:
    """Forget the heartbeats of workers that ran before, when no worker has been started yet."""
    for kind in (WORKER, RELAY):
        heartbeat_of(kind).clear()


class HeartbeatStep(bootsteps.StartStopStep):
    """Beats from the moment that the worker has declared its queue."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self._ended = threading.Event()
        self._heartbeat = heartbeat_of(_kind_of(consumer))

    def start(self, consumer: Any) -> None:  # noqa: ARG002 (Celery's signature)
        self._ended = threading.Event()
        threading.Thread(
            target=_beat_until, args=[self._heartbeat, self._ended], name="heartbeat", daemon=True
        ).start()

    def stop(self, consumer: Any) -> None:  # noqa: ARG002 (the signature is of the class above)
        self._ended.set()
        with suppress(OSError):
            self._heartbeat.stop()

    def terminate(self, consumer: Any) -> None:
        self.stop(consumer)


def _kind_of(consumer: Any) -> str:
    return RELAY if settings.RELAY_QUEUE in consumer.app.amqp.queues.consume_from else WORKER


def _beat_until(heartbeat: Heartbeat, ended: threading.Event) -> None:
    while True:
        try:
            heartbeat.beat()
        except OSError as problem:
            # The missing heartbeat shows that the worker is cut off. It beats again when the other side is back.
            logger.debug("The heartbeat could not be recorded: %s", problem)
        if ended.wait(PERIOD):
            return
