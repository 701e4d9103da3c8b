"""Keeps the processes running: starts, watches, starts again, stops.

One thread only: a process with more must not fork.
"""

import gc
import os
import selectors
import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from infra.supervisor import child_process
from infra.supervisor.output import Log, say
from infra.supervisor.process_table import Job

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 15.0
"""Seconds before a process that has ended is started again; doubles each time."""
STEADY = 30.0
"""Seconds after which a process counts as well, and its next end as its first."""
PATIENCE = 8.0
"""Seconds that the processes get to finish what they do."""
TICK = 0.1


@dataclass
class Kept:
    """One process: the job, and how it goes."""

    job: Job
    log: Log
    pid: int = 0
    started: float = 0.0
    start_at: float = 0.0
    pause: float = field(default=FIRST_PAUSE)

    def next_pause(self) -> float:
        """How long to wait now, remembering to wait longer next time."""
        if time.monotonic() - self.started > STEADY:
            self.pause = FIRST_PAUSE
        pause, self.pause = self.pause, min(self.pause * 2, LONGEST_PAUSE)
        return pause


class Keeper:
    """Runs jobs until it is told to stop by SIGINT, SIGTERM or SIGHUP."""

    def __init__(
        self,
        jobs: Sequence[Job],
        new_log: Callable[[str], Log],
        *,
        note: Callable[[dict[str, int]], None],
        tick: Callable[[], None],
    ) -> None:
        self._kept = [Kept(job, new_log(job.name)) for job in jobs]
        self._note = note
        self._tick = tick
        self._stop_asked = 0
        self._next_tick = 0.0
        # poll, not epoll: an epoll descriptor would be shared with the children.
        self._ears = selectors.PollSelector()

    def run(self) -> None:
        """Start everything; return when everything has stopped."""
        self._listen()
        # What exists now lives as long as the simulator: collecting it would only copy shared pages.
        gc.collect()
        gc.freeze()
        while not self._stop_asked:
            self._start_missing()
            self._wait(TICK)
            self._reap()
            self._tick_in_time()
        self._stop()

    def _tick_in_time(self) -> None:
        if time.monotonic() >= self._next_tick:
            self._tick()
            self._next_tick = time.monotonic() + TICK

    def _listen(self) -> None:
        for kept in self._kept:
            self._ears.register(kept.log.pipe, selectors.EVENT_READ, kept.log)
        self._alarm, waker = socket.socketpair()
        self._waker = waker
        for end in (self._alarm, waker):
            end.setblocking(False)
        self._ears.register(self._alarm, selectors.EVENT_READ)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _on_stop(self, *_: object) -> None:
        self._stop_asked += 1

    def _wait(self, seconds: float) -> None:
        for key, _ in self._ears.select(seconds):
            if isinstance(key.data, Log):
                key.data.pump()
            else:
                self._alarm.recv(1024)

    def _start_missing(self) -> None:
        missing = [kept for kept in self._kept if not kept.pid and kept.start_at <= time.monotonic()]
        for kept in missing:
            kept.started = time.monotonic()
            kept.pid = child_process.fork(lambda kept=kept: self._run_in_child(kept), kept.log.inlet)  # type: ignore[misc]
        if missing:
            self._note_processes()

    def _run_in_child(self, mine: Kept) -> None:
        for kept in self._kept:
            os.close(kept.log.pipe)
            if kept is not mine:
                os.close(kept.log.inlet)
                if kept.job.listener is not None and kept.job.listener is not mine.job.listener:
                    kept.job.listener.close()
        self._alarm.close()
        self._waker.close()
        mine.job.run()

    def _note_processes(self) -> None:
        running = {kept.job.name: kept.pid for kept in self._kept if kept.pid}
        self._note({"supervisor": os.getpid(), **running})

    def _reap(self) -> None:
        for kept in self._kept:
            if (status := _ended(kept)) is None:
                continue
            child_process.kill_group(kept.pid, signal.SIGKILL)
            kept.pid = 0
            kept.log.pump()
            if not self._stop_asked:
                pause = kept.next_pause()
                kept.start_at = time.monotonic() + pause
                say(
                    f"{kept.job.name} stopped ({child_process.how_it_ended(status)}). "
                    f"Starting it again in {pause:g} seconds; its last words are above and in var/log."
                )

    def _stop(self) -> None:
        say("Stopping.")
        asked = self._stop_asked
        self._signal_all(signal.SIGTERM)
        ends = time.monotonic() + PATIENCE
        while self._running() and time.monotonic() < ends and self._stop_asked == asked:
            self._wait(TICK)
            self._reap()
        for kept in self._running():
            child_process.kill_group(kept.pid, signal.SIGKILL)
            os.waitpid(kept.pid, 0)
        say("Stopped.")

    def _running(self) -> list[Kept]:
        return [kept for kept in self._kept if kept.pid]

    def _signal_all(self, number: int) -> None:
        for kept in self._running():
            os.kill(kept.pid, number)


def _ended(kept: Kept) -> int | None:
    if not kept.pid:
        return None
    pid, status = os.waitpid(kept.pid, os.WNOHANG)
    return status if pid else None
