"""The numbers of holders and users as calls give them, checked beyond the form that the schema has checked."""

from infra.errors import InvalidInput
from infra.identity import IdentityError, RecipientId


def read_holder(number: str, element: str = "Id") -> RecipientId:
    """The holder with this number. `element`: where it stands.

    Raises:
        InvalidInput: a day that does not exist, or a wrong check digit (5001).
    """
    holder = RecipientId.from_contract(number)
    if not holder.has_possible_day:
        raise InvalidInput(
            f"{element} ({holder}) anger en dag som inte finns. Rätta numret.",
            f"{element} ({holder}) names a day that does not exist. Correct the number.",
        )
    if not holder.has_valid_check_digit:
        raise InvalidInput(
            f"{element} ({holder}) har fel kontrollsiffra. Rätta numret.",
            f"{element} ({holder}) has a wrong check digit. Correct the number.",
        )
    return holder


def read_user(identity: str) -> str:
    """The person who acts: a number that a person can have, or a foreign identity, which is not checked.

    Raises:
        InvalidInput: a number that nobody can have (5001).
    """
    if is_foreign(identity):
        return identity
    try:
        return read_holder(identity, "UserIdentity").value
    except IdentityError as problem:
        raise InvalidInput(
            f"UserIdentity ({masked(identity)}) har inte formen av ett personnummer.",
            f"UserIdentity ({masked(identity)}) does not have the form of a personal identity number.",
        ) from problem


def is_foreign(user: str) -> bool:
    """A foreign identity begins with its country. Source: contract type UserIdentity."""
    return not user[:1].isdigit()


def masked(user: str) -> str:
    """A person's identity as texts show it: the day of birth, or the country."""
    return f"{user[:2] if is_foreign(user) else user[:8]}****"
