"""Durations as ISO 8601 writes them: P1Y2M3W4DT5H6M7.5S."""

import re
from datetime import datetime
from typing import Final

from dateutil.relativedelta import relativedelta

from infra import clock

_DURATION: Final = re.compile(
    r"P(?=[0-9T])(?:(?P<years>[0-9]{1,4})Y)?(?:(?P<months>[0-9]{1,5})M)?(?:(?P<weeks>[0-9]{1,5})W)?"
    r"(?:(?P<days>[0-9]{1,6})D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,7})H)?(?:(?P<minutes>[0-9]{1,9})M)?"
    r"(?:(?P<seconds>[0-9]{1,11})(?:[.,](?P<fraction>[0-9]{1,6}))?S)?)?"
)


def parse_duration(written: str) -> relativedelta | None:
    """The duration, or None where the text is none. Years and months are those of the calendar."""
    match = _DURATION.fullmatch(written)
    if match is None:
        return None
    parts = {name: int(value) for name, value in match.groupdict(default="0").items() if name != "fraction"}
    microseconds = int((match["fraction"] or "").ljust(6, "0"))
    return relativedelta(**parts, microseconds=microseconds)


def moment_after(moment: datetime, duration: relativedelta) -> datetime | None:
    """So long after the moment, by the Swedish calendar for years and months. None: beyond all dates."""
    try:
        calendar = relativedelta(years=duration.years, months=duration.months)
        day = (moment.astimezone(clock.SWEDEN) + calendar).astimezone(moment.tzinfo) if calendar else moment
        rest: datetime = day + (duration - calendar)
    except (OverflowError, ValueError):
        return None
    return rest
