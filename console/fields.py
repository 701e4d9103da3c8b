"""Values that people type in several of the console's forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from infra.identity import IdentityError, OrganisationNumber, RecipientId

ANY = ("", "–")


class RecipientField(forms.CharField):
    """A personal, coordination or organisation number; with or without hyphen and century."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)
        self.widget.attrs.update(inputmode="numeric", autocomplete="off", spellcheck="false")

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            return RecipientId.parse(text).value if text else ""
        except IdentityError:
            words = _("Numret stämmer inte. Skriv tolv siffror, till exempel 19810105-2382 eller 162021004748.")
            raise forms.ValidationError(words) from None


class OrganisationField(forms.CharField):
    """An organisation number, ten digits or twelve that begin with 16."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            return OrganisationNumber.parse(text).value if text else ""
        except IdentityError:
            words = _("Organisationsnumret stämmer inte. Skriv tio siffror, till exempel 202100-4748.")
            raise forms.ValidationError(words) from None


def text(widget_type: str = "text") -> forms.TextInput:
    return forms.TextInput(attrs={"type": widget_type, "autocomplete": "off", "spellcheck": "false"})
