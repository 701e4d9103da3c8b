"""The numbers of holders and users as calls give them, checked beyond the form that the schema has checked."""

from typing import Final

from infra.errors import InvalidInput
from infra.identity import IdentityError, RecipientId
from infra.identity.element_names import element_name

USER: Final = "UserIdentity"


def read_holder(number: str, element: str = "Id") -> RecipientId:
    """The holder with this number. `element`: where it stands.

    Raises:
        InvalidInput: a day that does not exist, or a wrong check digit (5001).
    """
    holder = RecipientId.from_contract(number)
    require_possible(holder, element)
    return holder


def read_user(identity: str, element: str = USER) -> str:
    """The person who acts, by a number or a foreign identity. `element`: where it stands.

    Raises:
        InvalidInput: a number that nobody can have (5001).
    """
    require_possible_user(identity, element)
    return identity


def require_possible(number: RecipientId, element: str = "Id") -> None:
    """Return if the number is one that somebody can have. `element`: where it stands.

    Raises:
        InvalidInput: a day that does not exist, or a wrong check digit (5001).
    """
    element = element_name(element)
    if not number.has_possible_day:
        raise InvalidInput(
            f"{element} ({number}) anger en dag som inte finns. Rätta numret.",
            f"{element} ({number}) names a day that does not exist. Correct the number.",
            slug="holder-day-does-not-exist",
        )
    if not number.has_valid_check_digit:
        raise InvalidInput(
            f"{element} ({number}) har fel kontrollsiffra. Rätta numret.",
            f"{element} ({number}) has a wrong check digit. Correct the number.",
            slug="holder-check-digit-wrong",
        )


def require_possible_user(identity: str, element: str = USER) -> None:
    """Return if it is a number that a person can have, or a foreign identity, which is not checked.

    Raises:
        InvalidInput: a number that nobody can have (5001).
    """
    if is_foreign(identity):
        return
    try:
        number = RecipientId.from_contract(identity)
    except IdentityError as problem:
        name = element_name(element)
        raise InvalidInput(
            f"{name} ({mask_user(identity)}) har inte formen av ett personnummer.",
            f"{name} ({mask_user(identity)}) does not have the form of a personal identity number.",
            slug="user-identity-malformed",
        ) from problem
    require_possible(number, element)


def is_foreign(user: str) -> bool:
    """A foreign identity begins with its country. Source: contract type UserIdentity."""
    return not user[:1].isdigit()


def mask_user(user: str) -> str:
    """A person's identity as texts show it: the day of birth, or the country."""
    return f"{user[:2] if is_foreign(user) else user[:8]}****"
