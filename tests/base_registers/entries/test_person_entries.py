"""People as testers see and change them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base_registers.entries import person_entries
from base_registers.entries.person_entries import GuardianEntry, PersonEntry, PersonReferenced, PersonState
from base_registers.models import Guardianship, Person
from infra import clock
from infra.errors import NotFound
from infra.validation import InvalidValues
from tests.base_registers.registered import (
    ARVID,
    DAY,
    IDA,
    LARS,
    MARIA,
    PEOPLE,
    TOLVAN,
    board,
    register_company,
    register_people,
)

pytestmark = pytest.mark.django_db
UNKNOWN = "197706022394"


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    register_people()


def full(**changes: Any) -> PersonEntry:
    entry = PersonEntry(
        number=UNKNOWN,
        name="Fatima Ali",
        street="Torggatan 10",
        postal_code="12352",
        city="Provby",
        protected=True,
        deceased_on=DAY,
        emigrated_on=date(2020, 1, 1),
        changed_to=MARIA,
        guardians=(
            GuardianEntry(ARVID, "GodMan", DAY, DAY + timedelta(days=30)),
            GuardianEntry(LARS, "Forvaltare", DAY + timedelta(days=30)),
        ),
    )
    return replace(entry, **changes)


def wrong_with(entry: PersonEntry) -> dict[tuple[str | int, ...], str]:
    """What is wrong, in Swedish, by path."""
    with pytest.raises(InvalidValues) as refused:
        person_entries.store_person(entry)
    assert refused.value.code == 5001
    assert all(value.text.english for value in refused.value.values)
    return {value.path: value.text.swedish for value in refused.value.values}


def numbers(**query: Any) -> list[str]:
    return [person.number for person in person_entries.list_people(limit=100, **query).people]


def test_an_entry_is_read_as_it_was_stored() -> None:
    assert person_entries.store_person(full())

    assert person_entries.get_person(UNKNOWN) == full()


def test_storing_the_same_again_changes_nothing() -> None:
    person_entries.store_person(full())

    assert not person_entries.store_person(full())

    assert person_entries.get_person(UNKNOWN) == full()
    assert Guardianship.objects.count() == 2


def test_storing_replaces_all_that_was_there() -> None:
    person_entries.store_person(full())
    bare = PersonEntry(UNKNOWN, "Fatima")

    person_entries.store_person(bare)

    assert person_entries.get_person(UNKNOWN) == bare


def test_a_change_keeps_the_rest() -> None:
    person_entries.store_person(full())

    changed = person_entries.change_person(UNKNOWN, protected=False, guardians=())

    assert changed == full(protected=False, guardians=())
    assert person_entries.get_person(UNKNOWN) == changed


@pytest.mark.parametrize("call", [person_entries.get_person, person_entries.remove_person])
def test_what_is_not_there_is_not_found(call: Any) -> None:
    with pytest.raises(NotFound) as refused:
        call(UNKNOWN)

    assert refused.value.code == 5003
    assert UNKNOWN not in refused.value.text.on_wire


def test_a_person_who_is_not_there_is_not_changed() -> None:
    with pytest.raises(NotFound):
        person_entries.change_person(UNKNOWN, name="Ingen")


def test_a_person_is_removed_with_guardianships() -> None:
    person_entries.store_person(full())

    person_entries.remove_person(UNKNOWN)

    assert not Person.objects.filter(number=UNKNOWN).exists()
    assert not Guardianship.objects.exists()


def test_a_person_with_a_role_in_a_company_is_not_removed() -> None:
    register_company(officers=board(ARVID))

    with pytest.raises(PersonReferenced) as refused:
        person_entries.remove_person(ARVID)

    assert "roll" in refused.value.text.swedish
    assert Person.objects.filter(number=ARVID).exists()


@pytest.mark.parametrize(
    ("changes", "path", "says"),
    [
        ({"number": "197706022395"}, ("number",), "kontrollsiffra"),
        ({"number": "165560000043"}, ("number",), "ingen persons"),
        ({"number": "7706022394"}, ("number",), "ingen persons"),
        ({"name": " "}, ("name",), "fattas"),
        ({"name": "x" * 257}, ("name",), "högst 256 tecken"),
        ({"street": "x" * 101}, ("street",), "högst 100 tecken"),
        ({"city": "x" * 51}, ("city",), "högst 50 tecken"),
        ({"postal_code": "123 52"}, ("postal_code",), "fem siffror"),
        ({"postal_code": "1235٢"}, ("postal_code",), "fem siffror"),
        ({"changed_to": UNKNOWN}, ("changed_to",), "samma nummer"),
        ({"changed_to": "198606022393"}, ("changed_to",), "finns inte"),
        ({"changed_to": "165560000043"}, ("changed_to",), "ingen persons"),
        ({"guardians": (GuardianEntry(UNKNOWN, "GodMan", DAY),)}, ("guardians", 0, "number"), "själv"),
        ({"guardians": (GuardianEntry("198606022393", "GodMan", DAY),)}, ("guardians", 0, "number"), "finns inte"),
        ({"guardians": (GuardianEntry(ARVID, "GodMan", DAY, DAY),)}, ("guardians", 0, "ends_on"), "efter"),
        (
            {"guardians": (GuardianEntry(ARVID, "GodMan", date(1024, 5, 16)),)},
            ("guardians", 0, "decided_on"),
            "1800",
        ),
        (
            {"guardians": (GuardianEntry(ARVID, "GodMan", DAY, date(3000, 1, 1)),)},
            ("guardians", 0, "ends_on"),
            "2999",
        ),
        ({"deceased_on": date(204, 3, 1)}, ("deceased_on",), "1800"),
        ({"guardians": (GuardianEntry(ARVID, "GodMan", DAY),) * 2}, ("guardians", 1, "number"), "två gånger"),
        ({"guardians": (GuardianEntry(ARVID, "GodMan", DAY),) * 21}, ("guardians",), "högst 20"),
    ],
)
def test_a_value_that_cannot_be_is_named(changes: dict[str, Any], path: tuple[str | int, ...], says: str) -> None:
    wrong = wrong_with(full(**changes))

    assert list(wrong) == [path]
    assert says in wrong[path]
    assert not Person.objects.filter(number=UNKNOWN).exists()


@pytest.mark.parametrize("field", ["deceased_on", "emigrated_on"])
def test_what_happened_has_been(field: str) -> None:
    today = clock.today()
    person_entries.store_person(full(**{field: today}))

    assert wrong_with(full(**{field: today + timedelta(days=1)})) == {(field,): "är en dag som inte har varit"}


def test_all_that_is_wrong_is_named_at_once() -> None:
    wrong = wrong_with(full(name="", postal_code="1", changed_to="x"))

    assert set(wrong) == {("name",), ("postal_code",), ("changed_to",)}


def test_numbers_are_not_changed_in_a_circle() -> None:
    person_entries.change_person(ARVID, changed_to=MARIA)
    person_entries.change_person(MARIA, changed_to=TOLVAN)

    with pytest.raises(InvalidValues) as refused:
        person_entries.change_person(TOLVAN, changed_to=ARVID)

    assert "leder tillbaka" in refused.value.values[0].text.swedish
    assert person_entries.get_person(TOLVAN).changed_to == ""


@settings(deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from(list(PEOPLE)), st.sampled_from(list(PEOPLE))), max_size=12))
def test_whatever_is_changed_every_number_leads_to_a_valid_one(steps: list[tuple[str, str]]) -> None:
    Person.objects.update(changed_to="")
    for number, changed_to in steps:
        try:
            person_entries.change_person(number, changed_to=changed_to)
        except InvalidValues:
            continue

    following = dict(Person.objects.values_list("number", "changed_to"))
    for number in PEOPLE:
        ways = 0
        while following[number]:
            number, ways = following[number], ways + 1  # noqa: PLW2901 (the walk goes on)
            assert ways <= len(PEOPLE)


def test_people_are_listed_by_number_a_page_at_a_time() -> None:
    first = person_entries.list_people(limit=3)
    assert first.after is not None
    second = person_entries.list_people(limit=3, after=first.after)

    shown = [person.number for person in (*first.people, *second.people)]
    assert shown == sorted(PEOPLE)
    assert second.after is None


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("arvid", [ARVID]),
        ("rvi", [ARVID]),
        ("1927", [ARVID]),
        ("19270517-8354", [ARVID]),
        ("8354", []),
        ("ingen", []),
    ],
)
def test_people_are_searched_by_name_and_beginning_of_the_number(search: str, found: list[str]) -> None:
    assert numbers(search=search) == found


@pytest.mark.parametrize(
    ("state", "changes"),
    [
        (PersonState.PROTECTED, {"protected": True}),
        (PersonState.DECEASED, {"deceased_on": DAY}),
        (PersonState.EMIGRATED, {"emigrated_on": DAY}),
        (PersonState.CHANGED_NUMBER, {"changed_to": TOLVAN}),
        (PersonState.HAS_GUARDIAN, {"guardians": (GuardianEntry(LARS, "GodMan", DAY),)}),
    ],
)
def test_people_are_narrowed_to_a_state(state: PersonState, changes: dict[str, Any]) -> None:
    assert numbers(state=state) == []

    person_entries.change_person(IDA, **changes)

    assert numbers(state=state) == [IDA]


def test_a_person_with_several_guardians_is_listed_once() -> None:
    guardians = (GuardianEntry(LARS, "GodMan", DAY), GuardianEntry(MARIA, "GodMan", DAY))
    person_entries.change_person(IDA, guardians=guardians)

    assert numbers(state=PersonState.HAS_GUARDIAN) == [IDA]
    assert numbers(guardian=LARS) == [IDA]
    assert numbers(guardian=TOLVAN) == []


@pytest.mark.parametrize(
    ("day", "is_in_force"),
    [(date(2026, 1, 9), False), (date(2026, 1, 10), True), (date(2026, 1, 19), True), (date(2026, 1, 20), False)],
)
def test_a_guardianship_is_in_force_from_the_decision_until_the_day_before_its_end(
    day: date, is_in_force: bool
) -> None:
    entry = person_entries.GuardianEntry("196906112393", "GodMan", date(2026, 1, 10), date(2026, 1, 20))

    assert entry.is_in_force(day) is is_in_force


def test_a_guardianship_without_an_end_stays_in_force() -> None:
    entry = person_entries.GuardianEntry("196906112393", "GodMan", date(2026, 1, 10))

    assert entry.is_in_force(date(2099, 1, 1))
