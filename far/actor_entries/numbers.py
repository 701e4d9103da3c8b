"""Numbers for test organisations: valid, and of nobody in the register.

556999-0000 to 556999-8999 are free for anybody; the seeded organisations have those from 556999-9000 on.
"""

import secrets
from collections.abc import Iterable
from typing import Final

from far.actor_entries.entry import MODELS
from far.models import Account
from infra.errors import IllegalState, InvalidInput
from infra.identity import IdentityError, OrganisationNumber, RecipientId, luhn_holds
from infra.identity.reading import read_organisation
from infra.texts import Text

SERIES: Final = "556999"
SERIAL_NUMBERS: Final = range(900)
"""Three digits after the series; the check digit follows."""
A_PERSON: Final = Text(
    "en persons nummer; aktörer är organisationer, vars nummer är tio siffror, eller 16 och de tio",
    "a person's number; actors are organisations, whose number is ten digits, or 16 and the ten",
)
A_FREE_ONE: Final = Text(
    ". POST /api/v1/actors/any, eller nummerfältet tomt i konsolen, ger ett ledigt",
    ". POST /api/v1/actors/any, or an empty number in the console, gives one that is free",
)


def read_number(written: str) -> OrganisationNumber:
    """The number of an organisation as people write it.

    Raises:
        InvalidInput: it is none, and what to do; a person's number is not repeated (5001).
    """
    if _is_of_person(written):
        raise InvalidInput.saying(A_PERSON, slug="organisation-number-is-a-person")
    try:
        return read_organisation(written)
    except InvalidInput as refusal:
        raise InvalidInput.saying(refusal.text + A_FREE_ONE, slug="organisation-number-invalid") from refusal


def unused_number(taken: Iterable[str] = ()) -> OrganisationNumber:
    """A valid number that no actor has. One that a disconnected actor had is given when no other is left.

    `taken`: further numbers that are not to be given.

    Raises:
        IllegalState: all are in use (5011).
    """
    candidates = {_number(serial) for serial in SERIAL_NUMBERS}.difference(taken)
    candidates -= set(Account.objects.filter(recipient__in=candidates).values_list("recipient", flat=True))
    free = candidates - _used(candidates) or candidates - _used(candidates, disconnected_at=None)
    if not free:
        raise IllegalState(
            f"Alla {len(SERIAL_NUMBERS)} nummer för testorganisationer är tagna. Koppla ifrån några aktörer, "
            "eller ange ett eget nummer.",
            f"All {len(SERIAL_NUMBERS)} numbers of test organisations are taken. Disconnect some actors, or give "
            "a number of your own.",
            slug="test-organisations-used-up",
        )
    return OrganisationNumber.parse(secrets.choice(sorted(free)))


def _is_of_person(written: str) -> bool:
    try:
        return RecipientId.parse(written).is_person
    except IdentityError:
        return False


def _number(serial: int) -> str:
    nine = f"{SERIES}{serial:03}"
    return next(f"16{nine}{digit}" for digit in range(10) if luhn_holds(f"{nine}{digit}"))


def _used(candidates: set[str], **conditions: object) -> set[str]:
    return {
        number
        for model in MODELS.values()
        for number in model._default_manager.filter(organisation__in=candidates, **conditions).values_list(
            "organisation", flat=True
        )
    }
