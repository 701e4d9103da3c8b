"""The service Recipient v3."""

from contracts import recipient_v3
from far.soap import statuses
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

recipient = Endpoint("Recipient/v3")


@recipient.operation
def is_reachable(request: recipient_v3.IsReachable, caller: Caller) -> recipient_v3.IsReachableResponse:
    return recipient_v3.IsReachableResponse(
        return_value=statuses.reachability_statuses(caller, request.sender_org_nr, request.recipient_id)
    )


@recipient.operation
def is_registered(request: recipient_v3.IsRegistered, caller: Caller) -> recipient_v3.IsRegisteredResponse:
    return recipient_v3.IsRegisteredResponse(return_value=statuses.account_statuses(caller, request.recipient_id))
