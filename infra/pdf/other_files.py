"""Read Word documents and calendar files that anybody may have made, in the child processes for PDF files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from infra.pdf.frames import Frame
from infra.pdf.reader import ask_unless_failed


@dataclass(frozen=True, slots=True)
class WordBlock:
    """A heading, a paragraph, or a row of a table with the words of each cell."""

    kind: str
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class WordText:
    """The text of a Word document."""

    blocks: Sequence[WordBlock]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event of a calendar file, with its time and place."""

    title: str
    place: str
    organiser: str
    description: str
    start: datetime | date
    """A datetime without a zone is the reader's own time."""
    end: datetime | date | None
    """Of an event of whole days: the day after its last one."""
    has_time: bool
    recurs: bool
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The first events of a calendar file, and how many there are."""

    events: Sequence[CalendarEvent]
    count: int


def read_word(content: bytes) -> WordText:
    """The text of a document in Word's format since 2007.

    Raises:
        PdfError: ENCRYPTED, DAMAGED (also: another format), or it takes too much.
    """
    answer = ask_unless_failed("word", content, Frame({"operation": "word"}, [content])).values
    return WordText(
        [WordBlock(str(kind), list(words)) for kind, words in answer["blocks"]], bool(answer["is_cut"])
    )


def read_calendar(content: bytes) -> CalendarFile:
    """The events of an iCalendar file.

    Raises:
        PdfError: DAMAGED (also: it has no event), TOO_LARGE, or it takes too much.
    """
    answer = ask_unless_failed("calendar", content, Frame({"operation": "calendar"}, [content])).values
    return CalendarFile([_event(**event) for event in answer["events"]], int(answer["count"]))


def _event(*, start: str, end: str, has_time: bool, **rest: object) -> CalendarEvent:
    read = datetime.fromisoformat if has_time else date.fromisoformat
    return CalendarEvent(start=read(start), end=read(end) if end else None, has_time=has_time, **rest)  # type: ignore[arg-type]  # as the child writes them
