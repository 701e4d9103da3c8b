"""Write a domain refusal on a page: the same words as REST uses, as a sentence in the reader's language."""

from collections.abc import Callable

from django import forms

from infra.templatetags.texts import in_own_language
from infra.texts import Text
from infra.validation import InvalidValues


def as_sentence(text: Text) -> str:
    """With a capital at the beginning and a full stop at the end."""
    words = in_own_language(text)
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def add_errors(form: forms.Form, refusal: InvalidValues) -> None:
    """Show each wrong value at the form's field of the same name; others stand above the form."""
    for value in refusal.values:
        form.add_error(value.field if value.field in form.fields else None, as_sentence(value.text))


def store_or_explain(form: forms.Form, store: Callable[[], object]) -> bool:
    """Call `store`. False: the domain refuses some values (`InvalidValues`), and the form says which and why."""
    try:
        store()
    except InvalidValues as refusal:
        add_errors(form, refusal)
        return False
    return True
