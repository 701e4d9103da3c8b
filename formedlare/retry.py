"""Retry a leg after a failure that may pass: it waits, longer each time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from django.db.models import Max

from formedlare import legs, routing
from formedlare.legs import LegNote, State
from formedlare.models import AttemptOutcome, Lane, Leg, Obstacle, SenderPlan
from formedlare.models.channel import LOOKUP_LANE
from formedlare.sender_settings.plans import plan_of
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.errors import ApplicationError
from infra.errors.codes import ErrorCode
from infra.errors.explanation import Check
from infra.texts import EMPTY, Text
from infra.work.backoff import Backoff
from infra.work.leases import RELEASED

MAX_HELD_BACK: Final = 1_000
"""Legs of a lane that are held back at a time."""
HELD_BACK: Final = Text(
    "kön till operatören är pausad, så inga försök görs just nu; senast: {problem}",
    "the queue to the operator is paused, so no attempts are made at the moment; latest: {problem}",
)
GIVEN_UP: Final = Text(
    "gick inte att leverera före {deadline}{doubt}; senast: {latest}",
    "could not be delivered before {deadline}{doubt}; latest: {latest}",
)
DOUBT: Final = Text(
    " (ett försök utan svar kan ändå ha kommit fram)",
    " (an attempt without an answer may still have arrived)",
)
NOTHING_KNOWN: Final = Text.same("-")
_UNDER_WAY: Final = (State.LOOKED_UP, State.SEALED, State.SENDING)


class LegFinished(ApplicationError):
    """The leg is finished, so it is not tried again."""

    code = ErrorCode.ILLEGAL_STATE
    slug = "leg-finished"
    check = Check.STATE


def try_later(leg: Leg, note: LegNote) -> None:
    """Let the leg wait for its next attempt; past its deadline, pass the channel over."""
    now = clock.now()
    if now >= leg.deadline:
        give_up(leg, note, latest=note.text)
        return
    pause = backoff_of(plan_of(leg.distribution.sender, leg.distribution.label)).jittered_pause_after(leg.attempts)
    legs.move_legs(
        [leg],
        State.WAITING,
        note,
        attempts=leg.attempts + 1,
        due_at=min(now + pause, leg.deadline),
        reason=note.text,
        problem=note.text,
        **RELEASED,
    )


def try_now(leg: Leg) -> None:
    """Let a waiting leg be tried now, and its lane too if its breaker is open. Others may be before it.

    A leg that is under way needs nothing.

    Raises:
        LegFinished: it is finished, and is left as it is.
    """
    now = clock.now()
    with write_transaction():
        waiting = Leg.objects.filter(pk=leg.pk, state=State.WAITING)
        if waiting.update(due_at=now):
            Lane.objects.filter(name=leg.lane, retry_at__gt=now).update(retry_at=now)
    leg.refresh_from_db()
    if leg.finished_at is not None:
        raise _finished(State(leg.state), leg.finished_at)


def hold_back(idle: Sequence[Leg], problem: Text) -> None:
    """Let legs wait without an attempt of their own: their operator does not answer others."""
    text = HELD_BACK.format(problem=problem)
    note = LegNote(text, AttemptOutcome.HELD_BACK)
    legs.move_legs(idle, State.WAITING, note, reason=text, problem=problem, **RELEASED)


def hold_back_idle() -> None:
    """Let legs before open breakers wait with the reason. Some at a time, so it is called often."""
    for lane in Lane.objects.exclude(breaker=Lane.Breaker.CLOSED).exclude(name=LOOKUP_LANE):
        idle = Leg.objects.filter(lane=lane.name, claimed_until__isnull=True, state__in=_UNDER_WAY)
        if found := list(idle.order_by("pk")[:MAX_HELD_BACK]):
            hold_back(found, lane.last_problem)


def give_up(leg: Leg, note: LegNote, latest: Text) -> None:
    """Pass the channel over since the deadline has passed. `latest`: what the last attempt met."""
    reason = GIVEN_UP.format(
        deadline=f"{leg.deadline.astimezone(clock.SWEDEN):%Y-%m-%d %H:%M}",
        doubt=DOUBT if _may_have_arrived(leg, note) else EMPTY,
        latest=latest or NOTHING_KNOWN,
    )
    routing.pass_over(leg, Obstacle.DEADLINE_PASSED, reason, note)


def _may_have_arrived(leg: Leg, note: LegNote) -> bool:
    """Whether some attempt may have succeeded unseen: it got no answer, or the relay was killed during it."""
    history = list(leg.events.order_by("pk").values_list("state", "outcome"))
    had_no_answer = AttemptOutcome.NO_ANSWER in {note.outcome, *(outcome for _state, outcome in history)}
    was_killed = any(state == following == State.SENDING for (state, _), (following, _) in pairwise(history))
    is_cut_off = leg.state == State.SENDING and note.outcome is None
    return had_no_answer or was_killed or is_cut_off


def retry_after_clock_jump() -> int:
    """Let legs be tried now that wait for longer than any pause: the clock has been set back since."""
    # Not in the query that claims legs, as infra.work.backoff.is_due would: the longest pause stands in the
    # senders' plans, which each claim would have to read first.
    now = clock.now()
    longest = SenderPlan.objects.aggregate(longest=Max("longest_pause_seconds"))["longest"] or 0
    limit = timedelta(seconds=2 * max(longest, SenderPlan().longest_pause_seconds))
    waiting = Leg.objects.filter(state=State.WAITING, lane__isnull=False, due_at__gt=now + limit)
    if not waiting.exists():
        return 0
    with write_transaction():
        return waiting.update(due_at=now)


def _finished(state: State, at: datetime) -> LegFinished:
    when = f"{at.astimezone(clock.SWEDEN):%Y-%m-%d %H:%M:%S}"
    return LegFinished(
        f"Försändelsen är avslutad ({state.label.lower()} {when}) och försöks inte igen.",
        f"The delivery is finished ({state.value} {when}) and is not tried again.",
        slug="leg-finished",
    )


def backoff_of(plan: SenderPlan) -> Backoff:
    """The pauses between attempts that the sender has chosen."""
    return Backoff(timedelta(seconds=plan.first_pause_seconds), timedelta(seconds=plan.longest_pause_seconds))
