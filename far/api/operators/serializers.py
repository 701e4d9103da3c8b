"""Mailbox operators as REST shows them: customers, departure, and what they are told."""

from typing import Any, Final

from rest_framework import serializers

from far.callbacks.unused import MAX_DAYS
from far.models import Account, Departure, RemovalFlag
from infra.rest.pages import cursor_field, limit_field
from infra.rest.serializers import StrictSerializer

MAX_PAGE: Final = 1_000
NEXT_HELP: Final = "Address of the next page; null: this is the last"


class DepartureSerializer(serializers.ModelSerializer[Departure]):
    """When the operator leaves, and how far that has come."""

    class Meta:
        model = Departure
        fields = ("leaves_on", "decided_at", "told", "is_everybody_told", "ended", "ended_at")
        read_only_fields = fields
        extra_kwargs: Final = {
            "leaves_on": {"help_text": "The first day, in Sweden, on which it has no customers"},
            "told": {"help_text": "Customers who have been told"},
            "ended": {"help_text": "Accounts that have ended"},
            "ended_at": {"help_text": "Null: it has not left"},
        }


class DepartureRequestSerializer(StrictSerializer):
    leaves_on = serializers.DateField(help_text="The first day, in Sweden, on which it has no customers")


class OperatorSerializer(serializers.Serializer[Any]):
    """A mailbox operator."""

    name = serializers.CharField(source="supplier.name", help_text="The internet domain")
    organisation = serializers.CharField(source="supplier.organisation")
    suspended = serializers.BooleanField(source="supplier.suspended")
    customers = serializers.IntegerField(help_text="Accounts with a complete registration")
    departure = DepartureSerializer(allow_null=True, help_text="Null: it does not leave")
    due_flags = serializers.IntegerField(help_text="Removals that it has not been told of yet")
    failed_flags = serializers.IntegerField(help_text="Removals that it could not be told of")


class CustomerQuerySerializer(StrictSerializer):
    """Which page."""

    limit = limit_field(100, MAX_PAGE)
    cursor = cursor_field()


class CustomerSerializer(serializers.ModelSerializer[Account]):
    """A customer of an operator."""

    class Meta:
        model = Account
        fields = ("recipient", "type", "registered_at")
        read_only_fields = fields


class CustomerPageSerializer(serializers.Serializer[Any]):
    """Customers, in order of numbers."""

    results = CustomerSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text=NEXT_HELP)


class UnusedQuerySerializer(StrictSerializer):
    """For how long."""

    days = serializers.IntegerField(min_value=0, max_value=MAX_DAYS, help_text="Unused for so many days")


class UnusedSerializer(serializers.Serializer[Any]):
    """What the operator answered."""

    recipients = serializers.ListField(child=serializers.CharField(), help_text="In the operator's order")


class FlagQuerySerializer(StrictSerializer):
    """Which page, and in which state."""

    state = serializers.ChoiceField(choices=RemovalFlag.State.values, required=False)
    limit = limit_field(100, MAX_PAGE)
    cursor = cursor_field()


class FlagSerializer(serializers.ModelSerializer[RemovalFlag]):
    """A removed account or request that the operator is told of."""

    last_error = serializers.CharField(source="last_error.on_wire", help_text="Swedish | English; empty: none")

    class Meta:
        model = RemovalFlag
        fields = (
            "kind",
            "reason",
            "recipient",
            "state",
            "created_at",
            "due_at",
            "attempts",
            "last_error",
            "finished_at",
        )
        read_only_fields = fields


class FlagPageSerializer(serializers.Serializer[Any]):
    """Flags, the latest first."""

    results = FlagSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text=NEXT_HELP)


class ReplayedFlagsSerializer(serializers.Serializer[Any]):
    """What is sent again."""

    replayed = serializers.IntegerField(help_text="Flags that had been given up and are due again")
