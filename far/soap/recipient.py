"""The service Recipient v3."""

from typing import Protocol

from contracts import recipient as contract
from contracts import recipient_v2, recipient_v3
from far import actors, reachability
from far.accounts import authorized_signers, pending, preferences, registration, supplier_change
from far.accounts.identities import read_holder, read_user
from far.accounts.supplier_change import SupplierChange
from far.models import PendingRequest, RequestKind
from far.operators import calling_operator
from far.soap import requests, results
from far.soap.account_status import Suppliers, account_status, reachability_status
from far.soap.preferences import account_preferences, read_preferences
from far.soap.signers import authorized_account
from infra.identity import RecipientId
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

recipient = Endpoint("Recipient/v3")


class _Named(Protocol):
    """A message that names a holder and the person who acts."""

    id: recipient_v2.Id
    user_identity: recipient_v2.UserIdentity


@recipient.operation
def is_reachable(request: recipient_v3.IsReachable, caller: Caller) -> recipient_v3.IsReachableResponse:
    known = actors.current_actors()
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
    actors.current_actors().require_actor(caller.organisation)
    found = reachability.registrations_of(_ids(request.recipient_id))
    suppliers = Suppliers()
    return recipient_v3.IsRegisteredResponse(
        return_value=[account_status(registration, suppliers) for registration in found]
    )


@recipient.operation
def register(request: recipient_v3.Register, caller: Caller) -> recipient_v3.RegisterResponse:
    operator = calling_operator(caller)
    wanted = requests.account_request(request.account_request, contract.AccountRequestTypes.CREATE)
    signed = results.verify_signatures(request.signature, wanted.agreement_text)
    kind = requests.account_type(request.account_type)
    collected = registration.register_account(operator, wanted, signed, kind)
    return recipient_v3.RegisterResponse(return_value=results.authorization_result(wanted.holder, collected))


@recipient.operation
def deregister(request: recipient_v3.Deregister, caller: Caller) -> recipient_v3.DeregisterResponse:
    operator = calling_operator(caller)
    wanted = requests.account_request(request.deregister_account, contract.AccountRequestTypes.DELETE)
    signed = results.verify_signatures(request.signature, wanted.agreement_text)
    collected = registration.deregister_account(operator, wanted, signed)
    return recipient_v3.DeregisterResponse(return_value=results.authorization_result(wanted.holder, collected))


@recipient.operation
def get_pending_account_request(
    request: recipient_v3.GetPendingAccountRequest, caller: Caller
) -> recipient_v3.GetPendingAccountRequestResponse:
    calling_operator(caller)
    found = pending.account_requests(read_user(request.user_identity), _ids(request.recipient_id))
    return recipient_v3.GetPendingAccountRequestResponse(
        return_value=[requests.pending_account_request(waiting) for waiting in found]
    )


@recipient.operation
def delete_pending_account_request(
    request: recipient_v3.DeletePendingAccountRequest, caller: Caller
) -> recipient_v3.DeletePendingAccountRequestResponse:
    calling_operator(caller)
    holder, user = read_holder(request.recipient_id, "recipientId"), read_user(request.user_identity)
    pending.withdraw_account_request(holder, user)
    return recipient_v3.DeletePendingAccountRequestResponse()


@recipient.operation
def change_service_supplier(
    request: recipient_v2.ChangeServiceSupplier, caller: Caller
) -> recipient_v2.ChangeServiceSupplierResponse:
    operator = calling_operator(caller)
    holder, user = read_holder(request.id.value), read_user(request.user_identity.value)
    signed = results.verify_signatures(request.signature_data, request.agreement_text)
    change = SupplierChange(holder, user, request.service_supplier, request.agreement_text)
    collected = supplier_change.change_supplier(operator, change, signed)
    answer = results.authorization_result(holder, collected)
    return recipient_v2.ChangeServiceSupplierResponse(signature_authorization_result=answer)


