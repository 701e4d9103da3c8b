"""The rules that the database keeps about people and guardianships, and what their rows print."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from base_registers.models import Guardianship, Person
from tests.base_registers.registered import ARVID, DAY, MARIA, TOLVAN, register_people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    register_people(ARVID, MARIA, TOLVAN)


@pytest.mark.parametrize("number", ["", "165560000043", "19270517835", "19270517835X"])
def test_a_person_has_a_person_s_number(number: str) -> None:
    with pytest.raises(IntegrityError):
        Person.objects.create(number=number, name="Ingen")


@pytest.mark.parametrize("number", ["165560000043", "hej"])
def test_a_number_is_changed_to_a_person_s_number(number: str) -> None:
    with pytest.raises(IntegrityError):
        Person.objects.filter(number=ARVID).update(changed_to=number)


def test_a_number_is_not_changed_to_itself() -> None:
    with pytest.raises(IntegrityError):
        Person.objects.filter(number=ARVID).update(changed_to=ARVID)


def test_a_person_with_protected_identity_has_no_name_for_others() -> None:
    person = Person.objects.get(number=ARVID)
    assert person.public_name == "Arvid"

    person.protected = True

    assert person.public_name == ""
    assert person.name == "Arvid"


def test_rows_print_persons_masked() -> None:
    decision = Guardianship.objects.create(principal_id=ARVID, guardian_id=MARIA, decided_on=DAY)

    assert str(Person.objects.get(number=ARVID)) == "19270517****"
    assert str(decision) == "19810105**** for 19270517****"


def test_nobody_is_guardian_of_themselves() -> None:
    with pytest.raises(IntegrityError):
        Guardianship.objects.create(principal_id=ARVID, guardian_id=ARVID, decided_on=DAY)


def test_a_guardian_stands_once() -> None:
    Guardianship.objects.create(principal_id=ARVID, guardian_id=MARIA, decided_on=DAY)

    with pytest.raises(IntegrityError):
        Guardianship.objects.create(principal_id=ARVID, guardian_id=MARIA, decided_on=DAY, kind="Forvaltare")


@pytest.mark.parametrize("days", [0, -1])
def test_a_guardianship_ends_after_it_begins(days: int) -> None:
    with pytest.raises(IntegrityError):
        Guardianship.objects.create(
            principal_id=ARVID, guardian_id=MARIA, decided_on=DAY, ends_on=DAY + timedelta(days=days)
        )


def test_a_guardianship_without_an_end_applies_from_its_day_on() -> None:
    Guardianship.objects.create(principal_id=ARVID, guardian_id=MARIA, decided_on=DAY)

    assert not Guardianship.objects.in_force(DAY - timedelta(days=1)).exists()
    assert Guardianship.objects.in_force(DAY).exists()
    assert Guardianship.objects.in_force(date(2099, 1, 1)).exists()


@pytest.mark.parametrize("number", [ARVID, MARIA])
def test_a_guardianship_ends_when_either_person_dies(number: str) -> None:
    Guardianship.objects.create(principal_id=ARVID, guardian_id=MARIA, decided_on=DAY)

    Person.objects.filter(number=number).update(deceased_on=DAY)

    assert not Guardianship.objects.in_force(DAY).exists()


def test_a_guardianship_goes_with_either_person() -> None:
    Guardianship.objects.create(principal_id=ARVID, guardian_id=MARIA, decided_on=DAY)
    Guardianship.objects.create(principal_id=MARIA, guardian_id=TOLVAN, decided_on=DAY)

    Person.objects.filter(number=MARIA).delete()

    assert not Guardianship.objects.exists()


class TestDays(TestCase):
    """The database and arithmetic agree about the days on which a decision applies."""

    @settings(deadline=None)
    @given(
        length=st.integers(min_value=1, max_value=800),
        offset=st.integers(min_value=-1_000, max_value=1_000),
    )
    def test_a_decision_applies_from_its_day_until_the_day_before_it_ends(self, length: int, offset: int) -> None:
        register_people_once()
        Guardianship.objects.all().delete()
        ends_on = DAY + timedelta(days=length)
        Guardianship.objects.create(principal_id=ARVID, guardian_id=MARIA, decided_on=DAY, ends_on=ends_on)
        day = DAY + timedelta(days=offset)

        assert Guardianship.objects.in_force(day).exists() == (DAY <= day < ends_on)


def register_people_once() -> None:
    Person.objects.bulk_create(
        [Person(number=ARVID, name="Arvid"), Person(number=MARIA, name="Maria")], ignore_conflicts=True
    )
