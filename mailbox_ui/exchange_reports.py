"""Reports exchanges: people's log-ins, and the letters that they open."""

import time

from django.http import HttpRequest

from infra import trace
from infra.hooks import exchanges
from infra.hooks.exchanges import Direction, Edge, Exchange
from mailbox_operator.models import Message

OK = 200


@exchanges.log_failures
def report_login(request: HttpRequest, number: str) -> None:
    """Report that a person has logged in."""
    if exchanges.has_listeners():
        with trace.use_trace():
            _report(request.path, "login", number)


@exchanges.log_failures
def report_opening(request: HttpRequest, message: Message) -> None:
    """Report that a person has opened a letter. The exchange gets the letter's own trace and label."""
    if exchanges.has_listeners():
        delivery = message.delivery
        with trace.continue_trace(delivery.trace), trace.use_label(delivery.label or None):
            _report(request.path, "open", message.mailbox.holder, sender=delivery.sender, subject=message.subject)


def _report(address: str, operation: str, number: str, *, sender: str = "", subject: str = "") -> None:
    now = time.monotonic()
    exchanges.report_exchange(
        Exchange(
            Edge.PAGE,
            Direction.IN,
            address,
            operation=operation,
            recipient=number,
            sender=sender,
            subject=subject,
            status=OK,
            content_type="",
            begun=now,
            ended=now,
        )
    )
