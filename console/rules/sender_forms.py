"""A sender's plan and address register, as forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from console.fields import LimitedIntegerFormField, RecipientFormField, text_widget
from console.refusals import add_errors
from formedlare.sender_settings import contacts, plans
from formedlare.sender_settings.contact_file import read_contact
from infra.validation import InvalidValues

REQUIRED = {"required": _("Fyll i ett värde.")}


class PlanForm(forms.Form):
    """`plan` is what was given, once the form is valid."""

    deadline_minutes = LimitedIntegerFormField(
        plans.LIMITS["deadline_minutes"],
        label=_("Så länge försöks Mina meddelanden (minuter)"),
        help_text=_("Från det att brevet togs emot. Sedan gäller nästa kanal."),
        error_messages=REQUIRED,
    )
    first_pause_seconds = LimitedIntegerFormField(
        plans.LIMITS["first_pause_seconds"],
        label=_("Första pausen (sekunder)"),
        help_text=_("Efter ett försök utan svar. Sedan fördubblas pausen."),
        error_messages=REQUIRED,
    )
    longest_pause_seconds = LimitedIntegerFormField(
        plans.LIMITS["longest_pause_seconds"], label=_("Längsta pausen (sekunder)"), error_messages=REQUIRED
    )

    plan: plans.Plan

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            self.plan = plans.Plan(**self.cleaned_data)
            try:
                plans.require_possible(self.plan)
            except InvalidValues as refusal:
                add_errors(self, refusal)
        return self.cleaned_data


class ContactForm(forms.Form):
    """`contact` is what was given, once the form is valid."""

    recipient = RecipientFormField(
        label=_("Mottagare"), error_messages={"required": _("Skriv vems adress det är.")}
    )
    email = forms.CharField(label=_("E-postadress"), required=False, widget=text_widget("email"))
    mobile = forms.CharField(label=_("Mobilnummer"), required=False, widget=text_widget("tel"))
    confirmed_on = forms.CharField(
        label=_("Bekräftad"),
        error_messages={"required": _("Skriv när mottagaren senast bekräftade adressen.")},
        widget=text_widget("date"),
    )

    contact: contacts.Contact

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                self.contact = read_contact(self.cleaned_data)
            except InvalidValues as refusal:
                add_errors(self, refusal)
        return self.cleaned_data


class ContactFileForm(forms.Form):
    """A whole register as CSV."""

    file = forms.FileField(
        label=_("CSV-fil"),
        help_text=_("Kolumnerna recipient, email, mobile och confirmed_on, i UTF-8."),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    replace = forms.BooleanField(label=_("Ersätt hela registret"), required=False)
