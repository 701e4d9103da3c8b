"""Runs as REST shows and takes them."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from infra.rest.fields import LimitedIntegerField
from infra.rest.pages import cursor_field, limit_field, next_field
from infra.rest.serializers import StrictSerializer
from infra.trace import MAX_LABEL
from testbed.runs import lifecycle
from testbed.runs.lifecycle import WantedRun
from testbed.runs.models import Run


@extend_schema_serializer(examples=[OpenApiExample("A run", {"name": "Nattliga prov"}, request_only=True)])
class RunRequestSerializer(StrictSerializer):
    name = serializers.CharField(required=False, allow_blank=True, max_length=MAX_LABEL, default="")
    label = serializers.CharField(  # type: ignore[assignment]  # a name of Field's
        required=False, max_length=MAX_LABEL, help_text="Any text; left out: made from the name"
    )
    quota = LimitedIntegerField(
        lifecycle.QUOTA,
        required=False,
        default=lifecycle.USUAL_QUOTA,
        help_text="How many people, organisations, certificates and so on, letters and exchanges it may have",
    )
    expires_in_minutes = LimitedIntegerField(
        lifecycle.MINUTES,
        required=False,
        default=lifecycle.USUAL_MINUTES,
        help_text="Then it is removed, by the machine's clock",
    )


class RunSerializer(serializers.Serializer[Run]):
    id = serializers.UUIDField(source="public_id")
    label = serializers.CharField(help_text="For the header X-MM-Label")  # type: ignore[assignment]  # Field's
    name = serializers.CharField()
    quota = serializers.IntegerField()
    letters = serializers.IntegerField(help_text="At the relay and in mailboxes; counted every ten seconds")
    exchanges = serializers.IntegerField(help_text="In the journal; counted every ten seconds")
    made_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class RunWithItemsSerializer(RunSerializer):
    owns = serializers.SerializerMethodField(help_text="How much of each kind")

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField()))
    def get_owns(self, run: Run) -> dict[str, int]:
        return lifecycle.count_items(run)


class RunPageSerializer(serializers.Serializer[Any]):
    results = RunSerializer(many=True)
    next = next_field("Where the older runs are; null: these are the oldest")


class RunQuerySerializer(StrictSerializer):
    limit = limit_field(50, 200)
    cursor = cursor_field()


def wanted_of(values: Mapping[str, Any]) -> WantedRun:
    """The run that a request asks for."""
    return WantedRun(values["name"], values.get("label"), values["quota"], values["expires_in_minutes"])
