"""Wake-ups: ids of rows that are due, sent to a task without delaying or failing the caller.

The database knows which rows are due, and a sweeper sends those that the queue lost, so a wake-up may be
lost. It may not cost the caller time, or an error, when the broker is slow or away. So the caller only adds
ids to a list. A thread sends the ids to the queue, at once and then at most four times a second, many ids in
one message; a kind of row that comes in crowds may be sent less often while it does.
"""

import logging
import os
import threading
from collections import deque
from contextlib import suppress

from celery import Celery

from infra.celery import app as simulator_app

logger = logging.getLogger(__name__)

MAX_IDS_IN_MESSAGE = 500
"""So that a task stays short."""
MAX_WAITING_MESSAGES = 100
"""Messages in the queue. When a worker is behind, no more are added: the sweeper finds the other rows."""
MAX_REMEMBERED_IDS = 20_000
"""Ids in memory while the broker is away. Older ones are left to the sweeper."""
PAUSE = 0.25
"""Seconds between two messages. Each message costs the worker some milliseconds, with few ids or many."""
CROWD = 10
"""So many ids within a pause are a crowd."""


class WakeupSender:
    """Sends ids of rows that are due to one task, in the background."""

    def __init__(
        self,
        task: str,
        *,
        queue: str = "",
        pause_of_crowds: float = PAUSE,
        app: Celery = simulator_app,
    ) -> None:
        """`pause_of_crowds`: seconds after a message with the ids of a crowd."""
        self._task = task
        self._pause_of_crowds = pause_of_crowds
        self._app = app
        self._queue = queue or app.conf.task_default_queue
        self._start_empty()
        # A thread does not survive a fork, and a lock may be held in the middle of one.
        os.register_at_fork(after_in_child=self._start_empty)

    def add(self, *ids: int) -> None:
        """Remember the ids and return at once. Never raises."""
        self._ids.extend(ids)
        if self._thread is None:
            self._start_thread()
        self._wake.set()

    def send_to_queue(self, ids: list[int]) -> bool:
        """Send one message with the ids, unless so many wait that the sweeper can do the rest.

        Returns whether a message was sent. Raises what the broker's client raises.
        """
        with self._app.producer_or_acquire() as producer:
            waiting = producer.channel.queue_declare(queue=self._queue, durable=True).message_count
            if waiting >= MAX_WAITING_MESSAGES:
                return False
            self._app.send_task(self._task, args=[ids], producer=producer, queue=self._queue, retry=False)
            return True

    def _start_empty(self) -> None:
        self._ids: deque[int] = deque(maxlen=MAX_REMEMBERED_IDS)
        self._wake = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_broker_away = False

    def _start_thread(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=f"wake-ups {self._task}", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        gathering = threading.Event()
        while True:
            self._wake.wait()
            self._wake.clear()
            count = 0
            while ids := self._take_ids():
                self._try_to_send(ids)
                count += len(ids)
            gathering.wait(PAUSE if count < CROWD else self._pause_of_crowds)

    def _take_ids(self) -> list[int]:
        taken: list[int] = []
        with suppress(IndexError):
            while len(taken) < MAX_IDS_IN_MESSAGE:
                taken.append(self._ids.popleft())
        return taken

    def _try_to_send(self, ids: list[int]) -> None:
        try:
            self.send_to_queue(ids)
        except Exception as problem:
            # Each broker raises errors of its own. None of them may end this thread.
            self._log_once(problem)
        else:
            self._is_broker_away = False

    def _log_once(self, problem: Exception) -> None:
        if not self._is_broker_away:
            logger.warning(
                "The queue cannot be reached (%s). Nothing is lost: the sweeper sends what is due.", problem
            )
        self._is_broker_away = True
