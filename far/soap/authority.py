"""The service Authority, which has no version in its address."""

from typing import TypeVar

from contracts import authority as contract
from contracts import authority_service, dispatcher, sender
from far import access_rights, actors, reachability, signer_tests
from far.access_rights import AccessRight, AccessRights, RegisterProblem
from far.operators import calling_operator
from far.signatories import AccountAction
from far.soap.results import to_result
from infra.identity import RecipientId
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

authority = Endpoint("Authority")


@authority.operation
def get_senders(request: authority_service.GetSenders, caller: Caller) -> authority_service.GetSendersResponse:
    known = actors.current()
    known.require_actor(caller.organisation)
    return authority_service.GetSendersResponse(
        return_value=[sender.Sender(id=number, name=item.name) for number, item in known.senders.items()]
    )


@authority.operation
def get_dispatchers(
    request: authority_service.GetDispatchers, caller: Caller
) -> authority_service.GetDispatchersResponse:
    known = actors.current()
    known.require_actor(caller.organisation)
    return authority_service.GetDispatchersResponse(
        return_value=[
            dispatcher.Dispatcher(id=number, name=item.name, senders=sorted(known.may_send_for.get(number, ())))
            for number, item in known.dispatchers.items()
        ]
    )


@authority.operation
def is_sender_accepted(
    request: authority_service.IsSenderAccepted, caller: Caller
) -> authority_service.IsSenderAcceptedResponse:
    actors.current().require_actor(caller.organisation)
    subject = RecipientId.from_contract(request.arg0)
    accepted = reachability.is_sender_accepted(subject, asked_by=caller.organisation)
    return authority_service.IsSenderAcceptedResponse(return_value=accepted)


@authority.operation
def get_user_access_rights(
    request: authority_service.GetUserAccessRights, caller: Caller
) -> authority_service.GetUserAccessRightsResponse:
    found = access_rights.find_access_rights(request.arg0, calling_operator(caller), with_consents=True)
    return authority_service.GetUserAccessRightsResponse(return_value=_result(found))


@authority.operation
def get_user_access_rights_no_concent(
    request: authority_service.GetUserAccessRightsNoConcent, caller: Caller
) -> authority_service.GetUserAccessRightsNoConcentResponse:
    found = access_rights.find_access_rights(request.arg0, calling_operator(caller), with_consents=False)
    return authority_service.GetUserAccessRightsNoConcentResponse(return_value=_result(found))


@authority.operation
def test_new_signer(
    request: authority_service.TestNewSigner, caller: Caller
) -> authority_service.TestNewSignerResponse:
    calling_operator(caller)
    signers = [*(person.id for person in request.arg1), *([request.arg2] if request.arg2 else [])]
    tested = signer_tests.test_signers(
        RecipientId.from_contract(request.arg0), signers, AccountAction(request.arg3.value)
    )
    return authority_service.TestNewSignerResponse(return_value=to_result(tested))


@authority.operation
def verify_authorized_signatures(
    request: authority_service.VerifyAuthorizedSignatures, caller: Caller
) -> authority_service.VerifyAuthorizedSignaturesResponse:
    calling_operator(caller)
    verified = signer_tests.verify_signatures(
        RecipientId.from_contract(request.arg0), request.arg1, request.arg2, AccountAction(request.arg3.value)
    )
    return authority_service.VerifyAuthorizedSignaturesResponse(return_value=to_result(verified))
