"""Rules as REST takes and shows them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeGuard

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from infra.hooks.disruptions import Break, DisruptionPlace
from infra.rest.fields import OrganisationField, RecipientField
from infra.rest.serializers import StrictSerializer
from infra.rest.wording import message_of, use_plain_words
from infra.texts import Text
from testbed.faults import codes, parties
from testbed.faults.models import FaultRule
from testbed.faults.operations import operations_at
from testbed.faults.rules import MAX_STEPS
from testbed.faults.steps import Delay, FaultStep
from testbed.runs.lifecycle import label_of_run

MAX_DELAY_MS: Final = 600_000
MAX_TIMES: Final = 10**9
BREAKS: Final = [(each.value, each.value) for each in Break]
PLACES: Final = FaultRule.PLACES

ONE_EFFECT: Final = Text(
    "ange högst ett av fault, break och delivered", "give at most one of fault, break and delivered"
)
NO_EFFECT: Final = Text(
    "säg vad som ska gå fel: fault, delay_ms, break eller delivered",
    "say what shall go wrong: fault, delay_ms, break or delivered",
)
DELIVERED: Final = Text("kan bara vara false", "can only be false")
ONLY_AT_OPERATOR: Final = Text("finns bara vid at: operator", "exists only with at: operator")
WRONG_CODE: Final = Text(
    "är ingen kod som {place} svarar med; det är {codes}", "is no code that {place} answers; those are {codes}"
)
WRONG_OPERATION: Final = Text(
    "är ingen operation hos {place}; det är {operations}", "is no operation of {place}; those are {operations}"
)
WRONG_DELAY: Final = Text(
    f"ska vara millisekunder, högst {MAX_DELAY_MS}, eller {{from, to, seed}} med from högst to",
    f"must be milliseconds, at most {MAX_DELAY_MS}, or {{from, to, seed}} with from at most to",
)
ENDLESS: Final = Text(
    "det före har inget times, så detta nås aldrig", "the one before has no times, so this is never reached"
)
TOO_MANY_STEPS: Final = Text(f"högst {MAX_STEPS} steg", f"at most {MAX_STEPS} steps")
EMPTY_HOURS: Final = Text("from och to är samma tid", "from and to are the same time")


@extend_schema_field({"oneOf": [{"type": "integer", "minimum": 0, "maximum": MAX_DELAY_MS}, {"type": "object"}]})
class DelayField(serializers.Field[Any, Any, Any, Any]):
    """Milliseconds, or an object with `from`, `to` and `seed` for delays that differ."""

    def to_internal_value(self, data: Any) -> Delay:
        if _is_milliseconds(data):
            return Delay(data, data)
        if isinstance(data, Mapping) and set(data) <= {"from", "to", "seed"} and (found := _spread(data)):
            return found
        raise serializers.ValidationError(message_of(WRONG_DELAY))

    def to_representation(self, value: Delay) -> int | dict[str, int]:
        if value.shortest_ms == value.longest_ms:
            return value.longest_ms
        return {"from": value.shortest_ms, "to": value.longest_ms, "seed": value.seed}


class FaultCodeSerializer(StrictSerializer):
    code = serializers.IntegerField(min_value=1, max_value=9999)


class OpeningHoursSerializer(StrictSerializer):
    """Times of day in Sweden. Those within are let through."""

    to = serializers.TimeField()

    def get_fields(self) -> dict[str, Any]:
        begins = serializers.TimeField()
        use_plain_words(begins)
        return {"from": begins, **super().get_fields()}

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if values["from"] == values["to"]:
            raise serializers.ValidationError(message_of(EMPTY_HOURS))
        return values


class StepSerializer(StrictSerializer):
    times = serializers.IntegerField(
        required=False, min_value=1, max_value=MAX_TIMES, help_text="Absent: for ever"
    )
    fault = FaultCodeSerializer(required=False)
    delay_ms = DelayField(required=False, help_text="Milliseconds, or {from, to, seed}: any delay between the two")
    delivered = serializers.BooleanField(required=False, help_text="false: the operator answers Delivered=false")

    def get_fields(self) -> dict[str, Any]:
        words = "close and tls: before the request is handled; reset, half and garbage: instead of the answer"
        breaks = serializers.ChoiceField(choices=BREAKS, required=False, help_text=words)
        use_plain_words(breaks)
        return {**super().get_fields(), "break": breaks}

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if values.get("delivered") is True:
            raise serializers.ValidationError({"delivered": message_of(DELIVERED)})
        if len(values.keys() & {"fault", "break", "delivered"}) > 1:
            raise serializers.ValidationError(message_of(ONE_EFFECT))
        return values


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Kivra answers twice that it is in trouble, then is slow",
            {
                "at": "operator",
                "who": "kivra.com",
                "operation": "deliverSecure",
                "times": 2,
                "fault": {"code": 4999},
                "then": [{"delay_ms": {"from": 200, "to": 900, "seed": 7}}],
            },
            request_only=True,
        )
    ]
)
class NewRuleSerializer(StepSerializer):
    at = serializers.ChoiceField(choices=PLACES)
    who = serializers.CharField(
        required=False, max_length=255, help_text="An operator's domain, the caller's organisation, a webhook's id"
    )
    operation = serializers.CharField(required=False, max_length=100, help_text="For instance deliverSecure")
    sender = OrganisationField(required=False)
    recipient = RecipientField(required=False)
    run = serializers.CharField(
        required=False, max_length=100, help_text="The run whose letters it touches: its label or id"
    )
    skip = serializers.IntegerField(
        required=False, min_value=0, max_value=MAX_TIMES, help_text="So many go well first"
    )
    quota_per_second = serializers.IntegerField(
        required=False, min_value=0, max_value=MAX_TIMES, help_text="So many in each second go well"
    )
    opening_hours = OpeningHoursSerializer(required=False, help_text="Within these all goes well")
    then = StepSerializer(many=True, required=False, help_text="What goes wrong when `times` is used up")

    def validate_who(self, who: str) -> str:
        return parties.canonical_name(who)

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        _require_operation(values)
        if unknown := parties.unknown_party(values["at"], values.get("who", "")):
            raise serializers.ValidationError({"who": message_of(unknown)})
        steps = [super().validate(values), *values.pop("then", ())]
        if len(steps) > MAX_STEPS:
            raise serializers.ValidationError({"then": message_of(TOO_MANY_STEPS)})
        for number, step in enumerate(steps):
            _require_sense(values, step, is_last=number == len(steps) - 1)
        return {"columns": dict(_columns(values)), "steps": [_step_of(step, values) for step in steps]}


class ShownStepSerializer(serializers.Serializer[FaultRule]):
    """What goes wrong, as it is described; `_shown` writes it."""

    times = serializers.IntegerField(allow_null=True, help_text="null: for ever")
    fault = FaultCodeSerializer(allow_null=True)
    delay_ms = DelayField()
    delivered = serializers.BooleanField(allow_null=True, help_text="false, or null: nothing is said of it")

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "break": serializers.ChoiceField(choices=BREAKS, allow_null=True)}


class FaultRuleSerializer(ShownStepSerializer):
    """A rule as it was made, and what it has done."""

    id = serializers.UUIDField()
    at = serializers.ChoiceField(choices=PLACES)
    who = serializers.CharField()
    operation = serializers.CharField()
    sender = serializers.CharField()
    recipient = serializers.CharField()
    run = serializers.CharField(help_text="Label of the letters that it touches; empty: all")
    skip = serializers.IntegerField()
    quota_per_second = serializers.IntegerField(allow_null=True)
    opening_hours = OpeningHoursSerializer(allow_null=True)
    then = ShownStepSerializer(many=True)
    seen = serializers.IntegerField(help_text="How many it has applied to, those that it let through included")
    hits = serializers.IntegerField(help_text="How many went wrong")
    spent = serializers.BooleanField(help_text="Nothing goes wrong by it any more")
    remarks = serializers.ListField(
        child=serializers.CharField(),
        help_text="What the rule names that is not there yet: it applies when it is. Swedish | English",
    )

    def to_representation(self, rule: FaultRule) -> dict[str, Any]:
        first, *following = (FaultStep.from_json(step) for step in rule.steps)
        hours = {"from": _time(rule.opens), "to": _time(rule.closes)} if rule.opens else None
        return {
            "id": str(rule.rule_id),
            "at": rule.place,
            "who": rule.who,
            "operation": rule.operation,
            "sender": rule.sender,
            "recipient": rule.recipient,
            "run": rule.label,
            "skip": rule.skip,
            **_shown(first),
            "quota_per_second": rule.quota_per_second,
            "opening_hours": hours,
            "then": [_shown(step) for step in following],
            "seen": rule.seen,
            "hits": rule.hits,
            "spent": rule.is_spent,
            "remarks": [each.on_wire for each in parties.remarks_on(rule.sender, rule.recipient, rule.label)],
        }


class FaultRulesSerializer(serializers.Serializer[dict[str, Any]]):
    results = FaultRuleSerializer(many=True)


def _spread(data: Mapping[str, Any]) -> Delay | None:
    """Delays between two; None: they make no sense."""
    shortest, longest, seed = data.get("from", 0), data.get("to"), data.get("seed", 0)
    if not isinstance(seed, int) or isinstance(seed, bool):
        return None
    if not _is_milliseconds(shortest) or not _is_milliseconds(longest) or shortest > longest:
        return None
    return Delay(shortest, longest, seed)


def _is_milliseconds(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_DELAY_MS


def _require_sense(rule: Mapping[str, Any], step: Mapping[str, Any], *, is_last: bool) -> None:
    place = rule["at"]
    limits_itself = rule.keys() & {"quota_per_second", "opening_hours"}
    if not step.keys() & {"fault", "delay_ms", "break", "delivered"} and not limits_itself:
        raise serializers.ValidationError(message_of(NO_EFFECT))
    if "delivered" in step and place != DisruptionPlace.OPERATOR:
        raise serializers.ValidationError({"delivered": message_of(ONLY_AT_OPERATOR)})
    code = step.get("fault", {}).get("code")
    if code is not None and not codes.is_possible(place, code):
        words = WRONG_CODE.format(place=place, codes=codes.possible_codes(place))
        raise serializers.ValidationError({"fault": {"code": message_of(words)}})
    if not is_last and "times" not in step:
        raise serializers.ValidationError({"then": message_of(ENDLESS)})


def _require_operation(rule: Mapping[str, Any]) -> None:
    """A rule for an operation that its place does not have would never apply."""
    place, known = rule["at"], operations_at(rule["at"])
    if "operation" in rule and rule["operation"] not in known:
        words = WRONG_OPERATION.format(place=place, operations=", ".join(known))
        raise serializers.ValidationError({"operation": message_of(words)})


def _step_of(step: Mapping[str, Any], rule: Mapping[str, Any]) -> FaultStep:
    breaks = Break(step["break"]) if "break" in step else None
    code = step.get("fault", {}).get("code")
    if not step.keys() & {"fault", "delay_ms", "break", "delivered"}:
        code = codes.usual_code(rule["at"])
    return FaultStep(step.get("times"), step.get("delay_ms", Delay()), code, breaks, "delivered" in step)


def _columns(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "place", values["at"]
    for name in ("who", "operation", "sender", "recipient"):
        yield name, values.get(name, "")
    yield "label", label_of_run(values.get("run", ""))
    yield "skip", values.get("skip", 0)
    yield "quota_per_second", values.get("quota_per_second")
    hours = values.get("opening_hours", {})
    yield "opens", hours.get("from")
    yield "closes", hours.get("to")


def _shown(step: FaultStep) -> dict[str, Any]:
    return {
        "times": step.times,
        "fault": {"code": step.code} if step.code is not None else None,
        "delay_ms": DelayField().to_representation(step.delay),
        "break": step.breaks.value if step.breaks else None,
        "delivered": False if step.is_not_delivered else None,
    }


def _time(moment: Any) -> str:
    return f"{moment:%H:%M}"
