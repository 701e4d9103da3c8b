"""What a channel answers of each letter that it was given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from formedlare.legs import LegNote
from formedlare.models import AttemptOutcome, Leg, Obstacle
from infra import clock
from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode
from infra.texts import Text


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended, with what the history says of it."""

    meaning: AttemptOutcome
    note: LegNote
    trans_id: str = ""
    """Of an operator's answer."""
    notified_by: Sequence[str] = ()
    """Of a notification: the channels that the operator says it used."""
    obstacle: Obstacle = Obstacle.OTHER
    """Of a refusal: why this channel cannot carry the letter."""
    counts: bool = True
    """Whether something was sent: a channel that refuses a letter by itself has made no attempt."""
    is_recorded: bool = False
    """The channel has moved the leg itself, in the transaction of its own rows."""

    @classmethod
    def of(cls, meaning: AttemptOutcome, note: LegNote, obstacle: Obstacle = Obstacle.OTHER) -> "Outcome":
        """An outcome with a note that names it."""
        return cls(meaning, replace(note, outcome=meaning), obstacle=obstacle)


@dataclass(frozen=True)
class Batch:
    """Legs of one lane that a worker carries one after the other."""

    legs: Sequence[Leg]
    """Those that can be carried: a leg that somebody else has moved is not among them."""
    carry: Callable[[Leg], Outcome]
    """Makes one attempt. Raises NotCarried where the outcome is not that the letter was taken."""


Prepare = Callable[[Sequence[Leg]], Batch]
"""Makes claimed legs of a lane ready to be carried."""


class NotCarried(MinaMeddelandenError):
    """A channel did not take the letter, and why."""

    code = ErrorCode.SENDING_FAILED
    slug = "channel-did-not-take-it"
    meaning: AttemptOutcome


class ChannelRefused(NotCarried):
    """The channel cannot take the letter, now or later."""

    slug = "channel-refused"

    meaning = AttemptOutcome.REFUSED

    def __init__(self, swedish: str, english: str, obstacle: Obstacle = Obstacle.REFUSED) -> None:
        super().__init__(swedish, english)
        self.obstacle = obstacle


class TryAgain(NotCarried):
    """The channel cannot take the letter now, but may later."""

    slug = "channel-postponed"

    meaning = AttemptOutcome.POSTPONED


class ChannelUnavailable(TryAgain):
    """The channel takes no letters at all now: the others of its lane need no attempt of their own."""

    slug = "channel-unavailable"

    meaning = AttemptOutcome.CHANNEL_AWAY


def outcome_of(problem: NotCarried, begun: float) -> Outcome:
    """The outcome that the error stands for. `begun`: when the attempt began, by time.monotonic."""
    if isinstance(problem, ChannelRefused):
        note = LegNote(problem.text, problem.meaning)
        return Outcome(problem.meaning, note, obstacle=problem.obstacle, counts=False)
    note = LegNote(problem.text, problem.meaning, duration_ms=clock.milliseconds_since(begun))
    return Outcome(problem.meaning, note)


def internal_error(problem: Exception) -> Outcome:
    """The outcome of a mistake in the simulator."""
    text = Text(f"fel i simulatorn: {problem!r}", f"error in the simulator: {problem!r}")
    note = LegNote(text, AttemptOutcome.INTERNAL_ERROR, int(ErrorCode.INTERNAL_ERROR))
    return Outcome(AttemptOutcome.INTERNAL_ERROR, note)
