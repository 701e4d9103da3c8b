"""What the registers find by a number."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from base_registers import registrations
from base_registers.entries.company_entries import store_company
from base_registers.entries.company_values import CompanyEntry, OfficerEntry, RuleEntry
from base_registers.models import Guardianship, Person
from infra import clock
from tests.base_registers.registered import (
    ARVID,
    COMPANY,
    DAY,
    LARS,
    MARIA,
    OTHER_COMPANY,
    TOLVAN,
    board,
    register_company,
    register_people,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    register_people()


def decide(principal: str, guardian: str, decided_on: date = DAY, ends_on: date | None = None) -> None:
    Guardianship.objects.create(
        principal_id=principal, guardian_id=guardian, decided_on=decided_on, ends_on=ends_on
    )


def guardianships_of(number: str) -> list[tuple[str, str]]:
    found = registrations.guardianships_of(Person.objects.get(number=number))
    return [(each.principal_id, each.guardian_id) for each in found]


def test_a_person_is_found_also_by_a_number_that_was_replaced() -> None:
    Person.objects.filter(number=ARVID).update(changed_to=MARIA)

    found = registrations.find_person(ARVID)

    assert found is not None
    assert (found.name, found.changed_to) == ("Arvid", MARIA)
    assert registrations.find_person("197706022394") is None


def test_guardianships_are_found_from_both_sides() -> None:
    decide(ARVID, MARIA)
    decide(MARIA, TOLVAN, DAY + timedelta(days=1))

    assert guardianships_of(ARVID) == [(ARVID, MARIA)]
    assert guardianships_of(MARIA) == [(ARVID, MARIA), (MARIA, TOLVAN)]
    assert guardianships_of(LARS) == []


def test_only_guardianships_that_apply_today_are_found() -> None:
    today = clock.today()
    decide(ARVID, MARIA, today + timedelta(days=1))
    decide(ARVID, TOLVAN, DAY, today)
    decide(ARVID, LARS, today, today + timedelta(days=1))

    assert guardianships_of(ARVID) == [(ARVID, LARS)]


def test_guardianships_cost_one_query() -> None:
    decide(ARVID, MARIA)
    decide(ARVID, TOLVAN)
    person = Person.objects.get(number=ARVID)

    with CaptureQueriesContext(connection) as queries:
        names = [each.guardian.public_name for each in registrations.guardianships_of(person)]

    assert names == ["Maria", "Tolvan"]
    assert len(queries) == 1


def test_a_company_is_found_with_officers_and_rules_in_few_queries() -> None:
    rule = RuleEntry("AnyOfGroup", count=2, group=(ARVID, MARIA, LARS))
    register_company(rule, RuleEntry("Board"), officers=board(ARVID, MARIA, LARS))

    with CaptureQueriesContext(connection) as queries:
        found = registrations.find_company(COMPANY)
        assert found is not None
        names = [officer.person.name for officer in found.officer_rows.all()]
        members = [len(each.members.all()) for each in found.rules.all()]

    assert (names, members) == (["Arvid", "Maria", "Lars"], [3, 0])
    assert len(queries) == 4
    assert registrations.find_company(OTHER_COMPANY) is None


def test_the_companies_of_a_person_come_in_order_of_name_and_once() -> None:
    several = (OfficerEntry(ARVID, "Chair"), OfficerEntry(ARVID, "ManagingDirector"))
    register_company(officers=several, number=COMPANY, name="Zeta AB")
    register_company(officers=board(ARVID), number=OTHER_COMPANY, name="Alfa AB")
    register_company(officers=board(MARIA), number="165560000001", name="Beta AB")

    assert [company.name for company in registrations.companies_of(ARVID)] == ["Alfa AB", "Zeta AB"]
    assert registrations.companies_of(TOLVAN) == []


def test_a_sole_trader_s_own_firm_is_not_among_the_companies() -> None:
    store_company(CompanyEntry(ARVID, "Arvids", form="EF", officers=(OfficerEntry(ARVID, "Owner"),)))

    assert registrations.companies_of(ARVID) == []
    assert registrations.find_company(ARVID) is not None
