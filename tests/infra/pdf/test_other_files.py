"""Word documents and calendar files: what they say, and what does no harm."""

import io
import zipfile
from datetime import UTC, date, datetime

import docx
import pytest

from infra.pdf import other_files
from infra.pdf.other_files import WordBlock
from infra.pdf.problems import PdfError, PdfProblem

EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Kommun A//SV
BEGIN:VEVENT
UID:1@kommun-a.example
{fields}
END:VEVENT
END:VCALENDAR
"""


def word(*, repeat: int = 1) -> bytes:
    made = docx.Document()
    made.add_heading("Beslut om förskola", level=1)
    for _ in range(repeat):
        made.add_paragraph("Barnet har fått plats.")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Avgift", "1 200 kr"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def calendar(*fields: str) -> bytes:
    return EVENT.format(fields="\n".join(fields)).replace("\n", "\r\n").encode()


def problem_of(content: bytes, read: object) -> PdfProblem:
    with pytest.raises(PdfError) as refusal:
        read(content)  # type: ignore[operator]  # one of the two readers
    return refusal.value.problem


def test_a_word_document_has_its_headings_paragraphs_and_tables_in_order() -> None:
    assert other_files.read_word(word()).blocks == [
        WordBlock("heading", ["Beslut om förskola"]),
        WordBlock("text", ["Barnet har fått plats."]),
        WordBlock("row", ["Avgift", "1 200 kr"]),
    ]


def test_tabs_and_hard_blanks_of_a_word_document_part_words() -> None:
    made = docx.Document()
    made.add_paragraph("Belopp:\t1\u00a0200\u202fkr\u00ad")
    out = io.BytesIO()
    made.save(out)

    assert [block.words for block in other_files.read_word(out.getvalue()).blocks] == [["Belopp: 1 200 kr"]]


def test_a_long_word_document_is_cut() -> None:
    found = other_files.read_word(word(repeat=3_100))

    assert found.is_cut
    assert len(found.blocks) == 3_000


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.namelist():
            made.writestr(part, content if part == name else given.read(part))
    return out.getvalue()


def test_a_word_document_that_unpacks_to_gigabytes_is_stopped() -> None:
    bomb = with_part("word/document.xml", b"<a>" + b" " * 700_000_000)

    assert len(bomb) < 2_000_000
    assert problem_of(bomb, other_files.read_word) in {
        PdfProblem.TOO_MUCH_MEMORY,
        PdfProblem.TOO_SLOW,
        PdfProblem.DAMAGED,
    }


def test_entities_of_a_word_document_are_not_expanded() -> None:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    laughs = f'<!DOCTYPE a [<!ENTITY e0 "ha">{names}]><a>&e8;</a>'.encode()

    assert problem_of(with_part("word/document.xml", laughs), other_files.read_word) in set(PdfProblem)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", PdfProblem.DAMAGED),
        (b"PK\x03\x04 trasig", PdfProblem.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), PdfProblem.ENCRYPTED),
    ],
)
def test_a_word_document_that_cannot_be_read_says_why(content: bytes, problem: PdfProblem) -> None:
    assert problem_of(content, other_files.read_word) is problem


def test_an_event_says_what_when_and_where() -> None:
    [event] = other_files.read_calendar(
        calendar(
            "DTSTART;TZID=Europe/Stockholm:20261201T100000",
            "DTEND;TZID=Europe/Stockholm:20261201T113000",
            "SUMMARY:Samtal om förskola",
            "LOCATION:Stadshuset\\, rum 4",
            "ORGANIZER;CN=Kommun A:mailto:forskola@kommun-a.example",
            "DESCRIPTION:Ta med\\nlegitimation.",
            "RRULE:FREQ=WEEKLY;COUNT=3",
        )
    ).events

    assert (event.title, event.place) == ("Samtal om förskola", "Stadshuset, rum 4")
    assert (event.start, event.end) == (
        datetime(2026, 12, 1, 9, tzinfo=UTC),
        datetime(2026, 12, 1, 10, 30, tzinfo=UTC),
    )
    assert event.organiser == "forskola@kommun-a.example"
    assert event.description == "Ta med\nlegitimation."
    assert event.recurs
    assert not event.is_cancelled


def test_an_event_of_whole_days_has_no_time() -> None:
    [event] = other_files.read_calendar(
        calendar("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227", "STATUS:CANCELLED")
    ).events

    assert (event.start, event.end, event.has_time) == (date(2026, 12, 24), date(2026, 12, 27), False)
    assert event.is_cancelled


def test_a_time_without_a_zone_stays_as_it_is_written() -> None:
    [event] = other_files.read_calendar(calendar("DTSTART:20261201T100000", "DURATION:PT45M")).events

    assert (event.start, event.end) == (
        datetime(2026, 12, 1, 10),  # noqa: DTZ001 # so it is written
        datetime(2026, 12, 1, 10, 45),  # noqa: DTZ001 (PDF dates have no zone here)
    )


def test_an_event_that_recurs_for_ever_costs_no_more() -> None:
    [event] = other_files.read_calendar(calendar("DTSTART:20261201T100000Z", "RRULE:FREQ=SECONDLY")).events

    assert event.recurs


def test_of_many_events_the_first_are_read() -> None:
    one = calendar("DTSTART:20261201T100000Z", "SUMMARY:Möte")
    begin, end = one.index(b"BEGIN:VEVENT"), one.index(b"END:VCALENDAR")

    found = other_files.read_calendar(one[:begin] + one[begin:end] * 50 + one[end:])

    assert (found.count, len(found.events)) == (50, 20)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", PdfProblem.DAMAGED),
        (b"BEGIN:VCALENDAR", PdfProblem.DAMAGED),
        (b"<html>", PdfProblem.DAMAGED),
        (calendar("SUMMARY:utan tid"), PdfProblem.DAMAGED),
        (calendar("DTSTART:i morgon"), PdfProblem.DAMAGED),
        (b"X" * (1 << 21), PdfProblem.TOO_LARGE),
    ],
)
def test_a_calendar_file_that_cannot_be_read_says_why(content: bytes, problem: PdfProblem) -> None:
    assert problem_of(content, other_files.read_calendar) is problem
