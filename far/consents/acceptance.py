"""The person who is offered a consent accepts or refuses it.

Source: contract operations accept and refuse.
"""

from far.consents import finding, parties
from far.consents.states import TRANSITIONS, Ending, State
from far.models import Consent, ServiceSupplier
from infra import clock
from infra.errors import UserNotAuthorised
from infra.identity import RecipientId


def accept(account: RecipientId, user: str, operator: ServiceSupplier) -> None:
    """The person takes the right; from now on it may be used.

    Raises:
        NotFound: the person is offered no consent to the account (5003).
        UserNotAuthorised: the owner asks, who cannot accept for the other (8003).
        AccessDenied: neither of the two is the operator's customer (5002).
        IllegalState: it is not waiting to be accepted (5011).
        AccountDoesNotExist: the owner has closed the account meanwhile (8002).
    """
    consent = _require_offered(account, user, operator)
    parties.require_account(account)
    accept_offer(consent)


def refuse(account: RecipientId, user: str, operator: ServiceSupplier) -> None:
    """The person does not want the right; the consent ends. Raises as `accept`, but not AccountDoesNotExist."""
    refuse_offer(_require_offered(account, user, operator))


def accept_offer(consent: Consent) -> None:
    """Bring an offered consent into force.

    Raises:
        IllegalState: it is not waiting to be accepted, or somebody was faster (5011).
    """
    _move(consent, State.ACTIVE, accepted_at=clock.now())


def refuse_offer(consent: Consent) -> None:
    """End an offered consent. Raises as `accept_offer`."""
    _move(consent, State.ENDED, ending=Ending.REFUSED, ended_at=clock.now())


def _require_offered(account: RecipientId, user: str, operator: ServiceSupplier) -> Consent:
    if user == account.value:
        raise UserNotAuthorised(
            f"{account} äger brevlådan. Bara den som erbjuds samtycket kan svara på det.",
            f"{account} owns the mailbox. Only the person who is offered the consent can answer it.",
        )
    consent = finding.require_open(account, user)
    parties.require_served([consent.account, consent.holder], operator)
    return consent


def _move(consent: Consent, state: State, **changes: object) -> None:
    rows = Consent.objects.filter(pk=consent.pk)
    if not TRANSITIONS.move_rows(rows, State.WAITING_FOR_ACCEPT, state, **changes):
        consent.refresh_from_db()
        raise finding.wrong_state(consent, State.WAITING_FOR_ACCEPT)
