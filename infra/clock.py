"""The only place that tells the time."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Sweden."""
    return now().astimezone(SWEDEN).date()


def milliseconds_since(begun: float) -> int:
    """How long something took that began at `begun`, by `time.monotonic`: no clock that testers move."""
    return round((time.monotonic() - begun) * 1000)
