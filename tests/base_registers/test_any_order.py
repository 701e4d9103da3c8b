"""People, companies and failures changed in any order are what a model of them says, and FaR's answers agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from base_registers import registrations, signatories
from base_registers.entries import company_entries, person_entries
from base_registers.entries.company_values import CompanyEntry, OfficerEntry, RuleEntry
from base_registers.entries.person_entries import GuardianEntry, PersonEntry, PersonReferenced
from base_registers.models import Company, Guardianship, Officer, Person, RuleMember, SignatoryRule
from infra import clock
from infra.validation import InvalidValues
from tests.base_registers.registered import COMPANY, OTHER_COMPANY, PEOPLE

NUMBERS = st.sampled_from(sorted(PEOPLE))
COMPANIES = st.sampled_from([COMPANY, OTHER_COMPANY])
ROLES = st.sampled_from([Officer.Role.CHAIR, Officer.Role.BOARD_MEMBER, Officer.Role.MANAGING_DIRECTOR])
OFFICERS = st.lists(st.builds(OfficerEntry, NUMBERS, ROLES), max_size=4, unique=True).map(tuple)
GROUPS = st.lists(NUMBERS, max_size=2, unique=True).map(tuple)
RULES = st.lists(
    st.one_of(
        st.builds(RuleEntry, st.sampled_from(["Alone", "TwoJointly", "Board", "ManagingDirector"])),
        st.builds(RuleEntry, st.just("AnyOfGroup"), st.just(""), st.integers(1, 2), GROUPS),
        st.builds(RuleEntry, st.just("JointlyWithOneOf"), st.just(""), st.just(2), st.just(()), GROUPS),
    ),
    max_size=2,
).map(tuple)
DAYS = st.integers(-5, 5).map(lambda days: clock.today() + timedelta(days=days))


class Registers(RuleBasedStateMachine):
    """The two registers, and what they should have."""

    def __init__(self) -> None:
        super().__init__()
        self.people: dict[str, PersonEntry] = {}
        self.companies: dict[str, CompanyEntry] = {}

    @initialize()
    def begin_empty(self) -> None:
        for model in (RuleMember, SignatoryRule, Officer, Company, Guardianship, Person):
            model._default_manager.all().delete()

    @rule(number=NUMBERS, guardian=st.none() | NUMBERS, decided_on=DAYS, ends_on=st.none() | DAYS)
    def store_person(self, number: str, guardian: str | None, decided_on: date, ends_on: date | None) -> None:
        decisions = (GuardianEntry(guardian, "GodMan", decided_on, ends_on),) if guardian else ()
        entry = PersonEntry(number, PEOPLE[number], guardians=decisions)
        possible = guardian is None or (
            guardian != number and guardian in self.people and (ends_on is None or ends_on > decided_on)
        )
        try:
            is_new = person_entries.store_person(entry)
        except InvalidValues:
            assert not possible
            return
        assert possible
        assert is_new == (number not in self.people)
        self.people[number] = entry

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def remove_person(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.people)))
        has_role = any(number in _officers(company) for company in self.companies.values())
        try:
            person_entries.remove_person(number)
        except PersonReferenced:
            assert has_role
            return
        assert not has_role
        del self.people[number]
        for other, entry in self.people.items():
            left = tuple(each for each in entry.guardians if each.number != number)
            self.people[other] = replace(entry, guardians=left)

    @rule(number=COMPANIES, officers=OFFICERS, rules=RULES)
    def store_company(self, number: str, officers: tuple[OfficerEntry, ...], rules: tuple[RuleEntry, ...]) -> None:
        entry = CompanyEntry(number, "Bolaget AB", officers=officers, rules=rules)
        possible = _officers(entry) <= self.people.keys() and all(_is_possible(each, entry) for each in rules)
        try:
            company_entries.store_company(entry)
        except InvalidValues:
            assert not possible
            return
        assert possible
        self.companies[number] = entry

    @precondition(lambda self: self.companies)
    @rule(data=st.data())
    def remove_company(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.companies)))
        company_entries.remove_company(number)
        del self.companies[number]

    @invariant()
    def registers_have_what_was_stored(self) -> None:
        assert {entry.number: entry for entry in person_entries.list_people(limit=100).people} == self.people
        stored = {entry.number: entry for entry in company_entries.list_companies(limit=100).companies}
        assert stored.keys() == self.companies.keys()
        for number, entry in self.companies.items():
            worded = stored[number]
            assert worded.officers == entry.officers
            assert tuple(replace(each, text="") for each in worded.rules) == entry.rules
            assert worded.rule_text == " ".join(each.text for each in worded.rules)

    @invariant()
    def far_is_told_the_same(self) -> None:
        for number in PEOPLE:
            found = [company.number for company in registrations.companies_of(number)]
            assert set(found) == {key for key, entry in self.companies.items() if number in _officers(entry)}
        for company in map(registrations.find_company, self.companies):
            assert company is not None
            officers = company.officer_rows.all()
            for each in company.rules.all():
                demanded = signatories.requirement_of(each, company, officers)
                assert set(demanded.group) <= {officer.person_id for officer in officers}
                assert set(demanded.required) <= set(demanded.group)
                assert demanded.count >= 1

    @invariant()
    def guardians_are_those_of_today(self) -> None:
        today = clock.today()
        for number, entry in self.people.items():
            person = registrations.find_person(number)
            assert person is not None
            told = {
                each.guardian_id for each in registrations.guardianships_of(person) if each.principal_id == number
            }
            assert told == {
                each.number
                for each in entry.guardians
                if each.decided_on <= today and (each.ends_on is None or today < each.ends_on)
            }


def _officers(company: CompanyEntry) -> set[str]:
    return {officer.number for officer in company.officers}


def _is_possible(each: RuleEntry, company: CompanyEntry) -> bool:
    named = {*each.group, *each.required}
    if not named <= _officers(company):
        return False
    if each.kind == "AnyOfGroup":
        return bool(each.group) and each.count is not None and each.count <= len(each.group)
    return bool(each.required) if each.kind == "JointlyWithOneOf" else True


@pytest.mark.django_db
@pytest.mark.timeout(300)
def test_in_any_order_the_registers_are_what_the_model_says() -> None:
    run_state_machine_as_test(Registers, settings=settings(max_examples=25, stateful_step_count=15, deadline=None))
