"""What the contract's messages cannot say: a consent's level and last day. For REST and the console.

They act for both sides and ask for no signature, as a tester's hand.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError

from far.accounts.eligibility import require_eligible
from far.consents import finding, parties
from far.consents.ending import OPEN
from far.consents.expiry import end_overdue
from far.consents.state_log import log_state
from far.consents.states import State
from far.models import Consent
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.errors import AlreadyExists
from infra.identity import RecipientId
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues
from infra.validation.name_characters import wrong_with_direction


def make_consent(
    account: RecipientId,
    holder: RecipientId,
    *,
    level: str,
    ends_on: date | None = None,
    state: str = State.WAITING_FOR_ACCEPT,
    agreement_text: str = "",
) -> Consent:
    """Make a consent that begins in the state. One that lacks signatures is signed by registerConsent, and keeps
    its level and last day.

    Raises:
        AccountDoesNotExist: no complete account (8002).
        InvalidInput, IdentityDoesNotExist, ProtectedIdentity: the receiver cannot have it (5001, 6007, 6006).
        InvalidValues: the last day has passed, or the text turns the direction of what follows (5001).
        AlreadyExists: there is one between the two that has not ended (5007).
    """
    _require_day_to_come(ends_on)
    _require_direction(agreement_text)
    consent = _between(account, holder)
    consent.level, consent.state, consent.ends_on = level, state, ends_on
    consent.agreement_text, consent.requested_on = agreement_text, clock.today()
    consent.created_at = clock.now()
    consent.accepted_at = consent.created_at if state == State.ACTIVE else None
    end_overdue()
    _store_consent(consent)
    return consent


def _between(account: RecipientId, holder: RecipientId) -> Consent:
    """A consent of these two, if they may have one. Raises as `make_consent`."""
    supplier = parties.require_account(account).supplier
    person = parties.require_holder(holder, account)
    signatories = require_eligible(account, supplier)
    return Consent(
        account=account.value,
        account_name=signatories.holder_name,
        holder=person.number,
        holder_name=person.name,
    )


def _store_consent(consent: Consent) -> None:
    try:
        with write_transaction():
            consent.save()
            log_state(consent, consent.state, {"level": consent.level, "ends_on": consent.ends_on})
    except IntegrityError as problem:
        raise AlreadyExists(
            f"{RecipientId(consent.account)} har redan ett samtycke till den personen. Ändra eller avsluta det.",
            f"{RecipientId(consent.account)} has a consent to that person already. Change or end it.",
            slug="consent-to-person-exists",
        ) from problem


def change_consent(consent: Consent, values: Mapping[str, Any]) -> Consent:
    """Change the level or the last day (`level`, `ends_on`) of a consent that has not ended; at once.

    Raises:
        IllegalState: it has ended (5011).
        InvalidValues: the last day has passed (5001).
    """
    _require_day_to_come(values.get("ends_on"))
    with write_transaction():
        rows = Consent.objects.filter(pk=consent.pk).exclude(state=State.ENDED)
        changed = rows.update(**values) if values else rows.count()
        if changed:
            log_state(consent, consent.state, values)
    consent.refresh_from_db()
    if not changed:
        raise finding.wrong_state(consent, *OPEN)
    return consent


def _require_day_to_come(day: date | None) -> None:
    if day is not None and day < clock.today():
        text = Text("har passerat; ange i dag eller en senare dag", "has passed; give today or a later day")
        raise InvalidValues([InvalidValue(("ends_on",), text)])


def _require_direction(agreement_text: str) -> None:
    if wrong := wrong_with_direction(agreement_text):
        raise InvalidValues([InvalidValue(("agreement_text",), wrong)])
