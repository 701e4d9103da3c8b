"""The queues to operators and channels, with their circuit breakers: `/api/v1/lanes`."""

from typing import Any, Final

from django.db.models import Count
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare.lanes import breaker
from formedlare.models import Lane, Leg
from infra.database.sqlite_write_lock import writing
from infra.rest.problems import Problem, ProblemShape
from infra.rest.views import RestView, Strict, checked

MOST_WORKERS: Final = 64
NOT_FOUND = OpenApiResponse(ProblemShape, "There is no such lane")
TAGS = ["lanes"]


NAME = OpenApiParameter(
    "name", str, OpenApiParameter.PATH, examples=[OpenApiExample("The lane to an operator", "kivra.com")]
)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "An operator that is down",
            {
                "name": "kivra.com",
                "concurrency": 4,
                "breaker": "open",
                "retry_at": "2026-11-24T09:58:50.123456+01:00",
                "failures": 5,
                "average_ms": 24,
                "last_success_at": "2026-11-24T09:40:12.654321+01:00",
                "last_problem": "inget svar | no answer",
                "waiting": 12,
                "oldest_waiting_since": "2026-11-24T09:41:02.123456+01:00",
            },
            response_only=True,
        )
    ]
)
class LaneShape(serializers.ModelSerializer[Lane]):
    waiting = serializers.IntegerField(help_text="Unfinished legs in the lane")
    oldest_waiting_since = serializers.DateTimeField(
        allow_null=True, help_text="When the oldest of them was received"
    )

    class Meta:
        model = Lane
        fields = (
            "name",
            "concurrency",
            "breaker",
            "retry_at",
            "failures",
            "average_ms",
            "last_success_at",
            "last_problem",
            "waiting",
            "oldest_waiting_since",
        )
        read_only_fields = fields


@extend_schema_serializer(examples=[OpenApiExample("Twice as many", {"concurrency": 8}, request_only=True)])
class LaneChange(Strict):
    concurrency = serializers.IntegerField(
        min_value=1, max_value=MOST_WORKERS, help_text="How many workers may be at the lane at once"
    )


class Lanes(RestView):
    @extend_schema(
        operation_id="list_lanes",
        summary="All lanes: how it goes and what waits",
        responses=LaneShape(many=True),
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return Response(LaneShape(with_queues(list(Lane.objects.order_by("name"))), many=True).data)


class OneLane(RestView):
    @extend_schema(
        operation_id="get_lane",
        summary="One lane",
        parameters=[NAME],
        responses={200: LaneShape, 404: NOT_FOUND},
        tags=TAGS,
    )
    def get(self, request: Request, name: str) -> Response:
        return _answer(Lane.objects.filter(name=name).first(), name)

    @extend_schema(
        operation_id="change_lane",
        summary="Change how many workers may be at a lane",
        parameters=[NAME],
        request=LaneChange,
        responses={200: LaneShape, 400: ProblemShape, 404: NOT_FOUND},
        tags=TAGS,
    )
    def patch(self, request: Request, name: str) -> Response:
        set_concurrency(name, checked(LaneChange, request.data)["concurrency"])
        return _answer(Lane.objects.filter(name=name).first(), name)


class Reset(RestView):
    @extend_schema(
        operation_id="reset_lane",
        summary="Close the breaker and try what waits now",
        parameters=[NAME],
        request=None,
        responses={200: LaneShape, 404: NOT_FOUND},
        tags=TAGS,
    )
    def post(self, request: Request, name: str) -> Response:
        return _answer(breaker.reset(name), name)


def with_queues(found: list[Lane]) -> list[Lane]:
    """The lanes with `waiting` and `oldest_waiting_since`: counted from the index, a row read per lane."""
    counts: dict[Any, int] = dict(
        Leg.objects.filter(lane__in=[lane.name for lane in found])
        .values_list("lane")
        .annotate(Count("pk"))
        .order_by()
    )
    for lane in found:
        oldest = Leg.objects.filter(lane=lane.name).order_by("pk").values_list("received_at", flat=True).first()
        vars(lane).update(waiting=counts.get(lane.name, 0), oldest_waiting_since=oldest)
    return found


def set_concurrency(name: str, workers: int) -> bool:
    """Change how many workers may be at the lane at once. False: there is no such lane."""
    with writing():
        return bool(Lane.objects.filter(name=name).update(concurrency=workers))


def _answer(lane: Lane | None, name: str) -> Response:
    if lane is None:
        names = ", ".join(Lane.objects.order_by("name").values_list("name", flat=True)) or "-"
        raise Problem(
            "not-found",
            f"Det finns ingen kö {name}. De som finns är {names}.",
            f"There is no lane {name}. There are {names}.",
        )
    return Response(LaneShape(with_queues([lane])[0]).data)
