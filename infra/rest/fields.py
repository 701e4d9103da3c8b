"""Values that come up in several places: identity numbers and organisations, as people write them."""

import re
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework import serializers

from infra.identity import IdentityError, OrganisationNumber, RecipientId
from infra.identity.explanations import wrong_with
from infra.rest.problems import Problem

ORGANISATION: Final = OpenApiParameter(
    "organisation",
    str,
    OpenApiParameter.PATH,
    description="Organisation number of a sender",
    examples=[OpenApiExample("Kommun A", "162021004748")],
)
RECIPIENT: Final = OpenApiParameter(
    "recipient",
    str,
    OpenApiParameter.PATH,
    description="Twelve digits",
    examples=[OpenApiExample("Maria Svensson", "198101052382")],
)
"""Of addresses, as the description of the interface shows them."""


class RecipientField(serializers.CharField):
    """A personal, coordination or organisation number; with or without hyphen and century."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        try:
            return RecipientId.parse(text).value
        except IdentityError as problem:
            raise serializers.ValidationError(_no_number(text, problem)) from problem


class OrganisationField(serializers.CharField):
    """An organisation number, ten digits or twelve that begin with 16."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        try:
            return OrganisationNumber.parse(text).value
        except IdentityError as problem:
            raise serializers.ValidationError(_no_organisation(text, problem)) from problem


class HexField(serializers.RegexField):
    """So many hexadecimal digits, in lower case."""

    def __init__(self, digits: int, **settings: Any) -> None:
        swedish = f"ska vara {digits} hexadecimala siffror, 0–9 och a–f"
        english = f"must be {digits} hexadecimal digits, 0–9 and a–f"
        words: dict[str, Any] = {"invalid": f"{swedish} | {english}"}
        super().__init__(rf"\A[0-9a-f]{{{digits}}}\Z", error_messages=words, **settings)


class MomentField(serializers.DateTimeField):
    """A moment in an address. A + that is not written %2B comes as a blank there, and is taken for a +."""

    def to_internal_value(self, value: Any) -> Any:
        return super().to_internal_value(_PLUS.sub(r"\1+\2", value) if isinstance(value, str) else value)


_PLUS: Final = re.compile(r"(\d:\d\d(?::\d\d(?:[.,]\d+)?)?) (\d\d:?\d\d)\Z")
"""A time of day, a blank, and an offset from UTC."""


def organisation_in_path(text: str) -> str:
    """The organisation that an address names.

    Raises:
        Problem: it is no organisation number.
    """
    try:
        return OrganisationNumber.parse(text).value
    except IdentityError as problem:
        swedish, _, english = _no_organisation(text, problem).partition(" | ")
        raise Problem("not-found", swedish, english) from problem


def _no_number(text: str, problem: IdentityError) -> str:
    swedish, english = wrong_with(text.strip(), problem)
    return f"inget giltigt nummer: det {swedish} | not a valid number: it {english}"


def _no_organisation(text: str, problem: IdentityError) -> str:
    swedish, _, english = _no_number(text, problem).partition(" | ")
    form = (
        "; ett organisationsnummer är tio siffror, eller 16 och de tio",
        "; an organisation number is ten digits",
    )
    return f"{swedish}{form[0]} | {english}{form[1]}, or 16 and the ten"
