"""Consents to mailboxes: given, accepted, refused and ended through the operator, and kept by the register (FaR).

Source: contract Consent; docs/consent.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xsdata.models.datatype import XmlDate

from contracts import authority, common, consent_service
from contracts import consent as contract
from infra import clock
from infra.versions import rights_version
from mailbox_operator import register
from mailbox_operator.customers.signing import SigningProgress

SERVICE: Final = "Consent"
Level = authority.GrantTypes
State = contract.ConsentStatus

LEVELS: Final = (Level.CONSENT_READ, Level.CONSENT_READ_EXTEND_UNREAD, Level.CONSENT_MANAGE)
"""From the least right to the most."""
_TEXTS: Final = {
    Level.CONSENT_READ: "läsa de brev som jag själv har öppnat",
    Level.CONSENT_READ_EXTEND_UNREAD: "läsa alla brev, också nya",
    Level.CONSENT_MANAGE: "läsa alla brev, också nya, och sköta brevlådan: sortera, slänga och skicka vidare",
}


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent that has not ended, as the register tells it to one of the two sides."""

    account: str
    account_name: str
    receiver: str
    receiver_name: str
    state: State
    is_ending: bool
    """The owner has begun to end it, and signatures are missing."""
    agreement_text: str
    signing: SigningProgress

    @property
    def level(self) -> Level | None:
        """The level that the signed text names; None: it names none, and the register decides."""
        word = self.agreement_text.rpartition("\n")[2].rpartition(" ")[2]
        return next((level for level in LEVELS if level.value == word), None)


def write_agreement(owner: str, receiver: str, level: Level) -> str:
    """The text that the owner signs. Its last word is the contract's name of the level: FaR reads it there."""
    return (
        f"Jag ger {receiver} rätt att {_TEXTS[level]}, i den digitala brevlåda som tillhör {owner}. "
        "Samtycket gäller tills någon av oss avslutar det.\n\n"
        f"Teknisk behörighetskod: {level.value}"
    )


def write_ending(owner: str, receiver: str) -> str:
    """The text that the owner signs to end a consent."""
    return f"Jag avslutar det samtycke som {receiver} har till den digitala brevlåda som tillhör {owner}."


def consents_of(operator: str, person: str) -> list[Consent]:
    """The consents that the person has given, has been offered or has, and those of companies that they sign for.

    Raises:
        RegisterRefused: the person is a customer of another operator, or has no rights. InternalError: no answer.
    """
    request = consent_service.GetAll(arg0=[], arg1=person)
    answer = register.ask_register(operator, SERVICE, request, consent_service.GetAllResponse)
    return [_read(each) for each in answer.return_value]


def give_consent(
    operator: str, account: str, receiver: str, text: str, signatures: Sequence[common.SignatureData]
) -> SigningProgress:
    """Offer the receiver a right to the account's mailbox, or add a signature to an offer that lacks some.

    Raises:
        RegisterRefused: its code says why (5001 the receiver, 5007 there is one, 6006 protected, 6007 unknown).
        InternalError: no answer.
    """
    request = consent_service.RegisterConsent(
        arg0=_request(account, receiver, text, contract.ConsentRequestTypes.CREATE), arg1=list(signatures)
    )
    answer = register.ask_register(operator, SERVICE, request, consent_service.RegisterConsentResponse)
    rights_version.advance()
    return SigningProgress.read(answer.return_value)


def accept_consent(operator: str, account: str, receiver: str) -> None:
    """The receiver takes the offered right. Raises as `give_consent` (5003 none is offered, 5011 too late)."""
    register.ask_register(
        operator, SERVICE, consent_service.Accept(arg0=account, arg1=receiver), consent_service.AcceptResponse
    )
    rights_version.advance()


def refuse_consent(operator: str, account: str, receiver: str) -> None:
    """The receiver does not want the right. Raises as `accept_consent`."""
    register.ask_register(
        operator, SERVICE, consent_service.Refuse(arg0=account, arg1=receiver), consent_service.RefuseResponse
    )
    rights_version.advance()


def end_consent(
    operator: str, consent: Consent, user: str, text: str = "", signatures: Sequence[common.SignatureData] = ()
) -> SigningProgress:
    """End the consent, or sign for that: the receiver without a signature, the owner with one of the text.

    Raises as `give_consent`.
    """
    request = consent_service.Cancel(
        arg0=_request(
            consent.account,
            consent.receiver,
            text or consent.agreement_text,
            contract.ConsentRequestTypes.CANCEL,
        ),
        arg1=list(signatures),
        arg2=user,
    )
    answer = register.ask_register(operator, SERVICE, request, consent_service.CancelResponse)
    rights_version.advance()
    return SigningProgress.read(answer.return_value)


def _request(
    account: str, receiver: str, text: str, kind: contract.ConsentRequestTypes
) -> contract.ConsentRequest:
    return contract.ConsentRequest(
        account=account,
        consent_holder=authority.Person(id=receiver, name=receiver),
        type_value=kind,
        agreement_text=text,
        timestamp=XmlDate.from_date(clock.now().date()),
    )


def _read(each: contract.Consent) -> Consent:
    request = each.request
    return Consent(
        account=request.account,
        account_name=request.name or "",
        receiver=request.consent_holder.id,
        receiver_name=request.consent_holder.name,
        state=each.status,
        is_ending=request.type_value is contract.ConsentRequestTypes.DELETE,
        agreement_text=request.agreement_text or "",
        signing=SigningProgress.read(each.signature_result),
    )
