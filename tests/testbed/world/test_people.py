"""The file of people and companies: numbers that nobody has, and nobody named who is not in it."""

import re
from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from base_registers.models import Company, Guardianship, Officer, SignatoryRule
from infra.identity import RecipientId
from infra.pki import store
from testbed import world
from testbed.world import actors, promises, trial_persons

PERSONS, COMPANIES = world.named_persons(), world.list_companies()
HOLDERS: list[world.WorldHolder] = [*PERSONS, *COMPANIES]
NUMBERS = {holder.number for holder in HOLDERS}
FICTION = re.compile(r"\+467017406(0[5-9]|[1-9]\d)")
"""The series of mobile numbers that Post- och telestyrelsen keeps for fiction."""
DAYS = st.dates(date(2026, 1, 1), date(2037, 12, 1))


def ids(holder: world.WorldHolder) -> str:
    return holder.number


def test_nobody_is_in_the_file_twice() -> None:
    counted = Counter([*(holder.number for holder in HOLDERS), *world.child_candidates()])

    assert [number for number, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("holder", HOLDERS, ids=ids)
def test_every_number_is_whole_and_holds(holder: world.WorldHolder) -> None:
    number = RecipientId.parse(holder.number)

    assert number.value == holder.number
    assert number.has_valid_check_digit


@pytest.mark.parametrize("person", PERSONS, ids=ids)
def test_a_person_has_a_person_s_number(person: world.WorldPerson) -> None:
    assert not person.number.startswith("16")
    assert RecipientId.parse(person.number).age_at(date(2026, 6, 1)) is not None


@pytest.mark.parametrize("company", COMPANIES, ids=ids)
def test_a_company_has_an_organisation_s_number(company: world.WorldCompany) -> None:
    assert company.number.startswith("16")


@pytest.mark.parametrize("holder", [each for each in HOLDERS if each.mobile], ids=ids)
def test_no_message_can_reach_a_real_telephone(holder: world.WorldHolder) -> None:
    assert FICTION.fullmatch(holder.mobile)


@pytest.mark.parametrize("holder", [each for each in HOLDERS if each.email], ids=ids)
def test_no_message_can_reach_a_real_e_mail_address(holder: world.WorldHolder) -> None:
    domain = holder.email.partition("@")[2]

    assert domain == "example.com" or domain.endswith(".example")


@pytest.mark.parametrize("holder", [each for each in HOLDERS if each.announced_by], ids=ids)
def test_whoever_is_announced_to_has_the_address_for_it(holder: world.WorldHolder) -> None:
    assert set(holder.announced_by) <= {"email", "sms"}
    assert "email" not in holder.announced_by or holder.email
    assert "sms" not in holder.announced_by or holder.mobile


@pytest.mark.parametrize("holder", HOLDERS, ids=ids)
def test_a_mailbox_is_at_an_operator_that_there_is(holder: world.WorldHolder) -> None:
    assert holder.operator is None or holder.operator in {supplier.name for supplier in actors.SUPPLIERS}
    assert holder.operator or not holder.pending


@pytest.mark.parametrize("holder", HOLDERS, ids=ids)
def test_who_has_an_address_has_the_whole_of_it(holder: world.WorldHolder) -> None:
    assert [bool(holder.street)] * 2 == [bool(holder.postal_code), bool(holder.city)]
    assert not holder.postal_code or re.fullmatch(r"\d{5}", holder.postal_code)


@pytest.mark.parametrize("holder", [each for each in HOLDERS if each.refuses], ids=ids)
def test_who_refuses_a_sender_refuses_one_that_there_is(holder: world.WorldHolder) -> None:
    assert set(holder.refuses) <= {store.organisation_number(name) for name in actors.SENDERS}
    assert holder.operator


@pytest.mark.parametrize("person", [each for each in PERSONS if each.guardians], ids=ids)
def test_a_guardian_is_a_grown_person_of_the_world(person: world.WorldPerson) -> None:
    for guardian in person.guardians:
        assert guardian["kind"] in Guardianship.Kind.values
        assert guardian["number"] in NUMBERS - {person.number}
        assert (RecipientId.parse(guardian["number"]).age_at(guardian["decided_on"]) or 0) >= 18
        assert "ends_on" not in guardian or guardian["ends_on"] > guardian["decided_on"]


@pytest.mark.parametrize("person", [each for each in PERSONS if each.changed_to], ids=ids)
def test_a_replaced_number_leads_to_one_that_holds(person: world.WorldPerson) -> None:
    [new] = [each for each in PERSONS if each.number == person.changed_to]

    assert not new.changed_to


@pytest.mark.parametrize("company", COMPANIES, ids=ids)
def test_a_company_has_a_form_a_status_and_officers_of_the_world(company: world.WorldCompany) -> None:
    assert company.form in Company.Form.values
    assert company.status in Company.Status.values
    assert {officer["number"] for officer in company.officers} <= NUMBERS
    assert {officer["role"] for officer in company.officers} <= set(Officer.Role.values)


@pytest.mark.parametrize("company", [each for each in COMPANIES if each.rules], ids=ids)
def test_who_signs_for_a_company_sits_on_its_board(company: world.WorldCompany) -> None:
    officers = {officer["number"] for officer in company.officers}

    for rule in company.rules:
        assert rule.kind in SignatoryRule.Kind.values
        assert set(rule.named) <= officers
        assert rule.text
        assert set(rule.columns) == {"kind", "text", "count"}


@pytest.mark.parametrize("company", [each for each in COMPANIES if not each.rules], ids=ids)
def test_a_company_without_rules_has_no_text_of_them_either(company: world.WorldCompany) -> None:
    assert not company.signatory_rule_text or not company.officers


@given(DAYS)
def test_on_any_day_the_world_has_all_named_and_two_children(today: date) -> None:
    persons = world.list_persons(today)

    assert persons[: len(PERSONS)] == PERSONS
    assert [RecipientId.parse(child.number).age_at(today) for child in persons[len(PERSONS) :]] == [12, 13]


@given(DAYS)
def test_a_child_is_the_youngest_of_its_age(today: date) -> None:
    thirteen = world.child_of(13, today)
    assert thirteen is not None

    assert all(
        number <= thirteen.number
        for number in world.child_candidates()
        if RecipientId.parse(number).age_at(today) == 13
    )


@given(DAYS)
def test_at_twelve_nobody_has_a_mailbox_or_logs_in_and_at_thirteen_both(today: date) -> None:
    twelve, thirteen = world.child_of(12, today), world.child_of(13, today)
    assert twelve is not None
    assert thirteen is not None

    assert (twelve.operator, twelve.e_legitimation) == (None, False)
    assert (thirteen.operator, thirteen.e_legitimation) == ("kivra.com", True)


@given(DAYS)
def test_the_older_children_are_none_that_the_world_has_today(today: date) -> None:
    today_s = {person.number for person in world.list_persons(today)}
    older = world.older_children(today)

    assert not {child.number for child in older} & today_s
    for child in older:
        age = RecipientId.parse(child.number).age_at(today) or 0
        assert age >= 13
        assert str(age) in child.promise


def test_the_table_has_a_line_for_everybody_and_for_the_two_ages() -> None:
    lines = promises.promises_as_markdown().splitlines()

    assert len(lines) == 2 + len(HOLDERS) + 2
    assert len({line.count(" | ") for line in lines}) <= 2
    for holder, line in zip(HOLDERS, lines[2:], strict=False):
        assert line == f"| {holder.number} | {holder.name} | {holder.promise} |"


def test_the_terminal_says_the_same_in_columns_with_the_children_of_the_day() -> None:
    day = date(2030, 5, 17)

    lines = promises.promises_as_text(day).splitlines()

    everybody = [*world.list_persons(day), *world.list_companies()]
    assert [line[:12] for line in lines] == [holder.number for holder in everybody]
    for holder, line in zip(everybody, lines, strict=True):
        assert line.endswith(holder.promise)
        assert line.index(holder.name) == 13
    ages = {RecipientId.parse(line[:12]).age_at(day) for line in lines if " år: " in line}
    assert ages == {12, 13}


def test_nothing_in_a_promise_breaks_its_table() -> None:
    assert not [row for row in promises.promise_rows() if any("|" in part or "\n" in part for part in row)]


@pytest.mark.parametrize(("options", "begins"), [([], "1927"), (["--markdown"], "| nummer | namn |")])
def test_the_command_prints_the_table(capsys: pytest.CaptureFixture[str], options: list[str], begins: str) -> None:
    call_command("people", *options)

    assert capsys.readouterr().out.startswith(begins)


def test_the_channel_switch_can_be_tried_on_everybody() -> None:
    people = trial_persons.trial_people()

    assert {number for number, _ in people} >= NUMBERS
    assert all(": " in words for _, words in people)
