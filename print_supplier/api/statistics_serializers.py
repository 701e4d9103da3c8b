"""Statistics as REST shows them."""

from typing import Any

from rest_framework import serializers

from formedlare.models.channel import Channel
from infra.rest.fields import MomentField, OrganisationField
from infra.rest.serializers import StrictSerializer
from print_supplier import statistics


class StatisticsQuerySerializer(StrictSerializer):
    sender = OrganisationField(required=False)
    since = MomentField(required=False, help_text="Finished at this moment or later. ISO 8601, + best written %2B")
    until = MomentField(required=False, help_text="Finished before this moment")


class StatisticsLineSerializer(serializers.Serializer[statistics.StatisticsLine]):
    sender = serializers.CharField(help_text="Empty: of all senders")
    channel = serializers.ChoiceField(choices=Channel.choices)
    letters = serializers.IntegerField()
    sheets = serializers.IntegerField()
    cost_ore = serializers.IntegerField(help_text="Paper, envelopes and postage, in öre")
    saved_ore = serializers.IntegerField(help_text="What they would have cost on paper, counted low, in öre")


class StatisticsSerializer(serializers.Serializer[Any]):
    letters = serializers.IntegerField(help_text="That reached their recipients")
    failed = serializers.IntegerField()
    cost_ore = serializers.IntegerField()
    saved_ore = serializers.IntegerField()
    by_channel = StatisticsLineSerializer(many=True)
    lines = StatisticsLineSerializer(many=True, help_text="By sender and channel")
