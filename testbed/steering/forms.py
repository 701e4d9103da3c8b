"""The forms for faults on demand, for the clock, and for letters that are held."""

from typing import Any, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from console.fields import (
    LimitedIntegerFormField,
    MomentFormField,
    OrganisationFormField,
    RecipientFormField,
    text_widget,
)
from console.sentences import as_sentence
from infra.hooks.disruptions import Break, DisruptionPlace
from infra.validation import NumberLimits
from testbed.clock import moving
from testbed.faults import codes, parties
from testbed.faults.operations import operations_at
from testbed.faults.steps import Delay, FaultStep
from testbed.steering.wording import BREAKS, MODES, PLACES

FAULT, DELAY, NOT_DELIVERED = "fault", "delay", "not_delivered"
EFFECTS: Final = [
    (FAULT, _("Svarar en felkod")),
    (DELAY, _("Svarar sent")),
    (NOT_DELIVERED, _("Svarar Delivered=false")),
    *BREAKS.items(),
]
CODES: Final = NumberLimits(1, 9999)
DELAYS: Final = NumberLimits(0, 600_000)
TIMES: Final = NumberLimits(1, 1_000_000)
SKIPPED: Final = NumberLimits(0, 1_000_000)


class FaultForm(forms.Form):
    """A rule with one step."""

    place = forms.ChoiceField(label=_("Var"), choices=[*PLACES.items()])
    effect = forms.ChoiceField(label=_("Vad som går fel"), choices=EFFECTS)
    code = LimitedIntegerFormField(
        CODES, label=_("Felkod"), required=False, help_text=_("Tom: 4999, 421 eller 503")
    )
    delay_ms = LimitedIntegerFormField(DELAYS, label=_("Försening, millisekunder"), required=False)
    times = LimitedIntegerFormField(TIMES, label=_("Antal gånger"), required=False, help_text=_("Tomt: alltid"))
    skip = LimitedIntegerFormField(SKIPPED, label=_("Så många går bra först"), required=False)
    who = forms.CharField(
        label=_("Vem"), required=False, max_length=255, widget=text_widget(), help_text=_("Till exempel kivra.com")
    )
    operation = forms.CharField(
        label=_("Operation"),
        required=False,
        max_length=100,
        widget=text_widget(),
        help_text="deliverSecure, isReachable …",
    )
    sender = OrganisationFormField(label=_("Avsändare"), required=False)
    recipient = RecipientFormField(label=_("Mottagare"), required=False)
    label = forms.CharField(label=_("Körning"), required=False, max_length=100, widget=text_widget())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        place, effect = cleaned.get("place", ""), cleaned.get("effect")
        if effect == NOT_DELIVERED and place != DisruptionPlace.OPERATOR:
            self.add_error("effect", _("Det kan bara en brevlådeoperatör svara."))
        if effect == DELAY and not cleaned.get("delay_ms"):
            self.add_error("delay_ms", _("Ange hur sent."))
        code = cleaned.get("code")
        if effect == FAULT and code is not None and not codes.is_possible(place, code):
            self.add_error("code", _("Den koden svarar man inte med där."))
        who = cleaned["who"] = parties.canonical_name(cleaned.get("who", ""))
        if unknown := parties.unknown_party(place, who):
            self.add_error("who", as_sentence(unknown))
        operation, known = cleaned.get("operation"), operations_at(place)
        if operation and operation not in known:
            words = _("Den operationen finns inte där; det gör %(known)s.")
            self.add_error("operation", words % {"known": ", ".join(known)})
        return cleaned

    @property
    def step(self) -> FaultStep:
        """The step that the form describes, once it is valid."""
        given = self.cleaned_data
        effect, late = given["effect"], given["delay_ms"] or 0
        code = (given["code"] or codes.usual_code(given["place"])) if effect == FAULT else None
        breaks = Break(effect) if effect in set(Break) else None
        return FaultStep(given["times"], Delay(late, late), code, breaks, effect == NOT_DELIVERED)

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of the rule."""
        given = self.cleaned_data
        names = ("place", "who", "operation", "sender", "recipient", "label")
        return {name: given[name] for name in names} | {"skip": given["skip"] or 0}


class ClockForm(forms.Form):
    """A moment to set the clock to."""

    moment = MomentFormField(
        label=_("Tidpunkt"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
        help_text=format_lazy(
            _("Svensk tid, till exempel 2027-01-31 23:59. Från {earliest} till {latest}."),
            earliest=f"{moving.EARLIEST:%Y-%m-%d}",
            latest=f"{moving.LATEST:%Y-%m-%d}",
        ),
    )


class TimingForm(forms.Form):
    """The form of a lane's timing mode."""

    mode = forms.ChoiceField(label=_("Takt"), choices=[*MODES.items()])
    lane = forms.CharField(
        label=_("Kö"),
        required=False,
        max_length=255,
        widget=text_widget(),
        help_text=_("En operatörs domän, eller lookup för förmedlarens egen. Tom: alla köer"),
    )
    label = forms.CharField(label=_("Körning"), required=False, max_length=100, widget=text_widget())
