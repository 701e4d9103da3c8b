"""The service Consent, which was published in version 1 only."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from xsdata.models.datatype import XmlDate

from contracts import authority, common, consent_service
from contracts import consent as contract
from far.accounts.identities import read_holder, read_user
from far.accounts.signing.collecting import Collected
from far.consents import acceptance, ending, listing, registration
from far.consents.finding import ConsentOrder, text_to_sign
from far.consents.listing import ListedConsent
from far.models import ServiceSupplier
from far.operators import calling_operator
from far.signatures import VerifiedSignature
from far.soap.requests import read_day
from far.soap.results import authorization_result, verify_signatures
from infra.identity import RecipientId
from infra.identity.recipients import require_check_digits
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

consent = Endpoint("Consent")
Types = contract.ConsentRequestTypes
Step = Callable[[ServiceSupplier, ConsentOrder, Sequence[VerifiedSignature]], Collected]

STEPS: Final[Mapping[Types, Step]] = {
    Types.CREATE: registration.register_consent,
    Types.DELETE: ending.delete_consent,
    Types.CANCEL: ending.withdraw_offer,
}
"""What registerConsent does, by the request's Type. Without one it is Create."""


@consent.operation
def register_consent(
    request: consent_service.RegisterConsent, caller: Caller
) -> consent_service.RegisterConsentResponse:
    operator, order = calling_operator(caller), _order(request.arg0)
    step = STEPS[request.arg0.type_value or Types.CREATE]
    result = step(operator, order, _verified(order, request.arg1))
    return consent_service.RegisterConsentResponse(return_value=authorization_result(order.account, result))


@consent.operation
def accept(request: consent_service.Accept, caller: Caller) -> consent_service.AcceptResponse:
    acceptance.accept_consent(
        calling_operator(caller), read_holder(request.arg0, "arg0"), read_user(request.arg1, "arg1")
    )
    return consent_service.AcceptResponse()


@consent.operation
def refuse(request: consent_service.Refuse, caller: Caller) -> consent_service.RefuseResponse:
    acceptance.refuse_consent(
        calling_operator(caller), read_holder(request.arg0, "arg0"), read_user(request.arg1, "arg1")
    )
    return consent_service.RefuseResponse()


@consent.operation
def cancel(request: consent_service.Cancel, caller: Caller) -> consent_service.CancelResponse:
    operator, order = calling_operator(caller), _order(request.arg0)
    signatures = _verified(order, request.arg1) if request.arg1 else []
    result = ending.cancel_consent(operator, order, read_user(request.arg2, "arg2"), signatures)
    return consent_service.CancelResponse(return_value=authorization_result(order.account, result))


@consent.operation
def get_all(request: consent_service.GetAll, caller: Caller) -> consent_service.GetAllResponse:
    found = listing.list_for(calling_operator(caller), _accounts(request.arg0), read_user(request.arg1, "arg1"))
    return consent_service.GetAllResponse(return_value=[_consent(each) for each in found])


@consent.operation
def get_all_private(
    request: consent_service.GetAllPrivate, caller: Caller
) -> consent_service.GetAllPrivateResponse:
    operator, accounts = calling_operator(caller), _accounts(request.arg0)
    found = listing.list_for(operator, accounts, read_user(request.arg1, "arg1"), private_only=True)
    return consent_service.GetAllPrivateResponse(return_value=[_consent(each) for each in found])


def _order(request: contract.ConsentRequest) -> ConsentOrder:
    return ConsentOrder(
        account=read_holder(request.account, "Account"),
        holder=RecipientId.from_contract(request.consent_holder.id),
        agreement_text=request.agreement_text or "",
        requested_on=read_day(request.timestamp),
    )


def _accounts(numbers: Sequence[str]) -> list[RecipientId]:
    accounts = [RecipientId.from_contract(number) for number in numbers]
    require_check_digits(accounts, "arg0")
    return accounts


def _verified(order: ConsentOrder, data: Sequence[common.SignatureData]) -> list[VerifiedSignature]:
    return verify_signatures(data, text_to_sign(order))


def _consent(listed: ListedConsent) -> contract.Consent:
    row = listed.consent
    return contract.Consent(
        request=contract.ConsentRequest(
            account=row.account,
            name=row.account_name,
            consent_holder=authority.Person(id=row.holder, name=row.holder_name),
            type_value=Types.DELETE if listed.is_ending else Types.CREATE,
            agreement_text=(listed.is_ending and row.ending_text) or row.agreement_text,
            timestamp=XmlDate.from_date(row.requested_on),
        ),
        signature_result=authorization_result(RecipientId(row.account), listed.signing),
        status=contract.ConsentStatus(row.state),
    )
