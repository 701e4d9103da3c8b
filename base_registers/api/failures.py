"""Registers that are set to fail: `/api/v1/registers/failures`."""

from dataclasses import asdict
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from base_registers import failures
from base_registers.api.fields import number_in_path
from base_registers.failures import Failure, Problem, Register
from infra.errors import NotFound
from infra.hooks.runs import ItemKind
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import StrictSerializer, validate_data
from infra.rest.views import RestView

TAGS = ["registers"]
REGISTER: Final = OpenApiParameter(
    "register",
    str,
    OpenApiParameter.PATH,
    enum=Register.values,
    examples=[OpenApiExample("Company register", Register.COMPANIES.value)],
)
IDENTITY: Final = OpenApiParameter(
    "identity",
    str,
    OpenApiParameter.PATH,
    description="The number about which the register fails",
    examples=[OpenApiExample("Fjällbäck Konsult AB", "165560000019")],
)


class FailureSerializer(serializers.Serializer[Failure]):
    register = serializers.ChoiceField(choices=Register.choices)
    number = serializers.CharField(help_text="Empty: the register fails about all numbers")
    problem = serializers.ChoiceField(choices=Problem.choices)


class FailureListSerializer(serializers.Serializer[dict[str, Any]]):
    results = FailureSerializer(many=True)


@extend_schema_serializer(examples=[OpenApiExample("No answer", {"problem": "SourceInaccessible"})])
class FailureChangeSerializer(StrictSerializer):
    problem = serializers.ChoiceField(choices=Problem.choices)


class FailuresView(RestView):
    @extend_schema(
        operation_id="list_register_failures",
        summary="The registers that are set to fail, and how",
        responses=FailureListSerializer,
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return Response(
            FailureListSerializer({"results": [asdict(each) for each in failures.list_failures()]}).data
        )


class RegisterFailureView(RestView):
    @extend_schema(
        operation_id="set_register_failure",
        summary="Let a register fail about all numbers",
        parameters=[REGISTER],
        request=FailureChangeSerializer,
        responses={200: FailureSerializer, 400: ProblemSerializer, 404: ProblemSerializer},
        tags=TAGS,
    )
    def put(self, request: Request, register: str) -> Response:
        return _set(request, _register_in_path(register))

    @extend_schema(
        operation_id="clear_register_failure",
        summary="Let a register answer again, but for numbers with a failure of their own",
        parameters=[REGISTER],
        request=None,
        responses={204: None, 404: ProblemSerializer},
        tags=TAGS,
    )
    def delete(self, request: Request, register: str) -> Response:
        failures.clear_failure(_register_in_path(register))
        return Response(status=204)


class NumberFailureView(RestView):
    path_items = {"identity": (ItemKind.PERSON, ItemKind.COMPANY)}

    @extend_schema(
        operation_id="set_number_failure",
        summary="Let a register fail about one number",
        parameters=[REGISTER, IDENTITY],
        request=FailureChangeSerializer,
        responses={200: FailureSerializer, 400: ProblemSerializer, 404: ProblemSerializer},
        tags=TAGS,
    )
    def put(self, request: Request, register: str, identity: str) -> Response:
        return _set(request, _register_in_path(register), number_in_path(identity))

    @extend_schema(
        operation_id="clear_number_failure",
        summary="Let a register answer about the number as about others",
        parameters=[REGISTER, IDENTITY],
        request=None,
        responses={204: None, 404: ProblemSerializer},
        tags=TAGS,
    )
    def delete(self, request: Request, register: str, identity: str) -> Response:
        failures.clear_failure(_register_in_path(register), number_in_path(identity))
        return Response(status=204)


def _set(request: Request, register: Register, number: str = "") -> Response:
    values = validate_data(FailureChangeSerializer, request.data)
    failure = Failure(register, number, Problem(values["problem"]))
    failures.set_failure(failure)
    return Response(FailureSerializer(failure).data)


def _register_in_path(written: str) -> Register:
    if written not in Register.values:
        known = ", ".join(Register.values)
        raise NotFound(
            f"Registret finns inte; det finns {known}.",
            f"There is no such register; there are {known}.",
            slug="base-register-unknown",
        )
    return Register(written)
