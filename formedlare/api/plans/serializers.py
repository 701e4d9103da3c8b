"""A retry plan as REST shows and takes it."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer

from formedlare.sender_settings.plans import LIMITS
from infra.rest.fields import LimitedIntegerField
from infra.rest.serializers import StrictSerializer


@extend_schema_serializer(
    examples=[
        OpenApiExample("An hour", {"deadline_minutes": 60, "first_pause_seconds": 2, "longest_pause_seconds": 60})
    ]
)
class PlanSerializer(StrictSerializer):
    deadline_minutes = LimitedIntegerField(
        LIMITS["deadline_minutes"], help_text="How long Mina meddelanden is tried, from when it came in"
    )
    first_pause_seconds = LimitedIntegerField(LIMITS["first_pause_seconds"])
    longest_pause_seconds = LimitedIntegerField(
        LIMITS["longest_pause_seconds"], help_text="Pauses double from the first to the longest"
    )
