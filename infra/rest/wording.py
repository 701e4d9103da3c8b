"""What is wrong with a value, in plain words and both languages, instead of those that serializers bring along."""

from collections.abc import Mapping
from typing import Any, Final

from rest_framework import serializers

_KINDS: Final[Mapping[type, tuple[str, str]]] = {
    dict: ("ett objekt", "an object"),
    list: ("en lista", "a list"),
    str: ("text", "text"),
    bool: ("true eller false", "true or false"),
    int: ("ett tal", "a number"),
    float: ("ett tal", "a number"),
    type(None): ("null", "null"),
}
"""What JSON has, by what Python reads it as."""

_NO_LIST: Final = "ska vara en lista, [ … ] | must be a list, [ … ]"
_EMPTY_LIST: Final = "listan är tom; minst ett värde behövs | the list is empty; it needs one value or more"
_WORDS: Final[Mapping[type[serializers.Field[Any, Any, Any, Any]], Mapping[str, str]]] = {
    serializers.CharField: {"invalid": "ska vara text | must be text"},
    serializers.BooleanField: {"invalid": "ska vara true eller false | must be true or false"},
    serializers.ListField: {"not_a_list": _NO_LIST, "empty": _EMPTY_LIST},
    serializers.ListSerializer: {
        "not_a_list": _NO_LIST,
        "empty": _EMPTY_LIST,
        "max_length": "listan får ha högst {max_length} | the list may have at most {max_length}",
    },
}
"""By class of field and code of the error."""


def no_object(data: object) -> str:
    """Something else came where an object was expected."""
    swedish, english = _KINDS.get(type(data), ("något annat", "something else"))
    return (
        f"ska vara ett JSON-objekt, {{ … }}, men är {swedish} | must be a JSON object, {{ … }}, but is {english}"
    )


def speak_plainly(field: Any) -> None:
    """Let the field, and what it is a list of, refuse values in our words, where it has none of its own."""
    for kind, words in _WORDS.items():
        if isinstance(field, kind):
            usual = kind.default_error_messages
            own = {code for code in words if field.error_messages[code] is not usual[code]}
            field.error_messages.update({code: text for code, text in words.items() if code not in own})
    if isinstance(field, serializers.ChoiceField):
        field.error_messages["invalid_choice"] = _no_choice(field)
    if isinstance(field, serializers.ListField):
        speak_plainly(field.child)


def _no_choice(field: serializers.ChoiceField) -> str:
    names = ", ".join(str(name) for name in field.choices)
    return f"”{{input}}” finns inte; det som finns är {names} | “{{input}}” does not exist; there are {names}"


def in_language(text: str, language: str) -> str:
    """The part of the text that is in the language, where it comes in both."""
    swedish, both, english = text.partition(" | ")
    return english if both and language == "en" else swedish
