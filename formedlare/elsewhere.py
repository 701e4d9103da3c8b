"""The channels that are no mailbox: e-mail, SMS and print."""

from collections.abc import Callable, Sequence

from formedlare import outside, retry, routing
from formedlare.channels import ChannelRefused, TryAgain
from formedlare.legs import Note
from formedlare.models import Leg
from formedlare.printing import queue
from infra import trace


def by_email(claimed: Sequence[Leg]) -> None:
    """Send each notification as an e-mail."""
    _each(claimed, outside.send_email)


def by_sms(claimed: Sequence[Leg]) -> None:
    """Send each notification as an SMS."""
    _each(claimed, outside.send_sms)


def to_print(claimed: Sequence[Leg]) -> None:
    """Put each letter into the print queue, where it lies until it is printed."""
    _each(claimed, queue.put)


def _each(claimed: Sequence[Leg], carry: Callable[[Leg], None]) -> None:
    for leg in claimed:
        with trace.follow(leg.distribution.trace), trace.use_label(leg.distribution.label or None):
            try:
                carry(leg)
            except ChannelRefused as refusal:
                routing.pass_over(leg, refusal.reason)
            except TryAgain as problem:
                retry.later(leg, Note(str(problem)))
