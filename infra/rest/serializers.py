"""Checks of REST requests: a serializer that takes only names it knows, and problems in both languages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils import translation
from rest_framework import serializers
from rest_framework.settings import api_settings

from infra.rest import wording
from infra.rest.problems import FieldError, invalid_values
from infra.texts import ENGLISH, SWEDISH, Text

NON_FIELD_ERRORS_KEY: Final = str(api_settings.NON_FIELD_ERRORS_KEY)


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses names that it does not know, and explains wrong values in plain words."""

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        for field in fields.values():
            wording.use_plain_words(field)
        return fields

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError(
                {NON_FIELD_ERRORS_KEY: [wording.message_of(wording.not_an_object(data))]}
            )
        if unknown := set(data) - set(self.fields):
            text = wording.message_of(wording.unknown_name(self.fields))
            raise serializers.ValidationError({str(name): [text] for name in sorted(unknown, key=str)})
        return super().to_internal_value(data)


def validate_data(kind: type[StrictSerializer], data: Any, *, many: bool = False, partial: bool = False) -> Any:
    """The values as the serializer reads them.

    Raises:
        Problem: some value is wrong; each one is named.
    """
    if data is None and not many:
        # DRF has words of its own for null, in one language.
        raise invalid_values([FieldError("", wording.not_an_object(data))])
    serializer = kind(data=data, many=many, partial=partial)
    if serializer.is_valid():
        return serializer.validated_data
    swedish, english = (_errors_of(kind, data, language, many, partial) for language in (SWEDISH, ENGLISH))
    raise invalid_values([FieldError(pointer, Text(text, english[pointer])) for pointer, text in swedish.items()])


def _errors_of(
    kind: type[StrictSerializer], data: Any, language: str, many: bool, partial: bool
) -> dict[str, str]:
    # A serializer's messages come in the active language only, so each language needs a run of its own.
    with translation.override(language):
        serializer = kind(data=data, many=many, partial=partial)
        serializer.is_valid()
        found = _flatten_errors(serializer.errors, "")
        return {pointer: " ".join(texts) for pointer, texts in found}


def _flatten_errors(errors: Any, pointer: str) -> Iterator[tuple[str, Sequence[str]]]:
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            is_own = name == NON_FIELD_ERRORS_KEY
            yield from _flatten_errors(inner, pointer if is_own else f"{pointer}/{pointer_step(str(name))}")
    elif isinstance(errors, str):
        yield pointer, [errors]
    elif all(isinstance(item, str) for item in errors):
        yield pointer, errors
    else:
        for place, inner in enumerate(errors):
            if inner:
                yield from _flatten_errors(inner, f"{pointer}/{place}")


def pointer_step(name: str) -> str:
    """A name as a JSON pointer writes it (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
