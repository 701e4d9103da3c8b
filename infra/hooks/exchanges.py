"""Reports every exchange at an edge of the simulator to listeners: what came in and went out, and how it ended.

An app adds its listener when it starts. The listener runs in the thread that serves the caller, so it must be
quick. Its errors are logged; the caller does not see them.
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
from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode, is_permanent
from infra.errors.explanation import Explanation
from infra.texts import EMPTY, Text

logger = logging.getLogger(__name__)


class Edge(StrEnum):
    """The edges of the simulator: towards other systems and people, and between its roles."""

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
    """The way of an exchange, as this process sees it: it was called, or it called."""

    IN = "in"
    OUT = "out"


class Verdict(StrEnum):
    """How the request ended for its caller."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    """The request is at fault, or its caller."""
    FAILED = "failed"
    """The side that was asked could not: no answer, or a fault of the system."""


@dataclass(slots=True)
class Exchange:
    """One request and its answer. An empty field is unknown or does not apply. A listener must not change it.

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


def add_listener(listener: Listener) -> None:
    """Call the listener at every exchange from now on. Adding the same listener again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def remove_listener(listener: Listener) -> None:
    """Stop calling the listener."""
    if listener in _listeners:
        _listeners.remove(listener)


def has_listeners() -> bool:
    """Exchanges are listened to, so it is worth the time to compose one."""
    return bool(_listeners)


def report_exchange(exchange: Exchange) -> None:
    """Call the listeners with the exchange. Their errors are logged, not raised."""
    for listener in _listeners:
        try:
            listener(exchange)
        except Exception:
            logger.exception("a listener failed at an exchange with %s", exchange.address)


Params = ParamSpec("Params")


def log_failures(function: Callable[Params, None]) -> Callable[Params, None]:
    """Decorate a function that composes and reports an exchange: its errors are logged, not raised."""

    @wraps(function)
    def report_or_log(*args: Params.args, **kwargs: Params.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except Exception:
            logger.exception("an exchange could not be reported")

    return report_or_log


def reasons_of(problem: MinaMeddelandenError | None) -> dict[str, Any]:
    """The values of an exchange that say why it ended badly; None: it did not."""
    if problem is None:
        return {}
    return {"code": int(problem.code), "text": problem.text, "explanation": problem.explanation}


def verdict_of_code(code: int) -> Verdict:
    """The verdict on a call that was answered with a fault of the code; 0: a fault without a code."""
    return Verdict.REFUSED if is_permanent(code) or code < ErrorCode.SYSTEM_INVALID_INPUT else Verdict.FAILED
