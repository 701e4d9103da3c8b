"""Service v3: one endpoint for each operator, at an address of its own."""

from functools import lru_cache

from django.http import Http404
from lxml import etree

from contracts import notification_v3, service, service_v3
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint
from infra.soap.messages.reading import first_argument
from infra.versions import register_version
from mailbox_operator import notification, reception
from mailbox_operator.forwarding import forwarded_reception
from mailbox_operator.models import Announcement, Operator

STATE_OPERATOR = "minmyndighetspost.se"
CHANNELS = {
    Announcement.Channel.EMAIL: notification_v3.NotificationTypes.EMAIL,
    Announcement.Channel.SMS: notification_v3.NotificationTypes.SMS,
}


def endpoint_of(operator: str = STATE_OPERATOR) -> Endpoint:
    """The endpoint of the operator with this internet domain; 404 when there is none."""
    return _endpoint(operator, register_version.current())


@lru_cache(maxsize=64)
def _endpoint(operator: str, _version: register_version.Version) -> Endpoint:
    """The endpoint, for as long as no actor changes: an operator may go, and another come with its name."""
    found = operator_named(operator)
    endpoint = Endpoint("Service/v3", operator=found.name)

    @endpoint.signed_operation("deliverSecure")
    def deliver_secure(request: etree._Element, caller: Caller) -> service_v3.DeliverSecureResponse:
        receipt = reception.receive_delivery(found, first_argument(request), caller)
        return service_v3.DeliverSecureResponse(return_value=_result(receipt))

    @endpoint.signed_operation("notify")
    def notify(request: etree._Element, caller: Caller) -> service_v3.NotifyResponse:
        answer = notification.receive_notification(found, request, caller)
        statuses = [_status(outcome) for outcome in answer.outcomes]
        result = notification_v3.NotifyResult(trans_id=str(answer.trans_id), status=statuses)
        return service_v3.NotifyResponse(return_value=result)

    @endpoint.signed_operation("deliverForward")
    def deliver_forward(request: etree._Element, caller: Caller) -> service_v3.DeliverForwardResponse:
        receipt = forwarded_reception.receive_forwarded(found, request, caller)
        statuses = [
            service.DeliveryStatus(recipient_id=outcome.recipient, delivered=outcome.delivered)
            for outcome in receipt.outcomes
        ]
        result = service.DeliveryResult(trans_id=str(receipt.trans_id), status=statuses)
        return service_v3.DeliverForwardResponse(return_value=result)

    return endpoint


forget_endpoints = _endpoint.cache_clear


def operator_named(name: str) -> Operator:
    """The operator with this internet domain.

    Raises:
        Http404: this installation plays none of that name.
    """
    found = Operator.objects.filter(name=name).first()
    if found is None:
        raise Http404(f"no operator {name}")
    return found


def _result(receipt: reception.Receipt) -> service.DeliveryResult:
    status = service.DeliveryStatus(recipient_id=receipt.recipient, delivered=receipt.delivered)
    return service.DeliveryResult(trans_id=str(receipt.trans_id), status=[status])


def _status(outcome: notification.NotificationOutcome) -> notification_v3.NotificationStatus:
    channels = [CHANNELS[channel] for channel in outcome.channels]
    return notification_v3.NotificationStatus(
        recipient_id=outcome.recipient,
        delivery_status=notification_v3.DeliveryStatus(
            delivered_flag=outcome.delivered, notified_by_channel=channels
        ),
    )
