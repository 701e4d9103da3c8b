"""Tells listeners of each SOAP call that was answered or refused, so that an app can count and log them.

A listener registers itself when its app starts. It runs in the thread that answers the call, so it must only take
note; what it takes long for, or may fail at, it does elsewhere.
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


def listen(listener: Listener) -> None:
    """Tell the listener of every call from now on. Once is enough: the same one again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def forget(listener: Listener) -> None:
    """Tell the listener of no further calls."""
    if listener in _listeners:
        _listeners.remove(listener)


def tell(service: str, operation: str, caller: Caller, request: object, code: int = ANSWERED) -> None:
    """Tell the listeners of a call. Their errors are logged and do not reach the caller."""
    if not _listeners:
        return
    call = Call(clock.now(), service, operation, caller.organisation.value, request, code, trace.current_trace())
    for listener in _listeners:
        try:
            listener(call)
        except Exception:
            logger.exception("a listener failed at the call %s %s", service, operation)
