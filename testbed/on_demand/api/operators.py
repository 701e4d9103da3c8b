"""`POST /api/v1/operators`: a mailbox operator of one's own, or a simulated one with a behaviour."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from far.actor_entries.log import ChangeNote
from far.actor_entries.request import MAX_ADDRESS
from far.api.operators.views import OperatorsView
from infra.authorship import Origin
from infra.rest.fields import NameField
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import StrictSerializer, validate_data
from infra.web.access.authors import author_of
from testbed.on_demand import operators
from testbed.on_demand.api.actors import MadeActorSerializer, shown_actor
from testbed.on_demand.operators import MadeOperator, WantedOperator
from testbed.operators.behaviours import DESCRIPTIONS, Behaviour

BEHAVIOURS = [(behaviour.value, description.text.english) for behaviour, description in DESCRIPTIONS.items()]


@extend_schema_serializer(
    examples=[
        OpenApiExample("One that faults", {"behaviour": "faulting"}, request_only=True),
        OpenApiExample("As strict as a real one", {"behaviour": "strict"}, request_only=True),
        OpenApiExample(
            "One's own",
            {"domain": "brevoperatoren.example", "service_address": "https://localhost:9443/Service/v3"},
            request_only=True,
        ),
    ]
)
class OperatorOnDemandSerializer(StrictSerializer):
    domain = serializers.CharField(
        required=False, max_length=operators.MAX_DOMAIN, help_text="Internet domain; left out: one that is free"
    )
    name = NameField(required=False, allow_blank=True, help_text="Left out or empty: a usual one")
    behaviour = serializers.ChoiceField(
        choices=BEHAVIOURS, required=False, help_text="Of a simulated one; left out: accepting"
    )
    service_address = serializers.CharField(
        required=False, max_length=MAX_ADDRESS, help_text="Of one's own: where deliverSecure is called"
    )
    public_senders_only = serializers.BooleanField(
        required=False, default=False, help_text="Its customers accept no sender of the private sector"
    )


class MadeOperatorSerializer(MadeActorSerializer):
    behaviour = serializers.ChoiceField(choices=BEHAVIOURS, allow_null=True, help_text="null: one's own")
    service_address = serializers.CharField(help_text="Where deliverSecure is called")
    ui_address = serializers.CharField(help_text="Where its customers read; empty: nowhere")


class OperatorsOnDemandView(OperatorsView):
    """The register's list of operators, and operators on demand."""

    @extend_schema(
        operation_id="make_operator",
        summary="Make a mailbox operator and issue its certificate; with X-MM-Label, both belong to that run",
        request=OperatorOnDemandSerializer,
        responses={
            201: MadeOperatorSerializer,
            400: ProblemSerializer,
            404: ProblemSerializer,
            409: ProblemSerializer,
        },
        tags=["operators"],
    )
    def post(self, request: Request) -> Response:
        wanted = wanted_of(validate_data(OperatorOnDemandSerializer, request.data))
        made = operators.make_operator(wanted, ChangeNote(author_of(request, Origin.REST)))
        return Response(MadeOperatorSerializer(_shown(made)).data, status=201)


def wanted_of(values: Mapping[str, Any]) -> WantedOperator:
    """What the request asks for."""
    return WantedOperator(
        domain=values.get("domain"),
        name=values.get("name") or None,
        behaviour=Behaviour(values["behaviour"]) if "behaviour" in values else None,
        service_address=values.get("service_address"),
        public_senders_only=values["public_senders_only"],
    )


def _shown(made: MadeOperator) -> dict[str, Any]:
    supplier = made.entered.stored.entry.supplier
    assert supplier is not None, "an operator was made"
    return shown_actor(made.entered) | {
        "behaviour": made.behaviour.value if made.behaviour else None,
        "service_address": supplier.service_address,
        "ui_address": supplier.ui_address,
    }
