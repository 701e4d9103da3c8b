"""A line follows its letter: the channel, how it ended, when, and why."""

from __future__ import annotations

import pytest

from formedlare import legs
from formedlare.models import Distribution, Leg, Obstacle, PassedOver
from infra.texts import Text
from sender.leg_origins import may_have_origin
from sender.print_files.models import BatchFile, BatchLine
from tests import cast
from tests.sender.print_files.conftest import Make, advance, lines, row


@pytest.fixture
def file(make: Make, only_mailbox: None) -> BatchFile:
    return advance(make([row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")]))


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (Leg.State.DELIVERED, BatchLine.State.DELIVERED),
        (Leg.State.PRINTED, BatchLine.State.PRINTED),
        (Leg.State.FAILED, BatchLine.State.FAILED),
        (Leg.State.REROUTED, BatchLine.State.HANDED_OVER),
    ],
)
def test_a_line_is_in_the_state_that_its_letter_has_come_to(
    file: BatchFile, step: Leg.State, state: BatchLine.State
) -> None:
    Leg.objects.update(state=Leg.State.REROUTED)

    legs.move_legs(list(Leg.objects.order_by("pk")), step)

    assert [line.state for line in lines(file)] == [state, state]


def test_a_line_says_why_every_channel_was_passed_over_in_both_languages(file: BatchFile) -> None:
    leg = Leg.objects.order_by("pk").first()
    assert leg is not None
    leg.passed_over = [
        PassedOver("mina_meddelanden", Obstacle.NO_MAILBOX.value, Text("ingen brevlåda", "no mailbox")),
        PassedOver("email", Obstacle.NO_CONTACT_ADDRESS.value, Text("ingen adress", "no address")),
    ]
    leg.save()

    legs.move_legs([leg], Leg.State.FAILED)

    assert lines(file)[0].reason == Text("ingen brevlåda; ingen adress", "no mailbox; no address")
    assert not lines(file)[1].reason


def test_a_line_says_why_its_letter_failed_where_no_channel_was_passed_over(file: BatchFile) -> None:
    why = Text("operatören tog inte emot brevet", "the operator did not take the letter")

    legs.move_legs(list(Leg.objects.all()), Leg.State.FAILED, reason=why)

    assert [line.reason for line in lines(file)] == [why, why]


def test_an_attempt_that_ends_nothing_changes_no_line(file: BatchFile) -> None:
    before = list(BatchLine.objects.values_list("state", "at"))

    legs.move_legs(list(Leg.objects.all()), Leg.State.WAITING)

    assert list(BatchLine.objects.values_list("state", "at")) == before


def test_letters_that_came_another_way_are_no_lines(file: BatchFile) -> None:
    leg = Leg.objects.select_related("distribution").first()
    assert leg is not None
    assert may_have_origin(leg, Distribution.Origin.BATCH)
    assert not may_have_origin(leg, Distribution.Origin.OFFICE)


def test_of_a_letter_that_was_not_read_with_its_delivery_any_origin_may_be(file: BatchFile) -> None:
    leg = Leg.objects.get(recipient=cast.ARVID)

    assert may_have_origin(leg, Distribution.Origin.OFFICE)
