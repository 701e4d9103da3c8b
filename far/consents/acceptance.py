"""The person who is offered a consent accepts or refuses it.

Source: contract operations accept and refuse.
"""

from far.consents import finding, parties
from far.consents.state_log import log_state
from far.consents.states import TRANSITIONS, Ending, State
from far.models import Consent, ServiceSupplier
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.errors import UserNotAuthorised
from infra.identity import RecipientId


def accept_consent(operator: ServiceSupplier, account: RecipientId, user: str) -> None:
    """The person takes the right; from now on it may be used.

    Raises:
        NotFound: the person is offered no consent to the account (5003).
        UserNotAuthorised: the owner asks, and cannot accept for the other (8003).
        AccessDenied: neither of the two is the operator's customer (5002).
        IllegalState: it is not waiting to be accepted (5011).
        AccountDoesNotExist: the owner has closed the account meanwhile (8002).
    """
    consent = _require_offered(operator, account, user)
    parties.require_account(account)
    accept_offer(consent)


def refuse_consent(operator: ServiceSupplier, account: RecipientId, user: str) -> None:
    """The person refuses the offer, so the consent ends. Raises as `accept_consent`, save AccountDoesNotExist."""
    refuse_offer(_require_offered(operator, account, user))


def accept_offer(consent: Consent) -> None:
    """Bring an offered consent into force.

    Raises:
        IllegalState: it is not waiting to be accepted, or somebody was faster (5011).
    """
    _move(consent, State.ACTIVE, accepted_at=clock.now())


def refuse_offer(consent: Consent) -> None:
    """End an offered consent. Raises as `accept_offer`."""
    _move(consent, State.ENDED, ending=Ending.REFUSED, ended_at=clock.now())


def _require_offered(operator: ServiceSupplier, account: RecipientId, user: str) -> Consent:
    if user == account.value:
        raise UserNotAuthorised(
            f"{account} äger brevlådan. Bara den som erbjuds samtycket kan svara på det.",
            f"{account} owns the mailbox. Only the person who is offered the consent can answer it.",
            slug="only-receiver-answers-consent",
        )
    consent = finding.require_open(account, user)
    parties.require_served(operator, [consent.account, consent.holder])
    return consent


def _move(consent: Consent, state: State, **changes: object) -> None:
    rows = Consent.objects.filter(pk=consent.pk)
    with write_transaction():
        is_moved = TRANSITIONS.move_rows(rows, State.WAITING_FOR_ACCEPT, state, **changes)
        if is_moved:
            log_state(consent, state)
    if not is_moved:
        consent.refresh_from_db()
        raise finding.wrong_state(consent, State.WAITING_FOR_ACCEPT)
