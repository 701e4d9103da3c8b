"""The child processes that read PDFs: started when needed, used for several files, replaced after a kill.

A child that has nothing to do ends by itself (`child/process.py`), so an idle simulator has none.
"""

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infra.pdf.frames import BrokenFrame, Frame, pack_frame, unpack_frame
from infra.pdf.problems import PdfError, PdfProblem

START: Final = Path(__file__).parent / "child" / "start.py"
MEBIBYTE: Final = 1 << 20
_READ_AT_ONCE: Final = MEBIBYTE
_SIGNALS_OF_TIME: Final = (signal.SIGXCPU, signal.SIGALRM)


@dataclass(frozen=True)
class WorkerLimits:
    """The time and memory that one question may take."""

    cpu_seconds: int
    wall_seconds: float
    wait_seconds: float
    """How long to wait until a child is free."""
    memory: int = 512 * MEBIBYTE
    """Address space of the child in octets, of which an empty child takes a tenth."""


class WorkerPool:
    """At most `max_children` child processes at the same time.

    `tidy_seconds`: how often to look for children that have ended by themselves, so that the system forgets them.
    """

    def __init__(self, max_children: int, tidy_seconds: float = 10.0) -> None:
        self._max_children = max_children
        self._tidy_seconds = tidy_seconds
        self._reset()
        # A forked process must not talk to the children of its parent.
        os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        self._free_places = threading.BoundedSemaphore(self._max_children)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._will_tidy = False

    def ask(self, question: Frame, limits: WorkerLimits) -> Frame:
        """Have a child answer. No lock is held meanwhile, so other threads can ask other children.

        Raises:
            PdfError: the child answers with one, was stopped at a limit or crashed; BUSY: none is free.
        """
        if not self._free_places.acquire(timeout=limits.wait_seconds):
            raise PdfError(PdfProblem.BUSY)
        try:
            answer = self._answer(question, limits)
        finally:
            self._free_places.release()
        if "problem" in answer.values:
            raise PdfError(PdfProblem(answer.values["problem"]))
        return answer

    def end(self) -> None:
        """End the children that have nothing to do now."""
        while worker := self._pop_idle():
            worker.end()

    def _answer(self, question: Frame, limits: WorkerLimits) -> Frame:
        worker = self._take_worker(limits.memory)
        try:
            answer = worker.answer(question, limits)
        except _IdleChildEnded:
            worker.end()
            return self._answer(question, limits)
        except BaseException:
            worker.end()
            raise
        with self._lock:
            self._idle.append(worker)
            self._tidy_later()
        return answer

    def _tidy_later(self) -> None:
        if self._will_tidy:
            return
        self._will_tidy = True
        timer = threading.Timer(self._tidy_seconds, self._tidy)
        timer.daemon = True
        timer.start()

    def _tidy(self) -> None:
        with self._lock:
            self._will_tidy = False
            ended = [worker for worker in self._idle if not worker.is_ready()]
            self._idle = [worker for worker in self._idle if worker not in ended]
            if self._idle:
                self._tidy_later()
        for worker in ended:
            worker.end()

    def _take_worker(self, memory: int) -> "_Worker":
        while worker := self._pop_idle():
            if worker.memory == memory and worker.is_ready():
                return worker
            worker.end()
        return _Worker(memory)

    def _pop_idle(self) -> "_Worker | None":
        with self._lock:
            return self._idle.pop() if self._idle else None


class _IdleChildEnded(Exception):
    """A child ended after its idle time just when it was asked."""


class _Worker:
    """A child process and its pipes."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self._process = subprocess.Popen(  # noqa: S603 (fixed arguments)
            [sys.executable, "-I", str(START), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={},
        )

    def is_ready(self) -> bool:
        """Whether it waits for a question. Its pipe becomes readable when it has ended after its idle time."""
        return self._process.poll() is None and not self._readable(0)

    def answer(self, question: Frame, limits: WorkerLimits) -> Frame:
        limit_values = {"cpu_seconds": limits.cpu_seconds, "wall_seconds": limits.wall_seconds}
        deadline = time.monotonic() + limits.wall_seconds
        try:
            for piece in pack_frame(Frame({**question.values, **limit_values}, question.files)):
                self._write(piece)
            return unpack_frame(self._reader_until(deadline))
        except TimeoutError as problem:
            raise PdfError(PdfProblem.TOO_SLOW) from problem
        except (OSError, BrokenFrame) as problem:
            raise self._error_of_ended_child() from problem

    def end(self) -> None:
        """Kill it, even at work, and wait until it is gone."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _write(self, octets: bytes) -> None:
        left = memoryview(octets)
        while left:
            left = left[os.write(self._descriptor(self._process.stdin), left) :]

    def _reader_until(self, deadline: float) -> Callable[[int], bytes]:
        def read(count: int) -> bytes:
            found = bytearray()
            while len(found) < count:
                if not self._readable(deadline - time.monotonic()):
                    raise TimeoutError
                some = os.read(self._descriptor(self._process.stdout), min(count - len(found), _READ_AT_ONCE))
                if not some:
                    raise BrokenFrame("ended")
                found += some
            return bytes(found)

        return read

    def _readable(self, seconds: float) -> bool:
        waiting = select.poll()
        waiting.register(self._descriptor(self._process.stdout), select.POLLIN)
        return bool(waiting.poll(max(seconds, 0) * 1000))

    def _error_of_ended_child(self) -> Exception:
        self._process.kill()
        code = self._process.wait()
        if code == 0:
            return _IdleChildEnded()
        return PdfError(PdfProblem.TOO_SLOW if -code in _SIGNALS_OF_TIME else PdfProblem.TOO_MUCH_MEMORY)

    @staticmethod
    def _descriptor(pipe: object) -> int:
        number: int = pipe.fileno()  # type: ignore[attr-defined]  # Popen's pipes: asked for above
        return number
