"""Subscriptions and events as REST shows and takes them."""

from typing import Any, Final

from rest_framework import serializers

from formedlare.registered_senders import require_registered
from infra.errors import SenderNotRegistered
from infra.rest.fields import OrganisationField
from infra.rest.serializers import StrictSerializer
from webhooks import signing, url_guard
from webhooks.models import Attempt, EventType, OutboxEvent, Subscription
from webhooks.subscriptions import SUBSCRIBABLE_EVENTS

CHOICES: Final = [(kind.value, kind.label) for kind in SUBSCRIBABLE_EVENTS]


class SubscriptionShape(serializers.ModelSerializer[Subscription]):
    events = serializers.ListField(child=serializers.ChoiceField(choices=CHOICES))

    class Meta:
        model = Subscription
        fields: tuple[str, ...] = (
            "subscription_id",
            "sender",
            "url",
            "events",
            "active",
            "created_at",
            "failures",
            "retry_at",
            "average_ms",
            "last_success_at",
            "last_problem",
        )
        read_only_fields = fields


class SubscriptionWithSecret(SubscriptionShape):
    secret = serializers.CharField(help_text="Shown this once")

    class Meta(SubscriptionShape.Meta):
        fields = (*SubscriptionShape.Meta.fields, "secret")
        read_only_fields = fields


class SubscriptionChange(StrictSerializer):
    sender = OrganisationField(
        required=False, allow_blank=True, help_text="One that FaR has. Empty: the letters of every sender"
    )
    url = serializers.CharField(help_text="http(s); public, or in MM_WEBHOOK_ALLOWED")
    secret = serializers.CharField(
        required=False, min_length=signing.LEAST_SECRET, max_length=200, help_text="Left out: the relay makes one"
    )
    events = serializers.ListField(
        child=serializers.ChoiceField(choices=CHOICES),
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
            raise serializers.ValidationError(refusal.text.on_wire) from refusal
        return value

    def validate_url(self, value: str) -> str:
        try:
            url_guard.resolve(value)
        except url_guard.Refused as refusal:
            raise serializers.ValidationError(refusal.reason) from refusal
        return value

    def validate_events(self, value: list[str]) -> list[str]:
        return [name for name, _ in CHOICES if name in value]


class OutboxEventShape(serializers.ModelSerializer[OutboxEvent]):
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


class OutboxEventPage(serializers.Serializer[dict[str, Any]]):
    results = OutboxEventShape(many=True)
    next = serializers.IntegerField(allow_null=True, help_text="Give it as `cursor` to go on; null: the end")


class AttemptShape(serializers.ModelSerializer[Attempt]):
    class Meta:
        model = Attempt
        fields = ("at", "status", "answer", "error", "duration_ms")
        read_only_fields = fields


class OutboxEventWithLog(OutboxEventShape):
    body = serializers.JSONField(source="content", help_text="What is posted")
    log = AttemptShape(many=True, help_text="Every attempt, the oldest first")

    class Meta(OutboxEventShape.Meta):
        fields = (*OutboxEventShape.Meta.fields, "body", "log")
        read_only_fields = fields


class EventQuery(StrictSerializer):
    state = serializers.ChoiceField(choices=OutboxEvent.State.choices, required=False)
    type = serializers.ChoiceField(choices=EventType.choices, required=False)
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)
    cursor = serializers.IntegerField(required=False, min_value=1, max_value=2**62)


class Replayed(serializers.Serializer[dict[str, int]]):
    replayed = serializers.IntegerField(help_text="Events that will be sent again")
