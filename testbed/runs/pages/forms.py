"""The forms of the runs' page."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from console.fields import LimitedIntegerFormField, RecipientFormField
from infra.trace import MAX_LABEL
from testbed.runs.lifecycle import MINUTES, QUOTA, USUAL_MINUTES, USUAL_QUOTA, WantedRun


class RunForm(forms.Form):
    """A new run."""

    name = forms.CharField(label=_("Namn"), required=False, max_length=MAX_LABEL)
    label = forms.CharField(
        label=_("Märkning"),
        required=False,
        max_length=MAX_LABEL,
        help_text=_("För huvudet X-MM-Label. Tomt: görs av namnet."),
    )
    quota = LimitedIntegerFormField(
        QUOTA,
        label=_("Kvot"),
        required=False,
        help_text=format_lazy(_("Saker, brev och händelser tillsammans. Tomt: {usual}"), usual=USUAL_QUOTA),
    )
    minutes = LimitedIntegerFormField(
        MINUTES, label=_("Varar så många minuter"), required=False, help_text=_("Tomt: ett dygn")
    )

    @property
    def wanted(self) -> WantedRun:
        """The run that it asks for."""
        values: dict[str, Any] = self.cleaned_data
        lasts = values["minutes"] or USUAL_MINUTES
        return WantedRun(values["name"], values["label"] or None, values["quota"] or USUAL_QUOTA, lasts)


class MailboxForm(forms.Form):
    """The holder of the mailbox that is to be emptied."""

    holder = RecipientFormField(label=_("Personnummer eller organisationsnummer"))


class EverythingForm(forms.Form):
    """Asks whether it is meant."""

    sure = forms.BooleanField(label=_("Ja, ta bort alla körningar och alla brev"))
