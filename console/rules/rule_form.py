"""A rule of the channel switch as a form: selects and numbers instead of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from console import state_names
from console.checking import check
from console.fields import ANY, text
from console.rules.rule_list import Entry
from formedlare.api.sender_settings.rules import RuleShape

EITHER: Final = [("", _("spelar ingen roll")), ("yes", _("ja")), ("no", _("nej"))]
ANSWERS: Final = {"yes": True, "no": False}
BOOLEANS: Final = ("has_mailbox", "sender_accepted", "email_known", "mobile_known")
CHOICES: Final = ("message_type", "recipient")
NUMBERS: Final = ("protection_class", "address_newer_than_days", "larger_than_bytes", "smaller_than_bytes")
PLACES: Final = ("channel_1", "channel_2", "channel_3", "channel_4")


def _either(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=EITHER)


def _channel(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[ANY, *state_names.CHANNELS.items()])


def _number(label: Any, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, **options)


class RuleForm(forms.Form):
    """`entry` is the rule, once the form is valid."""

    name = forms.CharField(
        label=_("Namn"),
        max_length=200,
        help_text=_("Syns på varje brev som regeln bestämmer över."),
        error_messages={"required": _("Ge regeln ett namn.")},
        widget=text(),
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
    has_mailbox = _either(_("Har digital brevlåda"))
    sender_accepted = _either(_("Tar emot avsändaren"))
    email_known = _either(_("E-postadressen är känd"))
    mobile_known = _either(_("Mobilnumret är känt"))
    address_newer_than_days = _number(_("Adressen är nyare än (dagar)"))
    larger_than_bytes = _number(_("Brevet är större än (byte)"))
    smaller_than_bytes = _number(_("Brevet är mindre än (byte)"))
    channel_1 = _channel(_("Först"))
    channel_2 = _channel(_("Sedan"))
    channel_3 = _channel(_("Därefter"))
    channel_4 = _channel(_("Sist"))

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
            self.entry: Entry = check(self, RuleShape, self._written())
        return self.cleaned_data

    def _written(self) -> Entry:
        given = {name: self.cleaned_data.get(name) for name in (*CHOICES, *NUMBERS, *BOOLEANS)}
        conditions = {
            name: ANSWERS.get(str(value), value) for name, value in given.items() if value not in ("", None)
        }
        return {"name": self.cleaned_data["name"], "conditions": conditions, "channels": self._channels()}

    def _channels(self) -> list[str]:
        return [channel for name in PLACES if (channel := self.cleaned_data.get(name))]

    def _require_channels(self) -> None:
        if not self._channels():
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


def initial(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of a rule that is there."""
    conditions: Mapping[str, Any] = entry["conditions"]
    shown = {name: value for name, value in conditions.items() if name not in BOOLEANS}
    shown |= {name: "yes" if conditions[name] else "no" for name in BOOLEANS if conditions.get(name) is not None}
    shown |= dict(zip(PLACES, entry["channels"], strict=False))
    return {"name": entry["name"], **shown}
