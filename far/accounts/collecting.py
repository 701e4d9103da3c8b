"""Signatures that arrive one by one: those that are stored and those that come with a call, counted together.

Source: api-6.3 §3.1: "Sufficient" counts the signatures already stored and those that come with this call.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from far.accounts.signers import UNSIGNED, Signatories, masked
from far.models import PendingRequest
from far.signatories import AccountAction, AuthorizationStatus, SignatoryDecision
from far.signatures import VerifiedSignature, claim_all
from infra.errors import IllegalState, RegistrationNotSigned


@dataclass(frozen=True)
class GivenSignature:
    """A signature that has been verified, now or earlier."""

    number: str
    name: str
    signed_at: datetime
    is_mocked: bool

    def as_json(self) -> dict[str, str | bool]:
        return asdict(self) | {"signed_at": self.signed_at.isoformat()}


@dataclass(frozen=True)
class Collected:
    """What the signatures so far amount to."""

    decision: SignatoryDecision
    counted: tuple[GivenSignature, ...] = ()
    """Those that count today."""

    @property
    def signed_at(self) -> datetime | None:
        """When the last of them was given."""
        return max((signature.signed_at for signature in self.counted), default=None)

    @property
    def is_complete(self) -> bool:
        return self.decision.status is AuthorizationStatus.COMPLETE

    @property
    def is_undecidable(self) -> bool:
        """No machine can say whether they suffice."""
        return self.decision.status is AuthorizationStatus.RULES_NOT_SUPPORTED


WITHOUT_SIGNATURE = Collected(UNSIGNED)
"""Of an anonymous account, which has a user name and a password instead. Source: api-6.3 §3.1."""


def collect(
    signatories: Signatories,
    fresh: Sequence[VerifiedSignature],
    request: PendingRequest | None,
    agreement_text: str,
    action: AccountAction = AccountAction.OWNERSHIP,
) -> Collected:
    """Count the fresh signatures with those of the request that waits. Each can be used once.

    Raises:
        RegistrationNotSigned: there is no signature, or one by somebody who may not sign (5010).
        IllegalState: more signatures are needed, and those stored are for another text (5011).
    """
    if not fresh:
        raise RegistrationNotSigned(
            "Underskrift saknas. Ett konto som är Secure ändras med minst en underskrift av avtalstexten.",
            "There is no signature. An account that is Secure is changed with at least one signature of the "
            "agreement text.",
        )
    is_same_text = request is None or request.agreement_text == agreement_text
    stored = signatures_of(request) if request and is_same_text else {}
    collected = count(signatories, stored | _by_number(fresh), action)
    _require_signers(collected.decision, fresh)
    if not is_same_text and not collected.is_complete:
        raise _other_text()
    claim_all(fresh)
    return collected


def count(signatories: Signatories, given: Mapping[str, GivenSignature], action: AccountAction) -> Collected:
    """What these signatures amount to today: one by somebody who may no longer sign does not count."""
    decision = signatories.decide({number: each.name for number, each in given.items()}, action)
    return Collected(decision, tuple(given[signer.number] for signer in decision.signed_by))


def signatures_of(request: PendingRequest) -> dict[str, GivenSignature]:
    """The stored signatures of a request, by the number of the person."""
    return {
        row.person: GivenSignature(row.person, row.name, row.signed_at, row.is_mocked)
        for row in request.signatures.all()
    }


def _by_number(fresh: Sequence[VerifiedSignature]) -> dict[str, GivenSignature]:
    return {each.number: GivenSignature(each.number, each.name, each.signed_at, each.is_mocked) for each in fresh}


def _require_signers(decision: SignatoryDecision, fresh: Sequence[VerifiedSignature]) -> None:
    if decision.status is AuthorizationStatus.RULES_NOT_SUPPORTED:
        return
    for signature in fresh:
        if not decision.counts(signature.number):
            who = masked(signature.number)
            raise RegistrationNotSigned(
                f"{who} har skrivit under, men får inte teckna för kontot. De som får ges av "
                "testNewSigner och isAuthorizedSigner.",
                f"{who} has signed, but may not sign for the account. testNewSigner and isAuthorizedSigner say "
                "who may.",
            )


def _other_text() -> IllegalState:
    return IllegalState(
        "En begäran med en annan avtalstext eller ett annat innehåll väntar redan på underskrifter. Skriv under "
        "den (getPending… ger texten), eller ta bort den med deletePending….",
        "There is a request already that waits for signatures, with another agreement text or another content. "
        "Sign that one (getPending… gives its text), or withdraw it with deletePending….",
    )
