"""The service Recipient, version 1."""

from contracts import recipient as contract
from contracts import recipient_service
from far import account_pages, actors
from far.soap import statuses
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

recipient_v1 = Endpoint("Recipient")


@recipient_v1.operation
def is_reachable(request: recipient_service.IsReachable, caller: Caller) -> recipient_service.IsReachableResponse:
    return recipient_service.IsReachableResponse(
        return_value=statuses.reachability_statuses(caller, request.arg0, request.arg1)
    )


@recipient_v1.operation
def is_registered(
    request: recipient_service.IsRegistered, caller: Caller
) -> recipient_service.IsRegisteredResponse:
    return recipient_service.IsRegisteredResponse(return_value=statuses.account_statuses(caller, request.arg0))


@recipient_v1.operation
def get_all_reachable_accounts(
    request: recipient_service.GetAllReachableAccounts, caller: Caller
) -> recipient_service.GetAllReachableAccountsResponse:
    known = actors.current()
    known.require_actor(caller.organisation)
    sender = known.registered_sender(request.arg0)
    known.require_right_to_ask(caller.organisation, sender.organisation)
    page = account_pages.reachable_accounts(caller.organisation, sender, request.arg1)
    return recipient_service.GetAllReachableAccountsResponse(return_value=_container(page))


@recipient_v1.operation
def get_all_registered_accounts(
    request: recipient_service.GetAllRegisteredAccounts, caller: Caller
) -> recipient_service.GetAllRegisteredAccountsResponse:
    actors.current().require_actor(caller.organisation)
    page = account_pages.registered_accounts(caller.organisation, request.arg0)
    return recipient_service.GetAllRegisteredAccountsResponse(return_value=_container(page))


def _container(page: account_pages.Page) -> contract.AccountContainer:
    return contract.AccountContainer(page=page.number, accounts=list(page.recipients), more_pages=page.has_more)
