"""What signatures amount to, in the contract's words, and signatures as they come in a request."""

from collections.abc import Iterable, Sequence
from datetime import date

from xsdata.models.datatype import XmlDate, XmlDateTime

from contracts import authority, common
from contracts import recipient as contract
from far import signatures
from far.accounts.registration import AccountRequest
from far.accounts.results import SignatureResult
from far.models import Account
from far.signatories import Signer
from far.signatures import VerifiedSignature
from infra.errors import InvalidInput
from infra.identity import RecipientId


def account_request(request: contract.AccountRequest, expected: contract.AccountRequestTypes) -> AccountRequest:
    """What the holder has signed for.

    Raises:
        InvalidInput: the request's type is not that of the operation (5001).
    """
    if request.type_value is not expected:
        raise InvalidInput(
            f"Begärans Type är {request.type_value.value}; den här operationen tar {expected.value}.",
            f"The request's Type is {request.type_value.value}; this operation takes {expected.value}.",
        )
    return AccountRequest(
        RecipientId.from_contract(request.id),
        request.agreement_text,
        request.service_supplier,
        day(request.timestamp),
    )


def account_type(wanted: contract.AccountTypes) -> Account.Type:
    """The type of an account that is to begin.

    Raises:
        InvalidInput: `Not`, which means that there is no account (5001).
    """
    if wanted is contract.AccountTypes.NOT:
        raise InvalidInput(
            "accountType är Not, som betyder att det inte finns något konto. Registrera Secure eller Anonymous.",
            "accountType is Not, which means that there is no account. Register Secure or Anonymous.",
        )
    return Account.Type(wanted.value)


def verified(data: Sequence[common.SignatureData], agreement_text: str) -> list[VerifiedSignature]:
    """The signatures of a request, each verified. None where a single empty one stands for an anonymous account.

    Raises:
        SignatureFault, RegistrationNotSigned: one does not hold (5012, 5010).
    """
    if len(data) == 1 and not data[0].signature:
        return []
    return [signatures.verify(each, agreement_text) for each in data]


def authorization_result(result: SignatureResult) -> authority.SignatureAuthorizationResult:
    """Whether the signatures suffice, as every version of the contract writes it."""
    decision = result.decision
    return authority.SignatureAuthorizationResult(
        id=result.holder.value,
        signed_by=persons(decision.signed_by),
        status=authority.AuthorizationStatus(decision.status.value),
        timestamp=XmlDateTime.from_datetime(result.signed_at) if result.signed_at else None,
        text=decision.text,
        possible_signers=persons(decision.possible_signers),
    )


def persons(signers: Iterable[Signer]) -> list[authority.Person]:
    return [authority.Person(id=signer.number, name=signer.name) for signer in signers]


def day(written: XmlDate) -> date:
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
        ) from problem
