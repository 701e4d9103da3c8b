"""The log and the counts as REST shows them, and what they can be narrowed to."""

import json
from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from far.models import CallCount, LogEntry
from infra.rest.fields import DayField, MomentField, RecipientField
from infra.rest.pages import cursor_field, limit_field
from infra.rest.serializers import StrictSerializer

MAX_NAME: Final = 64
MAX_PAGE: Final = 1_000
ACTOR: Final = "Organisation number with 16 before it; or console, rest, command, clock"
CODE: Final = "0: answered; otherwise the code of the fault"
SUBJECT: Final = "The first one that it is about, a person's number masked"


class LogFilterSerializer(StrictSerializer):
    """What the log is narrowed to."""

    since = MomentField(required=False, help_text="From this moment on")
    until = MomentField(required=False, help_text="Before this moment")
    actor = serializers.CharField(required=False, max_length=MAX_NAME, help_text=ACTOR)
    operation = serializers.CharField(required=False, max_length=MAX_NAME, help_text="For instance isReachable")
    subject = RecipientField(
        required=False,
        help_text="The whole number of a person or an organisation: every entry about it. Of calls about several, "
        "the latest 20,000 are looked through",
    )
    kind = serializers.ChoiceField(choices=LogEntry.Kind.values, required=False)
    refused = serializers.BooleanField(required=False, default=None, allow_null=True, help_text="Left out: both")


class LogQuerySerializer(LogFilterSerializer):
    """The same, a page at a time."""

    limit = limit_field(100, MAX_PAGE)
    cursor = cursor_field()


class CountFilterSerializer(StrictSerializer):
    """What the counts are narrowed to."""

    since = DayField(required=False, help_text="From this day on, in Swedish time")
    until = DayField(required=False, help_text="Before this day")
    actor = serializers.CharField(required=False, max_length=MAX_NAME, help_text=ACTOR)
    operation = serializers.CharField(required=False, max_length=MAX_NAME, help_text="For instance isReachable")


class CountQuerySerializer(CountFilterSerializer):
    """The same, a page at a time."""

    limit = limit_field(100, MAX_PAGE)
    cursor = cursor_field()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A change of operator",
            {
                "sequence": 4711,
                "at": "2026-11-28T09:15:00.123456+01:00",
                "kind": "change",
                "actor": "165568402266",
                "service": "",
                "operation": "changeServiceSupplier",
                "subject": "19810105****",
                "subjects": 1,
                "code": 0,
                "changed": {"supplier": ["minmyndighetspost.se", "kivra.com"]},
                "trace": "4bf92f3577b34da6a3ce929d0e0e4736",
            },
            response_only=True,
        )
    ]
)
class LogEntrySerializer(serializers.ModelSerializer[LogEntry]):
    """One call of the register, or one change of it."""

    changed = serializers.SerializerMethodField(help_text="Names, and values or pairs of value before and after")

    class Meta:
        model = LogEntry
        fields = (
            "sequence",
            "at",
            "kind",
            "actor",
            "service",
            "operation",
            "subject",
            "subjects",
            "code",
            "changed",
            "trace",
        )
        read_only_fields = fields
        extra_kwargs: Final = {
            "sequence": {"help_text": "Its place in the log, without gaps"},
            "actor": {"help_text": ACTOR},
            "service": {"help_text": "Of a call: the service's path"},
            "subject": {"help_text": SUBJECT},
            "subjects": {"help_text": "How many it is about"},
            "code": {"help_text": CODE},
        }

    @extend_schema_field(serializers.DictField(allow_null=True))
    def get_changed(self, entry: LogEntry) -> Mapping[str, object] | None:
        changed: Mapping[str, object] | None = json.loads(entry.changed) if entry.changed else None
        return changed


class LogPageSerializer(serializers.Serializer[Any]):
    """Entries, the latest first."""

    results = LogEntrySerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="Address of the next page; null: this is the last")


class CallCountSerializer(serializers.ModelSerializer[CallCount]):
    """The calls of an actor to an operation on a day, with one outcome."""

    class Meta:
        model = CallCount
        fields = ("day", "actor", "service", "operation", "code", "calls", "subjects")
        read_only_fields = fields
        extra_kwargs: Final = {
            "day": {"help_text": "In Swedish time"},
            "actor": {"help_text": "Organisation number"},
            "code": {"help_text": CODE},
            "subjects": {"help_text": "Holders asked about, or recipients of letters, in all of the calls"},
        }


class CountPageSerializer(serializers.Serializer[Any]):
    """Counts, the latest day first."""

    results = CallCountSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="Address of the next page; null: this is the last")
