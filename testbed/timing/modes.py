"""The modes that testers have chosen, as each process knows them, and how they are changed."""

import random
import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from formedlare.lanes.timing import AT_ONCE, LaneEntry
from formedlare.models.channel import LOOKUP_LANE
from infra import trace
from infra.database.write_transaction import write_transaction
from infra.hooks import runs
from infra.versions.version_file import NONE, Version, VersionFile
from testbed.timing import held
from testbed.timing.models import TimingMode

Mode = TimingMode.Mode
EVERY_LANE: Final = ""
HELD: Final = LaneEntry(is_held=True)
LOOKUP_SECONDS: Final = (0.5, 3.0)
"""How long a letter waits for its look-up as in reality: the relay gathers letters for a question to FaR."""
CARRIED_SECONDS: Final = (2.0, 20.0)
"""How long it waits to be carried."""

version: Final = VersionFile("timing")
"""Changes with the modes."""


class KnownModes:
    """The modes, read again when they have changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: Version = NONE
        self._modes: Mapping[tuple[str, str], str] = {}

    def entry_of(self, lane: str, label: str) -> LaneEntry:
        """The entry of a letter with the label into the lane."""
        current = version.current()
        if current == NONE:
            # Without the file no mode was ever chosen.
            return AT_ONCE
        if current != self._version:
            with self._lock:
                rows = TimingMode.objects.values_list("lane", "label", "mode")
                self._modes = {(lane, label): mode for lane, label, mode in rows}
                self._version = current
        return _entry(lane, mode_of(self._modes, lane, label))


def mode_of(modes: Mapping[tuple[str, str], str], lane: str, label: str) -> str:
    """The mode by lane and label: a run's own before that of all, and the lane's own before that of every lane."""
    for of_run in (label, ""):
        for of_lane in (lane, EVERY_LANE):
            if (mode := modes.get((of_lane, of_run))) is not None:
                return mode
    return Mode.FAST


def modes_of_run() -> QuerySet[TimingMode]:
    """The modes of the caller's run, or all where it has none."""
    label, modes = trace.current_label(), TimingMode.objects.order_by("label", "lane")
    return modes.filter(label=label) if label else modes


def set_mode(mode: Mode, lane: str = EVERY_LANE, label: str = "") -> TimingMode:
    """Set the mode of the lane from now on. With a mode other than manual, held letters are released."""
    with write_transaction():
        row, _ = TimingMode.objects.update_or_create(lane=lane, label=label, defaults={"mode": mode})
        transaction.on_commit(version.advance)
    if mode != Mode.MANUAL:
        held.release_letters(lane=lane, label=label)
    return row


def remove_modes() -> None:
    """Remove the modes of the caller's run, or all, so that letters go at once again, held ones too."""
    with write_transaction():
        modes_of_run().delete()
        transaction.on_commit(version.advance)
    held.release_letters(label=trace.current_label() or "")


def remove_with_run(extent: runs.Extent) -> None:
    """Forget the modes of a run that ends; its letters go with it."""
    with write_transaction():
        TimingMode.objects.filter(label=extent.label).delete()
        transaction.on_commit(version.advance)


def _entry(lane: str, mode: str) -> LaneEntry:
    if not lane or mode == Mode.FAST:
        return AT_ONCE
    if mode == Mode.MANUAL:
        return HELD
    shortest, longest = LOOKUP_SECONDS if lane == LOOKUP_LANE else CARRIED_SECONDS
    return LaneEntry(pause=timedelta(seconds=random.uniform(shortest, longest)))  # noqa: S311 (protects nothing)
