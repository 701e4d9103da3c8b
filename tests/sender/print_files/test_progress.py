"""How far a print file has come: letters counted by state and channel, and what needs no more waiting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF

from infra import clock
from print_supplier import runs
from sender.print_files.models import BatchFile, BatchLine
from sender.print_files.progress import Progress, count_letters
from tests import cast
from tests.sender.print_files.conftest import Make, advance, csv_index, finish, row, take_in, zipped

PEOPLE = [cast.MARIA, cast.ARVID, cast.TOLVAN, "193801029202"]
"""Two with mailboxes, one for paper, one who has died."""


@pytest.fixture
def file(batch: Path) -> BatchFile:
    page = FPDF()
    page.add_page()
    names = [f"{place}.pdf" for place, _number in enumerate(PEOPLE)]
    rows = [row(number, name) for number, name in zip(PEOPLE, names, strict=True)]
    return take_in(zipped(batch / "brev.zip", csv_index(rows), dict.fromkeys(names, bytes(page.output()))))


def test_a_file_that_nobody_has_read_has_no_letters(file: BatchFile) -> None:
    found = count_letters(file)

    assert (found.lines, found.states, found.channels, found.sent) == (0, {}, {}, {})
    assert (found.final, found.settled, found.not_sent, found.handed_over) == (0, 0, 0, 0)


def test_letters_that_the_relay_has_taken_are_handed_over_and_not_at_their_end(file: BatchFile) -> None:
    advance(file)

    found = count_letters(file)

    assert (found.lines, found.handed_over, found.final) == (4, 4, 0)
    assert found.states == {"handed_over": 4}


def test_a_letter_in_the_print_queue_needs_no_more_waiting_and_is_not_final(file: BatchFile) -> None:
    finish(file)

    found = count_letters(file)

    assert (found.in_print_queue, found.final, found.settled) == (1, 3, 4)
    assert found.sent == {"mina_meddelanden": 2, "print": 1}
    assert found.not_sent == 1


def test_what_was_printed_counts_once(file: BatchFile) -> None:
    finish(file)
    runs.print_queued()
    advance(file)

    found = count_letters(file)

    assert (found.in_print_queue, found.final, found.settled) == (0, 4, 4)
    assert found.sent == {"mina_meddelanden": 2, "print": 1}
    assert found.states == {"delivered": 2, "printed": 1, "failed": 1}


def test_what_was_sent_and_what_was_not_are_together_what_is_settled(file: BatchFile) -> None:
    finish(file)

    found = count_letters(file)

    assert sum(found.sent.values()) + found.not_sent == found.settled


def test_the_channel_of_a_letter_is_counted_also_before_it_arrives(file: BatchFile) -> None:
    finish(file)

    assert count_letters(file).channels["print"] == 1


def test_letters_of_another_file_are_not_counted(make: Make, batch: Path) -> None:
    first = make([row(cast.MARIA, "a.pdf")])
    second = take_in(
        zipped(batch / "andra.zip", "identitetsnummer;pdf;rubrik\nhej;a.pdf;Hej\n", {"a.pdf": cast.PDF})
    )
    for file in (first, second):
        finish(file)

    assert (count_letters(first).states, count_letters(second).states) == ({"delivered": 1}, {"refused": 1})


def test_counting_costs_two_questions_however_many_letters_there_are(
    file: BatchFile, django_assert_num_queries: Callable[[int], object]
) -> None:
    finish(file)
    lines = list(BatchLine.objects.filter(file=file))
    BatchLine.objects.bulk_create(
        BatchLine(
            file=file,
            number=100 + place,
            recipient=lines[0].recipient,
            state="delivered",
            channel="mina_meddelanden",
            at=clock.now(),
        )
        for place in range(200)
    )

    with django_assert_num_queries(2):  # type: ignore[attr-defined]  # the fixture has no public type
        found = count_letters(file)

    assert found.states["delivered"] == 202


@pytest.mark.parametrize(
    ("states", "final", "not_sent", "handed_over"),
    [
        ({}, 0, 0, 10),
        ({"waiting": 10}, 0, 0, 0),
        ({"waiting": 4, "handed_over": 6}, 0, 0, 6),
        ({"delivered": 3, "printed": 2, "waiting": 5}, 5, 0, 5),
        ({"failed": 3, "refused": 7}, 10, 10, 10),
    ],
)
def test_the_sums_are_those_of_the_states(
    states: dict[str, int], final: int, not_sent: int, handed_over: int
) -> None:
    found = Progress(10, states)

    assert (found.final, found.not_sent, found.handed_over) == (final, not_sent, handed_over)
