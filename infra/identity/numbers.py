"""Identity numbers as values: form, date, check digit, age; masked where they are printed.

Source: wire.md, Identities; facts.md 5 (test numbers, coordination numbers, organisation numbers).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from infra import clock

CONTRACT_FORM = re.compile(r"16\d{10}|(18|19|20)\d{2}(0[1-9]|1[0-2])\d{2}\d{4}", re.ASCII)
"""The form that the contract's RecipientId allows."""
PERSON = re.compile(r"(?P<century>\d{2})?(?P<date>\d{6})(?P<mark>[-+]?)(?P<serial>\d{4})", re.ASCII)
AS_DATE = re.compile(r"\A(\d{4})-(\d{2})-(\d{2})-?(\d{4})\Z", re.ASCII)
"""A number whose day of birth is written as a date: 1981-01-05-2382."""
ORGANISATION = re.compile(r"(16)?(?P<first>\d{6})-?(?P<last>\d{4})", re.ASCII)
GAPS = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]")
"""Blanks, and marks that nobody sees, which people and pages set between the groups of a number."""
HYPHENS = re.compile("[\u2010-\u2015\u2212]")
"""What word processors make of a hyphen."""
COORDINATION_DAYS = 60
"""The number that a coordination number adds to the day of birth."""


class Mistake(Enum):
    """A mistake in an identity number."""

    FORM = "form"
    ORGANISATION_FORM = "form of an organisation's"
    THIRD_DIGIT = "third digit of an organisation's"
    DAY = "day"
    CHECK_DIGIT = "check digit"


class IdentityError(ValueError):
    """The text is no identity number. `mistake` says why."""

    def __init__(self, words: str, mistake: Mistake = Mistake.FORM) -> None:
        super().__init__(words)
        self.mistake = mistake


@dataclass(frozen=True, slots=True, repr=False)
class RecipientId:
    """The recipient of a delivery: a person's 12 digits, a coordination number, or `16` + organisation number."""

    value: str

    @classmethod
    def parse(cls, text: str) -> "RecipientId":
        """Read a number as people write it: with or without hyphens, blanks and century.

        Without a century the latest birth that is not in the future is meant, with `+` a hundred years
        before that. Twelve digits that begin with 16 are an organisation, and so are ten whose third is at
        least 2, where a person's month has 0 or 1. A coordination number whose day
        is 60 is valid: the day of birth is not known.

        Raises:
            IdentityError: wrong form, no such day, or a wrong check digit.
        """
        text = AS_DATE.sub(r"\1\2\3\4", HYPHENS.sub("-", GAPS.sub("", text)))
        if _is_of_organisation(text):
            return cls(OrganisationNumber.parse(text).value)
        match = PERSON.fullmatch(text)
        if match is None:
            raise IdentityError(f"{len(text)} characters that are not twelve digits, YYYYMMDDNNNN")
        number = cls(_with_century(match))
        if not CONTRACT_FORM.fullmatch(number.value):
            raise IdentityError("a person's number begins with 18, 19 or 20 and a month")
        if not number.has_possible_day:
            raise IdentityError(f"{number} has no day that exists", Mistake.DAY)
        if not number.has_valid_check_digit:
            raise IdentityError(f"{number} has a wrong check digit", Mistake.CHECK_DIGIT)
        return number

    @classmethod
    def from_contract(cls, text: str) -> "RecipientId":
        """Take a number that a contract's schema has let through: only the form is checked.

        Raises:
            IdentityError: not the form that the contract demands.
        """
        if not CONTRACT_FORM.fullmatch(text):
            raise IdentityError("not of the form that the contract's RecipientId has")
        return cls(text)

    @property
    def is_organisation(self) -> bool:
        return self.value.startswith("16")

    @property
    def is_person(self) -> bool:
        return not self.is_organisation

    @property
    def has_possible_day(self) -> bool:
        """Whether the day exists; of a coordination number the day may be unknown, which is written 60."""
        return self.is_organisation or self.value[6:8] == str(COORDINATION_DAYS) or self.birth_date is not None

    @property
    def birth_date(self) -> date | None:
        """The person's day of birth; None for an organisation and for a day that is unknown or does not exist."""
        if self.is_organisation:
            return None
        day = int(self.value[6:8])
        try:
            return date(
                int(self.value[:4]),
                int(self.value[4:6]),
                day - COORDINATION_DAYS if day > COORDINATION_DAYS else day,
            )
        except ValueError:
            return None

    def age_at(self, day: date) -> int | None:
        """Whole years on that day; None where there is no day of birth."""
        born = self.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def has_valid_check_digit(self) -> bool:
        return luhn_holds(self.value[2:])

    def __str__(self) -> str:
        return self.value if self.is_organisation else f"{self.value[:8]}****"

    def __repr__(self) -> str:
        return f"RecipientId({self})"


@dataclass(frozen=True, slots=True, repr=False)
class OrganisationNumber:
    """An organisation: `16` and ten digits. Public, so never masked."""

    value: str

    @classmethod
    def parse(cls, text: str) -> "OrganisationNumber":
        """Read ten digits, with or without hyphen, or twelve that begin with 16.

        Raises:
            IdentityError: wrong form, third digit below 2, or a wrong check digit.
        """
        match = ORGANISATION.fullmatch(text.strip())
        if match is None:
            words = f"{text!r} is not ten digits, or twelve that begin with 16"
            raise IdentityError(words, Mistake.ORGANISATION_FORM)
        ten = match["first"] + match["last"]
        if ten[2] < "2":
            words = f"{text!r}: an organisation number's third digit is at least 2"
            raise IdentityError(words, Mistake.THIRD_DIGIT)
        if not luhn_holds(ten):
            raise IdentityError(f"{text!r} has a wrong check digit", Mistake.CHECK_DIGIT)
        return cls(f"16{ten}")

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return f"OrganisationNumber({self.value})"


_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
_SINGLE = bytes.maketrans(b"0123456789", bytes(range(10)))


def luhn_holds(ten: str) -> bool:
    """The last of the ten digits is the check digit of the nine before it. Digits of other scripts never are."""
    if not ten.isascii():
        return False
    digits = ten.encode("ascii")
    return (sum(digits[0::2].translate(_DOUBLED)) + sum(digits[1::2].translate(_SINGLE))) % 10 == 0


def _is_of_organisation(text: str) -> bool:
    if text.startswith("16") and len(text.replace("-", "")) == len("16") + 10:
        return True
    return ORGANISATION.fullmatch(text) is not None and len(text) <= len("202100-4748") and text[2] >= "2"


def _with_century(match: re.Match[str]) -> str:
    if match["century"]:
        return match["century"] + match["date"] + match["serial"]
    today = clock.today()
    century = today.year // 100
    if _birth_of_short(match["date"]) > f"{today:%y%m%d}":
        century -= 1
    if match["mark"] == "+":
        century -= 1
    return f"{century}{match['date']}{match['serial']}"


def _birth_of_short(six: str) -> str:
    """The day of birth in a short number, as six digits: of a coordination number after subtracting 60."""
    day = int(six[4:])
    return six if day < COORDINATION_DAYS else f"{six[:4]}{day - COORDINATION_DAYS:02}"
