"""The events of a calendar file: what, when and where. icalendar is loaded when the first such file comes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from infra.pdf.child.page_text import text
from infra.pdf.frames import Frame
from infra.pdf.problems import PdfError, PdfProblem

MAX_EVENTS: Final = 20
MAX_OCTETS: Final = 1 << 20
MAX_WORDS: Final = 4_000
"""Characters of a field."""


def read_calendar(question: Frame) -> Frame:
    """The first events, and how many there are.

    A time without a zone is the reader's own; a day has no time. The end of an event of whole days is the day
    after its last one.
    """
    [content] = question.files
    if len(content) > MAX_OCTETS:
        raise PdfError(PdfProblem.TOO_LARGE)
    events = list(_events_in(content))
    if not events:
        raise PdfError(PdfProblem.DAMAGED)
    return Frame({"count": len(events), "events": [_describe(event) for event in events[:MAX_EVENTS]]})


def _events_in(content: bytes) -> Iterator[Any]:
    import icalendar  # noqa: PLC0415 (see the module's docstring)

    for calendar in icalendar.Calendar.from_ical(content, multiple=True):
        yield from calendar.walk("VEVENT")


def _describe(event: Any) -> dict[str, Any]:
    start = event.decoded("DTSTART")
    return {
        "title": _words(event, "SUMMARY"),
        "place": _words(event, "LOCATION"),
        "organiser": _words(event, "ORGANIZER").removeprefix("mailto:").removeprefix("MAILTO:"),
        "description": _words(event, "DESCRIPTION"),
        "start": start.isoformat() if not isinstance(start, datetime) else _moment(start),
        "end": _end_of(event, start),
        "has_time": isinstance(start, datetime),
        "recurs": "RRULE" in event or "RDATE" in event,
        "is_cancelled": str(event.get("STATUS", "")).upper() == "CANCELLED",
    }


def _words(event: Any, name: str) -> str:
    found = event.get(name, "")
    first = found[0] if isinstance(found, list) and found else found
    return text.clean_text(str(first)[:MAX_WORDS])


def _end_of(event: Any, start: date) -> str:
    """Empty: it says neither when it ends nor how long it takes."""
    if "DTEND" in event:
        end = event.decoded("DTEND")
    elif "DURATION" in event:
        length = event.decoded("DURATION")
        end = start + length if isinstance(length, timedelta) else None
    else:
        return ""
    if type(end) is not type(start):
        return ""
    return _moment(end) if isinstance(end, datetime) else str(end.isoformat())


def _moment(at: datetime) -> str:
    return (at.astimezone(UTC) if at.tzinfo else at).isoformat()
