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

from infra.pdf.frames import BrokenFrame, Frame, pack, unpack
from infra.pdf.problems import PdfError, Problem

START: Final = Path(__file__).parent / "child" / "start.py"
MEBIBYTE: Final = 1 << 20
_READ_AT_ONCE: Final = MEBIBYTE
_SIGNALS_OF_TIME: Final = (signal.SIGXCPU, signal.SIGALRM)


@dataclass(frozen=True)
class Limits:
    """What one question may take."""

    cpu_seconds: int
    wall_seconds: float
    turn_seconds: float
    """How long to wait until one of the children is free."""
    memory: int = 512 * MEBIBYTE
    """Address space of the child in octets, of which an empty child takes a tenth."""


class Workers:
    """At most `most` children at the same time.

    `tidy_seconds`: how often to look for those that have ended by themselves, so that the system forgets them.
    """

    def __init__(self, most: int, tidy_seconds: float = 10.0) -> None:
        self._most = most
        self._tidy_seconds = tidy_seconds
        self._begin()
        # A forked process must not talk to the children of its parent.
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        self._turns = threading.BoundedSemaphore(self._most)
        self._guard = threading.Lock()
        self._idle: list[_Worker] = []
        self._will_tidy = False

    def ask(self, question: Frame, limits: Limits) -> Frame:
        """Have a child answer. No lock is held meanwhile: others ask other children.

        Raises:
            PdfError: the child said so, was stopped at a limit, crashed, or none is free.
        """
        if not self._turns.acquire(timeout=limits.turn_seconds):
            raise PdfError(Problem.BUSY)
        try:
            answer = self._answer(question, limits)
        finally:
            self._turns.release()
        if "problem" in answer.said:
            raise PdfError(Problem(answer.said["problem"]))
        return answer

    def end(self) -> None:
        """End the children that have nothing to do now."""
        while worker := self._pop_idle():
            worker.end()

    def _answer(self, question: Frame, limits: Limits) -> Frame:
        worker = self._take(limits.memory)
        try:
            answer = worker.answer(question, limits)
        except _WentHome:
            worker.end()
            return self._answer(question, limits)
        except BaseException:
            worker.end()
            raise
        with self._guard:
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
        with self._guard:
            self._will_tidy = False
            ended = [worker for worker in self._idle if not worker.is_ready()]
            self._idle = [worker for worker in self._idle if worker not in ended]
            if self._idle:
                self._tidy_later()
        for worker in ended:
            worker.end()

    def _take(self, memory: int) -> "_Worker":
        while worker := self._pop_idle():
            if worker.memory == memory and worker.is_ready():
                return worker
            worker.end()
        return _Worker(memory)

    def _pop_idle(self) -> "_Worker | None":
        with self._guard:
            return self._idle.pop() if self._idle else None


class _WentHome(Exception):
    """A child ended for want of work just when it was asked."""


class _Worker:
    """One child."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self._process = subprocess.Popen(  # noqa: S603 (our own words only)
            [sys.executable, "-I", str(START), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={},
        )

    def is_ready(self) -> bool:
        """Does it wait for a question? Its pipe becomes readable when it has ended for want of work."""
        return self._process.poll() is None and not self._readable(0)

    def answer(self, question: Frame, limits: Limits) -> Frame:
        allowed = {"cpu_seconds": limits.cpu_seconds, "wall_seconds": limits.wall_seconds}
        until = time.monotonic() + limits.wall_seconds
        try:
            for piece in pack(Frame({**question.said, **allowed}, question.files)):
                self._write(piece)
            return unpack(self._reading(until))
        except TimeoutError as problem:
            raise PdfError(Problem.TOO_SLOW) from problem
        except (OSError, BrokenFrame) as problem:
            raise self._why_it_ended() from problem

    def end(self) -> None:
        """Kill it, whatever it does, and wait until it is gone."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _write(self, octets: bytes) -> None:
        left = memoryview(octets)
        while left:
            left = left[os.write(self._pipe(self._process.stdin), left) :]

    def _reading(self, until: float) -> Callable[[int], bytes]:
        def read(count: int) -> bytes:
            found = bytearray()
            while len(found) < count:
                if not self._readable(until - time.monotonic()):
                    raise TimeoutError
                some = os.read(self._pipe(self._process.stdout), min(count - len(found), _READ_AT_ONCE))
                if not some:
                    raise BrokenFrame("ended")
                found += some
            return bytes(found)

        return read

    def _readable(self, seconds: float) -> bool:
        waiting = select.poll()
        waiting.register(self._pipe(self._process.stdout), select.POLLIN)
        return bool(waiting.poll(max(seconds, 0) * 1000))

    def _why_it_ended(self) -> Exception:
        self._process.kill()
        code = self._process.wait()
        if code == 0:
            return _WentHome()
        return PdfError(Problem.TOO_SLOW if -code in _SIGNALS_OF_TIME else Problem.TOO_MUCH_MEMORY)

    @staticmethod
    def _pipe(pipe: object) -> int:
        number: int = pipe.fileno()  # type: ignore[attr-defined]  # Popen's pipes: asked for above
        return number
