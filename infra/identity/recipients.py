"""Whom a delivery is for: numbers whose form the schema has let through, and what it cannot tell."""

from collections.abc import Sequence

from infra.errors import InvalidInput
from infra.identity import RecipientId


def require_valid(numbers: Sequence[str]) -> None:
    """Each number has a day that exists and a check digit that holds, and stands once.

    Raises:
        InvalidInput: says which one does not (5001).
    """
    for place, number in enumerate(numbers, start=1):
        recipient = RecipientId.from_contract(number)
        if not recipient.has_possible_day:
            raise InvalidInput(
                f"Mottagare nummer {place} ({recipient}) anger en dag som inte finns. Rätta numret.",
                f"Recipient number {place} ({recipient}) names a day that does not exist. Correct the number.",
            )
        if not recipient.has_valid_check_digit:
            raise InvalidInput(
                f"Mottagare nummer {place} ({recipient}) har fel kontrollsiffra. Rätta numret.",
                f"Recipient number {place} ({recipient}) has a wrong check digit. Correct the number.",
            )
    _require_different(numbers)


def _require_different(numbers: Sequence[str]) -> None:
    seen: set[str] = set()
    for number in numbers:
        if number in seen:
            raise InvalidInput(
                f"Mottagaren {RecipientId(number)} står två gånger. Varje mottagare ska stå en gång.",
                f"The recipient {RecipientId(number)} stands twice. Each recipient must stand once.",
            )
        seen.add(number)
