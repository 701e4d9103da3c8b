"""Form fields that several pages of the console share."""

from datetime import datetime
from typing import Any

from django import forms

from console.refusals import as_sentence
from infra.errors import InvalidInput
from infra.identity.reading import read_organisation, read_recipient
from infra.validation import NumberLimits
from infra.validation.unstorable import WRONG_MOMENT, is_storable_moment

ANY = ("", "–")


class RecipientFormField(forms.CharField):
    """A personal, coordination or organisation number; with or without hyphen and century."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)
        self.widget.attrs.update(inputmode="numeric", autocomplete="off", spellcheck="false")

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            return read_recipient(text).value if text else ""
        except InvalidInput as refusal:
            raise forms.ValidationError(as_sentence(refusal.text)) from refusal


class OrganisationFormField(forms.CharField):
    """An organisation number, ten digits or twelve that begin with 16."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            return read_organisation(text).value if text else ""
        except InvalidInput as refusal:
            raise forms.ValidationError(as_sentence(refusal.text)) from refusal


class LimitedIntegerFormField(forms.IntegerField):
    """A whole number within the limits that the domain sets; the browser knows them, too."""

    def __init__(self, limits: NumberLimits, **options: Any) -> None:
        super().__init__(**options)
        self.limits = limits
        self.widget.attrs.update(min=limits.minimum, max=limits.maximum)

    def clean(self, value: Any) -> int | None:
        number: int | None = super().clean(value)
        if number is not None and not self.limits.include(number):
            raise forms.ValidationError(as_sentence(self.limits.text))
        return number


class MomentFormField(forms.DateTimeField):
    """A moment that every database can keep."""

    def clean(self, value: Any) -> datetime | None:
        moment: datetime | None = super().clean(value)
        if moment is not None and not is_storable_moment(moment):
            raise forms.ValidationError(as_sentence(WRONG_MOMENT))
        return moment


def text_widget(widget_type: str = "text") -> forms.TextInput:
    """An input of one line in which the browser neither completes nor corrects what is written."""
    return forms.TextInput(attrs={"type": widget_type, "autocomplete": "off", "spellcheck": "false"})
