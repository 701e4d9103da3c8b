"""Subscriptions and events as REST shows and takes them."""

from typing import Any, Final

from rest_framework import serializers

from formedlare.sender_settings.registered_senders import require_registered
from infra.errors import SenderNotRegistered
from infra.rest.fields import OrganisationField
from infra.rest.pages import next_field
from infra.rest.serializers import StrictSerializer
from infra.rest.wording import validation_error
from infra.texts import Text
from webhooks.models import SUBSCRIBABLE_EVENTS, Attempt, EventType, OutboxEvent, Subscription
from webhooks.sending import signing, url_guard

EVENT_CHOICES: Final = [(kind.value, kind.label) for kind in SUBSCRIBABLE_EVENTS]


class BilingualTextField(serializers.CharField):
    """A text in both languages, as one string."""

    def to_representation(self, value: Any) -> str:
        return value.on_wire if isinstance(value, Text) else super().to_representation(value)


class SubscriptionSerializer(serializers.ModelSerializer[Subscription]):
    last_problem = BilingualTextField(read_only=True)
    events = serializers.ListField(child=serializers.ChoiceField(choices=EVENT_CHOICES))

    class Meta:
        model = Subscription
        fields: tuple[str, ...] = (
            "subscription_id",
            "sender",
            "url",
            "events",
            "active",
            "label",
            "created_at",
            "failures",
            "retry_at",
            "average_ms",
            "last_success_at",
            "last_problem",
        )
        read_only_fields = fields


class SubscriptionWithSecretSerializer(SubscriptionSerializer):
    secret = serializers.CharField(help_text="Shown this once")

    class Meta(SubscriptionSerializer.Meta):
        fields = (*SubscriptionSerializer.Meta.fields, "secret")
        read_only_fields = fields


class SubscriptionChangeSerializer(StrictSerializer):
    sender = OrganisationField(
        required=False, allow_blank=True, help_text="One that FaR has. Empty: the letters of every sender"
    )
    url = serializers.CharField(help_text="http(s); public, or in MM_WEBHOOK_ALLOWED")
    secret = serializers.CharField(
        required=False,
        min_length=signing.MIN_SECRET_CHARACTERS,
        max_length=200,
        help_text="Left out: the relay makes one",
    )
    events = serializers.ListField(
        child=serializers.ChoiceField(choices=EVENT_CHOICES),
        required=False,
        allow_empty=False,
        help_text="Left out: all",
    )
    active = serializers.BooleanField(required=False)

    def validate_sender(self, value: str) -> str:
        try:
            if value:
                require_registered(value)
        except SenderNotRegistered as refusal:
            raise validation_error(refusal.text) from refusal
        return value

    def validate_url(self, value: str) -> str:
        try:
            url_guard.resolve_target(value)
        except url_guard.UrlRefused as refusal:
            raise validation_error(refusal.text) from refusal
        return value

    def validate_secret(self, value: str) -> str:
        try:
            signing.require_well_formed(value)
        except signing.MalformedSecret as refusal:
            raise validation_error(refusal.text) from refusal
        return value

    def validate_events(self, value: list[str]) -> list[str]:
        return [name for name, _ in EVENT_CHOICES if name in value]


class OutboxEventSerializer(serializers.ModelSerializer[OutboxEvent]):
    class Meta:
        model = OutboxEvent
        fields: tuple[str, ...] = (
            "event_id",
            "type",
            "state",
            "attempts",
            "created_at",
            "due_at",
            "give_up_at",
            "finished_at",
        )
        read_only_fields = fields


class OutboxEventPageSerializer(serializers.Serializer[dict[str, Any]]):
    results = OutboxEventSerializer(many=True)
    next = next_field("Where older events are; null: these are the first")


class AttemptSerializer(serializers.ModelSerializer[Attempt]):
    error = BilingualTextField(read_only=True)

    class Meta:
        model = Attempt
        fields = ("at", "status", "answer", "error", "duration_ms")
        read_only_fields = fields


class OutboxEventWithLogSerializer(OutboxEventSerializer):
    body = serializers.JSONField(source="content", help_text="What is posted")
    log = AttemptSerializer(many=True, help_text="Every attempt, the oldest first")

    class Meta(OutboxEventSerializer.Meta):
        fields = (*OutboxEventSerializer.Meta.fields, "body", "log")
        read_only_fields = fields


class EventQuerySerializer(StrictSerializer):
    state = serializers.ChoiceField(choices=OutboxEvent.State.choices, required=False)
    type = serializers.ChoiceField(choices=EventType.choices, required=False)
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)
    cursor = serializers.IntegerField(required=False, min_value=1, max_value=2**62)


class ReplayedSerializer(serializers.Serializer[dict[str, int]]):
    replayed = serializers.IntegerField(help_text="Events that will be sent again")
