"""Modes and held letters as REST takes and shows them."""

from typing import Any

from rest_framework import serializers

from formedlare.lanes.timing import lane_beyond
from formedlare.models import Leg
from infra.rest.serializers import StrictSerializer
from testbed.timing.models import TimingMode

MAX_RELEASED = 10_000


class TimingModeSerializer(StrictSerializer):
    mode = serializers.ChoiceField(choices=TimingMode.Mode.choices)
    lane = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=255,
        help_text="An operator's domain; lookup, the relay's own; email, sms, print; empty: every lane",
    )
    run = serializers.CharField(
        source="label",
        required=False,
        allow_blank=True,
        default="",
        max_length=100,
        help_text="The run whose letters it concerns, its label or id; empty: all without a mode of their own",
    )


class TimingModesSerializer(serializers.Serializer[dict[str, Any]]):
    results = TimingModeSerializer(many=True)


class HeldQuerySerializer(StrictSerializer):
    lane = serializers.CharField(required=False, allow_blank=True, max_length=255, default="")


class HeldLetterSerializer(serializers.ModelSerializer[Leg]):
    id = serializers.IntegerField(source="pk")
    distribution_id = serializers.UUIDField(source="distribution.distribution_id")
    sender = serializers.CharField(source="distribution.sender")
    subject = serializers.CharField(source="distribution.subject")
    run = serializers.CharField(source="distribution.label")
    lane = serializers.SerializerMethodField(help_text="The lane that it is released into")

    class Meta:
        model = Leg
        fields = (
            "id",
            "distribution_id",
            "recipient",
            "sender",
            "subject",
            "run",
            "lane",
            "received_at",
            "deadline",
        )
        read_only_fields = fields

    def get_lane(self, leg: Leg) -> str:
        return lane_beyond(leg)


class HeldLettersSerializer(serializers.Serializer[dict[str, Any]]):
    results = HeldLetterSerializer(many=True)


class ReleaseSerializer(StrictSerializer):
    lane = serializers.CharField(required=False, allow_blank=True, max_length=255, default="")
    count = serializers.IntegerField(
        required=False, min_value=1, max_value=MAX_RELEASED, default=1, help_text="The longest held first"
    )


class ReleasedSerializer(serializers.Serializer[dict[str, Any]]):
    released = HeldLetterSerializer(many=True)
