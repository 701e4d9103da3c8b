"""The service Recipient v3."""

from contracts import recipient as contract
from contracts import recipient_v3
from far import actors, reachability
from far.accounts import registration
from far.operators import calling_operator
from far.soap import results
from far.soap.account_status import Suppliers, account_status, reachability_status
from infra.identity import RecipientId
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

recipient = Endpoint("Recipient/v3")


@recipient.operation
def is_reachable(request: recipient_v3.IsReachable, caller: Caller) -> recipient_v3.IsReachableResponse:
    known = actors.current()
    known.require_actor(caller.organisation)
    sender = known.registered_sender(request.sender_org_nr)
    known.require_right_to_ask(caller.organisation, sender.organisation)
    found = reachability.look_up(sender, _ids(request.recipient_id))
    suppliers = Suppliers()
    return recipient_v3.IsReachableResponse(
        return_value=[reachability_status(status, suppliers) for status in found]
    )


@recipient.operation
def is_registered(request: recipient_v3.IsRegistered, caller: Caller) -> recipient_v3.IsRegisteredResponse:
    actors.current().require_actor(caller.organisation)
    found = reachability.registrations(_ids(request.recipient_id))
    suppliers = Suppliers()
    return recipient_v3.IsRegisteredResponse(
        return_value=[account_status(registration, suppliers) for registration in found]
    )


@recipient.operation
def register(request: recipient_v3.Register, caller: Caller) -> recipient_v3.RegisterResponse:
    operator = calling_operator(caller)
    wanted = results.account_request(request.account_request, contract.AccountRequestTypes.CREATE)
    signed = results.verified(request.signature, wanted.agreement_text)
    answer = registration.register(operator, wanted, signed, results.account_type(request.account_type))
    return recipient_v3.RegisterResponse(return_value=results.authorization_result(answer))


@recipient.operation
def deregister(request: recipient_v3.Deregister, caller: Caller) -> recipient_v3.DeregisterResponse:
    operator = calling_operator(caller)
    wanted = results.account_request(request.deregister_account, contract.AccountRequestTypes.DELETE)
    signed = results.verified(request.signature, wanted.agreement_text)
    answer = registration.deregister(operator, wanted, signed)
    return recipient_v3.DeregisterResponse(return_value=results.authorization_result(answer))


def _ids(numbers: list[str]) -> list[RecipientId]:
    return [RecipientId.from_contract(number) for number in numbers]
