"""Tells listeners of every exchange at an edge of the simulator: what came in and went out, and how it ended.

A listener registers itself when its app starts. It runs in the thread that serves the caller, so it must only take
note. Nothing that it does, not even an error, reaches the caller.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any, Final, ParamSpec

from infra import clock, trace
from infra.errors import ErrorCode, MinaMeddelandenError, is_permanent
from infra.explanation import Explanation
from infra.texts import EMPTY, Text

logger = logging.getLogger(__name__)


class Edge(StrEnum):
    """Where the simulator meets somebody else, or one of its roles another."""

    SOAP = "soap"
    SMTP = "smtp"
    """A mail that came to the office gateway."""
    EMAIL = "email"
    """A text that was sent by e-mail: an announcement, a letter of the relay, an answer to office mail."""
    SMS = "sms"
    WEBHOOK = "webhook"
    PAGE = "page"
    """A person logs in, or opens a letter."""


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    """The request is at fault, or its caller."""
    FAILED = "failed"
    """The side that was asked could not: no answer, or a fault of the system."""


@dataclass(slots=True)
class Exchange:
    """One request and its answer. What is empty is not known, or does not apply. A listener must not change it.

    Not frozen: one is made for each letter, and that would take three times as long.
    """

    edge: Edge
    direction: Direction
    address: str
    """The path or the whole address that the request went to; of a text, the e-mail address or mobile number."""
    verdict: Verdict = Verdict.ACCEPTED
    service: str = ""
    operation: str = ""
    caller: str = ""
    """The organisation number of the side that asked."""
    certificate: str = ""
    """The serial number of its certificate, hexadecimal."""
    sender: str = ""
    recipient: str = ""
    subject: str = ""
    status: int = 0
    """Of HTTP or SMTP; 0: no answer came."""
    request: bytes = b""
    response: bytes = b""
    content_type: str = "text/xml; charset=utf-8"
    """Of the request."""
    code: int = 0
    """Of the fault."""
    text: Text = EMPTY
    """Why it was refused or failed."""
    explanation: Explanation | None = None
    reason: str = ""
    """The slug of the fault, where the other side gave no explanation beside it."""
    call_id: str = ""
    begun: float = field(default_factory=time.monotonic)
    """When it began, by time.monotonic."""
    ended: float = field(default_factory=time.monotonic)
    at: datetime = field(default_factory=clock.now)
    """When it ended."""
    trace: str = field(default_factory=trace.current_trace)
    label: str = field(default_factory=lambda: trace.current_label() or "")


Listener = Callable[[Exchange], None]
_listeners: Final[list[Listener]] = []


def listen(listener: Listener) -> None:
    """Tell the listener of every exchange from now on. Once is enough: the same one again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def forget(listener: Listener) -> None:
    """Tell the listener of no further exchanges."""
    if listener in _listeners:
        _listeners.remove(listener)


def is_heard() -> bool:
    """Somebody listens: it is worth the time to put an exchange together."""
    return bool(_listeners)


def tell(exchange: Exchange) -> None:
    """Tell the listeners. Their errors are logged and reach nobody."""
    for listener in _listeners:
        try:
            listener(exchange)
        except Exception:
            logger.exception("a listener failed at an exchange with %s", exchange.address)


Params = ParamSpec("Params")


def unfailing(function: Callable[Params, None]) -> Callable[Params, None]:
    """The function that composes and tells an exchange, whose errors are logged and reach nobody."""

    @wraps(function)
    def tell_or_log(*args: Params.args, **kwargs: Params.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except Exception:
            logger.exception("an exchange could not be told")

    return tell_or_log


def reasons_of(problem: MinaMeddelandenError | None) -> dict[str, Any]:
    """The values of an exchange that say why it ended badly; None: it did not."""
    if problem is None:
        return {}
    return {"code": int(problem.code), "text": problem.text, "explanation": problem.explanation}


def verdict_of_code(code: int) -> Verdict:
    """How a call ended that was answered with a fault of the code; 0: a fault without one."""
    return Verdict.REFUSED if is_permanent(code) or code < ErrorCode.SYSTEM_INVALID_INPUT else Verdict.FAILED
