"""The form of an actor: numbers as people write them, values of chosen roles, and what an entry begins with."""

from typing import Any

import pytest

from console.actors.actor_form import ActorForm, NewActorForm, ReasonForm, initial_of
from console.actors.actor_list import ActorSearchForm, row_of
from far.actor_entries.entry import NEW_ROLES, ActorEntry, Role, State, SupplierEntry
from far.models import Sender

AGENCY, OTHER, RELAY = "162021004748", "162021003898", "165590000005"


def values(**changed: Any) -> dict[str, Any]:
    return {"name": "Kommun A", "roles": ["sender"], "sector": "public", **changed}


def valid(form: ActorForm) -> ActorForm:
    assert form.is_valid(), form.errors
    return form


def told(form: ActorForm, name: str) -> str:
    assert not form.is_valid()
    [words] = form.errors[name]
    return str(words)


@pytest.mark.parametrize(
    "written",
    [
        f"{RELAY}\n{OTHER}",
        f"{RELAY}, {OTHER}",
        f"  {RELAY}   {OTHER} ",
        f"559000-0005,202100-3898,{RELAY}",
        "5590000005\r\n2021003898\r\n\r\n",
    ],
)
def test_numbers_may_be_set_apart_and_written_as_people_do(written: str) -> None:
    form = valid(ActorForm(values(dispatchers=written)))

    assert form.wanted.dispatchers == (RELAY, OTHER)


@pytest.mark.parametrize("written", ["559000-0006", "hej", "192705178354", f"{RELAY} 1"])
def test_one_number_that_is_none_refuses_the_list_in_a_sentence(written: str) -> None:
    words = told(ActorForm(values(dispatchers=written)), "dispatchers")

    assert words[0].isupper()
    assert words.endswith(".")


def test_a_person_s_number_is_not_repeated() -> None:
    assert "8354" not in told(ActorForm(values(dispatchers="192705178354")), "dispatchers")


@pytest.mark.parametrize(
    ("name", "words"), [("name", "Skriv organisationens namn."), ("roles", "Välj minst en roll.")]
)
def test_a_name_and_a_role_are_needed(name: str, words: str) -> None:
    assert told(ActorForm(values(**{name: ""})), name) == words


def test_an_empty_list_of_an_actor_removes_all_and_of_a_new_one_means_the_usual() -> None:
    assert valid(ActorForm(values())).wanted.dispatchers == ()
    assert valid(NewActorForm(values())).wanted.dispatchers is None


def test_values_of_roles_that_are_not_chosen_are_left_out() -> None:
    filled = values(
        roles=["dispatcher"], senders=AGENCY, dispatchers=RELAY, domain="a.example", service_address="https://a/"
    )

    wanted = valid(ActorForm(filled)).wanted

    assert (wanted.sector, wanted.dispatchers, wanted.supplier) == (None, None, None)
    assert wanted.senders == (AGENCY,)
    assert wanted.roles == frozenset({Role.DISPATCHER})


def test_an_operator_s_addresses_lose_the_blanks_around_them() -> None:
    filled = values(
        roles=["supplier"], domain=" a.example ", service_address=" https://a/ ", public_senders_only="on"
    )

    wanted = valid(ActorForm(filled)).wanted

    assert wanted.supplier == SupplierEntry("a.example", "https://a/", "", public_senders_only=True)
    assert (wanted.sector, wanted.senders) == (None, None)


@pytest.mark.parametrize(("written", "number"), [("", ""), ("  ", ""), ("202100-4748", AGENCY), (AGENCY, AGENCY)])
def test_a_new_actor_has_its_number_or_gets_one(written: str, number: str) -> None:
    assert valid(NewActorForm(values(number=written))).cleaned_data["number"] == number


def test_a_new_actor_s_wrong_number_is_refused_with_the_way_to_a_free_one() -> None:
    assert "ledigt" in told(NewActorForm(values(number="202100-4749")), "number")


def test_a_new_actor_is_offered_the_usual_roles_and_a_certificate() -> None:
    form = NewActorForm()

    assert form.fields["roles"].initial == sorted(NEW_ROLES)
    assert form.fields["certificate"].initial is True
    assert [field.name for field in form][:2] == ["number", "name"]


@pytest.mark.parametrize(
    "entry",
    [
        ActorEntry(AGENCY, "Kommun A", frozenset({Role.SENDER}), dispatchers=frozenset({RELAY, OTHER})),
        ActorEntry(RELAY, "Relä", frozenset({Role.DISPATCHER}), senders=frozenset({AGENCY})),
        ActorEntry(
            OTHER,
            "Operatör",
            frozenset({Role.SUPPLIER}),
            supplier=SupplierEntry("a.example", "https://a/", "https://b/", public_senders_only=True),
        ),
        ActorEntry(AGENCY, "Bolag", frozenset({Role.SENDER}), sector=Sender.Sector.PRIVATE),
    ],
    ids=["sender", "relay", "operator", "private"],
)
def test_an_entry_goes_through_its_form_unchanged(entry: ActorEntry) -> None:
    wanted = valid(ActorForm(initial_of(entry))).wanted

    assert (wanted.name, wanted.roles, wanted.supplier) == (entry.name, entry.roles, entry.supplier)
    assert frozenset(wanted.dispatchers or ()) == entry.dispatchers
    assert frozenset(wanted.senders or ()) == entry.senders
    assert wanted.sector in (entry.sector, None)


@pytest.mark.parametrize(("reason", "is_enough"), [("Avtalet är slut", True), ("", False), ("   ", False)])
def test_a_reason_is_needed_to_suspend_or_disconnect(reason: str, is_enough: bool) -> None:
    assert ReasonForm({"reason": reason}).is_valid() is is_enough


def test_a_row_names_the_roles_in_a_fixed_order() -> None:
    row = row_of(ActorEntry(AGENCY, "Kommun A", frozenset({Role.SUPPLIER, Role.SENDER})))

    assert [str(role) for role in row.roles] == ["Avsändare", "Brevlådeoperatör"]
    assert not row.is_suspended


def test_a_suspended_actor_is_marked_in_the_list() -> None:
    assert row_of(ActorEntry(AGENCY, "Kommun A", state=State.SUSPENDED)).is_suspended


@pytest.mark.parametrize(
    ("given", "is_valid"),
    [
        ({}, True),
        ({"role": "sender", "state": "suspended", "q": "kommun"}, True),
        ({"role": "king"}, False),
        ({"state": "disconnected"}, False),
        ({"q": "x" * 1_000}, False),
    ],
)
def test_the_list_is_narrowed_by_what_actors_have(given: dict[str, str], is_valid: bool) -> None:
    assert ActorSearchForm(given).is_valid() is is_valid
