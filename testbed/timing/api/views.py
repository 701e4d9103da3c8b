"""Timing: `/api/v1/timing`. Letters that are held: `/api/v1/held`."""

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra import trace
from infra.hooks import runs
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from testbed.runs.lifecycle import label_of_run
from testbed.timing import held, modes
from testbed.timing.api.serializers import (
    HeldLetterSerializer,
    HeldLettersSerializer,
    HeldQuerySerializer,
    ReleasedSerializer,
    ReleaseSerializer,
    TimingModeSerializer,
    TimingModesSerializer,
)
from testbed.timing.models import TimingMode

TAGS = ["timing"]
MAX_SHOWN = 500


class TimingView(RestView):
    @extend_schema(
        operation_id="list_timing",
        summary="The modes that are chosen; elsewhere letters go at once",
        responses=TimingModesSerializer,
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return Response({"results": TimingModeSerializer(modes.modes_of_run(), many=True).data})

    @extend_schema(
        operation_id="set_timing",
        summary="Let letters go at once, as in reality, or by hand",
        description="For the relay's letters, not for deliveries that a sender makes itself. fast: at once. "
        "realistic: after some seconds, as in reality. manual: each is held until it is released; its deadline "
        "counts on. With the header X-MM-Label for that test run.",
        request=TimingModeSerializer,
        examples=[
            OpenApiExample("Hold letters to kivra.com", {"mode": "manual", "lane": "kivra.com"}, request_only=True)
        ],
        responses={200: TimingModeSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def put(self, request: Request) -> Response:
        values = validate_data(TimingModeSerializer, request.data)
        given = label_of_run(values["label"])
        runs.require_reachable_label(given)
        label = given or trace.current_label() or ""
        row = modes.set_mode(TimingMode.Mode(values["mode"]), values["lane"], label)
        return Response(TimingModeSerializer(row).data)

    @extend_schema(
        operation_id="reset_timing",
        summary="Let all letters go at once again, also those that are held",
        description="With the header X-MM-Label, those of that test run.",
        responses={204: None},
        tags=TAGS,
    )
    def delete(self, request: Request) -> Response:
        modes.remove_modes()
        return Response(status=204)


class HeldLettersView(RestView):
    query_serializer = HeldQuerySerializer

    @extend_schema(
        operation_id="list_held",
        summary="Letters that are held, the longest first; 500 at most",
        parameters=[HeldQuerySerializer],
        responses=HeldLettersSerializer,
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        letters = held.held_letters(self.query["lane"], trace.current_label() or "")[:MAX_SHOWN]
        return Response({"results": HeldLetterSerializer(letters, many=True).data})


class ReleaseView(RestView):
    @extend_schema(
        operation_id="release_held",
        summary="Release the letter that has been held the longest, or more",
        request=ReleaseSerializer,
        examples=[OpenApiExample("One letter to kivra.com", {"lane": "kivra.com", "count": 1}, request_only=True)],
        responses={200: ReleasedSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        values = validate_data(ReleaseSerializer, request.data)
        released = held.release_letters(values["lane"], trace.current_label() or "", values["count"])
        return Response({"released": HeldLetterSerializer(released, many=True).data})


class ReleaseOneView(RestView):
    @extend_schema(
        operation_id="release_held_letter",
        summary="Release one letter",
        request=None,
        responses={
            200: HeldLetterSerializer,
            404: OpenApiResponse(ProblemSerializer, "No such letter is held"),
        },
        tags=TAGS,
    )
    def post(self, request: Request, key: int) -> Response:
        leg = held.held_letter(min(key, MAX_KEY), trace.current_label() or "")
        held.release_one(leg)
        return Response(HeldLetterSerializer(leg).data)


MAX_KEY = 2**62
"""That the database can compare."""
