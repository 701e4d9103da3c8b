"""The channel e-mail: notifications to the e-mail address in the sender's own register."""

from collections.abc import Sequence

from formedlare.channels import contact
from formedlare.channels.outcome import Batch, Outcome
from formedlare.models import Leg
from formedlare.models.channel import Channel


def prepare_batch(claimed: Sequence[Leg]) -> Batch:
    """Make the batch. The legs need no preparation."""
    return Batch(claimed, send_notification)


def send_notification(leg: Leg) -> Outcome:
    """Send the leg's notification as an e-mail, once, and finish the leg.

    Raises:
        ChannelRefused: never by e-mail: secure content, no address, or the mail server refuses it.
        TryAgain: the mail server does not take it now. ChannelUnavailable: the mail server cannot be reached.
    """
    address = contact.address_of(leg).email
    return contact.send_notification(leg, Channel.EMAIL, address, lambda wording: wording.email)
