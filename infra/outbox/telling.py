"""Tells the listeners of exchanges of texts that were sent by e-mail or SMS, or could not be."""

from collections.abc import Collection

from infra import clock, exchanges
from infra.exchanges import Direction, Edge, Exchange, Verdict
from infra.outbox.mail_server import NotSent
from infra.outbox.models import OutgoingMessage

TAKEN = 250
"""SMTP's answer to a mail that is taken."""


@exchanges.unfailing
def tell_shown(model: type[OutgoingMessage], ids: Collection[int]) -> None:
    """Tell of those of the rows that have been shown on the simulated phone."""
    if ids and exchanges.is_heard():
        for item in model.with_origins().filter(pk__in=ids, state=OutgoingMessage.State.SENT):
            _tell(item, None)


@exchanges.unfailing
def tell_sent(item: OutgoingMessage) -> None:
    """Tell that a mail server took the e-mail."""
    if exchanges.is_heard():
        _tell(item, None)


@exchanges.unfailing
def tell_failure(item: OutgoingMessage, problem: NotSent) -> None:
    """Tell of an attempt that failed."""
    if exchanges.is_heard():
        _tell(item, problem)


def _tell(item: OutgoingMessage, problem: NotSent | None) -> None:
    origin = item.origin
    heads = [f"To: {item.address}", f"From: {item.sender_name}" if item.sender_name else ""]
    heads.append(f"Subject: {item.subject}" if item.subject else "")
    text = "\r\n".join(filter(None, heads)) + f"\r\n\r\n{item.text}"
    exchanges.tell(
        Exchange(
            Edge.EMAIL if item.channel == OutgoingMessage.Channel.EMAIL else Edge.SMS,
            Direction.OUT,
            item.address,
            verdict=_verdict_of(problem),
            operation=type(item).__name__.lower(),
            recipient=origin.recipient,
            subject=item.subject,
            status=0 if problem else TAKEN,
            request=text.encode(errors="replace"),
            content_type="text/plain; charset=utf-8",
            at=clock.now() if problem else item.sent_at or clock.now(),
            trace=origin.trace,
            label=origin.label,
            **exchanges.reasons_of(problem),
        )
    )


def _verdict_of(problem: NotSent | None) -> Verdict:
    if problem is None:
        return Verdict.ACCEPTED
    return Verdict.FAILED if problem.is_temporary else Verdict.REFUSED
