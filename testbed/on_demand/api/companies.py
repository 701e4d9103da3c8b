"""`POST /api/v1/companies`: a company with its signatories."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from base_registers.api.company_serializers import OfficerSerializer, SignatoryRuleSerializer
from base_registers.api.fields import PersonField
from base_registers.entries import company_checks
from base_registers.models import Company, SignatoryRule
from infra.rest.fields import LimitedIntegerField, NameField, RecipientField
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from testbed.on_demand import companies
from testbed.on_demand.api.people import MadeHolderSerializer, MailingSerializer, mailing_of, shown_holder
from testbed.on_demand.companies import MadeCompany, WantedCompany


@extend_schema_serializer(
    examples=[
        OpenApiExample("Anybody of two may sign", {}, request_only=True),
        OpenApiExample(
            "Two of three jointly",
            {"name": "Provby Bygg AB", "signatories": 3, "rule": "TwoJointly", "operator": "digimail.se"},
            request_only=True,
        ),
    ]
)
class CompanyOnDemandSerializer(MailingSerializer):
    number = RecipientField(required=False, help_text="Left out: one that is free")
    name = NameField(required=False, allow_blank=True, help_text="Left out or empty: a usual one")
    form = serializers.ChoiceField(
        choices=Company.Form.choices, required=False, default=Company.Form.LIMITED_COMPANY
    )
    status = serializers.ChoiceField(choices=Company.Status.choices, required=False, default=Company.Status.ACTIVE)
    signatories = LimitedIntegerField(
        companies.SIGNATORIES,
        required=False,
        default=companies.USUAL_SIGNATORIES,
        help_text="How many people to make as its board; the first is its chair",
    )
    officers = serializers.ListField(
        child=PersonField(),
        required=False,
        max_length=companies.SIGNATORIES.maximum,
        help_text="Instead: numbers of registered people",
    )
    rule = serializers.ChoiceField(
        choices=SignatoryRule.Kind.choices, required=False, default=SignatoryRule.Kind.ALONE
    )
    count = LimitedIntegerField(
        company_checks.COUNTS, required=False, help_text="How many must sign, of JointlyWithOneOf and AnyOfGroup"
    )


class MadeCompanySerializer(MadeHolderSerializer):
    form = serializers.ChoiceField(choices=Company.Form.choices)
    status = serializers.ChoiceField(choices=Company.Status.choices)
    officers = OfficerSerializer(many=True)
    rules = SignatoryRuleSerializer(many=True)


class CompaniesOnDemandView(RestView):
    @extend_schema(
        operation_id="make_company",
        summary="Make a company with signatories and a mailbox; with X-MM-Label, it belongs to that run",
        request=CompanyOnDemandSerializer,
        responses={
            201: MadeCompanySerializer,
            400: ProblemSerializer,
            404: ProblemSerializer,
            409: ProblemSerializer,
        },
        tags=["companies"],
    )
    def post(self, request: Request) -> Response:
        made = companies.make_company(wanted_of(validate_data(CompanyOnDemandSerializer, request.data)))
        return Response(MadeCompanySerializer(_shown(made)).data, status=201)


def wanted_of(values: Mapping[str, Any]) -> WantedCompany:
    """What the request asks for."""
    officers = values.get("officers")
    return WantedCompany(
        number=values.get("number"),
        name=values.get("name", ""),
        form=values["form"],
        status=values["status"],
        signatories=values["signatories"] if officers is None else tuple(officers),
        rule=values["rule"],
        rule_count=values.get("count"),
        mailing=mailing_of(values),
    )


def _shown(made: MadeCompany) -> dict[str, Any]:
    entry = made.entry
    return shown_holder(entry, made.mailing) | {
        "form": entry.form,
        "status": entry.status,
        "officers": entry.officers,
        "rules": entry.rules,
    }
