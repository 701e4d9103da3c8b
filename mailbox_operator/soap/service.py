"""Service v3, once per operator: each has an address of its own."""

from functools import lru_cache

from django.http import Http404
from lxml import etree

from contracts import service, service_v3
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint
from mailbox_operator import reception
from mailbox_operator.models import Operator

STATE_OPERATOR = "minmyndighetspost.se"


@lru_cache(maxsize=64)
def endpoint_of(operator: str = STATE_OPERATOR) -> Endpoint:
    """The endpoint of the operator with this internet domain; 404 when nobody here has it."""
    found = Operator.objects.filter(name=operator).first()
    if found is None:
        raise Http404(f"no operator {operator}")
    endpoint = Endpoint("Service/v3")

    @endpoint.signed_operation("deliverSecure")
    def deliver_secure(request: etree._Element, caller: Caller) -> service_v3.DeliverSecureResponse:
        receipt = reception.receive(found, request[0], caller)
        return service_v3.DeliverSecureResponse(return_value=_result(receipt))

    return endpoint


def _result(receipt: reception.Receipt) -> service.DeliveryResult:
    status = service.DeliveryStatus(recipient_id=receipt.recipient, delivered=receipt.delivered)
    return service.DeliveryResult(trans_id=str(receipt.trans_id), status=[status])
