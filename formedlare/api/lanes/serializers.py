"""Lanes as REST shows and changes them."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from formedlare.lanes.status import CONCURRENCY, LaneStatus
from formedlare.models import Lane
from infra.rest.fields import LimitedIntegerField
from infra.rest.serializers import StrictSerializer


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
class LaneSerializer(serializers.ModelSerializer[Lane]):
    last_problem = serializers.CharField(read_only=True)
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

    @classmethod
    def of(cls, status: LaneStatus) -> "LaneSerializer":
        """The lane with what waits in it, as one object."""
        vars(status.lane).update(waiting=status.waiting, oldest_waiting_since=status.oldest_waiting_since)
        return cls(status.lane)


@extend_schema_serializer(examples=[OpenApiExample("Twice as many", {"concurrency": 8}, request_only=True)])
class LaneChangeSerializer(StrictSerializer):
    concurrency = LimitedIntegerField(CONCURRENCY, help_text="How many workers may be at the lane at once")