@recipient.operation
def get_pending_change_service_supplier(
    request: recipient_v2.GetPendingChangeServiceSupplier, caller: Caller
) -> recipient_v2.GetPendingChangeServiceSupplierResponse:
    waiting = _waiting(request, caller, RequestKind.CHANGE_SUPPLIER)
    return recipient_v2.GetPendingChangeServiceSupplierResponse(
        return_value=recipient_v2.PendingChangeServiceSupplier(
            service_supplier=Suppliers().of(waiting.request.supplier),
            pending_signatures=results.waiting_result(waiting),
        )
    )


@recipient.operation
def delete_pending_change_service_supplier(
    request: recipient_v2.DeletePendingChangeServiceSupplier, caller: Caller
) -> recipient_v2.DeletePendingChangeServiceSupplierResponse:
    """Answer the operator that the account does not move to now."""
    withdrawn = _withdraw(request.organization_identity, caller, RequestKind.CHANGE_SUPPLIER)
    return recipient_v2.DeletePendingChangeServiceSupplierResponse(
        service_supplier=Suppliers().of(withdrawn.supplier)
    )


@recipient.operation
def get_account_preferences(
    request: recipient_v3.GetAccountPreferences, caller: Caller
) -> recipient_v3.GetAccountPreferencesResponse:
    operator, holder = calling_operator(caller), read_holder(request.recipient_id, "RecipientId")
    accepted = preferences.accepted_senders(operator, holder, read_user(request.user_identity))
    return recipient_v3.GetAccountPreferencesResponse(return_value=account_preferences(holder, accepted))


@recipient.operation
def store_account_preferences(
    request: recipient_v2.StoreAccountPreferences, caller: Caller
) -> recipient_v2.StoreAccountPreferencesResponse:
    operator, wanted = calling_operator(caller), read_preferences(request)
    signed = results.verify_signatures(request.signature_data, request.agreement_text)
    collected = preferences.store_preferences(operator, wanted, signed)
    answer = results.authorization_result(wanted.holder, collected)
    return recipient_v2.StoreAccountPreferencesResponse(return_value=answer)


@recipient.operation
def get_pending_account_preferences(
    request: recipient_v2.GetPendingAccountPreferences, caller: Caller
) -> recipient_v2.GetPendingAccountPreferencesResponse:
    waiting = _waiting(request, caller, RequestKind.PREFERENCES)
    accepted = preferences.accepted_in(waiting.request)
    return recipient_v2.GetPendingAccountPreferencesResponse(
        return_value=recipient_v2.PendingAccountPreferences(
            account_preferences=account_preferences(waiting.holder, accepted),
            pending_signatures=results.waiting_result(waiting),
        )
    )


@recipient.operation
def delete_pending_account_preferences(
    request: recipient_v2.DeletePendingAccountPreferences, caller: Caller
) -> recipient_v2.DeletePendingAccountPreferencesResponse:
    _withdraw(request.organization_identity, caller, RequestKind.PREFERENCES)
    return recipient_v2.DeletePendingAccountPreferencesResponse(return_value=request.organization_identity)


@recipient.operation
def is_authorized_signer(
    request: recipient_v2.IsAuthorizedSigner, caller: Caller
) -> recipient_v2.IsAuthorizedSignerResponse:
    calling_operator(caller)
    holder, user = read_holder(request.company_id.value, "CompanyId"), read_user(request.user_identity.value)
    answer = authorized_signers.look_up_signer(holder, user)
    return recipient_v2.IsAuthorizedSignerResponse(return_value=authorized_account(answer, user))


def _waiting(request: _Named, caller: Caller, kind: RequestKind) -> pending.WaitingRequest:
    calling_operator(caller)
    holder, user = read_holder(request.id.value), read_user(request.user_identity.value)
    return pending.pending_request(holder, user, kind)


def _withdraw(named: _Named, caller: Caller, kind: RequestKind) -> PendingRequest:
    calling_operator(caller)
    holder, user = read_holder(named.id.value), read_user(named.user_identity.value)
    return pending.withdraw_request(holder, user, kind)


def _ids(numbers: list[str]) -> list[RecipientId]:
    return [RecipientId.from_contract(number) for number in numbers]
