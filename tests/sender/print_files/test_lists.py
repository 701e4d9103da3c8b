"""The lists of print files, and of the lines that were not sent."""

from __future__ import annotations

from sender.print_files import progress
from sender.print_files.models import BatchFile, BatchLine
from tests import cast
from tests.sender.print_files.conftest import Make, advance, row

NO_NUMBER = "19810105"


def test_print_files_are_listed_a_page_at_a_time_newest_first(make: Make) -> None:
    first, second, third = [make([row(cast.ARVID, f"{name}.pdf")]) for name in "abc"]

    page, key = progress.list_files(2)
    rest, end = progress.list_files(2, key)

    assert (page, rest, end) == ([third, second], [first], None)


def test_print_files_of_one_state_are_listed(make: Make) -> None:
    read, received = make([row(cast.ARVID, "a.pdf")]), make([row(cast.ARVID, "b.pdf")])
    BatchFile.objects.filter(pk=read.pk).update(state=BatchFile.State.DONE)

    assert progress.list_files(10, state="received") == ([received], None)


def test_lines_that_were_not_sent_are_listed_by_number_after_one_of_them(make: Make) -> None:
    file = advance(make([row(NO_NUMBER, "a.pdf"), row(cast.ARVID, "b.pdf"), row(NO_NUMBER, "c.pdf")]))

    page, number = progress.list_unsent_lines(file, 1)
    rest, end = progress.list_unsent_lines(file, 1, number or 0)

    assert [line.number for line in page] == [1]
    assert ([line.number for line in rest], end) == ([3], None)
    assert BatchLine.objects.filter(file=file).count() == 3
