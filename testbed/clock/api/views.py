"""The simulator's clock: `/api/v1/clock`."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra import clock
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from testbed.clock import moving
from testbed.clock.api.serializers import (
    ClockChangeSerializer,
    ClockSerializer,
    MovedClockSerializer,
    show_clock,
)
from testbed.clock.durations import moment_after
from testbed.clock.moving import ClockMove

TAGS = ["clock"]
BUSY = OpenApiResponse(ProblemSerializer, "Somebody else is setting it")
STOOD_STILL = ClockMove(stops=0, is_all_done=True)


class ClockView(RestView):
    @extend_schema(
        operation_id="get_clock", summary="What the simulator's clock shows", responses=ClockSerializer, tags=TAGS
    )
    def get(self, request: Request) -> Response:
        return Response(show_clock(clock.read_setting(), clock.real_now()))

    @extend_schema(
        operation_id="move_clock",
        summary="Set the clock, and do what falls due",
        description="One clock for the whole simulator, not one for each test run. Forwards it stops wherever "
        "something is due, and does that: deadlines, retries, announcements, what expires, retention. The answer "
        "comes when it has happened. Certificates and TLS keep the machine's time. "
        f"{moving.OUT_OF_RANGE.english}",
        request=ClockChangeSerializer,
        responses={200: MovedClockSerializer, 400: ProblemSerializer, 409: BUSY},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        return _answer(_change(validate_data(ClockChangeSerializer, request.data)))

    @extend_schema(
        operation_id="reset_clock",
        summary="Back to the machine's time",
        responses={200: MovedClockSerializer, 409: BUSY},
        tags=TAGS,
    )
    def delete(self, request: Request) -> Response:
        return _answer(moving.return_to_real_time())


def _change(values: dict[str, Any]) -> ClockMove:
    if values.get("freeze"):
        moving.freeze_clock()
    move = STOOD_STILL
    if "advance" in values:
        move = moving.move_to(moment_after(clock.now(), values["advance"]))
    elif "set" in values:
        move = moving.move_to(values["set"])
    if values.get("freeze") is False:
        moving.unfreeze_clock()
    return move


def _answer(move: ClockMove) -> Response:
    shown = show_clock(clock.read_setting(), clock.real_now())
    return Response(shown | {"stops": move.stops, "all_done": move.is_all_done})
