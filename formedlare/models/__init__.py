"""The tables of the relay: deliveries and their legs, lanes, and the senders' rules."""

from formedlare.models.distribution import Content, Distribution, Event, Leg, SealedMessage
from formedlare.models.lane import Lane
from formedlare.models.outcome import AttemptOutcome, Obstacle, PassedOver
from formedlare.models.sender import ChannelRule, ContactAddress, SenderPlan

__all__ = [
    "AttemptOutcome",
    "ChannelRule",
    "ContactAddress",
    "Content",
    "Distribution",
    "Event",
    "Lane",
    "Leg",
    "Obstacle",
    "PassedOver",
    "SealedMessage",
    "SenderPlan",
]
