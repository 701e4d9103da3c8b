"""Mailbox operators that misbehave, each in one known way: what senders must be able to bear.

They speak the contract as the others do, but verify nothing and keep nothing.
"""

import signal
import threading
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from lxml import etree

from contracts import service, service_v3
from infra.errors import InternalError
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint
from testbed.actors import FAULTY, REFUSING, SLOW

RECIPIENT = "{http://minameddelanden.gov.se/schema/Message/v2}Recipient"
MOST_HELD = 4
"""Calls that are held at once in a process, so that the slow operator does not stop the others."""

GLANCE = 0.2
"""Seconds between two looks whether the server is stopping."""

_holding = threading.BoundedSemaphore(MOST_HELD)

Behaviour = Callable[[etree._Element], service_v3.DeliverSecureResponse]


def refusing(request: etree._Element) -> service_v3.DeliverSecureResponse:
    """Delivered=false, without a fault, whatever comes."""
    status = service.DeliveryStatus(recipient_id=_recipient(request), delivered=False)
    return service_v3.DeliverSecureResponse(
        return_value=service.DeliveryResult(trans_id=str(uuid.uuid4()), status=[status])
    )


def slow(request: etree._Element) -> service_v3.DeliverSecureResponse:
    """Nothing for settings.SLOW_OPERATOR_SECONDS, which is longer than senders wait; then as `refusing`.

    Raises:
        InternalError: as many calls as may be are held already, or the simulator is stopping (4999).
    """
    if not _holding.acquire(blocking=False):
        raise InternalError(
            f"Den här operatören håller redan {MOST_HELD} anrop och tar inga fler just nu.",
            f"This operator is holding {MOST_HELD} calls already and takes no more just now.",
        )
    try:
        _hold(settings.SLOW_OPERATOR_SECONDS)
    finally:
        _holding.release()
    return refusing(request)


def faulty(_: etree._Element) -> service_v3.DeliverSecureResponse:
    """A system fault, whatever comes.

    Raises:
        InternalError: always (4999).
    """
    raise InternalError(
        "Den här operatören svarar alltid med ett systemfel; så är den gjord.",
        "This operator always answers with a system fault; it is made that way.",
    )


def _hold(seconds: float) -> None:
    ends = time.monotonic() + seconds
    while (left := ends - time.monotonic()) > 0:
        if _server_is_stopping():
            raise InternalError(
                "Simulatorn stängs av medan operatören väntar.",
                "The simulator is being stopped while the operator waits.",
            )
        time.sleep(min(GLANCE, left))


def _server_is_stopping() -> bool:
    # gunicorn's worker tells nobody but itself; it can be found as the one that listens to SIGTERM.
    worker = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return not getattr(worker, "alive", True)


def _recipient(request: etree._Element) -> str:
    # The schema has been held against the request: there is one.
    return next(request.iter(RECIPIENT)).text or ""


def _endpoint(behaviour: Behaviour) -> Endpoint:
    endpoint = Endpoint("Service/v3")

    @endpoint.signed_operation("deliverSecure")
    def deliver_secure(request: etree._Element, _caller: Caller) -> service_v3.DeliverSecureResponse:
        return behaviour(request)

    return endpoint


ENDPOINTS = {REFUSING: _endpoint(refusing), SLOW: _endpoint(slow), FAULTY: _endpoint(faulty)}
