"""A consent ends, by either side.

The person who has it ends it alone. The owner withdraws an offer with one entitled person's word, and ends a
consent in force with signatures. Source: contract operation cancel; AccountActions CancelConsent.
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import Final

from far.accounts.ownership import require_customer
from far.accounts.signing.collecting import UNSIGNED, Collected
from far.accounts.signing.parties import is_left_with, signatories_of_waiting
from far.accounts.signing.signers import Signatories, named_signatories_of, require_user
from far.consents import finding, parties, signing
from far.consents.expiry import end_closed, withdraw_end
from far.consents.finding import ConsentOrder
from far.consents.signing import Purpose
from far.consents.state_log import log_state
from far.consents.states import TRANSITIONS, Ending, State
from far.models import Consent, ServiceSupplier
from far.signatories import AccountAction, AuthorizationStatus
from far.signatures import VerifiedSignature, claim_all
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.errors import IllegalState

OFFERED: Final = (State.SIGNING_INCOMPLETE, State.WAITING_FOR_ACCEPT)
"""Not in force yet."""
OPEN: Final = (*OFFERED, State.ACTIVE)


class Side(Enum):
    """The side that ends a consent."""

    OWNER = "owner"
    HOLDER = "holder"


def cancel_consent(
    operator: ServiceSupplier, order: ConsentOrder, user: str, fresh: Sequence[VerifiedSignature]
) -> Collected:
    """End the consent for the person who asks: its holder, its owner, or somebody who signs for the owner.

    Raises:
        NotFound: there is none (5003).
        AccessDenied: neither side is the operator's customer (5002).
        UserNotAuthorised: the person is on neither side (8003).
        RegistrationNotSigned: the owner ends a consent in force without signatures that count, or with ones that
            have been used (5010).
        IllegalState: its end waits for signatures of another text (5011).
    """
    consent = finding.require_open(order.account, order.holder.value)
    parties.require_served(operator, [consent.account, consent.holder])
    if user == consent.holder:
        end_by_holder(consent)
        return UNSIGNED
    signatories = signatories_of_waiting(order.account)
    is_offered = consent.state in OFFERED
    if not (is_offered and _is_left_with(consent, signatories, user)):
        require_user(signatories, user, AccountAction.CANCEL_CONSENT)
    if is_offered:
        end_consent(consent, OFFERED, Ending.WITHDRAWN)
        return UNSIGNED
    return _end_signed(consent, signatories, fresh, order)


def delete_consent(
    operator: ServiceSupplier, order: ConsentOrder, fresh: Sequence[VerifiedSignature]
) -> Collected:
    """The owner ends the consent, offered or in force, by signatures. Raises as `cancel_consent`."""
    consent = _owners_consent(operator, order)
    signatories = named_signatories_of(order.account)
    if consent.state in OFFERED:
        return _withdraw_signed(consent, signatories, fresh)
    return _end_signed(consent, signatories, fresh, order)


def withdraw_offer(
    operator: ServiceSupplier, order: ConsentOrder, fresh: Sequence[VerifiedSignature]
) -> Collected:
    """The owner takes back an offer, or the end of a consent in force that lacks signatures.

    One who may sign does so by a signature. Raises as `cancel_consent`, and IllegalState: the consent is in force,
    and nothing waits (5011).
    """
    consent = _owners_consent(operator, order)
    signatories = named_signatories_of(order.account)
    if consent.state == State.ACTIVE:
        return _keep_signed(consent, signatories, fresh)
    finding.require_state(consent, *OFFERED)
    return _withdraw_signed(consent, signatories, fresh)


def end_by(side: Side, consent: Consent) -> None:
    """End a consent as one of its sides wishes. Raises as `end_by_holder` and `end_by_owner`."""
    if side is Side.HOLDER:
        end_by_holder(consent)
    else:
        end_by_owner(consent)


def end_by_holder(consent: Consent) -> None:
    """End a consent as the person who has it wishes.

    Raises:
        IllegalState: it is not signed yet, or has ended (5011).
    """
    is_refused = consent.state == State.WAITING_FOR_ACCEPT
    reason = Ending.REFUSED if is_refused else Ending.CANCELLED_BY_HOLDER
    end_consent(consent, (State.WAITING_FOR_ACCEPT, State.ACTIVE), reason)


def end_by_owner(consent: Consent) -> None:
    """End a consent as its owner wishes, where no signature is asked for. Raises as `end_consent`."""
    reason = Ending.WITHDRAWN if consent.state in OFFERED else Ending.CANCELLED_BY_OWNER
    end_consent(consent, OPEN, reason)


def end_all_of(account: str) -> int:
    """End every consent to an account that is closed. Returns how many. Call it in the same transaction."""
    return end_closed(Consent.objects.filter(account=account).exclude(state=State.ENDED))


def end_consent(consent: Consent, before: Sequence[State], reason: Ending) -> None:
    """End a consent that is in one of the states.

    Raises:
        IllegalState: it is in another, or somebody was faster (5011).
    """
    finding.require_state(consent, *before)
    rows = Consent.objects.filter(pk=consent.pk)
    with write_transaction():
        is_ended = TRANSITIONS.move_rows(
            rows, State(consent.state), State.ENDED, ending=reason, ended_at=clock.now()
        )
        if is_ended:
            log_state(consent, State.ENDED, {"ending": reason})
    if not is_ended:
        raise IllegalState(
            "Samtycket ändrades i samma stund av någon annan. Läs det med getAll och försök igen.",
            "Somebody else changed the consent at the same moment. Read it with getAll and try again.",
            slug="consent-changed-meanwhile",
        )


def _is_left_with(consent: Consent, signatories: Signatories, user: str) -> bool:
    """Whether nobody can sign for the owner any longer, and the user has signed or is counted by the rule."""
    signers = signing.signatures_of(consent, Purpose.GIVE)
    return is_left_with(signatories, user, signers, signing.ACTIONS[Purpose.GIVE])


def _owners_consent(operator: ServiceSupplier, order: ConsentOrder) -> Consent:
    require_customer(operator, parties.require_account(order.account))
    return finding.require_open(order.account, order.holder.value)


def _withdraw_signed(consent: Consent, signatories: Signatories, fresh: Sequence[VerifiedSignature]) -> Collected:
    """Nobody has the right yet, so one signature that counts is enough."""
    with write_transaction():
        collected = signing.collect_signatures(signatories, fresh, None, Purpose.END)
        end_consent(consent, OFFERED, Ending.WITHDRAWN)
        signing.store_signatures(consent, Purpose.END, fresh)
    return _enough(collected)


def _keep_signed(consent: Consent, signatories: Signatories, fresh: Sequence[VerifiedSignature]) -> Collected:
    """The consent stays in force as it was, so one signature that counts is enough."""
    with write_transaction():
        consent = _locked(consent)
        if not signing.signatures_of(consent, Purpose.END):
            raise finding.wrong_state(consent, *OFFERED)
        collected = signing.collect_signatures(signatories, fresh, None, Purpose.END)
        claim_all(fresh)
        withdraw_end(consent)
    return _enough(collected)


def _enough(collected: Collected) -> Collected:
    """What needs one signature is complete with it, whatever the rule says of others."""
    enough = replace(collected.decision, status=AuthorizationStatus.COMPLETE, possible_signers=())
    return Collected(enough, collected.counted)


def _end_signed(
    consent: Consent, signatories: Signatories, fresh: Sequence[VerifiedSignature], order: ConsentOrder
) -> Collected:
    with write_transaction():
        consent = _locked(consent)
        text = finding.text_to_sign(order)
        is_other = bool(consent.ending_text) and text != consent.ending_text
        counted_with = None if is_other else consent
        collected = signing.collect_signatures(signatories, fresh, counted_with, Purpose.END)
        if is_other and not collected.is_complete:
            raise _other_end()
        if not collected.is_undecidable:
            signing.store_signatures(consent, Purpose.END, fresh)
            Consent.objects.filter(pk=consent.pk).update(ending_text=text)
        if collected.is_complete:
            end_consent(consent, (State.ACTIVE,), Ending.CANCELLED_BY_OWNER)
        return collected


def _locked(consent: Consent) -> Consent:
    """The consent in force, locked until the transaction ends. Raises as `finding.require_state`."""
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    finding.require_state(consent, State.ACTIVE)
    return consent


def _other_end() -> IllegalState:
    return IllegalState(
        "Samtyckets upphörande väntar redan på underskrifter av en annan text. Skriv under den text som getAll "
        "ger, eller ta tillbaka det med registerConsent och Type=Cancel.",
        "The end of the consent waits for signatures of another text already. Sign the text that getAll gives, or "
        "withdraw it with registerConsent and Type=Cancel.",
        slug="other-consent-end-pending",
    )
