"""A rule of the channel switch as a form: selects and numbers instead of JSON."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from console import state_names
from console.fields import ANY, text_widget
from console.refusals import as_sentence
from formedlare.sender_settings.rules import MAX_NAME, stated_conditions
from formedlare.switch import Conditions, NotARule, SwitchRule, parse_channels

EITHER: Final = [("", _("spelar ingen roll")), ("yes", _("ja")), ("no", _("nej"))]
ANSWERS: Final = {"yes": True, "no": False}
BOOLEANS: Final = ("has_mailbox", "sender_accepted", "email_known", "mobile_known")
CHOICES: Final = ("message_type", "recipient")
NUMBERS: Final = ("protection_class", "address_newer_than_days", "larger_than_bytes", "smaller_than_bytes")
PLACES: Final = ("channel_1", "channel_2", "channel_3", "channel_4")


def _either_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=EITHER)


def _channel_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[ANY, *state_names.CHANNELS.items()])


def _number_field(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, **options)


class RuleForm(forms.Form):
    """`rule` is what was given, once the form is valid."""

    name = forms.CharField(
        label=_("Namn"),
        max_length=MAX_NAME,
        help_text=_("Syns på varje brev som regeln bestämmer över."),
        error_messages={"required": _("Ge regeln ett namn.")},
        widget=text_widget(),
    )
    message_type = forms.ChoiceField(
        label=_("Slag av försändelse"),
        required=False,
        choices=[EITHER[0], ("secure", _("säkert meddelande")), ("notification", _("notifiering"))],
    )
    protection_class = forms.TypedChoiceField(
        label=_("Skyddsklass"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[EITHER[0], ("1", "1"), ("2", "2"), ("3", "3")],
    )
    recipient = forms.ChoiceField(
        label=_("Mottagaren är"),
        required=False,
        choices=[EITHER[0], ("person", _("en person")), ("company", _("en organisation"))],
    )
    has_mailbox = _either_field(_("Har digital brevlåda"))
    sender_accepted = _either_field(_("Tar emot avsändaren"))
    email_known = _either_field(_("E-postadressen är känd"))
    mobile_known = _either_field(_("Mobilnumret är känt"))
    address_newer_than_days = _number_field(_("Adressen är nyare än (dagar)"))
    larger_than_bytes = _number_field(_("Brevet är större än (byte)"))
    smaller_than_bytes = _number_field(_("Brevet är mindre än (byte)"))
    channel_1 = _channel_field(_("Först"))
    channel_2 = _channel_field(_("Sedan"))
    channel_3 = _channel_field(_("Därefter"))
    channel_4 = _channel_field(_("Sist"))

    rule: SwitchRule

    @property
    def condition_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "name" and field.name not in PLACES]

    @property
    def channel_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in PLACES]

    def clean(self) -> dict[str, Any]:
        self._require_channels()
        self._require_sizes()
        if not self.errors:
            try:
                self.rule = self._read_rule()
            except NotARule as problem:
                self.add_error(None, as_sentence(problem.text))
        return self.cleaned_data

    def _read_rule(self) -> SwitchRule:
        given = {name: self.cleaned_data.get(name) for name in (*CHOICES, *NUMBERS, *BOOLEANS)}
        conditions = {
            name: ANSWERS.get(str(value), value) for name, value in given.items() if value not in ("", None)
        }
        return SwitchRule(
            self.cleaned_data["name"], Conditions.parse(conditions), parse_channels(self._chosen_channels())
        )

    def _chosen_channels(self) -> list[str]:
        return [channel for name in PLACES if (channel := self.cleaned_data.get(name))]

    def _require_channels(self) -> None:
        if not self._chosen_channels():
            self.add_error("channel_1", _t("Välj minst en kanal."))
        seen: set[str] = set()
        for name in PLACES:
            channel = self.cleaned_data.get(name)
            if channel and channel in seen:
                self.add_error(name, _t("Den kanalen står redan tidigare."))
            seen.add(channel or "")

    def _require_sizes(self) -> None:
        larger, smaller = self.cleaned_data.get("larger_than_bytes"), self.cleaned_data.get("smaller_than_bytes")
        if larger is not None and smaller is not None and smaller <= larger + 1:
            self.add_error("smaller_than_bytes", _t("Inget brev kan vara både större och mindre. Höj den här."))


def initial_values(rule: SwitchRule) -> dict[str, Any]:
    """The initial values of the form for an existing rule."""
    conditions = stated_conditions(rule.conditions)
    shown = {name: value for name, value in conditions.items() if name not in BOOLEANS}
    shown |= {name: "yes" if conditions[name] else "no" for name in BOOLEANS if name in conditions}
    shown |= dict(zip(PLACES, (channel.value for channel in rule.channels), strict=False))
    return {"name": rule.name, **shown}
