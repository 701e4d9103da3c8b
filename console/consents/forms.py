"""The forms of consents: give one, change one, find some."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from console.consents import wording
from console.fields import RecipientFormField
from far.models import Consent

BEGINNINGS: Final = {
    Consent.State.ACTIVE: _("Ja, det gäller genast"),
    Consent.State.WAITING_FOR_ACCEPT: _("Nej, mottagaren ska tacka ja"),
    Consent.State.SIGNING_INCOMPLETE: _("Nej, ägaren ska skriva under i en operatörs tjänst"),
}


class DayFormField(forms.DateField):
    """A day, which the browser lets people pick."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **options)


class ConsentChangeForm(forms.Form):
    """The form that changes the level and the last day of a consent."""

    level = forms.ChoiceField(label=_("Vad får personen göra?"), choices=list(wording.LEVELS.items()))
    ends_on = DayFormField(
        label=_("Sista dagen"), required=False, help_text=_("Tomt: tills någon av dem avslutar det")
    )

    @classmethod
    def of(cls, consent: Consent, data: Mapping[str, Any] | None) -> "ConsentChangeForm":
        return cls(data, initial={"level": consent.level, "ends_on": consent.ends_on})


class NewConsentForm(ConsentChangeForm):
    """A new consent."""

    account = RecipientFormField(
        label=_("Vems brevlåda?"),
        help_text=_("Personnummer eller organisationsnummer"),
        error_messages={"required": _("Skriv vems brevlåda det gäller.")},
    )
    holder = RecipientFormField(
        label=_("Vem får samtycket?"),
        help_text=_("Personnummer"),
        error_messages={"required": _("Skriv vem som får samtycket.")},
    )
    state = forms.ChoiceField(label=_("Gäller det redan?"), choices=list(BEGINNINGS.items()))

    field_order = ("account", "holder", "level", "ends_on", "state")


class ConsentSearch(forms.Form):
    """The form that narrows the list of consents."""

    person = RecipientFormField(label=_("Person eller företag"), required=False)
