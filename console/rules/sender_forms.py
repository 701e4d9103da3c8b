"""A sender's plan and address register, as forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from console.checking import check
from console.fields import RecipientField, text
from formedlare.api.sender_settings.contacts import AddressShape
from formedlare.api.sender_settings.rules import PlanShape

NEEDED = {"required": _("Fyll i ett värde.")}


class PlanForm(forms.Form):
    """`plan` is what was given, once the form is valid."""

    deadline_minutes = forms.IntegerField(
        label=_("Så länge försöks Mina meddelanden (minuter)"),
        help_text=_("Från det att brevet togs emot. Sedan gäller nästa kanal."),
        error_messages=NEEDED,
    )
    first_pause_seconds = forms.IntegerField(
        label=_("Första pausen (sekunder)"),
        help_text=_("Efter ett försök utan svar. Sedan fördubblas pausen."),
        error_messages=NEEDED,
    )
    longest_pause_seconds = forms.IntegerField(label=_("Längsta pausen (sekunder)"), error_messages=NEEDED)

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            self.plan: dict[str, Any] = check(self, PlanShape, self.cleaned_data)
        return self.cleaned_data


class AddressForm(forms.Form):
    """`line` is what was given, once the form is valid."""

    recipient = RecipientField(label=_("Mottagare"), error_messages={"required": _("Skriv vems adress det är.")})
    email = forms.CharField(label=_("E-postadress"), required=False, widget=text("email"))
    mobile = forms.CharField(label=_("Mobilnummer"), required=False, widget=text("tel"))
    confirmed_on = forms.DateField(
        label=_("Bekräftad"),
        error_messages={"required": _("Skriv när mottagaren senast bekräftade adressen.")},
        widget=text("date"),
    )

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            self.line: dict[str, Any] = check(self, AddressShape, self.cleaned_data)
        return self.cleaned_data


class AddressFileForm(forms.Form):
    """A whole register as CSV."""

    file = forms.FileField(
        label=_("CSV-fil"),
        help_text=_("Kolumnerna recipient, email, mobile och confirmed_on, i UTF-8."),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    replace = forms.BooleanField(label=_("Ersätt hela registret"), required=False)
