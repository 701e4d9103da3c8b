"""The signatures of a consent: verified, counted, and stored once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from contracts.common import SignatureData
from far import signatures
from far.mailbox_owners import Owner
from far.models import Consent, ConsentSignature
from far.signatories import AccountAction, AuthorizationStatus, SignatoryDecision
from far.signatures import VerifiedSignature
from infra.errors import RegistrationNotSigned

Purpose = ConsentSignature.Purpose


@dataclass(frozen=True)
class SigningResult:
    """Whether the owner's signatures suffice, and when the last one was made."""

    account: str
    decision: SignatoryDecision
    signed_at: datetime | None = None


def verify_all(data: Sequence[SignatureData], agreement_text: str) -> list[VerifiedSignature]:
    """Verify each signature over the text. `far.signatures.verify` says what is refused."""
    return [signatures.verify(each, agreement_text) for each in data]


def signers_of(consent: Consent | None, purpose: Purpose) -> set[str]:
    """Those who have signed for the purpose before."""
    if consent is None:
        return set()
    return set(consent.signatures.filter(purpose=purpose).values_list("person", flat=True))


def last_signature_at(consent: Consent, purpose: Purpose) -> datetime | None:
    """When the last signature for the purpose was made."""
    return consent.signatures.filter(purpose=purpose).values_list("signed_at", flat=True).order_by("-signed_at").first()


def decide(
    owner: Owner, earlier: Collection[str], verified: Collection[VerifiedSignature], action: AccountAction
) -> SignatoryDecision:
    """Say whether the earlier and the new signatures suffice together.

    Raises:
        RegistrationNotSigned: a new signature is of somebody who may not sign (5010).
    """
    decision = owner.decide({*earlier, *(each.number for each in verified)}, action)
    if decision.status is not AuthorizationStatus.RULES_NOT_SUPPORTED:
        _require_all_count(owner, decision, verified)
    return decision


def store(consent: Consent, purpose: Purpose, verified: Sequence[VerifiedSignature]) -> None:
    """Store the signatures, within the caller's transaction. A second one of the same person adds nothing.

    Raises:
        SignatureFault: the same signature data have been used before (5012).
    """
    signatures.claim_all(verified)
    rows = [
        ConsentSignature(
            consent=consent,
            purpose=purpose,
            person=each.number,
            name=each.name,
            is_mocked=each.is_mocked,
            signed_at=each.signed_at,
        )
        for each in verified
    ]
    ConsentSignature.objects.bulk_create(rows, ignore_conflicts=True)


def _require_all_count(
    owner: Owner, decision: SignatoryDecision, verified: Collection[VerifiedSignature]
) -> None:
    others = [each for each in verified if not decision.counts(each.number)]
    if others:
        raise RegistrationNotSigned(
            f"{others[0].name} har skrivit under men får inte teckna för {owner.name}. Låt den som får skriva under; "
            "vilka det är ger testNewSigner.",
            f"{others[0].name} has signed but may not sign for {owner.name}. Let somebody sign who may; "
            "testNewSigner says who that is.",
        )
