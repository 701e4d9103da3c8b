"""A consent is given: asked for by the owner, signed by as many as must, and then offered to the other person.

Source: contract registerConsent; api-6.3 §3.1, the states of register, which this follows.
"""

from collections.abc import Sequence

from django.conf import settings

from far.accounts.eligibility import require_eligible
from far.accounts.locking import change_account, lock_account
from far.accounts.ownership import require_active, require_customer
from far.accounts.signing.collecting import Collected
from far.accounts.signing.signers import Signatories
from far.base_registers.people import Person
from far.consents import parties, signing
from far.consents.finding import ConsentOrder, find_open
from far.consents.signing import Purpose
from far.consents.state_log import log_state
from far.consents.states import TRANSITIONS, State
from far.models import Consent, ServiceSupplier
from far.signatures import VerifiedSignature
from infra import clock
from infra.errors import AlreadyExists, IllegalState


def register_consent(
    operator: ServiceSupplier, order: ConsentOrder, fresh: Sequence[VerifiedSignature]
) -> Collected:
    """Begin a consent, or add signatures to one that lacks some. With enough of them it waits to be accepted.

    A rule that no machine can interpret is an answer: nothing is stored then.

    Raises:
        AccountDoesNotExist, IllegalState, AccessDenied: no account, one that waits for signatures, or another
            operator's customer (8002, 5011, 5002).
        InvalidInput, IdentityDoesNotExist, ProtectedIdentity: the receiver cannot have it (5001, 6007, 6006).
        AlreadyExists: the consent is signed already (5007).
        IllegalState: it waits for signatures of another text (5011).
        RegistrationNotSigned: a signature does not count, or is used again (5010).
    """
    account = parties.require_account(order.account)
    require_customer(operator, account)
    holder = parties.require_holder(order.holder, order.account)
    signatories = require_eligible(order.account, account.supplier)

    def change() -> Collected:
        require_customer(operator, require_active(lock_account(order.account), order.account))
        consent = _pending(order)
        collected = signing.collect_signatures(signatories, fresh, consent, Purpose.GIVE)
        if collected.is_undecidable:
            return collected
        consent = _with_text(consent, order) if consent else _begin(order, signatories, holder)
        signing.store_signatures(consent, Purpose.GIVE, fresh)
        if collected.is_complete:
            _offer(consent)
        log_state(consent, State.WAITING_FOR_ACCEPT if collected.is_complete else State.SIGNING_INCOMPLETE)
        return collected

    return change_account(change)


def _pending(order: ConsentOrder) -> Consent | None:
    """The consent that lacks signatures, if one was begun."""
    consent = find_open(order.account, order.holder.value)
    if consent is None:
        return None
    if consent.state != State.SIGNING_INCOMPLETE:
        raise AlreadyExists(
            f"Samtycket finns redan, i läge {consent.state}. Avsluta det med cancel innan ett nytt ges.",
            f"The consent exists already, in the state {consent.state}. End it with cancel before you give a new "
            "one.",
            slug="consent-exists",
        )
    if consent.agreement_text and order.agreement_text not in {"", consent.agreement_text}:
        raise IllegalState(
            "Ett samtycke med en annan avtalstext väntar på underskrifter. Skriv under den text som getAll ger, "
            "eller ta tillbaka det med Type=Cancel.",
            "A consent with another agreement text waits for signatures. Sign the text that getAll gives, or "
            "withdraw it with Type=Cancel.",
            slug="other-consent-pending",
        )
    return consent


def _with_text(consent: Consent, order: ConsentOrder) -> Consent:
    """A consent that was prepared without a text has the one that is signed first."""
    if not consent.agreement_text:
        consent.agreement_text, consent.requested_on = order.agreement_text, order.requested_on
        consent.save(update_fields=["agreement_text", "requested_on"])
    return consent


def _begin(order: ConsentOrder, signatories: Signatories, holder: Person) -> Consent:
    return Consent.objects.create(
        account=order.account.value,
        account_name=signatories.holder_name,
        holder=holder.number,
        holder_name=holder.name,
        level=_agreed_level(order.agreement_text) or settings.CONSENT_LEVEL,
        state=State.SIGNING_INCOMPLETE,
        agreement_text=order.agreement_text,
        requested_on=order.requested_on,
        created_at=clock.now(),
    )


def _agreed_level(text: str) -> Consent.Level | None:
    """The contract's word for a level where it is the last word of the signed text, else None.

    No other element of the contract carries the level. In the signed text it is what the owner agreed to.
    """
    last = text.rpartition("\n")[2].rpartition(" ")[2]
    return Consent.Level(last) if last in Consent.Level.values else None


def _offer(consent: Consent) -> None:
    TRANSITIONS.move_rows(
        Consent.objects.filter(pk=consent.pk), State.SIGNING_INCOMPLETE, State.WAITING_FOR_ACCEPT
    )
