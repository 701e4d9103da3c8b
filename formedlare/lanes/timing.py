"""When a letter that comes into a lane may be taken there: at once, after a pause, or when a tester says so.

An app that lets testers steer this registers itself when it starts; otherwise every letter may be taken at once.
A letter that is held lies in a lane without a row, which no worker looks into; its deadline counts on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import QuerySet

from formedlare.models import Leg
from formedlare.models.channel import LOOKUP_LANE, Channel
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.texts import EMPTY, Text

HELD: Final = "held"
"""How the lanes of letters that are held begin."""
MAX_LANE: Final = 255
HELD_BY_TESTER: Final = Text("hålls tills en testare släpper det", "held until a tester releases it")


@dataclass(frozen=True)
class LaneEntry:
    """How a letter comes into a lane."""

    pause: timedelta = timedelta()
    is_held: bool = False

    def lane(self, name: str) -> str:
        """The lane that it lies in at first."""
        return f"{HELD} {name}"[:MAX_LANE] if self.is_held else name


AT_ONCE: Final = LaneEntry()
Timing = Callable[[str, str], LaneEntry]
"""From a lane and the label of a letter to how it comes in there. Called for every letter, so it must be quick."""
_timings: Final[list[Timing]] = []


def register_timing(timing: Timing) -> None:
    """Let `timing` decide."""
    _timings[:] = [timing]


def entry_of(lane: str, label: str) -> LaneEntry:
    return _timings[0](lane, label) if _timings else AT_ONCE


def is_held(leg: Leg) -> bool:
    return (leg.lane or "").startswith(f"{HELD} ")


def held_legs() -> QuerySet[Leg]:
    """The letters that are held, the longest first."""
    return Leg.objects.filter(lane__startswith=f"{HELD} ").order_by("pk")


def lane_beyond(leg: Leg) -> str:
    """The lane that a letter which is held is released into."""
    if not leg.channel:
        return LOOKUP_LANE
    # The lanes of the other channels have the channels' names.
    return leg.operator if leg.channel == Channel.MINA_MEDDELANDEN else str(leg.channel)


def release_leg(leg: Leg) -> bool:
    """Let a letter that is held go on. False: it is not held any more."""
    lane = lane_beyond(leg)
    with write_transaction():
        rows = Leg.objects.filter(pk=leg.pk, lane=leg.lane, lane__startswith=f"{HELD} ")
        return bool(rows.update(lane=lane, due_at=clock.now(), reason=EMPTY))
