"""How many letters took which channel, and what that cost and saved: `/api/v1/statistics`."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from infra.rest.problems import ProblemSerializer
from infra.rest.views import RestView
from print_supplier import statistics
from print_supplier.api.statistics_serializers import StatisticsQuerySerializer, StatisticsSerializer


class StatisticsView(RestView):
    query_serializer = StatisticsQuerySerializer

    @extend_schema(
        operation_id="get_statistics",
        summary="Letters by sender and channel, what paper cost, and what was saved",
        parameters=[StatisticsQuerySerializer],
        responses={200: StatisticsSerializer, 400: ProblemSerializer},
        tags=["statistics"],
    )
    def get(self, request: Request) -> Response:
        query = self.query
        found = statistics.count_letters(query.get("sender", ""), query.get("since"), query.get("until"))
        figures = {name: getattr(found, name) for name in ("letters", "failed", "cost_ore", "saved_ore", "lines")}
        return Response(StatisticsSerializer(figures | {"by_channel": found.by_channel()}).data)
