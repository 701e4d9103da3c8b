"""Notification v3: hand over a notification, and ask what became of it."""

from lxml import etree

from contracts import notification_v3
from formedlare import intake
from formedlare.deliveries import status
from formedlare.models import Distribution
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint
from infra.soap.messages.reading import first_argument

notification = Endpoint("Notification/v3")


@notification.signed_operation("distribute")
def distribute(request: etree._Element, caller: Caller) -> notification_v3.DistributeResponse:
    accepted = intake.accept_notification(first_argument(request), caller)
    return notification_v3.DistributeResponse(return_value=str(accepted.distribution_id))


@notification.operation
def check_distribution_status(
    request: notification_v3.CheckDistributionStatus, caller: Caller
) -> notification_v3.CheckDistributionStatusResponse:
    kind = Distribution.Kind.NOTIFICATION
    legs = status.legs_of(request.sender, request.distribution_id, kind, caller)
    return notification_v3.CheckDistributionStatusResponse(
        return_value=[status.notification_status(leg) for leg in legs]
    )
