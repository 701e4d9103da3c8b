"""When a letter is tried again, when it is held back, and when it is given up."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from formedlare import dispatch, legs, retry
from formedlare.legs import LegNote, State
from formedlare.models import AttemptOutcome, Lane, Leg, Obstacle, SenderPlan
from infra import clock
from infra.texts import EMPTY, Text
from tests import cast
from tests.relay import Relay, leg_of

Forward = Callable[[timedelta], None]
PROBLEM = Text("nere", "down")


@pytest.fixture
def leg(relay: Relay) -> Leg:
    """A letter before its operator, whose deadline is a day away."""
    accepted = relay.distribute(cast.MARIA)
    dispatch.work_lane("lookup")
    return leg_of(accepted)


def test_a_letter_that_is_tried_later_says_why_and_when(leg: Leg) -> None:
    retry.try_later(leg, LegNote(PROBLEM, AttemptOutcome.NO_CONNECTION))

    leg.refresh_from_db()
    assert (leg.state, leg.attempts, leg.claimed_by) == ("waiting", 1, "")
    assert (leg.reason, leg.problem) == (PROBLEM, PROBLEM)
    assert clock.now() < leg.due_at < leg.deadline


def test_the_next_attempt_never_comes_after_the_deadline(leg: Leg) -> None:
    deadline = clock.now() + timedelta(seconds=1)
    Leg.objects.update(deadline=deadline)
    SenderPlan.objects.create(
        sender=leg.distribution.sender, first_pause_seconds=3_000, longest_pause_seconds=3_000
    )
    leg.refresh_from_db()

    retry.try_later(leg, LegNote(PROBLEM))

    assert leg.due_at == deadline


def test_past_the_deadline_the_channel_is_passed_over_with_a_code(leg: Leg) -> None:
    Leg.objects.update(deadline=clock.now())
    leg.refresh_from_db()

    retry.try_later(leg, LegNote(PROBLEM, AttemptOutcome.SYSTEM_FAULT))

    [passed] = Leg.objects.get().passed_over
    assert (passed.channel, passed.code) == ("mina_meddelanden", Obstacle.DEADLINE_PASSED)
    assert passed.reason.swedish.endswith("; senast: nere")
    assert passed.reason.english.endswith("; latest: down")


@pytest.mark.parametrize(
    ("outcome", "is_in_doubt"),
    [
        (AttemptOutcome.NO_ANSWER, True),
        (AttemptOutcome.NO_CONNECTION, False),
        (AttemptOutcome.UNUSABLE_ANSWER, False),
        (AttemptOutcome.SYSTEM_FAULT, False),
        (AttemptOutcome.LOOKUP_FAILED, False),
        (AttemptOutcome.INTERNAL_ERROR, False),
        (AttemptOutcome.HELD_BACK, False),
    ],
)
def test_doubt_whether_a_letter_arrived_follows_the_outcome_and_not_the_words(
    leg: Leg, outcome: AttemptOutcome, is_in_doubt: bool
) -> None:
    misleading = Text("operatören svarade inte: men det stämmer inte", "the operator did not answer: untrue")
    legs.move_legs([leg], State.WAITING, LegNote(misleading, outcome))

    retry.give_up(leg, LegNote(), latest=PROBLEM)

    assert (retry.DOUBT.swedish in Leg.objects.get().passed_over[0].reason.swedish) == is_in_doubt


def test_a_letter_that_nothing_is_known_of_is_given_up_without_a_latest_problem(leg: Leg) -> None:
    retry.give_up(leg, LegNote(), latest=EMPTY)

    assert Leg.objects.get().passed_over[0].reason.english.endswith("; latest: -")


def test_letters_are_held_back_with_the_problem_that_others_met(leg: Leg) -> None:
    retry.hold_back([leg], PROBLEM)

    leg.refresh_from_db()
    assert (leg.state, leg.attempts, leg.problem) == ("waiting", 0, PROBLEM)
    assert leg.reason == retry.HELD_BACK.format(problem=PROBLEM)
    event = leg.events.last()
    assert event is not None
    assert (event.outcome, event.duration_ms) == (AttemptOutcome.HELD_BACK, None)


def test_what_lies_before_an_open_breaker_is_held_back_and_what_waits_stays_as_it_is(leg: Leg) -> None:
    Lane.objects.filter(name=leg.lane).update(breaker="open", last_problem=PROBLEM)

    retry.hold_back_idle()
    retry.hold_back_idle()

    assert [event.outcome for event in leg.events.all()] == ["", AttemptOutcome.HELD_BACK]


def test_what_lies_before_a_closed_breaker_is_not_held_back(leg: Leg) -> None:
    retry.hold_back_idle()

    assert Leg.objects.get().state == "looked_up"


def test_a_waiting_letter_is_due_at_once_when_somebody_says_so(leg: Leg) -> None:
    retry.try_later(leg, LegNote(PROBLEM))
    in_an_hour = clock.now() + timedelta(hours=1)
    Leg.objects.update(due_at=in_an_hour)
    Lane.objects.filter(name=leg.lane).update(breaker="open", retry_at=in_an_hour)

    retry.try_now(leg)

    assert leg.due_at <= clock.now()
    assert Lane.objects.get(name=leg.lane).retry_at <= clock.now()  # type: ignore[operator]  # it is set, or the test fails


def test_a_letter_that_is_under_way_is_left_as_it_is(leg: Leg) -> None:
    due_at = Leg.objects.get().due_at

    retry.try_now(leg)

    assert (leg.state, leg.due_at) == (State.LOOKED_UP, due_at)


def test_a_letter_that_is_finished_is_not_tried_again(leg: Leg) -> None:
    legs.finish_leg(leg, State.FAILED)
    due_at = Leg.objects.get().due_at

    with pytest.raises(retry.LegFinished, match=r"finished \(failed .*\) and is not tried again"):
        retry.try_now(leg)

    assert (leg.state, leg.due_at) == (State.FAILED, due_at)


def test_a_pause_that_is_longer_than_any_ends_when_the_clock_was_put_back(leg: Leg) -> None:
    retry.try_later(leg, LegNote(PROBLEM))
    Leg.objects.update(due_at=clock.now() + timedelta(hours=5))

    assert retry.retry_after_clock_jump() == 1
    assert Leg.objects.get().due_at <= clock.now()


def test_a_pause_that_a_sender_has_chosen_is_no_jump_of_the_clock(leg: Leg) -> None:
    SenderPlan.objects.create(sender="165560000001", first_pause_seconds=10_000, longest_pause_seconds=10_000)
    retry.try_later(leg, LegNote(PROBLEM))
    Leg.objects.update(due_at=clock.now() + timedelta(seconds=15_000))

    assert retry.retry_after_clock_jump() == 0


def test_a_letter_whose_deadline_passes_while_it_is_held_back_is_given_up_with_the_problem_alone(
    leg: Leg,
) -> None:
    retry.hold_back([leg], PROBLEM)
    Leg.objects.update(deadline=clock.now())

    dispatch.give_up_overdue()

    reason = Leg.objects.get().passed_over[0].reason
    assert reason.swedish.endswith("; senast: nere")
    assert "pausad" not in reason.swedish
