"""The queues to operators and channels, with their circuit breakers: `/api/v1/lanes`."""

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare.api.lanes.serializers import LaneChangeSerializer, LaneSerializer
from formedlare.lanes import status
from infra.hooks import runs
from infra.hooks.runs import ItemKind
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView

NOT_FOUND = OpenApiResponse(ProblemSerializer, "There is no such lane")
TAGS = ["lanes"]
NAME = OpenApiParameter(
    "name", str, OpenApiParameter.PATH, examples=[OpenApiExample("The lane to an operator", "kivra.com")]
)


class LanesView(RestView):
    @extend_schema(
        operation_id="list_lanes",
        summary="All lanes: how it goes and what waits",
        responses=LaneSerializer(many=True),
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        others = runs.keys_of_others(ItemKind.OPERATOR)
        shown = [each for each in status.all_statuses() if each.lane.name not in others]
        return Response([LaneSerializer.of(each).data for each in shown])


class LaneView(RestView):
    path_items = {"name": (ItemKind.OPERATOR,)}

    @extend_schema(
        operation_id="get_lane",
        summary="One lane",
        parameters=[NAME],
        responses={200: LaneSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, name: str) -> Response:
        return _answer(name)

    @extend_schema(
        operation_id="change_lane",
        summary="Change how many workers may be at a lane",
        parameters=[NAME],
        request=LaneChangeSerializer,
        responses={200: LaneSerializer, 400: ProblemSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def patch(self, request: Request, name: str) -> Response:
        runs.require_own(name, ItemKind.OPERATOR)
        status.set_concurrency(name, validate_data(LaneChangeSerializer, request.data)["concurrency"])
        return _answer(name)


class ResetLaneView(RestView):
    path_items = {"name": (ItemKind.OPERATOR,)}

    @extend_schema(
        operation_id="reset_lane",
        summary="Close the breaker and try what waits now",
        parameters=[NAME],
        request=None,
        responses={200: LaneSerializer, 404: NOT_FOUND},
        tags=TAGS,
    )
    def post(self, request: Request, name: str) -> Response:
        runs.require_own(name, ItemKind.OPERATOR)
        status.reset_lane(name)
        return _answer(name)


def _answer(name: str) -> Response:
    return Response(LaneSerializer.of(status.status_of(name)).data)
