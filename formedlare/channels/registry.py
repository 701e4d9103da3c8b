"""Which channel empties a lane. Apps register their channels when they start; operators' lanes need no entry."""

from typing import Final

from formedlare.channels import operator
from formedlare.channels.outcome import Prepare

_CHANNELS: Final[dict[str, Prepare]] = {}


def register_channel(lane: str, prepare: Prepare) -> None:
    """Let the channel empty the lane. Called from an AppConfig's `ready`."""
    _CHANNELS[lane] = prepare


def channel_of(lane: str) -> Prepare:
    """The lane's channel: the one that is registered, else the mailbox operator that the lane is named after."""
    return _CHANNELS.get(lane, operator.prepare_batch)
