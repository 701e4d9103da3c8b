"""The service Authority, which has no version in its address."""

from contracts import authority as contract
from contracts import authority_service, dispatcher, sender
from far import access_rights, actors, reachability, signatures
from far.access_rights import AccessRight, AccessRights, RegisterProblem
from far.accounts.identities import read_holder
from far.accounts.signing import trials
from far.operators import calling_operator
from far.signatories import AccountAction
from far.soap.results import authorization_result
from infra.identity import RecipientId
from infra.identity.element_names import elements_named
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

authority = Endpoint("Authority")


@authority.operation
def get_senders(request: authority_service.GetSenders, caller: Caller) -> authority_service.GetSendersResponse:
    known = actors.current_actors()
    known.require_actor(caller.organisation)
    return authority_service.GetSendersResponse(
        return_value=[sender.Sender(id=number, name=item.name) for number, item in known.senders.items()]
    )


@authority.operation
def get_dispatchers(
    request: authority_service.GetDispatchers, caller: Caller
) -> authority_service.GetDispatchersResponse:
    known = actors.current_actors()
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
    actors.current_actors().require_actor(caller.organisation)
    subject = RecipientId.from_contract(request.arg0)
    accepted = reachability.is_sender_accepted(subject, asked_by=caller.organisation)
    return authority_service.IsSenderAcceptedResponse(return_value=accepted)


@authority.operation
@elements_named(UserIdentity="arg0")
def get_user_access_rights(
    request: authority_service.GetUserAccessRights, caller: Caller
) -> authority_service.GetUserAccessRightsResponse:
    found = access_rights.find_access_rights(calling_operator(caller), request.arg0, with_consents=True)
    return authority_service.GetUserAccessRightsResponse(return_value=_result(found))


@authority.operation
@elements_named(UserIdentity="arg0")
def get_user_access_rights_no_concent(
    request: authority_service.GetUserAccessRightsNoConcent, caller: Caller
) -> authority_service.GetUserAccessRightsNoConcentResponse:
    found = access_rights.find_access_rights(calling_operator(caller), request.arg0, with_consents=False)
    return authority_service.GetUserAccessRightsNoConcentResponse(return_value=_result(found))


@authority.operation
def test_new_signer(
    request: authority_service.TestNewSigner, caller: Caller
) -> authority_service.TestNewSignerResponse:
    operator, holder = calling_operator(caller), read_holder(request.arg0, "arg0")
    signers = [read_holder(person.id, "arg1/Id").value for person in request.arg1]
    signers += [read_holder(request.arg2, "arg2").value] if request.arg2 else []
    tried = trials.try_signers(operator, holder, signers, AccountAction(request.arg3.value))
    return authority_service.TestNewSignerResponse(return_value=authorization_result(holder, tried))


@authority.operation
def verify_authorized_signatures(
    request: authority_service.VerifyAuthorizedSignatures, caller: Caller
) -> authority_service.VerifyAuthorizedSignaturesResponse:
    operator, holder = calling_operator(caller), read_holder(request.arg0, "arg0")
    verified = [
        signatures.verify_signature(
            data, trials.signed_text(request.arg2, data.encoding_of_signed_text or "UTF-8")
        )
        for data in request.arg1
    ]
    tried = trials.try_signatures(operator, holder, verified, AccountAction(request.arg3.value))
    return authority_service.VerifyAuthorizedSignaturesResponse(return_value=authorization_result(holder, tried))


def _result(found: AccessRights) -> contract.UserAccessRightsResult:
    return contract.UserAccessRightsResult(
        rights=[_right(right) for right in found.rights],
        problems=[_problem(problem) for problem in found.problems],
    )


def _right(right: AccessRight) -> contract.UserAccessRights:
    return contract.UserAccessRights(
        id=right.account,
        organization_name=right.organisation_name or None,
        user_identity=right.user,
        granted_access=[contract.UserActivities(activity.value) for activity in right.activities],
        grant_type=contract.GrantTypes(right.grant.value),
        role=right.role or None,
    )


def _problem(problem: RegisterProblem) -> contract.UserAccessRightsProblem:
    return contract.UserAccessRightsProblem(
        source=contract.UserAccessRightsProblemSource.BOLAGSVERKET,
        type_value=contract.UserAccessRightsProblemType(problem.kind.value),
        description=problem.text.on_wire,
        object_id=problem.about,
    )
