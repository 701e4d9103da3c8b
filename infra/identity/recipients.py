"""Checks of recipients' identity numbers beyond the form, which the schema checks."""

from collections.abc import Sequence
from typing import Final

from infra.errors import InvalidInput
from infra.identity import RecipientId
from infra.identity.element_names import element_name
from infra.texts import Text

RECIPIENT: Final = Text("Mottagare", "Recipient")
ELEMENT: Final = "recipientId"


def require_valid(numbers: Sequence[str]) -> None:
    """Return if each number of a delivery is possible and stands once.

    Raises:
        InvalidInput: a day that does not exist, a wrong check digit, or a number twice; says which (5001).
    """
    for place, number in enumerate(numbers, start=1):
        _require_possible(RecipientId.from_contract(number), place, RECIPIENT)
    _require_different(numbers)


def require_check_digits(recipients: Sequence[RecipientId], element: str = ELEMENT) -> None:
    """Return if each number of a question is possible. `element`: where they stand.

    Raises:
        InvalidInput: a day that does not exist or a wrong check digit, named by its place (5001).
    """
    for place, recipient in enumerate(recipients, start=1):
        _require_possible(recipient, place, Text.same(element_name(element)))


def _require_possible(recipient: RecipientId, place: int, name: Text) -> None:
    if not recipient.has_possible_day:
        raise InvalidInput(
            f"{name.swedish} nummer {place} ({recipient}) anger en dag som inte finns. Rätta numret.",
            f"{name.english} number {place} ({recipient}) names a day that does not exist. Correct the number.",
            slug="recipient-day-does-not-exist",
            where=f"{name.english}[{place}]",
            received=str(recipient),
        )
    if not recipient.has_valid_check_digit:
        raise InvalidInput(
            f"{name.swedish} nummer {place} ({recipient}) har fel kontrollsiffra. Rätta numret.",
            f"{name.english} number {place} ({recipient}) has a wrong check digit. Correct the number.",
            slug="recipient-check-digit-wrong",
            fix=Text(
                f"Rätta sista siffran i nummer {place}. Testpersonnummer finns i docs/people.md; POST "
                "/api/v1/people gör en person med ett som gäller.",
                f"Correct the last digit of number {place}. docs/people.md has test numbers; POST "
                "/api/v1/people makes a person with a valid one.",
            ),
            where=f"{name.english}[{place}]",
            expected=Text("kontrollsiffra enligt Luhn", "a check digit by Luhn"),
            received=str(recipient),
        )


def _require_different(numbers: Sequence[str]) -> None:
    seen: set[str] = set()
    for number in numbers:
        if number in seen:
            raise InvalidInput(
                f"Mottagaren {RecipientId(number)} står två gånger. Varje mottagare ska stå en gång.",
                f"The recipient {RecipientId(number)} stands twice. Each recipient must stand once.",
                slug="recipient-stands-twice",
                fix=Text(
                    f"Ta bort upprepningen av {RecipientId(number)}.",
                    f"Remove the repetition of {RecipientId(number)}.",
                ),
                where=RECIPIENT.english,
                expected=Text("en gång", "once"),
                received=str(RecipientId(number)),
            )
        seen.add(number)
