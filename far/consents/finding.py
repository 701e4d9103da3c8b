"""Find the one consent that an operation names by its account and the person who got it."""

from far.consents.expiry import end_expired
from far.consents.states import State
from far.models import Consent
from infra.errors import IllegalState, NotFound
from infra.identity import RecipientId


def find_open(account: RecipientId, holder: str) -> Consent | None:
    """The consent between the two that has not ended; at most one has not."""
    end_expired()
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
        )
    return found


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
    )
