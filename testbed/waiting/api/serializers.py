"""What a request may wait for or demand, and how it is answered."""

from typing import Any

from rest_framework import serializers

from formedlare.api.deliveries.serializers import DeliveryQuerySerializer, DeliverySummarySerializer
from infra.rest.problems import ProblemSerializer
from infra.rest.serializers import StrictSerializer
from infra.rest.wording import message_of
from infra.texts import Text
from testbed.journal.api.serializers import ExchangeSerializer, FilterSerializer
from testbed.messages.api.serializers import MessageFilterSerializer, MessageSerializer
from testbed.waiting.verdicts import Demand

MAX_SECONDS = 300
MAX_COUNT = 1_000
ONE_DEMAND = Text("ange ett av exactly, at_least och none", "give one of exactly, at_least and none")


class WaitSerializer(StrictSerializer):
    """The values of every wait beside its filter."""

    count = serializers.IntegerField(required=False, default=1, min_value=1, max_value=MAX_COUNT)
    timeout = serializers.FloatField(
        required=False, default=10.0, min_value=0, max_value=MAX_SECONDS, help_text="Seconds"
    )


class MessageWaitSerializer(WaitSerializer):
    filter = MessageFilterSerializer(required=False, default=dict)


class DeliveryFilterSerializer(DeliveryQuerySerializer):
    """What a list of deliveries can be narrowed to, without its pages."""

    limit = None  # type: ignore[assignment]  # how DRF leaves out what a serializer inherits
    cursor = None  # type: ignore[assignment]  # the same


class DeliveryWaitSerializer(WaitSerializer):
    filter = DeliveryFilterSerializer(required=False, default=dict)


class FoundDeliveriesSerializer(serializers.Serializer[dict[str, Any]]):
    found = serializers.IntegerField(help_text="How many there are in results")
    results = DeliverySummarySerializer(many=True)


class NoDeliverySerializer(ProblemSerializer):
    """Problem details of a wait that ended without the deliveries."""

    found = serializers.IntegerField(help_text="How many there were")
    reason = serializers.CharField(help_text="How the closest one stands. Swedish | English")
    closest = DeliverySummarySerializer(allow_null=True, help_text="The newest that matches but for its state")


class ExchangeWaitSerializer(WaitSerializer):
    filter = FilterSerializer(required=False, default=dict)


class FoundExchangesSerializer(serializers.Serializer[dict[str, Any]]):
    found = serializers.IntegerField(help_text="How many there are in results")
    results = ExchangeSerializer(many=True)


class NoExchangeSerializer(ProblemSerializer):
    """Problem details of a wait that ended without the exchanges."""

    found = serializers.IntegerField(help_text="How many there were")
    reason = serializers.CharField(help_text="How it differs. Swedish | English")
    closest = ExchangeSerializer(allow_null=True, help_text="The newest exchange of the same run or letter")


class FoundMessagesSerializer(serializers.Serializer[dict[str, Any]]):
    found = serializers.IntegerField(help_text="How many there are in results")
    results = MessageSerializer(many=True)


class UnmetFilterSerializer(serializers.Serializer[dict[str, Any]]):
    filter = serializers.CharField(help_text="The name of the filter that it does not meet")
    expected = serializers.CharField()
    found = serializers.CharField()


class ClosestMessageSerializer(serializers.Serializer[dict[str, Any]]):
    message = MessageSerializer()
    differences = UnmetFilterSerializer(many=True)


class NoMessageSerializer(ProblemSerializer):
    """Problem details of a wait that ended without the messages."""

    found = serializers.IntegerField(help_text="How many there were")
    reason = serializers.CharField(help_text="Where the letter lies, or why it did not come. Swedish | English")
    closest = ClosestMessageSerializer(allow_null=True, help_text="The message that meets the most filters")


class DemandSerializer(StrictSerializer):
    filter = MessageFilterSerializer(required=False, default=dict)
    exactly = serializers.IntegerField(required=False, min_value=0, max_value=10**9)
    at_least = serializers.IntegerField(required=False, min_value=0, max_value=10**9)
    none = serializers.BooleanField(required=False)

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        given = [name for name in ("exactly", "at_least", "none") if name in values]
        if len(given) != 1 or values.get("none") is False:
            raise serializers.ValidationError(message_of(ONE_DEMAND))
        return {"filter": values["filter"], "demand": _demand(values)}


class VerdictSerializer(serializers.Serializer[dict[str, Any]]):
    holds = serializers.BooleanField()
    found = serializers.IntegerField(help_text="How many messages match the filter")
    difference = serializers.CharField(allow_null=True, help_text="Swedish | English; null: it holds")
    reason = serializers.CharField(allow_null=True, help_text="Why there are too few; null: there are not")
    closest = ClosestMessageSerializer(allow_null=True)
    remarks = serializers.ListField(
        child=serializers.CharField(),
        help_text="What the filter names that is not here, so that nothing can match. Swedish | English",
    )


def _demand(values: dict[str, Any]) -> Demand:
    if "at_least" in values:
        return Demand(values["at_least"])
    return Demand.exactly(values.get("exactly", 0))
