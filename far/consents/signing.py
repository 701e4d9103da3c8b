"""The signatures of a consent: those that are stored and those that come with a call, counted together."""

from collections.abc import Sequence

from far.accounts.signing.collecting import Collected, count_signatures, require_signers
from far.accounts.signing.signers import Signatories
from far.accounts.signing.waiting import GivenSignature
from far.models import Consent, ConsentSignature
from far.signatories import AccountAction
from far.signatures import VerifiedSignature, claim_all
from infra.errors import RegistrationNotSigned

Purpose = ConsentSignature.Purpose

ACTIONS = {Purpose.GIVE: AccountAction.OWNERSHIP, Purpose.END: AccountAction.CANCEL_CONSENT}
"""Source: api-6.3 §3.2, testNewSigner."""


def collect_signatures(
    signatories: Signatories, fresh: Sequence[VerifiedSignature], consent: Consent | None, purpose: Purpose
) -> Collected:
    """Count the fresh signatures with those that the consent has for the purpose.

    Raises:
        RegistrationNotSigned: there is no signature, or one by somebody who may not sign (5010).
    """
    if not fresh:
        raise RegistrationNotSigned(
            "Underskrift saknas. Ägaren ger och avslutar ett samtycke med minst en underskrift av avtalstexten.",
            "There is no signature. The owner gives and ends a consent with one signature or more of the "
            "agreement text.",
            slug="consent-lacks-signature",
        )
    stored = signatures_of(consent, purpose) if consent else {}
    given = stored | {each.number: GivenSignature.of(each) for each in fresh}
    collected = count_signatures(signatories, given, ACTIONS[purpose])
    require_signers(collected.decision, fresh)
    return collected


def signatures_of(consent: Consent, purpose: Purpose) -> dict[str, GivenSignature]:
    """The stored signatures for the purpose, by the number of the person."""
    return {
        row.person: GivenSignature(row.person, row.name, row.signed_at, row.is_mocked)
        for row in consent.signatures.all()
        if row.purpose == purpose
    }


def store_signatures(consent: Consent, purpose: Purpose, fresh: Sequence[VerifiedSignature]) -> None:
    """Store the signatures, within the caller's transaction. A second one of the same person adds nothing.

    Raises:
        RegistrationNotSigned: the same signature data have been used before (5010).
    """
    claim_all(fresh)
    rows = [
        ConsentSignature(
            consent=consent,
            purpose=purpose,
            person=each.number,
            name=each.name,
            is_mocked=each.is_mocked,
            signed_at=each.signed_at,
        )
        for each in fresh
    ]
    ConsentSignature.objects.bulk_create(rows, ignore_conflicts=True)
