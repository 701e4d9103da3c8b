"""Requests about accounts, read into the register's own values, and those that wait, in the contract's words."""

from datetime import date

from xsdata.models.datatype import XmlDate

from contracts import recipient as contract
from far.accounts.identities import read_holder
from far.accounts.pending import WaitingRequest
from far.accounts.registration import AccountRequest
from far.models import Account
from far.soap.results import waiting_result
from infra import clock
from infra.errors import InvalidInput


def account_request(request: contract.AccountRequest, expected: contract.AccountRequestTypes) -> AccountRequest:
    """What the holder has signed for.

    Raises:
        InvalidInput: the request's type is not that of the operation, or its number or its day cannot be (5001).
    """
    if request.type_value is not expected:
        raise InvalidInput(
            f"Begärans Type är {request.type_value.value}; den här operationen tar {expected.value}.",
            f"The request's Type is {request.type_value.value}; this operation takes {expected.value}.",
            slug="request-type-of-other-operation",
        )
    holder = read_holder(request.id)
    return AccountRequest(holder, request.agreement_text, request.service_supplier, read_day(request.timestamp))


def account_type(wanted: contract.AccountTypes) -> Account.Type:
    """The type of an account that is to begin.

    Raises:
        InvalidInput: `Not`, which means that there is no account (5001).
    """
    if wanted is contract.AccountTypes.NOT:
        raise InvalidInput(
            "accountType är Not, som betyder att det inte finns något konto. Registrera Secure eller Anonymous.",
            "accountType is Not, which means that there is no account. Register Secure or Anonymous.",
            slug="account-type-not",
        )
    return Account.Type(wanted.value)


def pending_account_request(waiting: WaitingRequest) -> contract.PendingAccountRequest:
    """A registration or deregistration that waits for signatures."""
    request = waiting.request
    return contract.PendingAccountRequest(
        account_request=contract.AccountRequest(
            id=waiting.holder.value,
            type_value=contract.AccountRequestTypes(request.kind),
            agreement_text=request.agreement_text,
            timestamp=XmlDate.from_date(request.agreed_on or request.begun_at.astimezone(clock.SWEDEN).date()),
            service_supplier=request.supplier.name,
        ),
        signature_status=waiting_result(waiting),
    )


def read_day(written: XmlDate) -> date:
    """The day that a request names.

    Raises:
        InvalidInput: no calendar has it (5001).
    """
    try:
        return written.to_date()
    except ValueError as problem:
        raise InvalidInput(
            f"Timestamp {written} är en dag som inte finns. Skriv dagen då avtalet visades.",
            f"Timestamp {written} is a day that does not exist. Write the day on which the agreement was shown.",
            slug="timestamp-does-not-exist",
        ) from problem
