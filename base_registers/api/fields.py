"""Fields of people and companies, and the entries that addresses name."""

from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from base_registers.entries.entry_checks import NO_PERSON
from infra.identity.reading import read_recipient
from infra.rest.fields import RecipientField
from infra.rest.problems import FieldError, ProblemSerializer, invalid_values
from infra.rest.wording import message_of, validation_error
from infra.texts import Text

PERSON: Final = OpenApiParameter(
    "person",
    str,
    OpenApiParameter.PATH,
    description="A personal or coordination number",
    examples=[OpenApiExample("Maria Svensson", "198101052382")],
)
COMPANY: Final = OpenApiParameter(
    "company",
    str,
    OpenApiParameter.PATH,
    description="An organisation number; of a sole trader the owner's personal number",
    examples=[OpenApiExample("Provby Bygg AB", "165560000043")],
)
NOT_REGISTERED: Final = OpenApiResponse(ProblemSerializer, "The register has no such number")
OTHER_NUMBER: Final = Text("är ett annat än adressens", "is another than the address has")
NO_DATE: Final = Text("är inget datum; skriv det som 2026-03-01", "is no date; write it as 2026-03-01")


class PersonField(RecipientField):
    """A person's number, with or without hyphen and century."""

    def to_internal_value(self, data: Any) -> str:
        number = super().to_internal_value(data)
        if number.startswith("16"):
            raise validation_error(NO_PERSON)
        return number


def day_field(**options: Any) -> serializers.DateField:
    """A day, which may be unknown."""
    words: dict[str, Any] = {"invalid": message_of(NO_DATE)}
    return serializers.DateField(required=False, allow_null=True, default=None, error_messages=words, **options)


def number_in_path(written: str) -> str:
    """The person or organisation that an address names.

    Raises:
        InvalidInput: it is no possible number, and why.
    """
    return read_recipient(written).value


def with_changes(stored: Mapping[str, Any], given: Any) -> Any:
    """What is stored, with the values that are given in place of the stored ones. No object: as it is given."""
    return {**stored, **given} if isinstance(given, Mapping) else given


def require_same_number(values: dict[str, Any], number: str) -> dict[str, Any]:
    """The values with the address's number, which the body may repeat.

    Raises:
        Problem: the body has another number.
    """
    if values.get("number", number) != number:
        raise invalid_values([FieldError("/number", OTHER_NUMBER)])
    return {**values, "number": number}
