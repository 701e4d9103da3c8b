"""What is wrong with an identity number, in the words of people who write them."""

from collections.abc import Mapping
from typing import Final

from infra.identity import IdentityError, Mistake


def wrong_with(number: str, problem: IdentityError) -> tuple[str, str]:
    """What is wrong with it, in Swedish and English, to follow on "the number"; it itself is not told."""
    if not number:
        return "fattas", "is missing"
    digits = number.replace("-", "").replace("+", "")
    if not (digits.isascii() and digits.isdigit()):
        return "innehåller annat än siffror", "contains other things than digits"
    if len(digits) not in (10, 12):
        return f"har {len(digits)} siffror, inte 10 eller 12", f"has {len(digits)} digits, not 10 or 12"
    return _WORDS[problem.mistake]


_NO_DAY: Final = (
    "anger en dag som inte finns, eller är fel skrivet",
    "names a day that does not exist, or is written wrongly",
)
_WORDS: Final[Mapping[Mistake, tuple[str, str]]] = {
    Mistake.CHECK_DIGIT: ("har fel kontrollsiffra", "has a wrong check digit"),
    Mistake.THIRD_DIGIT: (
        "har en tredje siffra under 2, som inget organisationsnummer har",
        "has a third digit below 2",
    ),
    Mistake.ORGANISATION_FORM: (
        "är inte tio siffror, eller 16 och tio till",
        "is not ten digits, or 16 and ten more",
    ),
    Mistake.DAY: _NO_DAY,
    Mistake.FORM: _NO_DAY,
}
