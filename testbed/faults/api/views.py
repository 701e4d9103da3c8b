"""Faults on demand: `/api/v1/faults`."""

from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from testbed.faults import rules
from testbed.faults.api.serializers import (
    FaultRuleSerializer,
    FaultRulesSerializer,
    NewRuleSerializer,
)
from testbed.faults.models import FaultRule

TAGS = ["faults"]
NOT_FOUND = OpenApiResponse(ProblemSerializer, "There is no such rule")


class FaultRulesView(RestView):
    @extend_schema(
        operation_id="list_faults",
        summary="All rules, in the order in which they apply",
        description="With the header X-MM-Label those of that test run.",
        responses=FaultRulesSerializer,
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return Response({"results": [FaultRuleSerializer(rule).data for rule in rules.rules_of_run()]})

    @extend_schema(
        operation_id="create_fault",
        summary="Let something go wrong",
        description="The first rule that applies decides. A rule made with the header X-MM-Label touches nothing "
        "but that test run. `who` must be there; what else it names may come later, and `remarks` say so.",
        request=NewRuleSerializer,
        responses={201: FaultRuleSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        values = validate_data(NewRuleSerializer, request.data)
        rule = rules.create_rule(values["steps"], **values["columns"])
        return Response(FaultRuleSerializer(rule).data, status=201)

    @extend_schema(
        operation_id="delete_faults",
        summary="Remove all rules; with the header X-MM-Label, those of that test run",
        responses={204: None},
        tags=TAGS,
    )
    def delete(self, request: Request) -> Response:
        rules.remove_rules(rules.rules_of_run())
        return Response(status=204)


class FaultRuleView(RestView):
    @extend_schema(
        operation_id="get_fault",
        summary="One rule, and how often something went wrong by it",
        responses={200: FaultRuleSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, rule_id: UUID) -> Response:
        return Response(FaultRuleSerializer(rules.rule_with_id(rule_id)).data)

    @extend_schema(
        operation_id="delete_fault",
        summary="Remove a rule",
        responses={204: None, 404: NOT_FOUND},
        tags=TAGS,
    )
    def delete(self, request: Request, rule_id: UUID) -> Response:
        rule = rules.own_rule_with_id(rule_id)
        rules.remove_rules(FaultRule.objects.filter(pk=rule.pk))
        return Response(status=204)
