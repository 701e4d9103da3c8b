"""What signatures amount to, in the contract's words, and signatures as they come in a request."""

from collections.abc import Iterable, Sequence

from xsdata.models.datatype import XmlDateTime

from contracts import authority, common
from far import signatures
from far.accounts.pending import WaitingRequest
from far.accounts.signing.collecting import Collected
from far.signatories import Signer
from far.signatures import VerifiedSignature
from infra.identity import RecipientId


def verify_signatures(data: Sequence[common.SignatureData], agreement_text: str) -> list[VerifiedSignature]:
    """The signatures of a request, each verified. None where a single empty one stands for an anonymous account.

    Raises:
        SignatureFault, RegistrationNotSigned: one does not hold (5012, 5010).
    """
    if len(data) == 1 and not data[0].signature:
        return []
    return [signatures.verify_signature(each, agreement_text) for each in data]


def authorization_result(holder: RecipientId, collected: Collected) -> authority.SignatureAuthorizationResult:
    """Whether the signatures suffice, as every version of the contract writes it."""
    decision = collected.decision
    return authority.SignatureAuthorizationResult(
        id=holder.value,
        signed_by=persons_of(decision.signed_by),
        status=authority.AuthorizationStatus(decision.status.value),
        timestamp=XmlDateTime.from_datetime(collected.signed_at) if collected.signed_at else None,
        text=decision.text,
        possible_signers=persons_of(decision.possible_signers),
    )


def waiting_result(waiting: WaitingRequest) -> authority.SignatureAuthorizationResult:
    """Whether the signatures of a request that waits suffice today."""
    return authorization_result(waiting.holder, waiting.collected)


def persons_of(signers: Iterable[Signer]) -> list[authority.Person]:
    return [authority.Person(id=signer.number, name=signer.name) for signer in signers]
