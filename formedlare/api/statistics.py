"""How many letters took which way, and what that cost and saved: `/api/v1/statistics`."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare.models.channel import Channel
from infra.rest.fields import MomentField, OrganisationField
from infra.rest.problems import ProblemShape
from infra.rest.views import RestView, Strict, checked
from print_supplier import statistics


class StatisticsQuery(Strict):
    sender = OrganisationField(required=False)
    since = MomentField(required=False, help_text="Finished at this moment or later. ISO 8601, + best written %2B")
    until = MomentField(required=False, help_text="Finished before this moment")


class LineShape(serializers.Serializer[statistics.Line]):
    sender = serializers.CharField(help_text="Empty: of all senders")
    channel = serializers.ChoiceField(choices=Channel.choices)
    letters = serializers.IntegerField()
    sheets = serializers.IntegerField()
    cost_ore = serializers.IntegerField(help_text="Paper, envelopes and postage, in öre")
    saved_ore = serializers.IntegerField(help_text="What they would have cost on paper, counted low, in öre")


class StatisticsShape(serializers.Serializer[Any]):
    letters = serializers.IntegerField(help_text="That reached their recipients")
    failed = serializers.IntegerField()
    cost_ore = serializers.IntegerField()
    saved_ore = serializers.IntegerField()
    by_channel = LineShape(many=True)
    lines = LineShape(many=True, help_text="By sender and channel")


class Statistics(RestView):
    @extend_schema(
        operation_id="get_statistics",
        summary="Letters by sender and channel, what paper cost, and what was saved",
        parameters=[StatisticsQuery],
        responses={200: StatisticsShape, 400: ProblemShape},
        tags=["statistics"],
    )
    def get(self, request: Request) -> Response:
        query = checked(StatisticsQuery, request.query_params.dict())
        found = statistics.count(query.get("sender", ""), query.get("since"), query.get("until"))
        figures = {name: getattr(found, name) for name in ("letters", "failed", "cost_ore", "saved_ore", "lines")}
        return Response(StatisticsShape(figures | {"by_channel": found.by_channel()}).data)
