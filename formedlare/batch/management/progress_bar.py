"""Progress in a terminal: one line that changes; where there is no terminal, a line now and then."""

import shutil
import time
from typing import Final

from django.core.management.base import OutputWrapper

from formedlare.batch.progress import Progress
from formedlare.channels import Channel

WIDTH: Final = 24
PLAIN_EVERY: Final = 5.0
"""Seconds between two lines where no terminal is."""
SHORT: Final = {
    Channel.MINA_MEDDELANDEN: "digital",
    Channel.EMAIL: "e-mail",
    Channel.SMS: "SMS",
    Channel.PRINT: "print",
}


class ProgressBar:
    """Shows how far a print file has come."""

    def __init__(self, out: OutputWrapper) -> None:
        self._out = out
        self._is_terminal = out.isatty()
        self._begun = time.monotonic()
        self._at_first: int | None = None
        self._said = float("-inf")

    def show(self, state: str, progress: Progress) -> None:
        """Show it as it is now."""
        now = time.monotonic()
        if self._at_first is None:
            self._at_first = settled(progress)
        if self._is_terminal:
            columns = shutil.get_terminal_size().columns
            self._out.write("\r" + self._line(state, progress, now)[: columns - 1].ljust(columns - 1), ending="")
        elif now - self._said >= PLAIN_EVERY:
            self._said = now
            self._out.write(self._line(state, progress, now))
        self._out.flush()

    def end(self) -> None:
        """Leave the line as it is, and go on below it."""
        if self._is_terminal:
            self._out.write("")

    def _line(self, state: str, progress: Progress, now: float) -> str:
        done, rate = settled(progress), self._rate(progress, now)
        parts = [
            bar(done, progress.lines),
            f"{done}/{progress.lines}",
            f"{rate:.0f}/s",
            *(f"{SHORT[Channel(name)]} {count}" for name, count in sorted(progress.channels.items())),
        ]
        if progress.not_sent:
            parts.append(f"not sent {progress.not_sent}")
        if rate and progress.lines > done:
            parts.append(f"{_clock((progress.lines - done) / rate)} left")
        return f"{state:8} " + "  ".join(parts)

    def _rate(self, progress: Progress, now: float) -> float:
        """Letters a second since this began to look."""
        return (settled(progress) - (self._at_first or 0)) / max(now - self._begun, 0.001)


def settled(progress: Progress) -> int:
    """Letters that need no more waiting: those at their end, and those that the next print run prints."""
    return progress.final + progress.in_print_queue


def bar(done: int, total: int) -> str:
    filled = WIDTH * done // total if total else 0
    return "[" + "#" * filled + "-" * (WIDTH - filled) + "]"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
