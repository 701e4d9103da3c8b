"""People as REST shows and takes them."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from base_registers.api.fields import PersonField, day_field
from base_registers.entries import entry_checks
from base_registers.entries.person_entries import MAX_GUARDIANS, GuardianEntry, PersonEntry, PersonState
from base_registers.models import Guardianship
from infra.rest.fields import NameField, RecipientField
from infra.rest.pages import limit_field, next_field
from infra.rest.serializers import StrictSerializer

STATES: Final = [(state.value, state.value) for state in PersonState]
EXAMPLE: Final[dict[str, Any]] = {
    "number": "198101052382",
    "name": "Maria Svensson",
    "street": "Storgatan 12 lgh 1102",
    "postal_code": "12346",
    "city": "Exempelstad",
    "protected": False,
    "deceased_on": None,
    "emigrated_on": None,
    "changed_to": "",
    "guardians": [{"number": "196401053076", "kind": "GodMan", "decided_on": "2024-05-16", "ends_on": None}],
}


class GuardianSerializer(StrictSerializer):
    number = PersonField(help_text="Of the guardian, who must be in the register")
    kind = serializers.ChoiceField(choices=Guardianship.Kind.choices, required=False, default="GodMan")
    decided_on = serializers.DateField()
    ends_on = day_field(help_text="The first day on which it no longer applies; null: until further notice")


@extend_schema_serializer(examples=[OpenApiExample("Maria Svensson", EXAMPLE)])
class PersonSerializer(StrictSerializer):
    number = PersonField(required=False, help_text="As in the address; may be left out")
    name = NameField()
    street = serializers.CharField(
        max_length=entry_checks.MAX_LENGTHS["street"], required=False, allow_blank=True, default=""
    )
    postal_code = serializers.CharField(required=False, allow_blank=True, default="", help_text="Five digits")
    city = serializers.CharField(
        max_length=entry_checks.MAX_LENGTHS["city"], required=False, allow_blank=True, default=""
    )
    protected = serializers.BooleanField(required=False, default=False, help_text="Protected personal data")
    deceased_on = day_field()
    emigrated_on = day_field()
    changed_to = RecipientField(
        required=False,
        allow_blank=True,
        default="",
        help_text="The number that replaced this one; empty: it is valid",
    )
    guardians = GuardianSerializer(many=True, required=False, default=list, max_length=MAX_GUARDIANS)  # type: ignore[call-arg]  # the stubs lack it


@extend_schema_serializer(examples=[OpenApiExample("Protected personal data", {"protected": True})])
class PersonChangeSerializer(PersonSerializer):
    """Only what is given changes; a list is replaced whole."""


class PersonPageSerializer(serializers.Serializer[dict[str, Any]]):
    results = PersonSerializer(many=True)
    next = next_field("Where the following people are; null: these are the last")


class PersonQuerySerializer(StrictSerializer):
    search = serializers.CharField(required=False, help_text="Part of the name, or the beginning of the number")
    state = serializers.ChoiceField(choices=STATES, required=False)
    guardian = PersonField(required=False, help_text="Only those for whom this person acts or has acted")
    after = serializers.CharField(required=False)
    limit = limit_field(100, 1_000)


def entry_of(values: dict[str, Any]) -> PersonEntry:
    """The entry in the validated values, which have its number."""
    guardians = tuple(GuardianEntry(**each) for each in values["guardians"])
    return PersonEntry(**{**values, "guardians": guardians})
