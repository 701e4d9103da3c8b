"""The relay's channel print: each letter goes into the print queue, where it waits until it is printed."""

from collections.abc import Sequence

from formedlare.channels.outcome import Batch, Outcome
from formedlare.legs import LegNote
from formedlare.models import AttemptOutcome, Leg
from print_supplier.address_lookup import AddressLookup


def prepare_batch(claimed: Sequence[Leg]) -> Batch:
    """The letters' addresses are asked for together, when the first is wanted."""
    addresses = AddressLookup(leg.recipient for leg in claimed)
    return Batch(claimed, lambda leg: _queue_letter(leg, addresses))


def _queue_letter(leg: Leg, addresses: AddressLookup) -> Outcome:
    """Raises: ChannelRefused, ChannelUnavailable, TryAgain: as enqueue_letter."""
    from print_supplier.preparation import enqueue_letter  # noqa: PLC0415 (20 MB of typesetting, for this process only)

    enqueue_letter(leg, addresses)
    return Outcome(AttemptOutcome.ACCEPTED, LegNote(outcome=AttemptOutcome.ACCEPTED), is_recorded=True)
