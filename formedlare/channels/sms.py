"""The channel SMS: notifications to the mobile number in the sender's own register."""

from collections.abc import Sequence

from formedlare.channels import contact
from formedlare.channels.outcome import Batch, Outcome
from formedlare.models import Leg
from formedlare.models.channel import Channel


def prepare_batch(claimed: Sequence[Leg]) -> Batch:
    """Make the batch. The legs need no preparation."""
    return Batch(claimed, send_notification)


def send_notification(leg: Leg) -> Outcome:
    """Send the leg's notification as an SMS, once, and finish the leg.

    Raises:
        ChannelRefused: never by SMS: secure content, or no number.
    """
    address = contact.address_of(leg).mobile
    return contact.send_notification(leg, Channel.SMS, address, lambda wording: wording.sms())
