"""The relay's channel print: each letter goes into the print queue, where it waits until it is printed."""

from collections.abc import Sequence

from formedlare.channels.outcome import Batch, Outcome
from formedlare.legs import Note
from formedlare.models import AttemptOutcome, Leg
from print_supplier import address_lookup, queue


def prepare(claimed: Sequence[Leg]) -> Batch:
    """The letters' addresses are asked for together, when the first is wanted."""
    addresses = address_lookup.Asked(leg.recipient for leg in claimed)
    return Batch(claimed, lambda leg: _queue_letter(leg, addresses))


def _queue_letter(leg: Leg, addresses: address_lookup.Asked) -> Outcome:
    """Raises: ChannelRefused, ChannelAway: as queue.put."""
    queue.put(leg, addresses)
    return Outcome(AttemptOutcome.ACCEPTED, Note(outcome=AttemptOutcome.ACCEPTED), is_recorded=True)
