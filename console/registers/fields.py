"""Form fields that people and companies share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base_registers.entries.entry_checks import MAX_LENGTHS, NO_PERSON
from console.fields import RecipientFormField, text_widget
from console.refusals import as_sentence


class PersonFormField(RecipientFormField):
    """A person's number, with or without hyphen and century."""

    def clean(self, value: Any) -> str:
        number = super().clean(value)
        if number.startswith("16"):
            raise forms.ValidationError(as_sentence(NO_PERSON))
        return number


class AddressForm(forms.Form):
    """Name and address, which are checked when the entry is stored."""

    name = forms.CharField(
        label=_("Namn"),
        max_length=MAX_LENGTHS["name"],
        error_messages={"required": _("Skriv ett namn.")},
        widget=text_widget(),
    )
    street = forms.CharField(
        label=_("Gatuadress"), required=False, max_length=MAX_LENGTHS["street"], widget=text_widget()
    )
    postal_code = forms.CharField(label=_("Postnummer"), required=False, max_length=6, widget=text_widget())
    city = forms.CharField(label=_("Ort"), required=False, max_length=MAX_LENGTHS["city"], widget=text_widget())

    def clean_postal_code(self) -> str:
        return str(self.cleaned_data["postal_code"]).replace(" ", "")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, which may be unknown."""
    return forms.DateField(label=label, widget=text_widget("date"), **{"required": False, **options})
