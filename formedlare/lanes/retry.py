"""When a try has failed in a way that may pass: once more, after a growing pause, until the deadline."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Final

from django.db.models import Max

from formedlare import legs, routing
from formedlare.channels.operator import UNANSWERED
from formedlare.lanes import breaker
from formedlare.legs import Note, State
from formedlare.models import Lane, Leg, SenderPlan
from formedlare.models.channel import LOOKUP_LANE
from infra import clock
from infra.database.sqlite_write_lock import writing

HELD_BACK_AT_ONCE: Final = 1_000
HELD_BACK: Final = (
    "kön till operatören är pausad, så ingen försöker just nu; senast: ",
    "the queue to the operator is paused, so nobody tries just now; latest: ",
)
DOUBT: Final = (
    " (ett försök utan svar kan ändå ha kommit fram)",
    " (a try without an answer may have arrived all the same)",
)
_ON_THEIR_WAY: Final = (State.LOOKED_UP, State.SEALED, State.SENDING)


def later(leg: Leg, note: Note) -> None:
    """Let the leg wait for its next try; past its deadline, pass the channel over."""
    now = clock.now()
    if now >= leg.deadline:
        give_up(leg, note)
        return
    legs.move(
        [leg],
        State.WAITING,
        note,
        attempts=leg.attempts + 1,
        due_at=min(now + breaker.jittered(pause_after(leg.attempts, _plan(leg))), leg.deadline),
        reason=note.words,
        claimed_by="",
        claimed_until=None,
    )


def at_once(leg: Leg) -> None:
    """Let a waiting leg be tried now, and its lane too if its breaker is open. Others may be before it.

    A leg that is under way needs nothing; one that is finished is left as it is.
    """
    now = clock.now()
    with writing():
        waiting = Leg.objects.filter(pk=leg.pk, state=State.WAITING)
        if waiting.update(due_at=now):
            Lane.objects.filter(name=leg.lane, retry_at__gt=now).update(retry_at=now)
    leg.refresh_from_db()


def hold_back(idle: Sequence[Leg], problem: str) -> None:
    """Let legs wait without a try of their own: their operator does not answer others."""
    swedish, _, english = problem.partition(" | ")
    words = f"{HELD_BACK[0]}{swedish} | {HELD_BACK[1]}{english or swedish}"
    legs.move(idle, State.WAITING, Note(words), reason=words, claimed_by="", claimed_until=None)


def hold_back_idle() -> None:
    """Say of what lies before open breakers that it waits, and why; some at a time, called often."""
    for lane in Lane.objects.exclude(breaker=Lane.Breaker.CLOSED).exclude(name=LOOKUP_LANE):
        idle = Leg.objects.filter(lane=lane.name, claimed_until__isnull=True, state__in=_ON_THEIR_WAY)
        if found := list(idle.order_by("pk")[:HELD_BACK_AT_ONCE]):
            hold_back(found, lane.last_problem)


def give_up(leg: Leg, note: Note) -> None:
    """The deadline has passed: the next channel, or it has failed."""
    swedish, _, english = (note.words or leg.reason or "-").partition(" | ")
    latest = swedish.removeprefix(HELD_BACK[0]), (english or swedish).removeprefix(HELD_BACK[1])
    doubt = DOUBT if _may_have_arrived(leg, note) else ("", "")
    deadline = f"{leg.deadline.astimezone(clock.SWEDEN):%Y-%m-%d %H:%M}"
    reason = (
        f"gick inte att leverera före {deadline}{doubt[0]}; senast: {latest[0]} | "
        f"could not be delivered before {deadline}{doubt[1]}; latest: {latest[1]}"
    )
    routing.pass_over(leg, reason, note)


def _may_have_arrived(leg: Leg, note: Note) -> bool:
    """Whether nobody here knows how some try ended: it got no answer, or the relay was killed during it."""
    told = [*leg.events.order_by("pk").values_list("state", "words"), ("", note.words)]
    was_killed = any(pair == (State.SENDING, State.SENDING) for pair in pairwise(state for state, _words in told))
    is_left = leg.state == State.SENDING and note.duration_ms is None and note.code is None
    return was_killed or is_left or any(words.startswith(UNANSWERED[0]) for _state, words in told)


def mend_after_clock_jump() -> int:
    """Let legs be tried now that wait for longer than any pause: the clock has been put back since."""
    now = clock.now()
    longest = SenderPlan.objects.aggregate(longest=Max("longest_pause_seconds"))["longest"] or 0
    limit = timedelta(seconds=2 * max(longest, SenderPlan().longest_pause_seconds))
    waiting = Leg.objects.filter(state=State.WAITING, lane__isnull=False, due_at__gt=now + limit)
    if not waiting.exists():
        return 0
    with writing():
        return waiting.update(due_at=now)


def pause_after(attempts: int, plan: SenderPlan) -> timedelta:
    """The first pause, doubled for each attempt that has been made, up to the longest."""
    seconds = plan.first_pause_seconds * 2 ** min(attempts, 20)
    return timedelta(seconds=min(seconds, plan.longest_pause_seconds))


def _plan(leg: Leg) -> SenderPlan:
    sender = leg.distribution.sender
    return SenderPlan.objects.filter(sender=sender).first() or SenderPlan(sender=sender)
