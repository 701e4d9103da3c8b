"""Deliveries as REST shows them: in a list, and one with its whole history."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from formedlare.api.deliveries import examples
from formedlare.deliveries import paper
from formedlare.deliveries.search import FoundDelivery
from formedlare.lanes.status import next_try_at
from formedlare.models import Distribution, Event, Leg, PassedOver
from formedlare.models.channel import Channel
from infra import clock
from infra.rest.fields import HexField, OrganisationField, RecipientField
from infra.rest.pages import cursor_field, limit_field
from infra.rest.periods import ReceivedSerializer

_PAPER = paper.serializer_class()
"""Apps have registered before the addresses of REST are loaded."""


class PassedOverSerializer(serializers.Serializer[PassedOver]):
    channel = serializers.ChoiceField(choices=Channel.choices)
    reason = serializers.CharField(help_text="Swedish | English")


WHY = "Why it waits, failed or took another channel than Mina meddelanden. Swedish | English; empty: it did not"


class ChannelField(serializers.ChoiceField):
    """A channel, or null where none has been chosen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=Channel.choices, read_only=True, allow_null=True, **options)

    def to_representation(self, value: Any) -> Any:
        return super().to_representation(value) or None


CHANNEL = "Of a leg that failed, the one that was tried last; null: none has been chosen yet"


class LegSummarySerializer(serializers.ModelSerializer[Leg]):
    channel = ChannelField(source="last_channel", help_text=CHANNEL)
    reason = serializers.CharField(source="explanation", read_only=True, help_text=WHY)

    class Meta:
        model = Leg
        fields = ("recipient", "state", "channel", "operator", "attempts", "reason", "received_at", "finished_at")
        read_only_fields = fields


class DeliverySummarySerializer(serializers.ModelSerializer[Distribution]):
    states = serializers.DictField(child=serializers.IntegerField(), help_text="How many legs are in which state")
    legs = LegSummarySerializer(
        many=True, source="shown_legs", help_text="The first ten, of those that match the filters"
    )

    class Meta:
        model = Distribution
        fields = (
            "distribution_id",
            "kind",
            "origin",
            "sender",
            "sender_name",
            "reference",
            "correlation_id",
            "label",
            "trace",
            "received_at",
            "states",
            "legs",
        )
        read_only_fields = fields

    @classmethod
    def of(cls, found: FoundDelivery) -> "DeliverySummarySerializer":
        """The delivery with what the search found beside it, as one object."""
        vars(found.distribution).update(states=found.states, shown_legs=found.legs)
        return cls(found.distribution)


@extend_schema_serializer(examples=[examples.PAGE])
class DeliveryPageSerializer(serializers.Serializer[dict[str, Any]]):
    results = DeliverySummarySerializer(many=True)
    next = serializers.URLField(
        allow_null=True, help_text="Where older deliveries follow; null: these are the last"
    )


class EventSerializer(serializers.ModelSerializer[Event]):
    channel = ChannelField(help_text="null: none had been chosen, or none was left")
    where = serializers.SerializerMethodField()
    swedish = serializers.SerializerMethodField(help_text="What was answered or decided")
    english = serializers.SerializerMethodField(help_text="The same in English; empty where there is one text")

    class Meta:
        model = Event
        fields = ("at", "state", "channel", "where", "swedish", "english", "code", "duration_ms")
        read_only_fields = fields

    def get_where(self, event: Event) -> str:
        return " ".join(part for part in (event.operator, event.address) if part)

    def get_swedish(self, event: Event) -> str:
        swedish: str = event.text.swedish
        return swedish

    def get_english(self, event: Event) -> str:
        return event.text.english if event.text.english != event.text.swedish else ""


class LegHistorySerializer(serializers.ModelSerializer[Leg]):
    channel = ChannelField(source="last_channel", help_text=CHANNEL)
    passed_over = PassedOverSerializer(many=True, help_text="Channels that were not taken, in order, and why")
    reason = serializers.CharField(source="explanation", read_only=True, help_text=WHY)
    notified_by = serializers.ListField(
        child=serializers.CharField(), help_text="Of a notification: the channels that the operator used"
    )
    next_try_at = serializers.SerializerMethodField(
        help_text="When the next step is taken, at the earliest; null when the leg is finished"
    )
    waits_for = serializers.SerializerMethodField(
        help_text="distribution_id of an earlier delivery to the same recipient that must arrive before it; "
        "null: it waits for none"
    )
    paper = serializers.SerializerMethodField(help_text="The letter as it is or will be printed; null: no paper")
    events = EventSerializer(many=True)

    class Meta:
        model = Leg
        fields = (
            "recipient",
            "state",
            "channel",
            "operator",
            "address",
            "lane",
            "attempts",
            "rule",
            "passed_over",
            "trans_id",
            "notified_by",
            "reason",
            "received_at",
            "deadline",
            "next_try_at",
            "waits_for",
            "finished_at",
            "paper",
            "events",
        )
        read_only_fields = fields

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_next_try_at(self, leg: Leg) -> datetime | None:
        when = next_try_at(leg, self.context["lanes"].get(leg.lane))
        return when and when.astimezone(clock.SWEDEN)

    @extend_schema_field(_PAPER(allow_null=True) if _PAPER else OpenApiTypes.OBJECT)
    def get_paper(self, leg: Leg) -> Mapping[str, Any] | None:
        found: Mapping[str, Any] | None = self.context["papers"].get(leg.pk)
        return found

    def get_waits_for(self, leg: Leg) -> UUID | None:
        earlier: Leg | None = self.context["waits_for"].get(leg.pk)
        return earlier.distribution.distribution_id if earlier else None


@extend_schema_serializer(examples=[examples.WHOLE])
class DeliveryHistorySerializer(serializers.ModelSerializer[Distribution]):
    warnings = serializers.ListField(child=serializers.CharField(), help_text="Swedish | English")
    legs = LegHistorySerializer(many=True)

    class Meta:
        model = Distribution
        fields = (
            "distribution_id",
            "kind",
            "origin",
            "sender",
            "sender_name",
            "caller",
            "reference",
            "correlation_id",
            "protection_class",
            "size",
            "warnings",
            "label",
            "trace",
            "received_at",
            "deadline",
            "legs",
        )
        read_only_fields = fields


class DeliveryQuerySerializer(ReceivedSerializer):
    """What a list of deliveries can be narrowed to. All that is given must hold, of one and the same leg."""

    sender = OrganisationField(required=False)
    recipient = RecipientField(required=False)
    state = serializers.ChoiceField(choices=Leg.State.choices, required=False)
    channel = serializers.ChoiceField(choices=Channel.choices, required=False)
    operator = serializers.CharField(required=False, max_length=255, help_text="Internet domain")
    lane = serializers.CharField(required=False, max_length=255, help_text="Unfinished, and in this lane")
    label = serializers.CharField(required=False, max_length=100)  # type: ignore[assignment]  # a name of Field's
    trace = HexField(32, required=False, help_text="32 hexadecimal digits")
    reference = serializers.CharField(required=False)
    correlation_id = serializers.CharField(required=False)
    limit = limit_field(default=50, maximum=200)
    cursor = cursor_field()
