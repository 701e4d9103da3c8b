"""Read identity numbers as people write them, and say in both languages what is wrong with those that are none."""

from infra.errors import InvalidInput
from infra.identity import IdentityError, OrganisationNumber, RecipientId
from infra.identity.explanations import explain_mistake
from infra.texts import Text


def read_recipient(written: str) -> RecipientId:
    """The number of a person or an organisation, with or without hyphen and century.

    Raises:
        InvalidInput: it is none, and why. The number itself is not repeated.
    """
    try:
        return RecipientId.parse(written)
    except IdentityError as problem:
        raise InvalidInput.saying(_what_is_wrong(written, problem), slug="identity-number-invalid") from problem


def read_organisation(written: str) -> OrganisationNumber:
    """An organisation number: ten digits, or twelve that begin with 16.

    Raises:
        InvalidInput: it is none, and why.
    """
    try:
        return OrganisationNumber.parse(written)
    except IdentityError as problem:
        form = Text(
            "; ett organisationsnummer är tio siffror, eller 16 och de tio",
            "; an organisation number is ten digits, or 16 and the ten",
        )
        raise InvalidInput.saying(
            _what_is_wrong(written, problem) + form, slug="identity-number-invalid"
        ) from problem


def _what_is_wrong(written: str, problem: IdentityError) -> Text:
    return Text("inget giltigt nummer: det ", "not a valid number: it ") + explain_mistake(
        written.strip(), problem
    )
