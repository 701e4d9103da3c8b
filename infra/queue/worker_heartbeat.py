"""A sign of life from the queue worker, given again and again for as long as it takes tasks.

A step of the worker's consumer, so it stops when the connection to the broker is lost, too.
"""

import logging
import threading
from contextlib import suppress
from typing import Any

import redis
from celery import bootsteps
from django.conf import settings

from infra.queue.heartbeats import Sign, sign_of

logger = logging.getLogger(__name__)

PERIOD = 0.5
"""Seconds."""
WORKER, RELAY = "worker", "relay"
"""The kinds of workers, as the supervisor names them."""


def is_alive(kind: str = WORKER) -> bool:
    """Has a worker of the kind, on any host, been taking tasks within the last seconds."""
    return sign_of(kind).is_given()


def forget() -> None:
    """No worker is alive: before any is started."""
    for kind in (WORKER, RELAY):
        sign_of(kind).forget()


class Heartbeat(bootsteps.StartStopStep):
    """Gives the sign from the moment that the worker has declared its queue."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, consumer: Any, **options: Any) -> None:
        super().__init__(consumer, **options)
        self._ended = threading.Event()
        self._sign = sign_of(_kind(consumer))

    def start(self, consumer: Any) -> None:  # noqa: ARG002 (Celery's signature)
        self._ended = threading.Event()
        threading.Thread(target=_beat, args=[self._sign, self._ended], name="heartbeat", daemon=True).start()

    def stop(self, consumer: Any) -> None:  # noqa: ARG002
        self._ended.set()
        with suppress(redis.RedisError):
            self._sign.take_back()

    def terminate(self, consumer: Any) -> None:
        self.stop(consumer)


def _kind(consumer: Any) -> str:
    return RELAY if settings.RELAY_QUEUE in consumer.app.amqp.queues.consume_from else WORKER


def _beat(sign: Sign, ended: threading.Event) -> None:
    while True:
        try:
            sign.give()
        except (redis.RedisError, OSError) as problem:
            # Whoever looks sees that it is missing; when the other side is back, it is given again.
            logger.debug("No sign of life could be given: %s", problem)
        if ended.wait(PERIOD):
            return
