"""Find the one consent that an operation names by its account and the person who got it."""

from dataclasses import dataclass
from datetime import date

from far.consents.expiry import end_overdue
from far.consents.states import State
from far.models import Consent
from infra.errors import IllegalState, InvalidInput, NotFound
from infra.identity import RecipientId


@dataclass(frozen=True)
class ConsentOrder:
    """What an owner asks for: a consent between an account and a person, and the text that is signed."""

    account: RecipientId
    holder: RecipientId
    agreement_text: str
    """Empty: the text that the consent, or its end, has already."""
    requested_on: date


def find_open(account: RecipientId, holder: str) -> Consent | None:
    """The consent between the two that has not ended; at most one has not."""
    end_overdue()
    return Consent.objects.filter(account=account.value, holder=holder).exclude(state=State.ENDED).first()


def require_open(account: RecipientId, holder: str) -> Consent:
    """As `find_open`.

    Raises:
        NotFound: there is none, or it has ended (5003).
    """
    found = find_open(account, holder)
    if found is None:
        raise NotFound(
            f"Det finns inget samtycke från {account} till den personen, eller så har det upphört. getAll ger dem "
            "som finns.",
            f"There is no consent from {account} to that person, or it has ended. getAll gives those there are.",
            slug="consent-unknown",
        )
    return found


def text_to_sign(order: ConsentOrder) -> str:
    """The text of the order, else that of the consent between the two, or of its end that waits for signatures.

    Raises:
        InvalidInput: neither has one (5001).
    """
    known = find_open(order.account, order.holder.value)
    text = order.agreement_text or (known.ending_text or known.agreement_text if known else "")
    if not text:
        raise InvalidInput(
            "AgreementText saknas. Skicka den text som ägaren har skrivit under.",
            "AgreementText is missing. Send the text that the owner has signed.",
            slug="agreement-text-missing",
        )
    return text


def require_state(consent: Consent, *allowed: State) -> None:
    """Return if the consent is in one of these states.

    Raises:
        IllegalState: it is in another, and which (5011).
    """
    if consent.state not in allowed:
        raise wrong_state(consent, *allowed)


def wrong_state(consent: Consent, *allowed: State) -> IllegalState:
    """The refusal of a step that the state does not allow."""
    needed = ", ".join(allowed)
    return IllegalState(
        f"Samtycket är i läge {consent.state}; det här går bara i {needed}.",
        f"The consent is in the state {consent.state}; this is possible in {needed} only.",
        slug="consent-in-another-state",
    )
