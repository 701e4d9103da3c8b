"""The print queue and the print runs: `/api/v1/print-queue`, `/api/v1/print-runs`."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra.rest.pages import next_address
from infra.rest.problems import Problem, ProblemSerializer
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from print_supplier import queue, runs
from print_supplier.api import serializers
from print_supplier.models import PrintRun

TAGS = ["print"]


class PrintQueueView(RestView):
    @extend_schema(
        operation_id="get_print_queue",
        summary="How much waits to be printed",
        description="The letters themselves: deliveries with `lane=print queue`.",
        responses=serializers.QueueSummarySerializer,
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return Response(serializers.QueueSummarySerializer(queue.summarize_queue()).data)


class PrintRunsView(RestView):
    query_serializer = serializers.PrintRunQuerySerializer

    @extend_schema(
        operation_id="list_print_runs",
        summary="Print runs, newest first",
        parameters=[serializers.PrintRunQuerySerializer],
        responses={200: serializers.PrintRunPageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query = self.query
        shown, following = runs.list_runs(query["limit"], query.get("before"))
        page = {"results": shown, "next": next_address(request, following, parameter="before")}
        return Response(serializers.PrintRunPageSerializer(page, context=_context(request, shown)).data)

    @extend_schema(
        operation_id="print_now",
        summary="Print what lies in the queue now, the oldest first",
        description="One run, of at most 500 letters. What does not fit lies in the queue still: ask again until "
        "the answer is 204.",
        request=serializers.PrintOrderSerializer,
        responses={
            201: serializers.PrintRunSerializer,
            204: OpenApiResponse(description="The queue is empty"),
            400: ProblemSerializer,
        },
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        run = runs.print_queued(validate_data(serializers.PrintOrderSerializer, request.data)["most"])
        return _run_response(request, run, status=201) if run else Response(status=204)


class PrintRunView(RestView):
    @extend_schema(
        operation_id="get_print_run",
        summary="One print run",
        responses={
            200: serializers.PrintRunSerializer,
            404: OpenApiResponse(ProblemSerializer, "There is no such run"),
        },
        tags=TAGS,
    )
    def get(self, request: Request, number: int) -> Response:
        run = PrintRun.objects.filter(number=number).first()
        if run is None:
            raise Problem("not-found", f"Det finns ingen körning {number}.", f"There is no print run {number}.")
        return _run_response(request, run)


def _run_response(request: Request, run: PrintRun, status: int = 200) -> Response:
    return Response(serializers.PrintRunSerializer(run, context=_context(request, [run])).data, status=status)


def _context(request: Request, shown: Sequence[PrintRun]) -> dict[str, Any]:
    return {"request": request, "with_pdf": runs.runs_with_pages(shown)}
