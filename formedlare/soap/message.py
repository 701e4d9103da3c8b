"""Message v3: hand over a signed delivery, and ask what became of it."""

from lxml import etree

from contracts import message_v3
from formedlare import intake
from formedlare.deliveries import status
from formedlare.models import Distribution
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint
from infra.soap.messages.reading import first_argument

message = Endpoint("Message/v3")


@message.signed_operation("distributeSecure")
def distribute_secure(request: etree._Element, caller: Caller) -> message_v3.DistributeSecureResponse:
    accepted = intake.accept_secure(first_argument(request), caller)
    return message_v3.DistributeSecureResponse(return_value=str(accepted.distribution_id))


@message.operation
def check_distribution_status(
    request: message_v3.CheckDistributionStatus, caller: Caller
) -> message_v3.CheckDistributionStatusResponse:
    kind = Distribution.Kind.SECURE
    legs = status.legs_of(request.sender_id, request.distribution_id, kind, caller)
    return message_v3.CheckDistributionStatusResponse(return_value=[status.secure_status(leg) for leg in legs])
