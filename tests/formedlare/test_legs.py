"""A leg changes state in one place: by the table, once, together with its history."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from formedlare import legs
from formedlare.legs import LegNote, State
from formedlare.models import AttemptOutcome, Leg
from infra.texts import EMPTY, Text
from infra.work.transitions import IllegalTransition
from tests import cast
from tests.relay import Relay, leg_of


@pytest.fixture
def some(relay: Relay) -> list[Leg]:
    return [leg_of(relay.distribute(number)) for number in (cast.MARIA, cast.ARVID, cast.TOLVAN)]


@pytest.fixture
def heard() -> Iterator[list[tuple[int, State]]]:
    """What `moved` told, letter by letter."""
    told: list[tuple[int, State]] = []

    def hear(sender: object, legs: Sequence[Leg], state: State, **_: Any) -> None:
        told.extend((leg.pk, state) for leg in legs)

    legs.moved.connect(hear)
    yield told
    legs.moved.disconnect(hear)


def test_letters_move_together_and_say_so_in_their_history_and_to_listeners(
    some: list[Leg], heard: list[tuple[int, State]]
) -> None:
    moved = legs.move_legs(some, State.LOOKED_UP, operator="kivra.com", lane="kivra.com")

    assert [leg.pk for leg in moved] == [leg.pk for leg in some]
    assert heard == [(leg.pk, State.LOOKED_UP) for leg in some]
    for leg in some:
        assert (leg.state, leg.operator) == ("looked_up", "kivra.com")
        assert list(leg.events.values_list("state", "operator")) == [("looked_up", "kivra.com")]


def test_a_letter_that_another_worker_has_moved_stays_and_the_others_move(
    some: list[Leg], heard: list[tuple[int, State]]
) -> None:
    Leg.objects.filter(pk=some[1].pk).update(state=State.WAITING)

    moved = legs.move_legs(some, State.LOOKED_UP)

    assert [leg.pk for leg in moved] == [some[0].pk, some[2].pk]
    assert [pk for pk, _state in heard] == [some[0].pk, some[2].pk]
    assert not some[1].events.exists()


def test_a_letter_that_another_worker_has_claimed_since_it_was_read_stays(some: list[Leg]) -> None:
    Leg.objects.filter(pk=some[0].pk).update(claimed_by="another")

    assert legs.move_legs(some[:1], State.LOOKED_UP) == []


def test_a_step_that_the_table_does_not_have_is_a_mistake_and_changes_nothing(some: list[Leg]) -> None:
    with pytest.raises(IllegalTransition):
        legs.move_legs(some, State.DELIVERED)

    assert set(Leg.objects.values_list("state", flat=True)) == {"received"}


def test_a_final_state_takes_the_letter_out_of_its_lane(some: list[Leg]) -> None:
    assert legs.finish_leg(some[0], State.FAILED)

    done = Leg.objects.get(pk=some[0].pk)
    assert done.finished_at is not None
    assert (done.lane, done.order_key, done.claimed_by, done.claimed_until) == (None, None, "", None)


def test_a_letter_is_finished_once(some: list[Leg]) -> None:
    again = Leg.objects.get(pk=some[0].pk)
    assert legs.finish_leg(some[0], State.FAILED)

    assert not legs.finish_leg(again, State.FAILED)
    assert again.events.count() == 1


def test_the_note_of_a_step_is_kept_field_by_field(some: list[Leg]) -> None:
    text = Text("upptagen", "busy")
    note = LegNote(text, AttemptOutcome.SYSTEM_FAULT, 4999, 12, "kivra.com", "https://kivra.com/x")

    legs.move_legs(some[:1], State.WAITING, note)

    event = some[0].events.get()
    assert (event.text, event.outcome, event.code, event.duration_ms) == (text, "system_fault", 4999, 12)
    assert (event.operator, event.address) == ("kivra.com", "https://kivra.com/x")


def test_a_step_without_a_note_names_the_legs_own_operator_and_says_nothing(some: list[Leg]) -> None:
    legs.move_legs(some[:1], State.LOOKED_UP, operator="kivra.com")

    event = some[0].events.get()
    assert (event.text, event.outcome, event.operator, event.address) == (EMPTY, "", "kivra.com", "")


def test_why_a_letter_took_its_channel_is_said_by_the_last_one_passed_over_or_by_the_rule() -> None:
    from formedlare.models import Obstacle, PassedOver

    nobody = PassedOver("mina_meddelanden", Obstacle.NO_MAILBOX.value, Text("ingen brevlåda", "no mailbox"))
    waiting = Leg(reason=Text("nere", "down"), channel="mina_meddelanden")
    rerouted = Leg(channel="print", rule="Papper", passed_over=[nobody])
    by_rule = Leg(channel="print", rule="Papper")
    plain = Leg(channel="mina_meddelanden", rule="Digitalt")

    assert waiting.explanation == Text("nere", "down")
    assert rerouted.explanation == nobody.reason
    assert by_rule.explanation == Text("regeln Papper bestämde det", "the rule Papper decided so")
    assert plain.explanation == EMPTY
