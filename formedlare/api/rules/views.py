"""The channel switch's rules: `/api/v1/rules`, `/api/v1/senders/{organisation}/rules`."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare.api.parameters import NO_SENDER, ORGANISATION, organisation_in_path
from formedlare.api.rules.serializers import RuleListSerializer, RulesInForceSerializer
from formedlare.sender_settings import rules
from formedlare.sender_settings.rules import EVERYBODY
from formedlare.switch import SwitchRule
from infra.hooks.runs import ItemKind
from infra.rest.problems import FieldError, Problem, ProblemSerializer, invalid_values
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from infra.texts import Text

TAGS = ["rules"]


class DefaultRulesView(RestView):
    @extend_schema(
        operation_id="get_default_rules",
        summary="Everybody's rules, asked where none of a sender's own holds",
        responses=RulesInForceSerializer,
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return _answer(EVERYBODY)

    @extend_schema(
        operation_id="set_default_rules",
        summary="Set everybody's rules, the whole list in order",
        request=RuleListSerializer,
        responses={200: RulesInForceSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def put(self, request: Request) -> Response:
        rules.replace_rules(EVERYBODY, _read_rules(request.data))
        return _answer(EVERYBODY)


class RulesView(RestView):
    path_items = {"organisation": (ItemKind.ACTOR,)}

    @extend_schema(
        operation_id="get_rules",
        summary="The rules that hold for a sender",
        parameters=[ORGANISATION],
        responses=RulesInForceSerializer,
        tags=TAGS,
    )
    def get(self, request: Request, organisation: str) -> Response:
        return _answer(organisation_in_path(organisation))

    @extend_schema(
        operation_id="set_rules",
        summary="Set a sender's rules, the whole list in order; an empty list: everybody's hold",
        parameters=[ORGANISATION],
        request=RuleListSerializer,
        responses={200: RulesInForceSerializer, 400: ProblemSerializer, 404: NO_SENDER},
        tags=TAGS,
    )
    def put(self, request: Request, organisation: str) -> Response:
        sender = organisation_in_path(organisation)
        rules.replace_rules(sender, _read_rules(request.data))
        return _answer(sender)


def _answer(sender: str) -> Response:
    return Response(RulesInForceSerializer(rules.rules_in_force(sender)).data)


def _read_rules(data: Any) -> list[SwitchRule]:
    try:
        return RuleListSerializer.rules_in(validate_data(RuleListSerializer, data))
    except Problem as problem:
        raise invalid_values([_numbered(error) for error in problem.errors]) from problem


def _numbered(error: FieldError) -> FieldError:
    """The same with the rule's number before its text: people count rules from 1."""
    _, _, place, *_ = [*error.pointer.split("/"), "", ""]
    if not place.isdigit():
        return error
    number = int(place) + 1
    return FieldError(error.pointer, Text(f"regel {number}: ", f"rule {number}: ") + error.detail)
