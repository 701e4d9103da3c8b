"""The forms of an operator's page."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from console.fields import LimitedIntegerFormField
from far.callbacks.unused import MAX_DAYS
from infra import clock
from infra.validation import NumberLimits

DAYS: Final = NumberLimits(0, MAX_DAYS)


class DepartureForm(forms.Form):
    """The day on which the operator leaves."""

    leaves_on = forms.DateField(
        label=_("Slutar den"),
        help_text=_("Från och med den dagen har operatören inga kunder."),
        error_messages={"required": _("Välj en dag.")},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # as Django's own form takes them
        self.fields["leaves_on"].widget.attrs["min"] = clock.today().isoformat()


class UnusedForm(forms.Form):
    """The form for the number of days that a mailbox has been unused."""

    dagar = LimitedIntegerFormField(
        DAYS,
        label=_("Oanvända i så många dagar"),
        initial=365,
        error_messages={"required": _("Ange antal dagar.")},
    )
