"""Forms that let REST's shapes check the values: one rule for people and programs."""

from collections.abc import Mapping
from typing import Any

from django import forms

from infra.rest.problems import Problem
from infra.rest.serializers import StrictSerializer, validated
from mailbox_ui.templatetags.mailbox_tags import in_own_language


def check(form: forms.Form, shape: type[StrictSerializer], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the shape reads them; what is wrong stands at the form's field of the same name."""
    try:
        return dict(validated(shape, values))
    except Problem as problem:
        for error in problem.errors:
            name = error.pointer.strip("/").split("/")[0]
            form.add_error(name if name in form.fields else None, sentence(error.detail))
        return {}


def sentence(detail: str) -> str:
    """Words for a program's programmer, as a sentence of the reader's language."""
    words = in_own_language(detail)
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")
