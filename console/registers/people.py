"""The population register: its list, and a person with guardians."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from base_registers.entries import company_entries, person_entries
from base_registers.entries.company_values import CompanyEntry
from base_registers.entries.lock import changing_registers
from base_registers.entries.person_entries import GuardianEntry, PersonEntry, PersonState
from console.fields import ANY, text_widget
from console.letters.search import names_of
from console.refusals import store_or_explain
from console.registers.fields import AddressForm, PersonFormField, day_field
from console.registers.names import GUARDIANS, PERSON_STATES, ROLES, LazyText
from infra import clock
from infra.errors import NotFound

PEOPLE_LISTED: Final = 50
OTHERS_LISTED: Final = 100
"""Companies and principals of one person."""


class PersonSearchForm(forms.Form):
    """All that is given must hold."""

    search = forms.CharField(label=_("Namn eller nummer"), required=False, max_length=100, widget=text_widget())
    state = forms.ChoiceField(
        label=_("Läge"),
        required=False,
        choices=[ANY, *((state.value, name) for state, name in PERSON_STATES.items())],
    )


class PersonForm(AddressForm):
    """The form of a person's entry, without guardians."""

    protected = forms.BooleanField(label=_("Skyddade personuppgifter"), required=False)
    deceased_on = day_field(_("Avliden"))
    emigrated_on = day_field(_("Utflyttad"))
    changed_to = PersonFormField(
        label=_("Har bytt nummer till"),
        required=False,
        help_text=_("Det nya numret, som ska finnas i registret."),
    )


class NewPersonForm(PersonForm):
    """A person who is not in the register."""

    number = PersonFormField(
        label=_("Person- eller samordningsnummer"), error_messages={"required": _("Skriv ett nummer.")}
    )
    field_order = ("number", "name")


class GuardianForm(forms.Form):
    """A court's decision that somebody acts for the person."""

    number = PersonFormField(
        label=_("Den som företräder"), error_messages={"required": _("Skriv ett personnummer.")}
    )
    kind = forms.ChoiceField(label=_("Som"), choices=list(GUARDIANS.items()))
    decided_on = day_field(
        _("Beslutets dag"), required=True, error_messages={"required": _("Skriv vilken dag beslutet gäller från.")}
    )
    ends_on = day_field(_("Upphör"), help_text=_("Första dagen som det inte gäller; tomt: tills vidare."))


@dataclass(frozen=True)
class PersonRow:
    """A person in the list."""

    person: PersonEntry
    states: list[LazyText]


@dataclass(frozen=True)
class PeoplePage:
    """Some people, by number."""

    rows: list[PersonRow]
    after: str
    """The number after which the next page begins; empty: these are the last."""


@dataclass(frozen=True)
class GuardianView:
    """A guardian, or a principal, as the page shows them."""

    number: str
    name: str
    kind: LazyText
    entry: GuardianEntry
    applies: bool


@dataclass(frozen=True)
class RoleView:
    """A company in which the person has roles."""

    company: CompanyEntry
    roles: list[LazyText]


@dataclass(frozen=True)
class PersonPage:
    """A person, and the people and companies that the registers connect with the person."""

    person: PersonEntry
    states: list[LazyText]
    guardians: list[GuardianView]
    principals: list[GuardianView]
    companies: list[RoleView]


def people_page(search: Mapping[str, Any], after: str) -> PeoplePage:
    state = PersonState(search["state"]) if search.get("state") else None
    page = person_entries.list_people(
        limit=PEOPLE_LISTED, after=after, search=search.get("search", ""), state=state
    )
    return PeoplePage([PersonRow(person, states_of(person)) for person in page.people], page.after or "")


def person_page(number: str) -> PersonPage:
    """The person's page.

    Raises:
        NotFound: nobody is registered with the number.
    """
    person = person_entries.get_person(number)
    principals = person_entries.list_people(limit=OTHERS_LISTED, guardian=number).people
    companies = company_entries.list_companies(limit=OTHERS_LISTED, officer=number).companies
    return PersonPage(
        person=person,
        states=states_of(person),
        guardians=_view_guardians(person),
        principals=[
            _view(principal.number, principal.name, guardian)
            for principal in principals
            for guardian in principal.guardians
            if guardian.number == number
        ],
        companies=[RoleView(company, _roles_in(company, number)) for company in companies],
    )


def states_of(person: PersonEntry) -> list[LazyText]:
    """The unusual states of a person: dead, emigrated, protected and so on."""
    holds = {
        PersonState.PROTECTED: person.protected,
        PersonState.DECEASED: person.deceased_on is not None,
        PersonState.EMIGRATED: person.emigrated_on is not None,
        PersonState.CHANGED_NUMBER: bool(person.changed_to),
        PersonState.HAS_GUARDIAN: any(guardian.is_in_force(clock.today()) for guardian in person.guardians),
    }
    return [PERSON_STATES[state] for state, is_so in holds.items() if is_so]


def save_person(form: PersonForm, number: str) -> bool:
    """Store what the form has, and keep the guardians. False: the form says why not.

    Raises:
        NotFound: nobody is registered with the number.
    """
    return store_or_explain(form, lambda: person_entries.change_person(number, **form.cleaned_data))


def add_person(form: NewPersonForm) -> bool:
    """Register the person. False: the form says why not."""
    if is_registered(form.cleaned_data["number"]):
        form.add_error("number", _("Numret finns redan i registret."))
        return False
    return store_or_explain(form, lambda: person_entries.store_person(PersonEntry(**form.cleaned_data)))


def is_registered(number: str) -> bool:
    try:
        person_entries.get_person(number)
    except NotFound:
        return False
    return True


def add_guardian(form: GuardianForm, number: str) -> bool:
    """Add the guardian to the person. False: the form has the error.

    Raises:
        NotFound: nobody is registered with the number.
    """
    added = GuardianEntry(**form.cleaned_data)

    def store() -> None:
        with changing_registers():
            guardians = person_entries.get_person(number).guardians
            person_entries.change_person(number, guardians=(*guardians, added))

    return store_or_explain(form, store)


def remove_guardian(number: str, guardian: str) -> None:
    """Remove the court's decision about the guardian, if there is one.

    Raises:
        NotFound: nobody is registered with the number.
    """
    with changing_registers():
        kept = [each for each in person_entries.get_person(number).guardians if each.number != guardian]
        person_entries.change_person(number, guardians=tuple(kept))


def _view_guardians(person: PersonEntry) -> list[GuardianView]:
    names = names_of({guardian.number for guardian in person.guardians})
    return [_view(guardian.number, names[guardian.number], guardian) for guardian in person.guardians]


def _view(number: str, name: str, guardian: GuardianEntry) -> GuardianView:
    return GuardianView(number, name, GUARDIANS[guardian.kind], guardian, guardian.is_in_force(clock.today()))


def _roles_in(company: CompanyEntry, number: str) -> list[LazyText]:
    return [ROLES[officer.role] for officer in company.officers if officer.number == number]
