"""The channel switch's rules and the retry plan of a sender: `/api/v1/senders/{organisation}/…`."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from formedlare import switch
from formedlare.models import ChannelRule, SenderPlan
from formedlare.models.channel import Channel
from formedlare.registered_senders import NO_SENDER, require_registered
from infra.database.sqlite_write_lock import writing
from infra.rest.fields import ORGANISATION, organisation_in_path
from infra.rest.problems import FieldError, Problem, ProblemSerializer
from infra.rest.problems import invalid
from infra.rest.serializers import StrictSerializer, validated
from infra.rest.views import RestView

EVERYBODY: Final = ""
MOST_RULES: Final = 100
BUILT_IN: Final = ChannelRule(
    name=switch.LAST.name, conditions={}, channels=[channel.value for channel in switch.LAST.channels]
)
"""The switch's last rule, to be shown as the others are. UnknownAddress stored."""
TAGS = ["rules"]


class ConditionsShape(serializers.Serializer[dict[str, Any]]):
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


@extend_schema_field(ConditionsShape)
class ConditionsField(serializers.JSONField):
    """What switch.Conditions reads."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError("ska vara ett objekt med villkor | must be an object of conditions")
        try:
            switch.Conditions.parse(data)
        except switch.NotARule as problem:
            raise serializers.ValidationError(str(problem)) from problem
        return dict(data)


@extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=Channel.choices)))
class ChannelsField(serializers.JSONField):
    """What switch.parse_channels reads."""

    def to_internal_value(self, data: Any) -> Any:
        try:
            return [channel.value for channel in switch.parse_channels(data)]
        except switch.NotARule as problem:
            raise serializers.ValidationError(str(problem)) from problem


class RuleShape(StrictSerializer):
    name = serializers.CharField(max_length=200)
    conditions = ConditionsField(required=False, default=dict)
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
class RuleList(StrictSerializer):
    rules = RuleShape(many=True, max_length=MOST_RULES)  # type: ignore[call-arg]  # the stubs lack it


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Rules of one's own",
            {
                "sender": "162021004748",
                "inherited": False,
                "rules": EXAMPLE_RULES,
                "then": [{"name": BUILT_IN.name, "conditions": {}, "channels": BUILT_IN.channels}],
            },
            response_only=True,
        )
    ]
)
class RulesInForce(serializers.Serializer[dict[str, Any]]):
    sender = serializers.CharField(help_text="Empty: everybody's")
    inherited = serializers.BooleanField(help_text="The sender has none of its own: everybody's hold")
    rules = RuleShape(many=True)
    then = RuleShape(
        many=True,
        help_text="Asked in this order where none of `rules` holds: everybody's, where the sender has its own; "
        "last the built-in one, by Mina meddelanden only",
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample("An hour", {"deadline_minutes": 60, "first_pause_seconds": 2, "longest_pause_seconds": 60})
    ]
)
class PlanShape(StrictSerializer):
    deadline_minutes = serializers.IntegerField(
        min_value=1, max_value=365 * 24 * 60, help_text="How long Mina meddelanden is tried, from when it came in"
    )
    first_pause_seconds = serializers.IntegerField(min_value=1, max_value=86_400)
    longest_pause_seconds = serializers.IntegerField(
        min_value=1, max_value=86_400, help_text="Pauses double from the first to the longest"
    )

    def validate(self, attrs: dict[str, int]) -> dict[str, int]:
        if attrs["longest_pause_seconds"] < attrs["first_pause_seconds"]:
            text = "får inte vara kortare än first_pause_seconds | must not be shorter than first_pause_seconds"
            raise serializers.ValidationError({"longest_pause_seconds": text})
        return attrs


class DefaultRules(RestView):
    @extend_schema(
        operation_id="get_default_rules",
        summary="Everybody's rules, asked where none of a sender's own holds",
        responses=RulesInForce,
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return _rules(EVERYBODY)

    @extend_schema(
        operation_id="set_default_rules",
        summary="Set everybody's rules, the whole list in order",
        request=RuleList,
        responses={200: RulesInForce, 400: ProblemSerializer},
        tags=TAGS,
    )
    def put(self, request: Request) -> Response:
        replace(EVERYBODY, _checked_rules(request.data))
        return _rules(EVERYBODY)


class Rules(RestView):
    @extend_schema(
        operation_id="get_rules",
        summary="The rules that hold for a sender",
        parameters=[ORGANISATION],
        responses=RulesInForce,
        tags=TAGS,
    )
    def get(self, request: Request, organisation: str) -> Response:
        return _rules(organisation_in_path(organisation))

    @extend_schema(
        operation_id="set_rules",
        summary="Set a sender's rules, the whole list in order; an empty list: everybody's hold",
        parameters=[ORGANISATION],
        request=RuleList,
        responses={200: RulesInForce, 400: ProblemSerializer, 404: NO_SENDER},
        tags=TAGS,
    )
    def put(self, request: Request, organisation: str) -> Response:
        sender, rules = organisation_in_path(organisation), _checked_rules(request.data)
        if rules:
            require_registered(sender)
        replace(sender, rules)
        return _rules(sender)


class Plan(RestView):
    @extend_schema(
        operation_id="get_plan",
        summary="How long and how often a sender's deliveries are tried",
        parameters=[ORGANISATION],
        responses=PlanShape,
        tags=TAGS,
    )
    def get(self, request: Request, organisation: str) -> Response:
        return Response(PlanShape(plan_of(organisation_in_path(organisation))).data)

    @extend_schema(
        operation_id="set_plan",
        summary="Set a sender's plan; what is under way keeps its deadline",
        parameters=[ORGANISATION],
        request=PlanShape,
        responses={200: PlanShape, 400: ProblemSerializer, 404: NO_SENDER},
        tags=TAGS,
    )
    def put(self, request: Request, organisation: str) -> Response:
        sender, plan = organisation_in_path(organisation), validated(PlanShape, request.data)
        require_registered(sender)
        return Response(PlanShape(set_plan(sender, plan)).data)


def _rules(sender: str) -> Response:
    own = stored(sender)
    inherited = sender != EVERYBODY and not own.exists()
    rules = stored(EVERYBODY) if inherited else own
    found = {"sender": sender, "inherited": inherited, "rules": rules, "then": following(sender)}
    return Response(RulesInForce(found).data)


def stored(sender: str) -> QuerySet[ChannelRule]:
    """The sender's own rules in order; of EVERYBODY, those that are asked after each sender's own."""
    return ChannelRule.objects.filter(sender=sender).order_by("position")


def following(sender: str) -> list[ChannelRule]:
    """What is asked where none of the rules that are shown for the sender holds, as switch.rules_of has it."""
    has_own = sender != EVERYBODY and stored(sender).exists()
    return [*(stored(EVERYBODY) if has_own else ()), BUILT_IN]


def replace(sender: str, rules: Sequence[Mapping[str, Any]]) -> None:
    """Set the sender's rules: name, conditions and channels of each, as RuleShape has validated them."""
    with writing():
        ChannelRule.objects.filter(sender=sender).delete()
        ChannelRule.objects.bulk_create(
            ChannelRule(sender=sender, position=place, **rule) for place, rule in enumerate(rules, start=1)
        )


def plan_of(sender: str) -> SenderPlan:
    """How long and how often the sender's deliveries are tried; the defaults where it has not said."""
    return SenderPlan.objects.filter(sender=sender).first() or SenderPlan(sender=sender)


def set_plan(sender: str, values: Mapping[str, int]) -> SenderPlan:
    """Change the plan, by what PlanShape has validated. What is under way keeps its deadline."""
    with writing():
        plan, _ = SenderPlan.objects.update_or_create(sender=sender, defaults=values)
    return plan


def _checked_rules(data: Any) -> Sequence[Mapping[str, Any]]:
    try:
        rules: Sequence[Mapping[str, Any]] = validated(RuleList, data)["rules"]
    except Problem as problem:
        raise invalid([_numbered(error) for error in problem.errors]) from problem
    return rules


def _numbered(error: FieldError) -> FieldError:
    """People count rules from 1."""
    _, _, place, *_ = [*error.pointer.split("/"), "", ""]
    if not place.isdigit():
        return error
    number = int(place) + 1
    swedish, _, english = error.detail.partition(" | ")
    return FieldError(error.pointer, f"regel {number}: {swedish} | rule {number}: {english or swedish}")
