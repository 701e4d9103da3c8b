"""The print queue as everybody counts it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from formedlare.models import Leg
from print_supplier import runs
from print_supplier.models import LetterPdf, PrintLetter
from print_supplier.queue import QueueSummary, print_letters_of, queued_letters, summarize_queue
from tests import cast
from tests.print_supplier.letters import queued
from tests.print_supplier.pdf_files import attached
from tests.relay import Relay

pytestmark = pytest.mark.django_db
Later = Callable[[timedelta], None]


def test_an_empty_queue_has_nothing_and_no_oldest_letter() -> None:
    assert summarize_queue() == QueueSummary(letters=0, sheets=0, cost_ore=0, oldest=None)


def test_letters_sheets_and_cost_are_added_up_and_the_oldest_is_named(relay: Relay, later: Later) -> None:
    first = queued(relay)
    later(timedelta(minutes=5))
    second = queued(relay, cast.TOLVAN, attached(pages=3))

    summary = summarize_queue()

    assert (summary.letters, summary.sheets) == (2, 1 + 3)
    assert summary.cost_ore == first.print_letter.cost_ore + second.print_letter.cost_ore
    assert summary.oldest == first.print_letter.queued_at


def test_what_is_printed_is_no_longer_in_the_queue(relay: Relay) -> None:
    printed, waiting = queued(relay), queued(relay)
    runs.print_queued(1)

    assert [letter.leg_id for letter in queued_letters()] == [waiting.pk]
    assert summarize_queue().letters == 1
    assert PrintLetter.objects.get(leg=printed).run is not None


def test_a_letter_whose_leg_has_left_the_queue_is_not_counted(relay: Relay) -> None:
    leg = queued(relay)
    Leg.objects.filter(pk=leg.pk).update(lane="print")

    assert not queued_letters().exists()


def test_the_queue_is_counted_with_one_query(relay: Relay) -> None:
    queued(relay), queued(relay)

    with CaptureQueriesContext(connection) as asked:
        summarize_queue()

    assert len(asked) == 1


def test_letters_of_legs_say_whether_their_pages_are_still_there(relay: Relay) -> None:
    kept, deleted, digital = queued(relay), queued(relay), queued(relay, cast.MARIA)
    LetterPdf.objects.filter(letter=deleted.pk).delete()

    with CaptureQueriesContext(connection) as asked:
        found = print_letters_of([kept, deleted, digital])

    assert len(asked) == 1
    assert {key: vars(letter)["has_pdf"] for key, letter in found.items()} == {kept.pk: True, deleted.pk: False}


def test_rows_name_themselves_for_logs(relay: Relay) -> None:
    leg = queued(relay)
    run = runs.print_queued()

    assert str(run) == "print run 1: 1 letters"
    assert str(leg.print_letter) == f"letter of leg {leg.pk}: 1 sheets"
    assert str(leg.print_letter.file) == f"pages of the letter of leg {leg.pk}"
