"""Hints to the queue: which rows are due, told without holding up or failing whoever tells.

The database knows what is due and a sweeper sends what the queue forgot, so a hint may be lost. What
it may not do is cost the caller time, or an error, when the broker is slow or away. So the caller only
puts ids in a list, and a thread of its own carries what has gathered to the queue, at once and then at
most four times a second, many ids in one message.
"""

import logging
import os
import threading
from collections import deque
from contextlib import suppress

from celery import Celery

from infra.celery import app as simulator_app

logger = logging.getLogger(__name__)

MOST_IDS = 500
"""In one message: a task stays short."""
MOST_WAITING = 100
"""Messages in the queue. A worker that is away or behind gets no mountain to work off: the sweeper takes
what is left, many rows at a time."""
MOST_REMEMBERED = 20_000
"""Ids in memory while the broker is away; the oldest are left to the sweeper."""
PAUSE = 0.25
"""Seconds between two messages. Each one costs the worker some milliseconds, whatever it holds."""


class Hints:
    """Carries the ids of rows that are due to one task, in the background."""

    def __init__(self, task: str, *, queue: str = "", app: Celery = simulator_app) -> None:
        self._task = task
        self._app = app
        self._queue = queue or app.conf.task_default_queue
        self._begin()
        # A thread does not survive a fork, and a lock may be held in the middle of one.
        os.register_at_fork(after_in_child=self._begin)

    def add(self, *ids: int) -> None:
        """Remember the ids and return at once. Never raises."""
        self._ids.extend(ids)
        if self._thread is None:
            self._start()
        self._wake.set()

    def _begin(self) -> None:
        self._ids: deque[int] = deque(maxlen=MOST_REMEMBERED)
        self._wake = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._broker_away = False

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._carry, name=f"hints {self._task}", daemon=True)
                self._thread.start()

    def _carry(self) -> None:
        gathering = threading.Event()
        while True:
            self._wake.wait()
            self._wake.clear()
            while ids := self._take():
                self._publish(ids)
            gathering.wait(PAUSE)

    def _take(self) -> list[int]:
        taken: list[int] = []
        with suppress(IndexError):
            while len(taken) < MOST_IDS:
                taken.append(self._ids.popleft())
        return taken

    def _publish(self, ids: list[int]) -> None:
        try:
            self._send(ids)
        except Exception as problem:
            # Each broker has errors of its own, and none of them may end this thread.
            self._say_once(problem)
        else:
            self._broker_away = False

    def _send(self, ids: list[int]) -> None:
        with self._app.producer_or_acquire() as producer:
            waiting = producer.channel.queue_declare(queue=self._queue, durable=True).message_count
            if waiting < MOST_WAITING:
                self._app.send_task(self._task, args=[ids], producer=producer, queue=self._queue, retry=False)

    def _say_once(self, problem: Exception) -> None:
        if not self._broker_away:
            logger.warning(
                "The queue cannot be reached (%s). Nothing is lost: the sweeper sends what is due.", problem
            )
        self._broker_away = True
