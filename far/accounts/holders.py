"""The number of a holder, as calls about one account give it."""

from infra.errors import InvalidInput
from infra.identity import RecipientId


def require_possible(holder: RecipientId) -> None:
    """Return if the number is one that somebody can have. The schema has checked its form.

    Raises:
        InvalidInput: a day that does not exist, or a wrong check digit (5001).
    """
    if not holder.has_possible_day:
        raise InvalidInput(
            f"Id ({holder}) anger en dag som inte finns. Rätta numret.",
            f"Id ({holder}) names a day that does not exist. Correct the number.",
        )
    if not holder.has_valid_check_digit:
        raise InvalidInput(
            f"Id ({holder}) har fel kontrollsiffra. Rätta numret.",
            f"Id ({holder}) has a wrong check digit. Correct the number.",
        )
