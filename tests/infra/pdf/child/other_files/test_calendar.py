"""The events of a calendar file as values: when they begin and end, and what they say."""

from typing import Any

import pytest

from infra.pdf.child.other_files.calendar import MAX_EVENTS, MAX_OCTETS, MAX_WORDS, read_calendar
from infra.pdf.frames import Frame
from infra.pdf.problems import PdfError, PdfProblem

DAY, TIME, UTC_TIME = "DTSTART;VALUE=DATE:20261128", "DTSTART:20261128T090000", "DTSTART:20261128T090000Z"


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def calendar(*parts: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", *parts, "END:VCALENDAR", ""]).encode()


def read(content: bytes) -> dict[str, Any]:
    return dict(read_calendar(Frame({}, [content])).values)


def only(*lines: str) -> dict[str, Any]:
    found = read(calendar(event(*lines)))
    [described] = found["events"]
    assert found["count"] == 1
    return dict(described)


@pytest.mark.parametrize(
    ("start", "said", "has_time"),
    [
        (DAY, "2026-11-28", False),
        (TIME, "2026-11-28T09:00:00", True),
        (UTC_TIME, "2026-11-28T09:00:00+00:00", True),
        ("DTSTART;TZID=Europe/Stockholm:20261128T090000", "2026-11-28T08:00:00+00:00", True),
    ],
)
def test_a_beginning_with_a_zone_is_told_in_utc_and_others_as_they_are_written(
    start: str, said: str, has_time: bool
) -> None:
    found = only(start)

    assert (found["start"], found["has_time"]) == (said, has_time)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (UTC_TIME, "DTEND:20261128T100000Z", "2026-11-28T10:00:00+00:00"),
        (TIME, "DTEND:20261128T100000", "2026-11-28T10:00:00"),
        (DAY, "DTEND;VALUE=DATE:20261130", "2026-11-30"),
        (TIME, "DURATION:PT90M", "2026-11-28T10:30:00"),
        (DAY, "DURATION:P2D", "2026-11-30"),
        (UTC_TIME, "DURATION:-PT1H", "2026-11-28T08:00:00+00:00"),
    ],
)
def test_an_end_is_written_or_follows_from_the_duration(start: str, end: str, said: str) -> None:
    assert only(start, end)["end"] == said


@pytest.mark.parametrize(
    ("start", "end"), [(TIME, "DTEND;VALUE=DATE:20261130"), (DAY, "DTEND:20261128T100000"), (DAY, "SUMMARY:Möte")]
)
def test_an_end_of_another_kind_than_the_beginning_is_none(start: str, end: str) -> None:
    assert only(start, end)["end"] == ""


def test_what_an_event_says_is_read() -> None:
    found = only(TIME, "SUMMARY:Möte\\, igen", "LOCATION:Sal 3", "DESCRIPTION:En rad\\nEn till")

    assert (found["title"], found["place"]) == ("Möte, igen", "Sal 3")
    assert found["description"].split() == ["En", "rad", "En", "till"]


@pytest.mark.parametrize("scheme", ["mailto:", "MAILTO:", ""])
def test_an_organiser_is_an_address_without_its_scheme(scheme: str) -> None:
    assert only(TIME, f"ORGANIZER:{scheme}anna@example.org")["organiser"] == "anna@example.org"


def test_of_a_field_that_stands_twice_the_first_counts() -> None:
    assert only(TIME, "SUMMARY:Först", "SUMMARY:Sedan")["title"] == "Först"


def test_a_field_that_is_missing_is_empty() -> None:
    found = only(TIME)

    assert [found[name] for name in ("title", "place", "organiser", "description")] == [""] * 4


def test_a_long_field_is_cut() -> None:
    assert len(only(TIME, f"DESCRIPTION:{'x' * (MAX_WORDS + 100)}")["description"]) == MAX_WORDS


@pytest.mark.parametrize(
    ("line", "recurs"),
    [("RRULE:FREQ=WEEKLY", True), ("RDATE:20261205T090000", True), ("EXDATE:20261205T090000", False)],
)
def test_an_event_that_comes_again_says_so(line: str, recurs: bool) -> None:
    assert only(TIME, line)["recurs"] is recurs


@pytest.mark.parametrize(
    ("line", "is_cancelled"),
    [("STATUS:CANCELLED", True), ("STATUS:cancelled", True), ("STATUS:CONFIRMED", False), ("SUMMARY:-", False)],
)
def test_a_cancelled_event_says_so(line: str, is_cancelled: bool) -> None:
    assert only(TIME, line)["is_cancelled"] is is_cancelled


def test_of_many_events_all_are_counted_and_the_first_are_told() -> None:
    found = read(calendar(*(event(TIME, f"SUMMARY:{number}") for number in range(MAX_EVENTS + 3))))

    assert found["count"] == MAX_EVENTS + 3
    assert [each["title"] for each in found["events"]] == [str(number) for number in range(MAX_EVENTS)]


def test_several_calendars_in_one_file_are_read() -> None:
    content = calendar(event(TIME, "SUMMARY:A")) + calendar(event(TIME, "SUMMARY:B"))

    assert [each["title"] for each in read(content)["events"]] == ["A", "B"]


def test_what_is_no_event_is_passed_over() -> None:
    task = "BEGIN:VTODO\r\nSUMMARY:Gör\r\nEND:VTODO"

    assert [each["title"] for each in read(calendar(task, event(TIME, "SUMMARY:A")))["events"]] == ["A"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [(calendar(), PdfProblem.DAMAGED), (b"x" * (MAX_OCTETS + 1), PdfProblem.TOO_LARGE)],
    ids=["no event", "too large"],
)
def test_a_file_without_events_or_beyond_the_limit_is_refused(content: bytes, problem: PdfProblem) -> None:
    with pytest.raises(PdfError) as refused:
        read(content)

    assert refused.value.problem is problem
