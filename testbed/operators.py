"""Mailbox operators that misbehave, each in one known way, so that senders can test how they react.

They follow the contract like the other operators, but verify nothing and store nothing.
"""

import signal
import threading
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from lxml import etree

from contracts import notification_v3, service, service_v3
from infra.errors import InternalError
from infra.explanation import AtFault, Check
from infra.pki.peer import Caller
from infra.soap.computing import waiting
from infra.soap.endpoint import Endpoint
from testbed.world.actors import FAULTY, REFUSING, SLOW

RECIPIENT = "{http://minameddelanden.gov.se/schema/Message/v2}Recipient"
MAX_HELD_CALLS = 4
"""Calls that are held at once in a process, so that the slow operator does not stop the others."""

CHECK_SECONDS = 0.2
"""Seconds between two checks whether the server is stopping."""

held_calls = threading.BoundedSemaphore(MAX_HELD_CALLS)

Behaviour = Callable[[], None]
"""Runs before the operator answers, without a fault, that nothing was delivered."""


def answer_at_once() -> None:
    """Answers at once."""


def wait_before_answer() -> None:
    """Answers after settings.SLOW_OPERATOR_SECONDS, which is longer than senders wait.

    Raises:
        InternalError: MAX_HELD_CALLS calls are held already, or the simulator is stopping (4999).
    """
    if not held_calls.acquire(blocking=False):
        raise InternalError(
            f"Den här operatören håller redan {MAX_HELD_CALLS} anrop och tar inga fler just nu.",
            f"This operator is holding {MAX_HELD_CALLS} calls already and takes no more just now.",
            slug="test-operator-holds-too-many",
            check=Check.SYSTEM,
            at_fault=AtFault.OPERATOR,
        )
    try:
        with waiting():
            _hold_call(settings.SLOW_OPERATOR_SECONDS)
    finally:
        held_calls.release()


def raise_fault() -> None:
    """Answers every call with a system fault.

    Raises:
        InternalError: always (4999).
    """
    raise InternalError(
        "Den här operatören svarar alltid med ett systemfel; så är den gjord.",
        "This operator always answers with a system fault; it is made that way.",
        slug="test-operator-always-faults",
        check=Check.SYSTEM,
        at_fault=AtFault.OPERATOR,
    )


def _hold_call(seconds: float) -> None:
    ends = time.monotonic() + seconds
    while (left := ends - time.monotonic()) > 0:
        if _server_is_stopping():
            raise InternalError(
                "Simulatorn stängs av medan operatören väntar.",
                "The simulator is being stopped while the operator waits.",
                slug="test-operator-stopped",
                check=Check.SYSTEM,
                at_fault=AtFault.OPERATOR,
            )
        time.sleep(min(CHECK_SECONDS, left))


def _server_is_stopping() -> bool:
    # gunicorn's worker keeps this to itself. The worker is found as the handler of SIGTERM.
    worker = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return not getattr(worker, "alive", True)


def _endpoint(misbehave: Behaviour) -> Endpoint:
    endpoint = Endpoint("Service/v3")

    @endpoint.signed_operation("deliverSecure")
    def deliver_secure(request: etree._Element, _caller: Caller) -> service_v3.DeliverSecureResponse:
        misbehave()
        # The request is valid against the schema, so there is one.
        recipient = next(request.iter(RECIPIENT)).text or ""
        status = service.DeliveryStatus(recipient_id=recipient, delivered=False)
        result = service.DeliveryResult(trans_id=str(uuid.uuid4()), status=[status])
        return service_v3.DeliverSecureResponse(return_value=result)

    @endpoint.operation
    def notify(request: service_v3.Notify, _caller: Caller) -> service_v3.NotifyResponse:
        misbehave()
        nothing = notification_v3.DeliveryStatus(delivered_flag=False)
        statuses = [
            notification_v3.NotificationStatus(recipient_id=recipient, delivery_status=nothing)
            for recipient in request.notify.header.recipient
        ]
        result = notification_v3.NotifyResult(trans_id=str(uuid.uuid4()), status=statuses)
        return service_v3.NotifyResponse(return_value=result)

    return endpoint


ENDPOINTS = {
    REFUSING: _endpoint(answer_at_once),
    SLOW: _endpoint(wait_before_answer),
    FAULTY: _endpoint(raise_fault),
}
