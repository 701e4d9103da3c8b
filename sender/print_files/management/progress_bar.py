"""Progress in a terminal: one line that changes; where there is no terminal, a line now and then."""

import shutil
import time
from typing import Final

from django.core.management.base import OutputWrapper

from formedlare.models.channel import Channel
from sender.print_files.progress import Progress

WIDTH: Final = 24
NARROW: Final = 8
"""Characters of the bar, and of the bar where there is little room."""
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
            self._at_first = progress.settled
        if self._is_terminal:
            room = shutil.get_terminal_size().columns - 1
            self._out.write("\r" + self._line(state, progress, now, room).ljust(room), ending="")
        elif now - self._said >= PLAIN_EVERY:
            self._said = now
            self._out.write(self._line(state, progress, now))
        self._out.flush()

    def end(self) -> None:
        """Leave the line as it is, and go on below it."""
        if self._is_terminal:
            self._out.write("")

    def _line(self, state: str, progress: Progress, now: float, room: int | None = None) -> str:
        """As much as there is room for: the first of the shorter and shorter lines that fits, or the last."""
        lines = [f"{state:8} " + "  ".join(filter(None, parts)) for parts in self._parts(progress, now)]
        return next((line for line in lines if room is None or len(line) <= room), lines[-1])

    def _parts(self, progress: Progress, now: float) -> list[tuple[str, ...]]:
        done, total, rate = progress.settled, progress.lines, self._rate(progress, now)
        count, speed = f"{done}/{total}", f"{rate:.0f}/s"
        # All channels or none: some of them would not add up to the count.
        sent = "  ".join(f"{SHORT[Channel(name)]} {count}" for name, count in sorted(progress.sent.items()))
        not_sent = f"not sent {progress.not_sent}" if progress.not_sent else ""
        left = f"{_clock((total - done) / rate)} left" if rate and total > done else ""
        return [
            (bar(done, total), count, speed, sent, not_sent, left),
            (bar(done, total, NARROW), count, speed, sent, not_sent, left),
            (bar(done, total, NARROW), count, sent, not_sent, left),
            (count, sent, not_sent, left),
            (bar(done, total), count, speed, not_sent, left),
            (count, not_sent, left),
            (count,),
        ]

    def _rate(self, progress: Progress, now: float) -> float:
        """Letters a second since this began to look."""
        return (progress.settled - (self._at_first or 0)) / max(now - self._begun, 0.001)


def bar(done: int, total: int, width: int = WIDTH) -> str:
    filled = width * done // total if total else 0
    return "[" + "#" * filled + "-" * (width - filled) + "]"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
