"""The clock as REST shows and sets it."""

from datetime import datetime, timedelta
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from infra.clock import Setting
from infra.rest.fields import MomentField
from infra.rest.serializers import StrictSerializer
from infra.rest.wording import message_of
from infra.texts import Text
from testbed.clock.durations import parse_duration
from testbed.clock.moving import EARLIEST, LATEST, OUT_OF_RANGE

NO_DURATION: Final = Text(
    "ska vara en tid enligt ISO 8601, till exempel P1D eller PT90M",
    "must be an ISO 8601 duration, for instance P1D or PT90M",
)
BACKWARDS: Final = Text(
    "går bara framåt; set ställer klockan till en tidigare tid, och DELETE till den verkliga",
    "only goes forwards; set puts the clock to an earlier moment, and DELETE to the real one",
)
ONE_CHANGE: Final = Text("ange advance eller set, inte båda", "give advance or set, not both")
NO_CHANGE: Final = Text("ange advance, set eller freeze", "give advance, set or freeze")


@extend_schema_field({"type": "string", "examples": ["P1D", "PT90M", "P1Y"]})
class DurationField(serializers.Field[Any, Any, Any, Any]):
    """A duration as ISO 8601 writes it."""

    def to_internal_value(self, data: Any) -> relativedelta:
        if isinstance(data, str) and data.startswith("-") and parse_duration(data[1:]):
            raise serializers.ValidationError(message_of(BACKWARDS))
        found = parse_duration(data) if isinstance(data, str) else None
        if found is None:
            raise serializers.ValidationError(message_of(NO_DURATION))
        return found


@extend_schema_serializer(
    examples=[
        OpenApiExample("A day later", {"advance": "P1D"}, request_only=True),
        OpenApiExample(
            "At a moment, and stand still", {"set": "2027-01-31T23:59:00+01:00", "freeze": True}, request_only=True
        ),
    ]
)
class ClockChangeSerializer(StrictSerializer):
    advance = DurationField(required=False, help_text="How much later, as ISO 8601 writes it: P1D, PT90M, P1Y")
    set = MomentField(
        required=False,
        overflow=OUT_OF_RANGE,
        help_text=f"The moment, forwards or backwards: from {EARLIEST:%Y-%m-%d} to {LATEST:%Y-%m-%d}",
    )
    freeze = serializers.BooleanField(required=False, help_text="true: it stands still; false: it goes again")

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if not values:
            raise serializers.ValidationError(message_of(NO_CHANGE))
        if {"advance", "set"} <= values.keys():
            raise serializers.ValidationError(message_of(ONE_CHANGE))
        return values


class ClockSerializer(serializers.Serializer[dict[str, Any]]):
    now = serializers.DateTimeField(help_text="What the simulator's clock shows")
    real = serializers.DateTimeField(help_text="What the machine's clock shows")
    moved = serializers.BooleanField(help_text="They differ")
    frozen = serializers.BooleanField()
    offset_seconds = serializers.FloatField(help_text="How far it is ahead; negative: behind")


class MovedClockSerializer(ClockSerializer):
    stops = serializers.IntegerField(help_text="How many times it stopped on the way because something was due")
    all_done = serializers.BooleanField(help_text="false: something that is due is still under way")


def show_clock(setting: Setting, real: datetime) -> dict[str, Any]:
    now = setting.moment(real)
    return dict(
        ClockSerializer(
            {
                "now": now,
                "real": real,
                "moved": setting.is_moved,
                "frozen": setting.frozen_at is not None,
                "offset_seconds": (now - real) / timedelta(seconds=1),
            }
        ).data
    )
