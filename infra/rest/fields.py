"""Fields that several serializers share: identity numbers as people write them, limits, digests and moments."""

import re
from typing import Any, Final

from rest_framework import serializers

from infra.errors import InvalidInput
from infra.identity.reading import read_organisation, read_recipient
from infra.rest.wording import message_of, validation_error
from infra.texts import Text
from infra.validation import NumberLimits
from infra.validation.name_characters import MAX_NAME, MIN_NAME
from infra.validation.unstorable import MAX_YEAR, MIN_YEAR, WRONG_MOMENT, is_storable_moment


class RecipientField(serializers.CharField):
    """A personal, coordination or organisation number; with or without hyphen and century."""

    def to_internal_value(self, data: Any) -> str:
        try:
            return read_recipient(super().to_internal_value(data)).value
        except InvalidInput as refusal:
            raise validation_error(refusal.text) from refusal


class OrganisationField(serializers.CharField):
    """An organisation number, ten digits or twelve that begin with 16."""

    def to_internal_value(self, data: Any) -> str:
        try:
            return read_organisation(super().to_internal_value(data)).value
        except InvalidInput as refusal:
            raise validation_error(refusal.text) from refusal


class LimitedIntegerField(serializers.IntegerField):
    """A whole number within the limits that the domain sets, refused in the domain's words."""

    def __init__(self, limits: NumberLimits, **options: Any) -> None:
        words: dict[str, Any] = dict.fromkeys(("invalid", "min_value", "max_value"), message_of(limits.text))
        super().__init__(min_value=limits.minimum, max_value=limits.maximum, error_messages=words, **options)


class HexField(serializers.RegexField):
    """A fixed number of hexadecimal digits, in lower case."""

    def __init__(self, digits: int, **options: Any) -> None:
        text = Text(
            f"ska vara {digits} hexadecimala siffror, 0–9 och a–f",
            f"must be {digits} hexadecimal digits, 0–9 and a–f",
        )
        words: dict[str, Any] = {"invalid": message_of(text)}
        super().__init__(rf"\A[0-9a-f]{{{digits}}}\Z", error_messages=words, **options)


class NameField(serializers.CharField):
    """The name of a person or an organisation."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_length=MIN_NAME, max_length=MAX_NAME, **options)


class MomentField(serializers.DateTimeField):
    """A moment in a query. A + that is not written %2B arrives as a blank, and is read as a +."""

    def __init__(self, overflow: Text = WRONG_MOMENT, **options: Any) -> None:
        words: dict[str, Any] = {"overflow": message_of(overflow)}
        super().__init__(error_messages=words, **options)

    def to_internal_value(self, value: Any) -> Any:
        written = _BLANK_OFFSET.sub(r"\1+\2", value) if isinstance(value, str) else value
        try:
            moment = super().to_internal_value(written)
        except OverflowError:
            self.fail("overflow")
        if not is_storable_moment(moment):
            self.fail("overflow")
        return moment


_BLANK_OFFSET: Final = re.compile(r"(\d:\d\d(?::\d\d(?:[.,]\d+)?)?) (\d\d:?\d\d)\Z")
"""A time of day, a blank, and an offset from UTC."""


class DayField(serializers.DateField):
    """A day that every database can keep."""

    def to_internal_value(self, value: Any) -> Any:
        day = super().to_internal_value(value)
        if not MIN_YEAR <= day.year <= MAX_YEAR:
            raise validation_error(WRONG_MOMENT)
        return day
