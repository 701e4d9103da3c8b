"""The service Recipient, version 1. Where version 3 has the operation, its handler answers."""

from contracts import recipient as contract
from contracts import recipient_service, recipient_v3
from far import account_pages, actors
from far.accounts import preferences, supplier_change
from far.accounts.identities import read_holder, read_user
from far.accounts.supplier_change import SupplierChange
from far.operators import calling_operator, named_operator
from far.soap import recipient as v3
from far.soap.account_status import Suppliers
from far.soap.preferences import preferences_of
from infra.identity.element_names import elements_named
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

recipient_v1 = Endpoint("Recipient")


@recipient_v1.operation
@elements_named(recipientId="arg1")
def is_reachable(request: recipient_service.IsReachable, caller: Caller) -> recipient_service.IsReachableResponse:
    asked = recipient_v3.IsReachable(sender_org_nr=request.arg0, recipient_id=request.arg1)
    return recipient_service.IsReachableResponse(return_value=v3.is_reachable(asked, caller).return_value)


@recipient_v1.operation
@elements_named(recipientId="arg0")
def is_registered(
    request: recipient_service.IsRegistered, caller: Caller
) -> recipient_service.IsRegisteredResponse:
    asked = recipient_v3.IsRegistered(recipient_id=request.arg0)
    return recipient_service.IsRegisteredResponse(return_value=v3.is_registered(asked, caller).return_value)


@recipient_v1.operation
def get_all_reachable_accounts(
    request: recipient_service.GetAllReachableAccounts, caller: Caller
) -> recipient_service.GetAllReachableAccountsResponse:
    known = actors.current_actors()
    known.require_actor(caller.organisation)
    sender = known.registered_sender(request.arg0)
    known.require_right_to_ask(caller.organisation, sender.organisation)
    page = account_pages.reachable_accounts(caller.organisation, sender, request.arg1)
    return recipient_service.GetAllReachableAccountsResponse(return_value=_container(page))


@recipient_v1.operation
def get_all_registered_accounts(
    request: recipient_service.GetAllRegisteredAccounts, caller: Caller
) -> recipient_service.GetAllRegisteredAccountsResponse:
    actors.current_actors().require_actor(caller.organisation)
    page = account_pages.registered_accounts(caller.organisation, request.arg0)
    return recipient_service.GetAllRegisteredAccountsResponse(return_value=_container(page))


@recipient_v1.operation
def register(request: recipient_service.Register, caller: Caller) -> recipient_service.RegisterResponse:
    """E-mail addresses (arg2) are taken and not used: version 3 has none, and operators tell their customers."""
    asked = recipient_v3.Register(account_request=request.arg0, account_type=request.arg1, signature=request.arg3)
    return recipient_service.RegisterResponse(return_value=v3.register(asked, caller).return_value)


@recipient_v1.operation
def deregister(request: recipient_service.Deregister, caller: Caller) -> recipient_service.DeregisterResponse:
    """The e-mail addresses (arg1) are taken and not used, as in `register`."""
    asked = recipient_v3.Deregister(deregister_account=request.arg0, signature=request.arg2)
    return recipient_service.DeregisterResponse(return_value=v3.deregister(asked, caller).return_value)


@recipient_v1.operation
@elements_named(recipientId="arg0", UserIdentity="arg1")
def get_pending_account_request(
    request: recipient_service.GetPendingAccountRequest, caller: Caller
) -> recipient_service.GetPendingAccountRequestResponse:
    asked = recipient_v3.GetPendingAccountRequest(recipient_id=request.arg0, user_identity=request.arg1)
    answer = v3.get_pending_account_request(asked, caller)
    return recipient_service.GetPendingAccountRequestResponse(return_value=answer.return_value)


@recipient_v1.operation
@elements_named(recipientId="arg0", UserIdentity="arg1")
def delete_pending_account_request(
    request: recipient_service.DeletePendingAccountRequest, caller: Caller
) -> recipient_service.DeletePendingAccountRequestResponse:
    asked = recipient_v3.DeletePendingAccountRequest(recipient_id=request.arg0, user_identity=request.arg1)
    v3.delete_pending_account_request(asked, caller)
    return recipient_service.DeletePendingAccountRequestResponse()


@recipient_v1.operation
@elements_named(RecipientId="arg0", UserIdentity="arg1")
def get_account_preferences(
    request: recipient_service.GetAccountPreferences, caller: Caller
) -> recipient_service.GetAccountPreferencesResponse:
    asked = recipient_v3.GetAccountPreferences(recipient_id=request.arg0, user_identity=request.arg1)
    answer = v3.get_account_preferences(asked, caller)
    return recipient_service.GetAccountPreferencesResponse(return_value=answer.return_value)


@recipient_v1.operation
@elements_named(Id="arg0", UserIdentity="arg1")
def store_account_preferences(
    request: recipient_service.StoreAccountPreferences, caller: Caller
) -> recipient_service.StoreAccountPreferencesResponse:
    """Without signatures: the operator vouches for its customer. Nothing is left waiting."""
    wanted = preferences_of(request.arg0, request.arg1, request.arg2)
    preferences.store_preferences(calling_operator(caller), wanted, None)
    return recipient_service.StoreAccountPreferencesResponse()


@recipient_v1.operation
@elements_named(UserIdentity="arg1")
def change_service_supplier(
    request: recipient_service.ChangeServiceSupplier, caller: Caller
) -> recipient_service.ChangeServiceSupplierResponse:
    """Without signatures, as `store_account_preferences`. Answers the operator that the account is with now."""
    holder, user = read_holder(request.arg0, "arg0"), read_user(request.arg1)
    change = SupplierChange(holder, user, request.arg2, agreement_text="")
    supplier_change.change_supplier(calling_operator(caller), change, None)
    supplier = named_operator(request.arg2)
    return recipient_service.ChangeServiceSupplierResponse(return_value=Suppliers().of(supplier))


def _container(page: account_pages.ListedAccounts) -> contract.AccountContainer:
    return contract.AccountContainer(page=page.number, accounts=list(page.recipients), more_pages=page.has_more)
