"""The channels that are no mailbox: e-mail, SMS and print."""

import time
from collections.abc import Callable, Sequence

from formedlare import routing
from formedlare.channels import email_and_sms
from formedlare.lanes import breaker, leases, retry
from formedlare.legs import Note
from formedlare.models import Leg
from formedlare.models.channel import ChannelAway, ChannelRefused, TryAgain
from infra import trace
from print_supplier import address_lookup, queue


def by_email(claimed: Sequence[Leg]) -> None:
    """Send each notification as an e-mail."""
    _each(claimed, email_and_sms.send_email)


def by_sms(claimed: Sequence[Leg]) -> None:
    """Send each notification as an SMS."""
    _each(claimed, email_and_sms.send_sms)


def to_print(claimed: Sequence[Leg]) -> None:
    """Put each letter into the print queue, where it lies until it is printed."""
    asked = address_lookup.Asked(leg.recipient for leg in claimed)
    _each(claimed, lambda leg: queue.put(leg, asked))


def _each(claimed: Sequence[Leg], carry: Callable[[Leg], None]) -> None:
    for place, leg in enumerate(claimed):
        with trace.follow(leg.distribution.trace), trace.use_label(leg.distribution.label or None):
            keeps_on = _carried(leg, carry)
        if not keeps_on:
            # The breaker is open: the rest of the batch need not find out for themselves.
            leases.release(claimed[place + 1 :])
            return


def _carried(leg: Leg, carry: Callable[[Leg], None]) -> bool:
    """Carry one letter, or write down why not. Returns whether the lane can go on."""
    lane, begun = leg.lane or "", time.monotonic()
    try:
        carry(leg)
    except ChannelRefused as refusal:
        routing.pass_over(leg, refusal.reason)
    except ChannelAway as problem:
        duration_ms = _since(begun)
        is_open = breaker.failed(lane, str(problem), duration_ms)
        retry.later(leg, Note(str(problem), duration_ms=duration_ms))
        return not is_open
    except TryAgain as problem:
        retry.later(leg, Note(str(problem), duration_ms=_since(begun)))
    breaker.answered(lane, _since(begun))
    return True


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
