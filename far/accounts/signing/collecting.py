"""Signatures that arrive one by one: those that are stored and those that come with a call, counted together.

Source: api-6.3 §3.1: "sufficient" counts the signatures already stored and those that come with this call.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from far.accounts.identities import mask_user
from far.accounts.signing.signers import Signatories
from far.accounts.signing.waiting import ChangeOrder, GivenSignature, signatures_of
from far.models import PendingRequest, RequestKind
from far.signatories import AccountAction, AuthorizationStatus, SignatoryDecision
from far.signatures import VerifiedSignature, claim_all
from infra.errors import IllegalState, RegistrationNotSigned


@dataclass(frozen=True)
class Collected:
    """What the signatures so far amount to. Source: contract type SignatureAuthorizationResult."""

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
        """No machine can say whether they suffice, so nothing can wait for more of them."""
        return self.decision.status is AuthorizationStatus.RULES_NOT_SUPPORTED


UNSIGNED: Final = Collected(SignatoryDecision(AuthorizationStatus.COMPLETE, (), (), ""))
"""Of an anonymous account, which has a user name and a password instead. Source: api-6.3 §3.1."""


def collect_signatures(
    signatories: Signatories,
    fresh: Sequence[VerifiedSignature],
    request: PendingRequest | None,
    order: ChangeOrder,
) -> Collected:
    """Count the fresh signatures with those of the request that waits. Each can be used once.

    Raises:
        RegistrationNotSigned: there is no signature, or one by somebody who may not sign (5010).
        IllegalState: more signatures are needed, and those stored are for something else (5011).
    """
    if not fresh:
        raise RegistrationNotSigned(
            "Underskrift saknas. Den här ändringen kräver minst en underskrift av avtalstexten.",
            "There is no signature. This change needs at least one signature of the agreement text.",
            slug="change-lacks-signature",
        )
    is_for_this = request is None or order.is_of(request)
    stored = signatures_of(request) if request and is_for_this else {}
    given = stored | {each.number: GivenSignature.of(each) for each in fresh}
    collected = count_signatures(signatories, given, action_of(order.kind))
    require_signers(collected.decision, fresh)
    if not is_for_this and not collected.is_complete:
        raise _other_request()
    claim_all(fresh)
    return collected


def count_signatures(
    signatories: Signatories,
    given: Mapping[str, GivenSignature],
    action: AccountAction = AccountAction.OWNERSHIP,
) -> Collected:
    """What these signatures amount to today: one by somebody who may no longer sign does not count."""
    decision = signatories.decide({number: each.name for number, each in given.items()}, action)
    return Collected(decision, tuple(given[signer.number] for signer in decision.signed_by))


def action_of(kind: RequestKind) -> AccountAction:
    """What a signatory rule is asked about."""
    return AccountAction.SETTINGS if kind is RequestKind.PREFERENCES else AccountAction.OWNERSHIP


def require_signers(decision: SignatoryDecision, fresh: Sequence[VerifiedSignature]) -> None:
    """Return if each fresh signature counts, or no machine can say.

    Raises:
        RegistrationNotSigned: one is by somebody who may not sign (5010).
    """
    if decision.status is AuthorizationStatus.RULES_NOT_SUPPORTED:
        return
    for signature in fresh:
        if not decision.counts(signature.number):
            who = mask_user(signature.number)
            raise RegistrationNotSigned(
                f"{who} har skrivit under, men får inte teckna för kontot. isAuthorizedSigner och testNewSigner "
                "svarar på vilka som får.",
                f"{who} has signed, but may not sign for the account. isAuthorizedSigner and testNewSigner answer "
                "who may.",
                slug="signer-may-not-sign",
            )


def _other_request() -> IllegalState:
    return IllegalState(
        "En begäran med en annan avtalstext eller ett annat innehåll väntar redan på underskrifter. Skriv under "
        "den (getPending… ger texten), eller ta bort den med deletePending….",
        "A request with another agreement text or another content waits for signatures already. Sign that one "
        "(getPending… gives its text), or withdraw it with deletePending….",
        slug="other-request-pending",
    )
