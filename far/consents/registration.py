"""A consent is given: asked for by the owner, signed by as many as must, and then offered to the other person.

Source: contract registerConsent; api-6.3 §3.1, the states of register, which this follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from contracts.common import SignatureData
from far.base_registers.people import Person
from far.consents import finding, parties, signing
from far.consents.signing import Purpose, SigningResult
from far.consents.states import TRANSITIONS, State
from far.mailbox_owners import Owner, find_owner
from far.models import Account, Consent, ServiceSupplier
from far.signatories import AccountAction, AuthorizationStatus
from infra import clock
from infra.database.sqlite_write_lock import writing
from infra.errors import AlreadyExists, IllegalState, InvalidInput
from infra.identity import RecipientId


@dataclass(frozen=True)
class ConsentOrder:
    """What the owner asks for: a consent between an account and a person, and the text that is signed."""

    account: RecipientId
    holder: RecipientId
    agreement_text: str
    requested_on: date


def register(
    order: ConsentOrder, data: Sequence[SignatureData], operator: ServiceSupplier
) -> SigningResult:
    """Begin a consent, or add signatures to one that lacks some. With enough of them it waits to be accepted.

    A rule that no machine can interpret is an answer: nothing is stored then.

    Raises:
        AccountDoesNotExist, AccessDenied: no account, or another operator's customer (8002, 5002).
        InvalidInput, IdentityDoesNotExist, ProtectedIdentity: the receiver cannot have it (5001, 6007, 6006).
        AlreadyExists: the consent is signed already (5007).
        IllegalState: the text is another than the one that was signed first (5011).
        SignatureFault, RegistrationNotSigned: a signature does not hold, or does not count (5012, 5010).
    """
    account = parties.require_account(order.account)
    parties.require_customer(account, operator)
    holder = parties.require_holder(order.holder, order.account)
    owner = find_owner(order.account)
    text = _text_to_sign(order)
    verified = signing.verify_all(data, text)
    with writing():
        _lock(account)
        consent = _pending(order, text)
        earlier = signing.signers_of(consent, Purpose.GIVE)
        decision = signing.decide(owner, earlier, verified, AccountAction.OWNERSHIP)
        if decision.status is AuthorizationStatus.RULES_NOT_SUPPORTED:
            return SigningResult(owner.number, decision)
        consent = consent or _begin(order, text, owner, holder)
        signing.store(consent, Purpose.GIVE, verified)
        if decision.is_complete:
            _offer(consent)
        return SigningResult(owner.number, decision, signing.last_signature_at(consent, Purpose.GIVE))


def _text_to_sign(order: ConsentOrder) -> str:
    """The text of the request, else that which the first has signed."""
    known = finding.find_open(order.account, order.holder.value)
    text = order.agreement_text or (known.agreement_text if known else "")
    if not text:
        raise InvalidInput(
            "AgreementText saknas. Skicka den text som ägaren har skrivit under.",
            "AgreementText is missing. Send the text that the owner has signed.",
        )
    return text


def _lock(account: Account) -> None:
    """Of several who sign at the same moment, one goes first."""
    Account.objects.select_for_update(of=("self",)).filter(pk=account.pk).first()


def _pending(order: ConsentOrder, text: str) -> Consent | None:
    """The consent that lacks signatures, if one was begun."""
    consent = finding.find_open(order.account, order.holder.value)
    if consent is None:
        return None
    if consent.state != State.SIGNING_INCOMPLETE:
        raise AlreadyExists(
            f"Samtycket finns redan, i läge {consent.state}. Avsluta det med cancel innan ett nytt ges.",
            f"The consent exists already, in the state {consent.state}. End it with cancel before giving a new one.",
        )
    if consent.agreement_text and consent.agreement_text != text:
        raise IllegalState(
            "Ett samtycke med en annan avtalstext väntar på underskrifter. Skriv under den text som getAll ger, "
            "eller ta tillbaka det med Type=Cancel.",
            "A consent with another agreement text waits for signatures. Sign the text that getAll gives, or "
            "withdraw it with Type=Cancel.",
        )
    return consent


def _begin(order: ConsentOrder, text: str, owner: Owner, holder: Person) -> Consent:
    return Consent.objects.create(
        account=owner.number,
        account_name=owner.name,
        holder=holder.number,
        holder_name=holder.name,
        level=settings.CONSENT_LEVEL,
        state=State.SIGNING_INCOMPLETE,
        agreement_text=text,
        requested_on=order.requested_on,
        created_at=clock.now(),
    )


def _offer(consent: Consent) -> None:
    TRANSITIONS.move_rows(
        Consent.objects.filter(pk=consent.pk), State.SIGNING_INCOMPLETE, State.WAITING_FOR_ACCEPT
    )
