"""The endpoints of the operators that behave in a known way, over the contract."""

import uuid
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from django.conf import settings
from lxml import etree

from contracts import notification_v3, service, service_v3
from infra.errors import InternalError
from infra.errors.explanation import AtFault, Check
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint
from infra.soap.messages.reading import first_argument
from mailbox_operator.soap.service import endpoint_of
from testbed.operators import strict
from testbed.operators.behaviours import Behaviour
from testbed.operators.holding import hold_call

RECIPIENT: Final = "{http://minameddelanden.gov.se/schema/Message/v2}Recipient"

Step = Callable[[], None]
"""Runs before the operator answers."""


def answer_at_once() -> None:
    """Answers at once."""


def wait_longer_than_senders() -> None:
    """Answers after settings.SLOW_OPERATOR_SECONDS. Raises as `hold_call`."""
    hold_call(settings.SLOW_OPERATOR_SECONDS)


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


_TAKES_NOTHING: Final[Mapping[Behaviour, Step]] = {
    Behaviour.NOT_DELIVERED: answer_at_once,
    Behaviour.SLOW: wait_longer_than_senders,
    Behaviour.FAULTING: raise_fault,
}
"""Operators without mailboxes, by what they do before they say that nothing was delivered."""


def endpoint_with(behaviour: Behaviour, operator: str) -> Endpoint:
    """The endpoint of an operator with this internet domain.

    Raises:
        Http404: the behaviour keeps letters, and there is no such operator.
    """
    step = _TAKES_NOTHING.get(behaviour)
    if step is not None:
        return _delivering_nothing(step)
    return _strict(operator) if behaviour is Behaviour.STRICT else _late(operator)


@lru_cache(maxsize=8)
def _delivering_nothing(misbehave: Step) -> Endpoint:
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


def _strict(operator: str) -> Endpoint:
    """The operator's own endpoint, after all that a real verifier demands."""
    usual = endpoint_of(operator)

    def check(request: etree._Element) -> None:
        strict.require_acceptable(first_argument(request))

    return _after(usual, before_delivery=check)


def _late(operator: str) -> Endpoint:
    return _after(endpoint_of(operator), before_delivery=lambda _: hold_call(settings.LATE_OPERATOR_SECONDS))


def _after(usual: Endpoint, *, before_delivery: Callable[[etree._Element], None]) -> Endpoint:
    endpoint = Endpoint("Service/v3", operator=usual.operator)
    deliver, notify_usually = usual.handler_of("deliverSecure"), usual.handler_of("notify")

    @endpoint.signed_operation("deliverSecure")
    def deliver_secure(request: etree._Element, caller: Caller) -> service_v3.DeliverSecureResponse:
        before_delivery(request)
        answer: service_v3.DeliverSecureResponse = deliver(request, caller)
        return answer

    @endpoint.signed_operation("notify")
    def notify(request: etree._Element, caller: Caller) -> service_v3.NotifyResponse:
        answer: service_v3.NotifyResponse = notify_usually(request, caller)
        return answer

    return endpoint
