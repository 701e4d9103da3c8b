"""The list of actors: search and pages."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from console.actors import names
from console.fields import ANY, text_widget
from console.state_names import LazyText
from far.actor_entries.entry import ActorEntry, Role, State
from far.actor_entries.listing import page_of_entries
from infra.validation.name_characters import MAX_NAME
from infra.validation.unstorable import number_in_address

LISTED: Final = 50


class ActorSearchForm(forms.Form):
    """The form that narrows the list of actors."""

    q = forms.CharField(
        label=_("Namn, domän eller nummer"), required=False, max_length=MAX_NAME, widget=text_widget()
    )
    role = forms.ChoiceField(label=_("Roll"), required=False, choices=[ANY, *names.ROLES.items()])
    state = forms.ChoiceField(
        label=_("Läge"),
        required=False,
        choices=[ANY, *((state, names.STATES[state]) for state in (State.CONNECTED, State.SUSPENDED))],
    )


@dataclass(frozen=True)
class ActorRow:
    """An actor in the list."""

    entry: ActorEntry
    roles: list[LazyText]

    @property
    def is_suspended(self) -> bool:
        return self.entry.state is State.SUSPENDED


@dataclass(frozen=True)
class ActorsPage:
    """Some actors, by number."""

    rows: list[ActorRow]
    after: str | None
    """The number after which the next page begins; None: these are the last."""


def actors_page(form: ActorSearchForm, after: str) -> ActorsPage:
    """A page of the actors that the form asks for; all of them if it asks for something impossible.

    `after` as written in an address; nonsense counts as absent.
    """
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    entries, following = page_of_entries(
        LISTED,
        search=wanted.get("q", ""),
        role=Role(wanted["role"]) if wanted.get("role") else None,
        state=State(wanted["state"]) if wanted.get("state") else None,
        after=after if number_in_address(after) else "",
    )
    return ActorsPage([row_of(entry) for entry in entries], following)


def row_of(entry: ActorEntry) -> ActorRow:
    return ActorRow(entry, [names.ROLES[role] for role in Role if role in entry.roles])
