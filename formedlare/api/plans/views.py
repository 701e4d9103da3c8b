"""How long and how often a sender's deliveries are tried: `/api/v1/senders/{organisation}/plan`."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare.api.parameters import NO_SENDER, ORGANISATION, organisation_in_path
from formedlare.api.plans.serializers import PlanSerializer
from formedlare.sender_settings import plans
from infra import trace
from infra.hooks.runs import ItemKind
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView

TAGS = ["rules"]


class PlanView(RestView):
    path_items = {"organisation": (ItemKind.ACTOR,)}

    @extend_schema(
        operation_id="get_plan",
        summary="How long and how often a sender's deliveries are tried",
        parameters=[ORGANISATION],
        responses=PlanSerializer,
        tags=TAGS,
    )
    def get(self, request: Request, organisation: str) -> Response:
        return Response(
            PlanSerializer(plans.plan_of(organisation_in_path(organisation), trace.current_label() or "")).data
        )

    @extend_schema(
        operation_id="set_plan",
        summary="Set a sender's plan; what is under way keeps its deadline",
        parameters=[ORGANISATION],
        request=PlanSerializer,
        responses={200: PlanSerializer, 400: ProblemSerializer, 404: NO_SENDER},
        tags=TAGS,
    )
    def put(self, request: Request, organisation: str) -> Response:
        sender = organisation_in_path(organisation)
        plan = plans.Plan(**validate_data(PlanSerializer, request.data))
        return Response(PlanSerializer(plans.set_plan(sender, plan)).data)
