"""Progress of a print file: a bar where there is a terminal; elsewhere a line now and then."""

import shutil
import sys
import time
from collections.abc import Mapping
from typing import Final, Never, TextIO

from django.core.management.base import OutputWrapper
from tqdm import tqdm

from formedlare.models.channel import Channel
from sender.print_files.progress import Progress

LINE_EVERY: Final = 5.0
"""Seconds between two lines where no terminal is."""
SHORT_NAMES: Final[Mapping[str, str]] = {channel.value: channel.display_name.english for channel in Channel} | {
    Channel.MINA_MEDDELANDEN.value: "digital"
}


class ProgressDisplay:
    """Shows how far a print file has come."""

    def __init__(self, out: OutputWrapper, terminal: TextIO = sys.stdout) -> None:
        self._out = out
        self._bar: tqdm[Never] | None = None
        if out.isatty():
            self._bar = tqdm(file=terminal, unit=" letters", miniters=0, mininterval=0)
        self._next_line = time.monotonic()

    def show(self, state: str, progress: Progress) -> None:
        """Show it as it is now."""
        if self._bar is not None:
            _fill_bar(self._bar, state, progress)
        elif time.monotonic() >= self._next_line:
            self._next_line = time.monotonic() + LINE_EVERY
            self._out.write(f"{state:8}  {progress.settled}/{progress.lines}  {_details(progress)}".rstrip())
            self._out.flush()

    def close(self) -> None:
        """Leave the bar as it is, and go on below it."""
        if self._bar is not None:
            self._bar.close()


def _fill_bar(bar: "tqdm[Never]", state: str, progress: Progress) -> None:
    if bar.total is None:
        # Letters that were settled before do not count in the rate.
        bar.initial = progress.settled
    bar.ncols = shutil.get_terminal_size().columns
    bar.total, bar.n = progress.lines, progress.settled
    bar.set_description(state, refresh=False)
    bar.set_postfix_str(_details(progress), refresh=False)
    bar.refresh()


def _details(progress: Progress) -> str:
    """How many letters have gone by which channel, and how many were not sent: they add up to the count."""
    parts = [f"{SHORT_NAMES[channel]} {count}" for channel, count in sorted(progress.sent.items())]
    return "  ".join([*parts, *([f"not sent {progress.not_sent}"] if progress.not_sent else [])])
