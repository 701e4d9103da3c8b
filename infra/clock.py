"""The only place that tells the time.

Testers can move the simulator's clock: all that is due by it then happens. Certificates, TLS, leases and what
other machines compare with their own clocks stay on the machine's, `real_now`.
"""

import json
import os
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from django.conf import settings

SWEDEN = ZoneInfo("Europe/Stockholm")
LOOK_EVERY: Final = 0.005
"""Seconds after which a process looks again whether the clock has been moved."""


@dataclass(frozen=True)
class Setting:
    """The difference between the simulator's clock and the machine's."""

    offset: timedelta = timedelta()
    frozen_at: datetime | None = None
    """The moment at which it stands still. None: it runs."""

    @property
    def is_moved(self) -> bool:
        return self != RIGHT

    def moment(self, real: datetime) -> datetime:
        """The time that it shows when the machine's clock shows `real`."""
        return self.frozen_at or real + self.offset

    def as_json(self) -> dict[str, Any]:
        frozen = self.frozen_at.isoformat() if self.frozen_at else None
        return {"offset_microseconds": self.offset // timedelta(microseconds=1), "frozen_at": frozen}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """Read what `as_json` wrote."""
        frozen = datetime.fromisoformat(value["frozen_at"]) if value["frozen_at"] else None
        return cls(timedelta(microseconds=value["offset_microseconds"]), frozen)


RIGHT: Final = Setting()
"""It shows what the machine's clock shows."""


def real_now() -> datetime:
    """This moment by the machine's clock, aware, in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """This moment by the simulator's clock, aware, in UTC."""
    known, real = read_setting(), real_now()
    return real if known is RIGHT else known.moment(real)


def today() -> date:
    """The day it is in Sweden."""
    return now().astimezone(SWEDEN).date()


def midnight(day: date) -> datetime:
    """The beginning of the day in Sweden."""
    return datetime(day.year, day.month, day.day, tzinfo=SWEDEN)


def milliseconds_since(begun: float) -> int:
    """The milliseconds since `begun`, both by `time.monotonic`, which testers do not move."""
    return round((time.monotonic() - begun) * 1000)


def read_setting() -> Setting:
    """The setting of the simulator's clock, the same in all processes within LOOK_EVERY."""
    return _known.current()


def move_clock(to: Setting) -> None:
    """Set the clock of all processes. When this returns, all of them show the new time."""
    _write(to)
    # Until every process has looked again.
    time.sleep(2 * LOOK_EVERY)


def _write(to: Setting) -> None:
    """The file is replaced as a whole; it lies among the certificates, which all machines share."""
    file = Path(_path())
    if not to.is_moved:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(to.as_json()))
    fresh.replace(file)


def _path() -> str:
    return f"{settings.PKI_DIR}/clock.json"


class _Known:
    """The setting as this process knows it."""

    def __init__(self) -> None:
        self._looked_at = 0.0
        self._version: tuple[int, int] | None = None
        self._setting = RIGHT

    def current(self) -> Setting:
        moment = time.monotonic()
        if moment - self._looked_at > LOOK_EVERY:
            self._look()
            self._looked_at = moment
        return self._setting

    def _look(self) -> None:
        path = _path()
        try:
            found = os.stat(path)
            version = (found.st_mtime_ns, found.st_ino)
            if version != self._version:
                self._setting = Setting.from_json(json.loads(Path(path).read_text()))
                self._version = version
        except OSError:
            self._version, self._setting = None, RIGHT


_known: Final = _Known()
