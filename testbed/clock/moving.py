"""Move the simulator's clock, and let happen what falls due on the way, in order."""

import fcntl
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.conf import settings

from infra import clock, declaration
from infra.celery import app
from infra.clock import RIGHT, Setting
from infra.errors import IllegalState, InvalidInput
from infra.errors.explanation import AtFault
from infra.texts import Text

logger = logging.getLogger(__name__)

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
OUT_OF_RANGE: Final = Text(
    f"Klockan kan stå från {EARLIEST:%Y-%m-%d} till {LATEST:%Y-%m-%d}.",
    f"The clock can be set from {EARLIEST:%Y-%m-%d} to {LATEST:%Y-%m-%d}.",
)
MAX_STOPS: Final = 100
"""Moments on the way at which the clock stops because something is due. Then it goes on to the end at once."""
MAX_SECONDS: Final = 60.0
"""For all stops together."""
PATIENCE: Final = 5.0
"""Seconds that what is due at a stop may take: somebody may not answer."""
ASK_AGAIN_EVERY: Final = 0.5
LOOK_EVERY: Final = 0.02


@dataclass(frozen=True)
class ClockMove:
    """The way that the clock was moved: what was done at each stop."""

    stops: int
    """How many times it stopped on the way because something was due."""
    is_all_done: bool
    """Everything that was due at the end is done. False: it is still under way."""


def move_to(target: datetime | None) -> ClockMove:
    """Set the clock: forwards with stops on the way, backwards at once. A clock that stands still stays so.

    `target`: None lies beyond all dates.

    Raises:
        InvalidInput: the moment lies outside EARLIEST and LATEST.
        IllegalState: somebody else is moving it.
    """
    moment = _require_possible(target)
    with _alone():
        return _go_to(moment)


def freeze_clock() -> None:
    """Stop the clock.

    Raises:
        IllegalState: somebody else is moving it.
    """
    with _alone():
        if clock.read_setting().frozen_at is None:
            clock.move_clock(Setting(frozen_at=clock.now()))


def unfreeze_clock() -> None:
    """Start a stopped clock again from where it stands. Raises as `freeze_clock`."""
    with _alone():
        frozen = clock.read_setting().frozen_at
        if frozen is not None:
            clock.move_clock(Setting(offset=frozen - clock.real_now()))


def return_to_real_time() -> ClockMove:
    """Show the machine's time again. What falls due until then happens first. Raises as `freeze_clock`."""
    with _alone():
        real = clock.real_now()
        stops = _go_to(real).stops if clock.now() < real else 0
        clock.move_clock(RIGHT)
        return ClockMove(stops, _do_what_is_due())


def _go_to(target: datetime) -> ClockMove:
    stops, ends = 0, time.monotonic() + MAX_SECONDS
    while stops < MAX_STOPS and time.monotonic() < ends and (stop := _next_stop(target)) is not None:
        _set(stop)
        _do_what_is_due()
        stops += 1
    _set(target)
    return ClockMove(stops, _do_what_is_due())


def _next_stop(target: datetime) -> datetime | None:
    """The next moment before the target at which something is due."""
    now = clock.now()
    return min((moment for moment in _moments_due() if now < moment < target), default=None)


def _set(moment: datetime) -> None:
    is_frozen = clock.read_setting().frozen_at is not None
    clock.move_clock(Setting(frozen_at=moment) if is_frozen else Setting(offset=moment - clock.real_now()))


def _do_what_is_due() -> bool:
    """Do what is due now, here and by asking the queue. Returns whether all of it is done."""
    ends, asked_at = time.monotonic() + PATIENCE, 0.0
    while True:
        if time.monotonic() - asked_at > ASK_AGAIN_EVERY:
            _run_periodic_tasks()
            asked_at = time.monotonic()
        if not _is_something_due():
            return True
        if time.monotonic() > ends:
            return False
        time.sleep(LOOK_EVERY)


def _is_something_due() -> bool:
    now = clock.now()
    return any(moment <= now for moment in _moments_due())


def _moments_due() -> Iterator[datetime]:
    """When the next thing of each app is due, of those that have anything."""
    for found in declaration.served_apps():
        moment = found.next_due()
        if moment is not None:
            yield moment


def _run_periodic_tasks() -> None:
    """Those of all apps, once each. They do what is due or ask the queue for it, as they do every few seconds."""
    app.loader.import_default_modules()
    for found in declaration.served_apps():
        for periodic in found.periodic_tasks():
            if periodic.every:
                _run(periodic.task)


def _run(name: str) -> None:
    try:
        app.tasks[name]()
    except Exception:
        # It comes again within seconds, and the others must not wait for it.
        logger.exception("%s failed while the clock was moved", name)


def _require_possible(target: datetime | None) -> datetime:
    if target is None or not EARLIEST <= target <= LATEST:
        raise InvalidInput.saying(OUT_OF_RANGE, slug="clock-out-of-range")
    return target


@contextmanager
def _alone() -> Iterator[None]:
    settings.RUN_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.RUN_DIR / "clock.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise IllegalState(
                "Klockan ställs just nu av någon annan. Försök igen om en stund.",
                "Somebody else is setting the clock right now. Try again in a while.",
                slug="clock-being-set",
                at_fault=AtFault.YOU,
                retry=True,
            ) from problem
        yield
