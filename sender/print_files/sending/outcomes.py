"""The outcome of a line follows its letter, in the same transaction in which the leg moves."""

from collections.abc import Sequence
from typing import Any, Final

from formedlare import legs
from formedlare.models import Distribution, Leg
from infra import clock
from infra.texts import join_texts
from sender.leg_origins import may_have_origin
from sender.print_files.models import BatchLine

FOLLOWED: Final = {
    Leg.State.LOOKED_UP: BatchLine.State.HANDED_OVER,
    Leg.State.REROUTED: BatchLine.State.HANDED_OVER,
    Leg.State.DELIVERED: BatchLine.State.DELIVERED,
    Leg.State.PRINTED: BatchLine.State.PRINTED,
    Leg.State.FAILED: BatchLine.State.FAILED,
}
"""The moves that change what the owner of the file sees: a channel was chosen, or the letter has arrived."""

_CHANGED: Final = ("state", "channel", "reason", "trans_id", "at")


def follow_legs() -> None:
    """From now on, lines follow their legs."""
    legs.moved.connect(_follow_legs, sender=Leg, dispatch_uid="batch lines follow their legs")


def _follow_legs(*, legs: Sequence[Leg], state: Leg.State, **_: Any) -> None:
    if state not in FOLLOWED:
        return
    ours = {leg.pk: leg for leg in legs if may_have_origin(leg, Distribution.Origin.BATCH)}
    if not ours:
        return
    lines = list(BatchLine.objects.filter(leg__in=ours))
    for line in lines:
        _note_outcome(line, ours[line.leg_id or 0], FOLLOWED[state])
    if len(lines) == 1:
        lines[0].save(update_fields=_CHANGED)
    else:
        BatchLine.objects.bulk_update(lines, _CHANGED, batch_size=500)


def _note_outcome(line: BatchLine, leg: Leg, state: BatchLine.State) -> None:
    line.state, line.channel, line.trans_id = state, leg.channel, leg.trans_id
    line.reason = join_texts("; ", [item.reason for item in leg.passed_over]) or leg.reason
    line.at = leg.finished_at or clock.now()
