"""Tells the listeners of exchanges of people who log in and of letters that they open."""

import time

from django.http import HttpRequest

from infra import exchanges, trace
from infra.exchanges import Direction, Edge, Exchange
from mailbox_operator.models import Message

OK = 200


@exchanges.unfailing
def tell_of_login(request: HttpRequest, number: str) -> None:
    """A person has logged in."""
    if exchanges.is_heard():
        with trace.use_trace():
            _tell(request.path, "login", number)


@exchanges.unfailing
def tell_of_opening(request: HttpRequest, message: Message) -> None:
    """The holder, or somebody who may, has opened a letter: told under the letter's own trace and label."""
    if exchanges.is_heard():
        delivery = message.delivery
        with trace.follow(delivery.trace), trace.use_label(delivery.label or None):
            _tell(request.path, "open", message.mailbox.holder, sender=delivery.sender, subject=message.subject)


def _tell(address: str, operation: str, number: str, *, sender: str = "", subject: str = "") -> None:
    now = time.monotonic()
    exchanges.tell(
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
