"""Reports exchanges: texts that were sent by e-mail or SMS, or could not be sent."""

import time
from collections.abc import Collection
from typing import Any, Final

from infra import clock
from infra.hooks import exchanges
from infra.hooks.exchanges import Direction, Edge, Exchange, Verdict
from infra.outbox.mail_server import EmailNotSent
from infra.outbox.models import OutgoingMessage

TAKEN: Final = 250
"""SMTP's answer to a mail that is taken."""
_COLUMNS: Final = ("channel", "address", "sender_name", "subject", "text", "sent_at")


@exchanges.log_failures
def report_sent(model: type[OutgoingMessage], ids: Collection[int]) -> None:
    """Report those of the rows that are sent: a mail server took them, or they are on the simulated phone."""
    if ids and exchanges.has_listeners():
        _report_rows(model, {"pk__in": ids, "state": OutgoingMessage.State.SENT}, None)


@exchanges.log_failures
def report_failure(item: OutgoingMessage, problem: EmailNotSent) -> None:
    """Report an attempt that failed."""
    if exchanges.has_listeners():
        _report_rows(type(item), {"pk": item.pk}, problem)


def _report_rows(model: type[OutgoingMessage], which: dict[str, Any], problem: EmailNotSent | None) -> None:
    rows = model._default_manager.filter(**which)
    for *said, recipient, trace, label in rows.values_list(*_COLUMNS, *model.origin_columns):
        exchange = _exchange_of(said, problem)
        exchange.operation = model.__name__.lower()
        exchange.recipient, exchange.trace, exchange.label = recipient, trace, label
        exchanges.report_exchange(exchange)


def _exchange_of(said: list[Any], problem: EmailNotSent | None) -> Exchange:
    channel, address, sender, subject, text, sent_at = said
    heads = [f"To: {address}", f"From: {sender}" if sender else "", f"Subject: {subject}" if subject else ""]
    written = "\r\n".join(filter(None, heads)) + f"\r\n\r\n{text}"
    now = time.monotonic()
    return Exchange(
        Edge.EMAIL if channel == OutgoingMessage.Channel.EMAIL else Edge.SMS,
        Direction.OUT,
        address,
        verdict=_verdict_of(problem),
        subject=subject,
        status=0 if problem else TAKEN,
        request=written.encode(errors="replace"),
        content_type="text/plain; charset=utf-8",
        begun=now,
        ended=now,
        at=(None if problem else sent_at) or clock.now(),
        **exchanges.reasons_of(problem),
    )


def _verdict_of(problem: EmailNotSent | None) -> Verdict:
    if problem is None:
        return Verdict.ACCEPTED
    return Verdict.FAILED if problem.is_temporary else Verdict.REFUSED
