"""Texts about mistakes in identity numbers, for the people who write the numbers."""

from collections.abc import Mapping
from typing import Final

from infra.identity import IdentityError, Mistake
from infra.texts import Text


def explain_mistake(number: str, problem: IdentityError) -> Text:
    """The mistake in the number, to be read after "the number". The text does not repeat the number itself."""
    if not number:
        return Text("fattas", "is missing")
    digits = number.replace("-", "").replace("+", "")
    if not (digits.isascii() and digits.isdigit()):
        return Text("innehåller annat än siffror", "contains other things than digits")
    if len(digits) not in (10, 12):
        return Text(f"har {len(digits)} siffror, inte 10 eller 12", f"has {len(digits)} digits, not 10 or 12")
    return _WORDS[problem.mistake]


_NO_DAY: Final = Text(
    "anger en dag som inte finns, eller är fel skrivet",
    "names a day that does not exist, or is written wrongly",
)
_WORDS: Final[Mapping[Mistake, Text]] = {
    Mistake.CHECK_DIGIT: Text("har fel kontrollsiffra", "has a wrong check digit"),
    Mistake.THIRD_DIGIT: Text(
        "har en tredje siffra under 2, som inget organisationsnummer har",
        "has a third digit below 2",
    ),
    Mistake.ORGANISATION_FORM: Text(
        "är inte tio siffror, eller 16 och tio till",
        "is not ten digits, or 16 and ten more",
    ),
    Mistake.DAY: _NO_DAY,
    Mistake.FORM: _NO_DAY,
}
