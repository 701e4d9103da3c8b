"""The register's log and the counts of calls: `/api/v1/supervision`."""

from collections.abc import Iterator
from typing import Final

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from far.api.supervision import serializers
from far.supervision import counts, files, log_search
from far.supervision.call_log import call_log
from far.supervision.counts import CountFilter
from far.supervision.log_search import LogFilter
from infra.csv_lines import CONTENT_TYPE
from infra.rest.pages import next_address
from infra.rest.problems import ProblemSerializer
from infra.rest.views import RestView

TAGS: Final = ["supervision"]


class LogView(RestView):
    query_serializer = serializers.LogQuerySerializer

    @extend_schema(
        operation_id="list_log",
        summary="Who asked and changed what in the register, the latest first",
        description="Every SOAP call of the register and every change of it. Entries are chained by digests; "
        "`manage.py verify_log` verifies them.",
        parameters=[serializers.LogQuerySerializer],
        responses={200: serializers.LogPageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query = dict(self.query)
        limit, cursor = query.pop("limit"), query.pop("cursor", None)
        found, following = log_search.find_entries(LogFilter(**query), limit, cursor)
        page = {"results": found, "next": next_address(request, following)}
        return Response(serializers.LogPageSerializer(page).data)


class LogFileView(RestView):
    query_serializer = serializers.LogFilterSerializer

    @extend_schema(
        operation_id="get_log_file",
        summary="The same as CSV, the oldest first",
        parameters=[serializers.LogFilterSerializer],
        responses={(200, "text/csv"): OpenApiTypes.STR, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request) -> StreamingHttpResponse:
        return _file(files.log_as_csv(LogFilter(**self.query)), "log.csv")


class CountsView(RestView):
    query_serializer = serializers.CountQuerySerializer

    @extend_schema(
        operation_id="list_counts",
        summary="Calls of the register, of relays and of operators, counted by actor, operation and day",
        parameters=[serializers.CountQuerySerializer],
        responses={200: serializers.CountPageSerializer, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        query = dict(self.query)
        limit, cursor = query.pop("limit"), query.pop("cursor", None)
        call_log.write()
        found, following = counts.find_counts(CountFilter(**query), limit, cursor)
        page = {"results": found, "next": next_address(request, following)}
        return Response(serializers.CountPageSerializer(page).data)


class CountsFileView(RestView):
    query_serializer = serializers.CountFilterSerializer

    @extend_schema(
        operation_id="get_counts_file",
        summary="The same as CSV, the oldest first",
        parameters=[serializers.CountFilterSerializer],
        responses={(200, "text/csv"): OpenApiTypes.STR, 400: ProblemSerializer},
        tags=TAGS,
    )
    def get(self, _request: Request) -> StreamingHttpResponse:
        call_log.write()
        return _file(files.counts_as_csv(CountFilter(**self.query)), "counts.csv")


def _file(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(lines, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
