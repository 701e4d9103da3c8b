"""What lies in the print queue, and the print runs: `/api/v1/print-queue`, `/api/v1/print-runs`."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare.api.problems import Problem, ProblemShape
from formedlare.api.rest import RestView, checked
from formedlare.printing import queue, runs
from formedlare.printing.api import shapes
from formedlare.printing.models import PrintRun
from infra.database.paging import first

TAGS = ["print"]


class PrintQueue(RestView):
    @extend_schema(
        operation_id="get_print_queue",
        summary="How much waits to be printed",
        description="The letters themselves: deliveries with `lane=print queue`.",
        responses=shapes.QueueShape,
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return Response(shapes.QueueShape(queue.lying()).data)


class PrintRuns(RestView):
    @extend_schema(
        operation_id="list_print_runs",
        summary="Print runs, newest first",
        parameters=[shapes.RunQuery],
        responses={200: shapes.RunPage, 400: ProblemShape},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query = checked(shapes.RunQuery, request.query_params.dict())
        rows = PrintRun.objects.order_by("-number")
        if "before" in query:
            rows = rows.filter(number__lt=query["before"])
        shown, last = first(rows, query["limit"])
        page = {"results": shown, "next": last.number if last else None}
        return Response(shapes.RunPage(page, context=_around(request, shown)).data)

    @extend_schema(
        operation_id="print_now",
        summary="Print what lies in the queue now, the oldest first",
        description="One run, of at most 500 letters. What does not fit lies in the queue still: ask again until "
        "the answer is 204.",
        request=shapes.RunOrder,
        responses={
            201: shapes.RunShape,
            204: OpenApiResponse(description="The queue is empty"),
            400: ProblemShape,
        },
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        run = runs.print_queued(checked(shapes.RunOrder, request.data)["most"])
        return _shown(request, run, status=201) if run else Response(status=204)


class OnePrintRun(RestView):
    @extend_schema(
        operation_id="get_print_run",
        summary="One print run",
        responses={200: shapes.RunShape, 404: OpenApiResponse(ProblemShape, "There is no such run")},
        tags=TAGS,
    )
    def get(self, request: Request, number: int) -> Response:
        run = PrintRun.objects.filter(number=number).first()
        if run is None:
            raise Problem("not-found", f"Det finns ingen körning {number}.", f"There is no print run {number}.")
        return _shown(request, run)


def _shown(request: Request, run: PrintRun, status: int = 200) -> Response:
    return Response(shapes.RunShape(run, context=_around(request, [run])).data, status=status)


def _around(request: Request, shown: Sequence[PrintRun]) -> dict[str, Any]:
    return {"request": request, "with_pdf": runs.with_pdf(shown)}
