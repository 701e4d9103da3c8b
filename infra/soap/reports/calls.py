"""Reports each SOAP call that was answered or refused to listeners, so that an app can count and log the calls.

An app adds its listener when it starts. The listener runs in the thread that answers the call, so it must be
quick: slow work, and work that may fail, belongs into another thread.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from infra import clock, trace
from infra.pki.peer import Caller

logger = logging.getLogger(__name__)

ANSWERED: Final = 0
"""The code of a call that was not refused."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a known operation by a known organisation. A listener must not change or keep the request."""

    at: datetime
    service: str
    """Its path in the catalogue, for instance Recipient/v3."""
    operation: str
    caller: str
    """The organisation's number."""
    request: object
    """The typed message, or its element where the handler takes elements or the call was refused."""
    code: int
    """ANSWERED, or the code of the fault."""
    trace: str


Listener = Callable[[Call], None]
_listeners: Final[list[Listener]] = []


def add_listener(listener: Listener) -> None:
    """Call the listener at every call from now on. Adding the same listener again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def remove_listener(listener: Listener) -> None:
    """Stop calling the listener."""
    if listener in _listeners:
        _listeners.remove(listener)


def report_call(service: str, operation: str, caller: Caller, request: object, code: int = ANSWERED) -> None:
    """Call the listeners with a call. Their errors are logged, not raised."""
    if not _listeners:
        return
    call = Call(clock.now(), service, operation, caller.organisation.value, request, code, trace.current_trace())
    for listener in _listeners:
        try:
            listener(call)
        except Exception:
            logger.exception("a listener failed at the call %s %s", service, operation)
