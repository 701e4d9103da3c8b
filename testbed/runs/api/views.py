"""Runs over REST: `/api/v1/runs`."""

from typing import Final

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra.hooks import runs
from infra.hooks.runs import ItemKind
from infra.identity.reading import read_recipient
from infra.rest.pages import next_address
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import StrictSerializer, validate_data
from infra.rest.views import RestView
from testbed.runs import lifecycle, resets
from testbed.runs.api import serializers

TAGS: Final = ["runs"]
NO_RUN: Final = OpenApiResponse(ProblemSerializer, "There is no such run")
RUN: Final = OpenApiParameter("run", str, OpenApiParameter.PATH, description="Its id or its label")


class RunsView(RestView):
    query_serializer = serializers.RunQuerySerializer

    @extend_schema(
        operation_id="list_runs",
        summary="Test runs, the newest first",
        parameters=[serializers.RunQuerySerializer],
        responses={200: serializers.RunPageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        found, following = lifecycle.list_runs(self.query["limit"], self.query.get("cursor"))
        page = {"results": found, "next": next_address(request, following)}
        return Response(serializers.RunPageSerializer(page).data)

    @extend_schema(
        operation_id="make_run",
        summary="Make a test run: what is made with its label, and what that touches, goes when it does",
        request=serializers.RunRequestSerializer,
        responses={201: serializers.RunWithItemsSerializer, 400: ProblemSerializer, 409: ProblemSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        values = validate_data(serializers.RunRequestSerializer, request.data)
        run = lifecycle.make_run(serializers.wanted_of(values))
        return Response(serializers.RunWithItemsSerializer(run).data, status=201)


class ResetRunView(RestView):
    needs_no_room = True

    @extend_schema(
        operation_id="reset_run",
        summary="Remove a run's letters; its people, actors and rules stay",
        parameters=[RUN],
        request=None,
        responses={204: None, 404: NO_RUN},
        tags=TAGS,
    )
    def post(self, request: Request, run: str) -> Response:
        validate_data(StrictSerializer, request.data)
        resets.reset_run(lifecycle.find_run(run))
        return Response(status=204)


class ResetMailboxView(RestView):
    path_items = {"holder": (ItemKind.PERSON, ItemKind.COMPANY)}
    needs_no_room = True

    @extend_schema(
        operation_id="reset_mailbox",
        summary="Empty a holder's mailboxes and simulated phone",
        parameters=[OpenApiParameter("holder", str, OpenApiParameter.PATH, description="Identity number")],
        request=None,
        responses={204: None, 400: ProblemSerializer, 404: ProblemSerializer},
        tags=TAGS,
    )
    def post(self, request: Request, holder: str) -> Response:
        validate_data(StrictSerializer, request.data)
        number = read_recipient(holder).value
        runs.require_own(number, ItemKind.PERSON, ItemKind.COMPANY)
        resets.reset_mailbox(number)
        return Response(status=204)


class ResetEverythingView(RestView):
    needs_no_room = True

    @extend_schema(
        operation_id="reset_everything",
        summary="Remove all runs and letters, and put the demo world back; certificates stay",
        request=None,
        responses={204: None, 409: ProblemSerializer},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        validate_data(StrictSerializer, request.data)
        runs.require_no_run()
        resets.reset_everything()
        return Response(status=204)


class RunView(RestView):
    @extend_schema(
        operation_id="get_run",
        summary="One test run, and how much it owns",
        parameters=[RUN],
        responses={200: serializers.RunWithItemsSerializer, 404: NO_RUN},
        tags=TAGS,
    )
    def get(self, request: Request, run: str) -> Response:
        return Response(serializers.RunWithItemsSerializer(lifecycle.find_run(run)).data)

    @extend_schema(
        operation_id="remove_run",
        summary="Remove a test run and all that belongs to it, and nothing else",
        parameters=[RUN],
        responses={204: None, 404: NO_RUN},
        tags=TAGS,
    )
    def delete(self, request: Request, run: str) -> Response:
        lifecycle.remove_run(lifecycle.find_run(run))
        return Response(status=204)
