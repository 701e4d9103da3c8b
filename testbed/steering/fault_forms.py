"""The forms for faults on demand: a rule with its first step, and the steps after it."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from console.fields import LimitedIntegerFormField, OrganisationFormField, RecipientFormField, text_widget
from console.refusals import as_sentence
from infra.hooks.disruptions import Break, DisruptionPlace
from infra.validation import NumberLimits
from testbed.faults import codes, parties
from testbed.faults.operations import operations_at
from testbed.faults.steps import Delay, FaultStep
from testbed.steering.wording import BREAKS, PLACES

FAULT, DELAY, NOT_DELIVERED, NOTHING = "fault", "delay", "not_delivered", "nothing"
EFFECTS: Final = [
    (FAULT, _("Svarar en felkod")),
    (DELAY, _("Svarar sent")),
    (NOT_DELIVERED, _("Svarar Delivered=false")),
    *BREAKS.items(),
]
EFFECTS_AFTER: Final = [*EFFECTS, (NOTHING, _("Går bra"))]
CODES: Final = NumberLimits(1, 9999)
DELAYS: Final = NumberLimits(0, 600_000)
SEEDS: Final = NumberLimits(0, 1_000_000)
TIMES: Final = NumberLimits(1, 1_000_000)
SKIPPED: Final = NumberLimits(0, 1_000_000)
QUOTAS: Final = NumberLimits(1, 1_000_000)


class StepForm(forms.Form):
    """A step: what goes wrong, and how many times."""

    effect = forms.ChoiceField(label=_("Vad som går fel"), choices=EFFECTS_AFTER)
    code = LimitedIntegerFormField(
        CODES, label=_("Felkod"), required=False, help_text=_("Tom: 4999, 421 eller 503")
    )
    delay_ms = LimitedIntegerFormField(DELAYS, label=_("Försening, millisekunder"), required=False)
    longest_ms = LimitedIntegerFormField(
        DELAYS,
        label=_("Längsta försening, millisekunder"),
        required=False,
        help_text=_("Ifylld: olika varje gång, mellan de två"),
    )
    seed = LimitedIntegerFormField(
        SEEDS, label=_("Frö"), required=False, help_text=_("Samma frö ger samma förseningar")
    )
    times = LimitedIntegerFormField(TIMES, label=_("Antal gånger"), required=False, help_text=_("Tomt: alltid"))

    def __init__(self, *values: Any, at: str = "", **options: Any) -> None:
        """`at`: the place of the rule that the step is for; empty: the form asks for it."""
        super().__init__(*values, **options)
        self._at = at

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        effect, code = cleaned.get("effect"), cleaned.get("code")
        if effect == NOT_DELIVERED and self.at != DisruptionPlace.OPERATOR:
            self.add_error("effect", _("Det kan bara en brevlådeoperatör svara."))
        if effect == FAULT and code is not None and not codes.is_possible(self.at, code):
            self.add_error("code", _("Den koden svarar man inte med där."))
        if effect == NOTHING and "times" in cleaned and cleaned["times"] is None:
            self.add_error("times", _("Ange hur många gånger det går bra."))
        self._check_delay(cleaned.get("delay_ms") or 0, cleaned.get("longest_ms"), is_wanted=effect == DELAY)
        return cleaned

    def _check_delay(self, shortest: int, longest: int | None, *, is_wanted: bool) -> None:
        if is_wanted and not shortest and not longest:
            self.add_error("delay_ms", _("Ange hur sent."))
        if longest is not None and longest < shortest:
            self.add_error("longest_ms", _("Den är kortare än den kortaste."))

    @property
    def at(self) -> str:
        """The place where it goes wrong."""
        return self._at or str(self.cleaned_data.get("place", ""))

    @property
    def step(self) -> FaultStep:
        """The step that the form describes, once it is valid."""
        given = self.cleaned_data
        effect = given["effect"]
        code = (given["code"] or codes.usual_code(self.at)) if effect == FAULT else None
        breaks = Break(effect) if effect in set(Break) else None
        delay = Delay() if effect == NOTHING else self._delay
        return FaultStep(given["times"], delay, code, breaks, effect == NOT_DELIVERED)

    @property
    def _delay(self) -> Delay:
        given = self.cleaned_data
        shortest, longest = given["delay_ms"] or 0, given["longest_ms"]
        return Delay(shortest, shortest if longest is None else longest, given["seed"] or 0)


class FaultForm(StepForm):
    """A rule with its first step."""

    effect = forms.ChoiceField(label=_("Vad som går fel"), choices=EFFECTS)
    place = forms.ChoiceField(label=_("Var"), choices=[*PLACES.items()])
    skip = LimitedIntegerFormField(SKIPPED, label=_("Så många går bra först"), required=False)
    quota_per_second = LimitedIntegerFormField(QUOTAS, label=_("Så många i sekunden går bra"), required=False)
    opens = forms.TimeField(label=_("Går bra från klockan"), required=False, widget=text_widget("time"))
    closes = forms.TimeField(
        label=_("Går bra till klockan"), required=False, widget=text_widget("time"), help_text=_("Svensk tid")
    )
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
        cleaned = super().clean()
        self._check_hours(cleaned)
        self._check_parties(cleaned, cleaned.get("place", ""))
        return cleaned

    def _check_hours(self, cleaned: dict[str, Any]) -> None:
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if (opens is None) != (closes is None) and not {"opens", "closes"} & self.errors.keys():
            self.add_error("closes" if closes is None else "opens", _("Ange båda klockslagen, eller inget."))
        elif opens is not None and opens == closes:
            self.add_error("closes", _("Det är samma klockslag som det första."))

    def _check_parties(self, cleaned: dict[str, Any], place: str) -> None:
        who = cleaned["who"] = parties.canonical_name(cleaned.get("who", ""))
        if unknown := parties.unknown_party(place, who):
            self.add_error("who", as_sentence(unknown))
        operation, known = cleaned.get("operation"), operations_at(place)
        if operation and operation not in known:
            words = _("Den operationen finns inte där; det gör %(known)s.")
            self.add_error("operation", words % {"known": ", ".join(known)})

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of the rule."""
        given = self.cleaned_data
        names = ("place", "who", "operation", "sender", "recipient", "label")
        limits = ("quota_per_second", "opens", "closes")
        return {name: given[name] for name in names + limits} | {"skip": given["skip"] or 0}

    @property
    def has_limits(self) -> bool:
        """Whether one of the fields that the page folds away as times is filled in."""
        return any(self[name].value() for name in ("skip", "quota_per_second", "opens", "closes"))
