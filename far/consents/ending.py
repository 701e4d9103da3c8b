"""A consent ends, by either side.

The person who has it ends it alone. The owner withdraws an offer with one entitled person's word, and ends a
consent in force with signatures. Source: contract operation cancel; AccountActions CancelConsent.
"""

from collections.abc import Sequence

from contracts.common import SignatureData
from far.consents import finding, parties, signing
from far.consents.registration import ConsentOrder
from far.consents.signing import Purpose, SigningResult
from far.consents.states import TRANSITIONS, Ending, State
from far.mailbox_owners import Owner, find_owner
from far.models import Consent, ServiceSupplier
from far.signatories import AccountAction, AuthorizationStatus, SignatoryDecision
from infra import clock
from infra.database.sqlite_write_lock import writing
from infra.errors import IllegalState, RegistrationNotSigned, UserNotAuthorised
from infra.identity import RecipientId

ACTION = AccountAction.CANCEL_CONSENT
OFFERED = (State.SIGNING_INCOMPLETE, State.WAITING_FOR_ACCEPT)


def cancel(
    order: ConsentOrder, data: Sequence[SignatureData], user: str, operator: ServiceSupplier
) -> SigningResult:
    """End the consent for the person who asks: its holder, its owner, or somebody who signs for the owner.

    Raises:
        NotFound: there is none (5003).
        AccessDenied: neither side is the operator's customer (5002).
        UserNotAuthorised: the person is on neither side (8003).
        RegistrationNotSigned: the owner ends a consent in force without signatures that count (5010).
        SignatureFault: a signature does not hold, or is used again (5012).
    """
    consent = finding.require_open(order.account, order.holder.value)
    parties.require_served([consent.account, consent.holder], operator)
    if user == consent.holder:
        end_by_holder(consent)
        return SigningResult(consent.account, _COMPLETE)
    owner = find_owner(order.account)
    if not owner.decide({user}, ACTION).counts(user):
        raise _not_entitled(order.account)
    if consent.state in OFFERED:
        end(consent, OFFERED, Ending.WITHDRAWN)
        return SigningResult(consent.account, _COMPLETE)
    return _end_signed(consent, owner, order, data)


def delete(order: ConsentOrder, data: Sequence[SignatureData], operator: ServiceSupplier) -> SigningResult:
    """The owner ends the consent, offered or in force, by signatures. Raises as `cancel`."""
    consent = _owners_consent(order, operator)
    owner = find_owner(order.account)
    if consent.state in OFFERED:
        return _withdraw_signed(consent, owner, order, data)
    return _end_signed(consent, owner, order, data)


def withdraw(order: ConsentOrder, data: Sequence[SignatureData], operator: ServiceSupplier) -> SigningResult:
    """The owner takes an offer back, by the signature of one who may sign.

    Raises as `cancel`, and IllegalState: the consent is in force already (5011).
    """
    consent = _owners_consent(order, operator)
    finding.require_state(consent, *OFFERED)
    return _withdraw_signed(consent, find_owner(order.account), order, data)


def end_by_holder(consent: Consent) -> None:
    """End a consent as the person who has it wishes.

    Raises:
        IllegalState: it is not signed yet, or has ended (5011).
    """
    refused = consent.state == State.WAITING_FOR_ACCEPT
    reason = Ending.REFUSED if refused else Ending.CANCELLED_BY_HOLDER
    end(consent, (State.WAITING_FOR_ACCEPT, State.ACTIVE), reason)


def end_by_owner(consent: Consent) -> None:
    """End a consent as its owner wishes, where no signature is asked for. Raises as `end`."""
    reason = Ending.WITHDRAWN if consent.state in OFFERED else Ending.CANCELLED_BY_OWNER
    end(consent, (*OFFERED, State.ACTIVE), reason)


def end_all_of(account: str) -> int:
    """End every consent to an account that is closed. Returns how many. Call it in the same transaction."""
    moved = 0
    for state in (*OFFERED, State.ACTIVE):
        rows = Consent.objects.filter(account=account, state=state)
        moved += TRANSITIONS.move_rows(
            rows, state, State.ENDED, ending=Ending.ACCOUNT_CLOSED, ended_at=clock.now()
        )
    return moved


def end(consent: Consent, before: Sequence[State], reason: Ending) -> None:
    """End a consent that is in one of the states.

    Raises:
        IllegalState: it is in another, or somebody was faster (5011).
    """
    finding.require_state(consent, *before)
    rows = Consent.objects.filter(pk=consent.pk)
    if not TRANSITIONS.move_rows(
        rows, State(consent.state), State.ENDED, ending=reason, ended_at=clock.now()
    ):
        raise IllegalState(
            "Samtycket ändrades i samma stund av någon annan. Läs det med getAll och försök igen.",
            "Somebody else changed the consent at the same moment. Read it with getAll and try again.",
        )


_COMPLETE = SignatoryDecision(AuthorizationStatus.COMPLETE, (), (), "")
"""No signature was needed."""


def _owners_consent(order: ConsentOrder, operator: ServiceSupplier) -> Consent:
    parties.require_customer(parties.require_account(order.account), operator)
    return finding.require_open(order.account, order.holder.value)


def _withdraw_signed(
    consent: Consent, owner: Owner, order: ConsentOrder, data: Sequence[SignatureData]
) -> SigningResult:
    verified = signing.verify_all(data, order.agreement_text or consent.agreement_text)
    decision = signing.decide(owner, (), verified, ACTION)
    with writing():
        end(consent, OFFERED, Ending.WITHDRAWN)
        signing.store(consent, Purpose.END, verified)
    return SigningResult(owner.number, decision, signing.last_signature_at(consent, Purpose.END))


def _end_signed(
    consent: Consent, owner: Owner, order: ConsentOrder, data: Sequence[SignatureData]
) -> SigningResult:
    if not data:
        raise RegistrationNotSigned(
            f"{owner.name} avslutar ett gällande samtycke med underskrift. Skicka SignatureData i arg1.",
            f"{owner.name} ends a consent in force with a signature. Send SignatureData in arg1.",
        )
    verified = signing.verify_all(data, order.agreement_text or consent.agreement_text)
    with writing():
        consent = Consent.objects.select_for_update().get(pk=consent.pk)
        finding.require_state(consent, State.ACTIVE)
        decision = signing.decide(owner, signing.signers_of(consent, Purpose.END), verified, ACTION)
        if decision.status is AuthorizationStatus.RULES_NOT_SUPPORTED:
            return SigningResult(owner.number, decision)
        signing.store(consent, Purpose.END, verified)
        if decision.is_complete:
            end(consent, (State.ACTIVE,), Ending.CANCELLED_BY_OWNER)
        return SigningResult(owner.number, decision, signing.last_signature_at(consent, Purpose.END))


def _not_entitled(account: RecipientId) -> UserNotAuthorised:
    return UserNotAuthorised(
        f"Personen i arg2 har inte samtycket och får inte teckna för {account}. Bara de två sidorna kan avsluta det.",
        f"The person in arg2 does not have the consent and may not sign for {account}. Only the two sides can end it.",
    )
