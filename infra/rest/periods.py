"""The period of time that a list is narrowed to: the same words for every list."""

from collections.abc import Mapping
from typing import Any, Final

from rest_framework import serializers

from infra.rest.fields import MomentField
from infra.rest.serializers import StrictSerializer
from infra.rest.wording import message_of
from infra.texts import Text

SYNONYMS: Final[Mapping[str, str]] = {"since": "received_after", "until": "received_before"}
TWICE: Final = Text("betyder detsamma som {other}; ange ett av dem", "means the same as {other}; give one of them")


class ReceivedSerializer(StrictSerializer):
    """When what the list shows was received. `since` and `until` are the words that the journal has for it."""

    received_after = MomentField(
        required=False,
        help_text="ISO 8601, + best written %2B; without a time zone it is Swedish time. This moment or later; "
        "since says the same",
    )
    received_before = MomentField(required=False, help_text="Before this moment; until says the same")
    since = MomentField(required=False, help_text="This moment or later")
    until = MomentField(required=False, help_text="Before this moment")

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        for name, other in SYNONYMS.items():
            if name in values and other in values:
                raise serializers.ValidationError({name: message_of(TWICE.format(other=other))})
        return {SYNONYMS.get(name, name): value for name, value in values.items()}
