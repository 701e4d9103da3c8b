"""Companies as REST shows and takes them."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from base_registers.api.fields import PersonField
from base_registers.entries import company_checks, entry_checks
from base_registers.entries.company_values import CompanyEntry, OfficerEntry, RuleEntry
from base_registers.models import Company, Officer, SignatoryRule
from infra.rest.fields import LimitedIntegerField, NameField, RecipientField
from infra.rest.pages import limit_field, next_field
from infra.rest.serializers import StrictSerializer

EXAMPLE: Final[dict[str, Any]] = {
    "number": "165560000043",
    "name": "Provby Bygg AB",
    "street": "Industrigatan 7",
    "postal_code": "12354",
    "city": "Provby",
    "form": "AB",
    "status": "Active",
    "officers": [
        {"number": "196906112393", "role": "Chair"},
        {"number": "199506022384", "role": "BoardMember"},
        {"number": "200206022394", "role": "BoardMember"},
    ],
    "rules": [
        {
            "kind": "JointlyWithOneOf",
            "text": "Firman tecknas av två styrelseledamöter i förening, av vilka den ena ska vara Lars Nordin.",
            "count": 2,
            "group": [],
            "required": ["196906112393"],
        }
    ],
    "rule_text": "Firman tecknas av två styrelseledamöter i förening, av vilka den ena ska vara Lars Nordin.",
}


class OfficerSerializer(StrictSerializer):
    number = PersonField(help_text="Of a person in the population register")
    role = serializers.ChoiceField(choices=Officer.Role.choices)


class SignatoryRuleSerializer(StrictSerializer):
    kind = serializers.ChoiceField(choices=SignatoryRule.Kind.choices)
    text = serializers.CharField(
        max_length=company_checks.MAX_TEXT,
        required=False,
        allow_blank=True,
        default="",
        help_text="In clear text; empty: the usual one",
    )
    count = LimitedIntegerField(
        company_checks.COUNTS,
        required=False,
        allow_null=True,
        default=None,
        help_text="How many must sign, of JointlyWithOneOf and AnyOfGroup; the other kinds say it themselves",
    )
    group = serializers.ListField(
        child=PersonField(), required=False, default=list, help_text="The officers who count; empty: the board"
    )
    required = serializers.ListField(  # type: ignore[assignment]  # a name of Field's, too
        child=PersonField(), required=False, default=list, help_text="The officers of whom at least one must sign"
    )


@extend_schema_serializer(examples=[OpenApiExample("Provby Bygg AB", EXAMPLE)])
class CompanySerializer(StrictSerializer):
    number = RecipientField(required=False, help_text="As in the address; may be left out")
    name = NameField()
    street = serializers.CharField(
        max_length=entry_checks.MAX_LENGTHS["street"], required=False, allow_blank=True, default=""
    )
    postal_code = serializers.CharField(required=False, allow_blank=True, default="", help_text="Five digits")
    city = serializers.CharField(
        max_length=entry_checks.MAX_LENGTHS["city"], required=False, allow_blank=True, default=""
    )
    form = serializers.ChoiceField(
        choices=Company.Form.choices, required=False, default=Company.Form.LIMITED_COMPANY
    )
    status = serializers.ChoiceField(choices=Company.Status.choices, required=False, default=Company.Status.ACTIVE)
    officers = OfficerSerializer(  # type: ignore[call-arg]  # the stubs lack it
        many=True, required=False, default=list, max_length=company_checks.MAX_OFFICERS
    )
    rules = SignatoryRuleSerializer(  # type: ignore[call-arg]  # the stubs lack it
        many=True,
        required=False,
        default=list,
        max_length=company_checks.MAX_RULES,
        help_text="Alternatives: any one that is fulfilled suffices",
    )
    rule_text = serializers.CharField(
        max_length=company_checks.MAX_TEXT,
        required=False,
        allow_blank=True,
        default="",
        help_text="Who signs, in clear text; empty: the texts of the rules",
    )


@extend_schema_serializer(examples=[OpenApiExample("Bankruptcy", {"status": "Bankrupt"})])
class CompanyChangeSerializer(CompanySerializer):
    """Only what is given changes; a list is replaced whole."""


class CompanyPageSerializer(serializers.Serializer[dict[str, Any]]):
    results = CompanySerializer(many=True)
    next = next_field("Where the following companies are; null: these are the last")


class CompanyQuerySerializer(StrictSerializer):
    search = serializers.CharField(required=False, help_text="Part of the name, or the beginning of the number")
    form = serializers.ChoiceField(choices=Company.Form.choices, required=False)
    status = serializers.ChoiceField(choices=Company.Status.choices, required=False)
    officer = PersonField(required=False, help_text="Only those in which this person has a role")
    after = serializers.CharField(required=False)
    limit = limit_field(100, 1_000)


def entry_of(values: dict[str, Any]) -> CompanyEntry:
    """The entry in the validated values, which have its number."""
    officers = tuple(OfficerEntry(**each) for each in values["officers"])
    rules = tuple(_rule(each) for each in values["rules"])
    return CompanyEntry(**{**values, "officers": officers, "rules": rules})


def _rule(values: dict[str, Any]) -> RuleEntry:
    return RuleEntry(**{**values, "group": tuple(values["group"]), "required": tuple(values["required"])})
