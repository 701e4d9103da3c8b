"""The register's log: filters, and a page of entries."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from console.fields import ANY, MomentFormField, RecipientFormField, text_widget
from console.state_names import LazyText
from console.supervision.actor_names import names_of_actors
from far.models import LogEntry
from far.supervision.log_search import LogFilter, find_entries
from infra.validation.unstorable import number_in_address

ENTRIES_PER_PAGE: Final = 50
MAX_NAME: Final = 64
KINDS: Final[Mapping[str, LazyText]] = {
    LogEntry.Kind.CALL: _("Anrop"),
    LogEntry.Kind.CHANGE: _("Ändringar"),
}


class LogForm(forms.Form):
    """The form that narrows the log."""

    actor = forms.CharField(
        label=_("Aktör"),
        required=False,
        max_length=MAX_NAME,
        widget=text_widget(),
        help_text=_("Organisationsnummer med 16 före, eller console, rest, command, start, clock"),
    )
    operation = forms.CharField(label=_("Operation"), required=False, max_length=MAX_NAME, widget=text_widget())
    subject = RecipientFormField(
        label=_("Vem det gäller"), required=False, help_text=_("Hela numret; det visas inte i loggen")
    )
    kind = forms.ChoiceField(label=_("Slag"), required=False, choices=[ANY, *KINDS.items()])
    refused = forms.TypedChoiceField(
        label=_("Utfall"),
        required=False,
        choices=[ANY, ("no", _("Besvarade")), ("yes", _("Nekade"))],
        coerce=lambda choice: choice == "yes",
        empty_value=None,
    )
    since = MomentFormField(label=_("Från"), required=False, widget=text_widget("datetime-local"))
    until = MomentFormField(label=_("Före"), required=False, widget=text_widget("datetime-local"))

    @property
    def wanted(self) -> LogFilter:
        """The filter that a valid form asks for."""
        return LogFilter(**self.cleaned_data)


@dataclass(frozen=True)
class LogRow:
    """An entry as the page shows it."""

    entry: LogEntry
    actor_name: LazyText
    changes: list[tuple[str, str]]
    """What changed: name, and values in words."""

    @property
    def others(self) -> int:
        """How many others it concerns, beside the first one."""
        return max(0, self.entry.subjects - 1)


@dataclass(frozen=True)
class RegisterLogPage:
    rows: list[LogRow]
    older: int | None
    """Sequence before which the next page begins; None: these are the last."""


def load_log(form: LogForm, before: str) -> RegisterLogPage:
    """A page of entries. `before` as written in an address; nonsense counts as absent."""
    entries, older = find_entries(form.wanted, ENTRIES_PER_PAGE, number_in_address(before))
    names = names_of_actors({entry.actor for entry in entries})
    return RegisterLogPage([_row(entry, names) for entry in entries], older)


def _row(entry: LogEntry, names: Mapping[str, LazyText]) -> LogRow:
    changed: Mapping[str, Any] = json.loads(entry.changed) if entry.changed else {}
    return LogRow(entry, names.get(entry.actor, ""), [(name, _in_words(value)) for name, value in changed.items()])


def _in_words(value: object) -> str:
    """A value, or those before and after with an arrow between."""
    if isinstance(value, list) and len(value) == len(("before", "after")):
        return " → ".join(_one_value(each) for each in value)
    return _one_value(value)


def _one_value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return "–" if value is None or value == "" else str(value)
