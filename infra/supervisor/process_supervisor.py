"""Keeps the processes running: starts them, watches them, restarts them and stops them.

It has one thread: a process with several threads must not fork.
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
from infra.supervisor.process_log import ProcessLog, print_line
from infra.supervisor.process_table import ProcessSpec

FIRST_PAUSE = 0.2
MAX_PAUSE = 15.0
"""Seconds before a process that has ended is started again. The pause doubles each time."""
STABLE_AFTER = 30.0
"""A process that has run for so many seconds works: its next pause is the first one again."""
STOP_TIMEOUT = 8.0
"""Seconds that the processes have to finish their work before they are killed."""
TICK_SECONDS = 0.1


@dataclass
class KeptProcess:
    """A process that is kept running: what it runs, since when, and when it is started again."""

    process: ProcessSpec
    log: ProcessLog
    pid: int = 0
    started: float = 0.0
    start_at: float = 0.0
    pause: float = field(default=FIRST_PAUSE)

    def next_pause(self) -> float:
        """The pause before the next start, in seconds. The pause after it will be longer."""
        if time.monotonic() - self.started > STABLE_AFTER:
            self.pause = FIRST_PAUSE
        pause, self.pause = self.pause, min(self.pause * 2, MAX_PAUSE)
        return pause


class ProcessSupervisor:
    """Runs processes until SIGINT, SIGTERM or SIGHUP stops it."""

    def __init__(
        self,
        processes: Sequence[ProcessSpec],
        new_log: Callable[[str], ProcessLog],
        *,
        note: Callable[[dict[str, int]], None],
        tick: Callable[[], None],
    ) -> None:
        self._processes = [KeptProcess(process, new_log(process.name)) for process in processes]
        self._note = note
        self._tick = tick
        self._stop_requests = 0
        self._next_tick = 0.0
        # poll, not epoll: the children would share an epoll descriptor.
        self._selector = selectors.PollSelector()

    def run(self) -> None:
        """Start all processes. Returns when all of them have stopped."""
        self._listen_to_children_and_signals()
        # These objects live as long as the simulator. Collecting them in a child would copy shared memory.
        gc.collect()
        gc.freeze()
        while not self._stop_requests:
            self._start_ended_processes()
            self._forward_output(TICK_SECONDS)
            self._collect_ended()
            self._tick_if_due()
        self._stop_all()

    def _tick_if_due(self) -> None:
        if time.monotonic() >= self._next_tick:
            self._tick()
            self._next_tick = time.monotonic() + TICK_SECONDS

    def _listen_to_children_and_signals(self) -> None:
        for kept in self._processes:
            self._selector.register(kept.log.pipe, selectors.EVENT_READ, kept.log)
        self._signal_reader, writer = socket.socketpair()
        self._signal_writer = writer
        for end in (self._signal_reader, writer):
            end.setblocking(False)
        self._selector.register(self._signal_reader, selectors.EVENT_READ)
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._request_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _request_stop(self, *_: object) -> None:
        self._stop_requests += 1

    def _forward_output(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            if isinstance(key.data, ProcessLog):
                key.data.forward_output()
            else:
                self._signal_reader.recv(1024)

    def _start_ended_processes(self) -> None:
        ended = [kept for kept in self._processes if not kept.pid and kept.start_at <= time.monotonic()]
        for kept in ended:
            kept.started = time.monotonic()
            kept.pid = child_process.fork_process(lambda kept=kept: self._run_in_child(kept), kept.log.write_end)  # type: ignore[misc]  # mypy knows no types of defaults
        if ended:
            self._note_running()

    def _run_in_child(self, own: KeptProcess) -> None:
        for kept in self._processes:
            os.close(kept.log.pipe)
            if kept is not own:
                os.close(kept.log.write_end)
                if kept.process.listener is not None and kept.process.listener is not own.process.listener:
                    kept.process.listener.close()
        self._signal_reader.close()
        self._signal_writer.close()
        own.process.run()

    def _note_running(self) -> None:
        running = {kept.process.name: kept.pid for kept in self._processes if kept.pid}
        self._note({"supervisor": os.getpid(), **running})

    def _collect_ended(self) -> None:
        for kept in self._processes:
            if (status := _exit_status(kept)) is None:
                continue
            child_process.signal_group(kept.pid, signal.SIGKILL)
            kept.pid = 0
            kept.log.forward_output()
            if not self._stop_requests:
                pause = kept.next_pause()
                kept.start_at = time.monotonic() + pause
                print_line(
                    f"{kept.process.name} stopped ({child_process.describe_end(status)}). "
                    f"Starting it again in {pause:g} seconds; its last output is above and in var/log."
                )

    def _stop_all(self) -> None:
        print_line("Stopping.")
        asked = self._stop_requests
        self._signal_all(signal.SIGTERM)
        ends = time.monotonic() + STOP_TIMEOUT
        while self._running_processes() and time.monotonic() < ends and self._stop_requests == asked:
            self._forward_output(TICK_SECONDS)
            self._collect_ended()
        for kept in self._running_processes():
            child_process.signal_group(kept.pid, signal.SIGKILL)
            os.waitpid(kept.pid, 0)
        print_line("Stopped.")

    def _running_processes(self) -> list[KeptProcess]:
        return [kept for kept in self._processes if kept.pid]

    def _signal_all(self, number: int) -> None:
        for kept in self._running_processes():
            os.kill(kept.pid, number)


def _exit_status(kept: KeptProcess) -> int | None:
    if not kept.pid:
        return None
    pid, status = os.waitpid(kept.pid, os.WNOHANG)
    return status if pid else None
