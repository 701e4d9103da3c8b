"""Plain words in both languages for what serializers refuse, instead of the messages that they bring along."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.functional import lazy
from django.utils.translation import get_language
from rest_framework import serializers

from infra.texts import Text


def _in_active_language(text: Text) -> str:
    return text.in_language(get_language())


message_of: Final = lazy(_in_active_language, str)
"""A text as a serializer's message: a string in the language that is active when the error is read.

`validate_data` reads the errors once in each language.
"""


def validation_error(text: Text) -> serializers.ValidationError:
    """The domain's refusal of a value, as a serializer raises it."""
    return serializers.ValidationError(message_of(text))


_JSON_TYPES: Final[Mapping[type, Text]] = {
    dict: Text("ett objekt", "an object"),
    list: Text("en lista", "a list"),
    str: Text.same("text"),
    bool: Text("true eller false", "true or false"),
    int: Text("ett tal", "a number"),
    float: Text("ett tal", "a number"),
    type(None): Text.same("null"),
}
"""JSON's types, by the type that Python reads them as."""
_ANYTHING_ELSE: Final = Text("något annat", "something else")

NO_PARAMETERS: Final = Text(
    "finns inte; här finns inga parametrar", "does not exist; there are no parameters here"
)
"""A request has a parameter, and its address takes none."""
_NOT_A_LIST: Final = Text("ska vara en lista, [ … ]", "must be a list, [ … ]")
_EMPTY_LIST: Final = Text("listan är tom; minst ett värde behövs", "the list is empty; it needs one value or more")
_WORDS: Final[Mapping[type[serializers.Field[Any, Any, Any, Any]], Mapping[str, Text]]] = {
    serializers.CharField: {"invalid": Text("ska vara text", "must be text")},
    serializers.UUIDField: {"invalid": Text("ska vara ett UUID", "must be a UUID")},
    serializers.BooleanField: {"invalid": Text("ska vara true eller false", "must be true or false")},
    serializers.DateTimeField: {
        "invalid": Text(
            "ska vara en dag eller en tidpunkt, till exempel 2026-11-28 eller 2026-11-28T09:15:00+01:00",
            "must be a day or a moment, for instance 2026-11-28 or 2026-11-28T09:15:00+01:00",
        )
    },
    serializers.DateField: {
        "invalid": Text("ska vara en dag, till exempel 2026-11-28", "must be a day, for instance 2026-11-28")
    },
    serializers.TimeField: {
        "invalid": Text("ska vara ett klockslag, till exempel 08:30", "must be a time of day, for instance 08:30")
    },
    serializers.ListField: {"not_a_list": _NOT_A_LIST, "empty": _EMPTY_LIST},
    serializers.ListSerializer: {
        "not_a_list": _NOT_A_LIST,
        "empty": _EMPTY_LIST,
        "max_length": Text("listan får ha högst {max_length}", "the list may have at most {max_length}"),
    },
}
"""By class of field and code of the error."""


def not_an_object(data: object) -> Text:
    """Something else came where an object was expected."""
    expected = Text("ska vara ett JSON-objekt, { … }, men är ", "must be a JSON object, { … }, but is ")
    return expected + _JSON_TYPES.get(type(data), _ANYTHING_ELSE)


def unknown_name(known: Iterable[str]) -> Text:
    """An object has a name that does not belong there."""
    names = ", ".join(known)
    return Text(f"finns inte; det som finns är {names}", f"does not exist; there are {names}")


def use_plain_words(field: Any) -> None:
    """Replace the field's built-in messages, and those of its items. Messages of its own stay."""
    for kind, words in _WORDS.items():
        if isinstance(field, kind):
            built_in = kind.default_error_messages
            own = {code for code in words if field.error_messages[code] is not built_in[code]}
            field.error_messages.update(
                {code: message_of(text) for code, text in words.items() if code not in own}
            )
    if isinstance(field, serializers.ChoiceField):
        # DRF fills in {input}.
        field.error_messages["invalid_choice"] = message_of(_unknown_choice(field))
    if isinstance(field, serializers.ListField):
        use_plain_words(field.child)


def _unknown_choice(field: serializers.ChoiceField) -> Text:
    names = ", ".join(str(name) for name in field.choices)
    return Text(
        f"”{{input}}” finns inte; det som finns är {names}", f"“{{input}}” does not exist; there are {names}"
    )
