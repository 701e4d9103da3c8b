"""Service, version 1: the operations with which the register calls an operator. An endpoint for each operator."""

from functools import lru_cache

from django.conf import settings

from contracts import service, service_service
from infra.errors import AccessDenied
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint
from infra.versions import register_version
from mailbox_operator.mailbox import opening, usage
from mailbox_operator.soap.service import STATE_OPERATOR, operator_named


def register_endpoint_of(operator: str = STATE_OPERATOR) -> Endpoint:
    """The endpoint of the operator with this internet domain; 404 when there is none."""
    return _endpoint(operator, register_version.current())


@lru_cache(maxsize=64)
def _endpoint(operator: str, _version: register_version.Version) -> Endpoint:
    """The endpoint, for as long as no actor changes: an operator may go, and another come with its name."""
    found = operator_named(operator)
    endpoint = Endpoint("Service")

    @endpoint.operation
    def get_unused_mailboxes(
        request: service_service.GetUnusedMailboxes, caller: Caller
    ) -> service_service.GetUnusedMailboxesResponse:
        _require_register(caller)
        return service_service.GetUnusedMailboxesResponse(
            return_value=list(usage.unused_mailboxes(found, request.arg0))
        )

    @endpoint.operation
    def flag_removed_accounts(
        request: service_service.FlagRemovedAccounts, caller: Caller
    ) -> service_service.FlagRemovedAccountsResponse:
        _require_register(caller)
        # A request that was withdrawn never had a mailbox.
        if request.arg0 is service.Type.ACCOUNT:
            opening.close_mailboxes(found, request.arg1)
        return service_service.FlagRemovedAccountsResponse()

    return endpoint


forget_endpoints = _endpoint.cache_clear


def _require_register(caller: Caller) -> None:
    if caller.organisation.value != settings.REGISTER_ORGANISATION:
        raise AccessDenied(
            f"{caller.organisation} är inte FaR ({settings.REGISTER_ORGANISATION}), och bara FaR får fråga om "
            "oanvända brevlådor och säga att konton är borttagna. Ett annat FaR anges i "
            "MM_REGISTER_ORGANISATION.",
            f"{caller.organisation} is not FaR ({settings.REGISTER_ORGANISATION}), and only FaR may ask for "
            "unused mailboxes and say that accounts were removed. Another FaR is named in "
            "MM_REGISTER_ORGANISATION.",
            slug="caller-is-not-far",
        )
