"""Rules of the channel switch as REST shows and takes them."""

from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from formedlare.models.channel import Channel
from formedlare.sender_settings.rules import MAX_NAME, MAX_RULES, RulesInForce, stated_conditions
from formedlare.switch import LAST, Conditions, NotARule, SwitchRule, parse_channels
from infra.rest.serializers import StrictSerializer
from infra.rest.wording import validation_error
from infra.texts import Text

NO_CONDITIONS: Final = Text("ska vara ett objekt med villkor", "must be an object of conditions")


class ConditionsSerializer(serializers.Serializer[dict[str, Any]]):
    """All that is stated must hold; nothing stated holds always."""

    message_type = serializers.ChoiceField(choices=["secure", "notification"], required=False)
    protection_class = serializers.IntegerField(required=False)
    recipient = serializers.ChoiceField(choices=["person", "company"], required=False)
    has_mailbox = serializers.BooleanField(required=False)
    sender_accepted = serializers.BooleanField(required=False)
    email_known = serializers.BooleanField(required=False)
    mobile_known = serializers.BooleanField(required=False)
    address_newer_than_days = serializers.IntegerField(required=False)
    larger_than_bytes = serializers.IntegerField(required=False)
    smaller_than_bytes = serializers.IntegerField(required=False)


@extend_schema_field(ConditionsSerializer)
class ConditionsField(serializers.Field[Conditions, Any, dict[str, Any], Any]):
    """Read and refused by the switch itself."""

    def to_internal_value(self, data: Any) -> Conditions:
        if not isinstance(data, Mapping):
            raise validation_error(NO_CONDITIONS)
        try:
            return Conditions.parse(data)
        except NotARule as problem:
            raise validation_error(problem.text) from problem

    def to_representation(self, value: Conditions) -> dict[str, Any]:
        return stated_conditions(value)


@extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=Channel.choices)))
class ChannelsField(serializers.Field[list[Channel], Any, list[str], Any]):
    """Read and refused by the switch itself."""

    def to_internal_value(self, data: Any) -> list[Channel]:
        try:
            return parse_channels(data)
        except NotARule as problem:
            raise validation_error(problem.text) from problem

    def to_representation(self, value: list[Channel]) -> list[str]:
        return [channel.value for channel in value]


class RuleSerializer(StrictSerializer):
    name = serializers.CharField(max_length=MAX_NAME)
    conditions = ConditionsField(required=False, default=Conditions)
    channels = ChannelsField(help_text="To be tried in this order")


EXAMPLE_RULES: Final = [
    {
        "name": "Info",
        "conditions": {"protection_class": 1, "email_known": True},
        "channels": ["mina_meddelanden", "email"],
    },
    {"name": "Allt annat", "conditions": {}, "channels": ["mina_meddelanden", "print"]},
]


@extend_schema_serializer(
    examples=[OpenApiExample("E-mail for what is not sensitive", {"rules": EXAMPLE_RULES}, request_only=True)]
)
class RuleListSerializer(StrictSerializer):
    rules = RuleSerializer(many=True, max_length=MAX_RULES)  # type: ignore[call-arg]  # the stubs lack it

    @staticmethod
    def rules_in(values: Mapping[str, Any]) -> list[SwitchRule]:
        """The rules in the validated values."""
        return [SwitchRule(each["name"], each["conditions"], each["channels"]) for each in values["rules"]]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Rules of one's own",
            {
                "sender": "162021004748",
                "inherited": False,
                "rules": EXAMPLE_RULES,
                "then": [{"name": LAST.name, "conditions": {}, "channels": list(LAST.channels)}],
            },
            response_only=True,
        )
    ]
)
class RulesInForceSerializer(serializers.Serializer[RulesInForce]):
    sender = serializers.CharField(help_text="Empty: everybody's")
    inherited = serializers.BooleanField(
        source="is_inherited", help_text="The sender has none of its own: everybody's hold"
    )
    rules = RuleSerializer(many=True)
    then = RuleSerializer(
        many=True,
        help_text="Asked in this order where none of `rules` holds: everybody's, where the sender has its own; "
        "last the built-in one, by Mina meddelanden only",
    )
