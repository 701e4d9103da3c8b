"""The registered postal address of each person and company, and the reasons why there is none."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from base_registers import failures
from base_registers.models import Company, Person, SourceFailure
from base_registers.postal_addresses import AddressStatus, PostalAddress, RegisteredAddress, look_up_addresses
from infra.errors import InternalError, InvalidInput
from infra.identity import RecipientId

pytestmark = pytest.mark.django_db

PERSON, OTHER_PERSON, COMPANY = "192705178354", "198101052382", "165560000001"
ADDRESS = PostalAddress("Arvid Test", "Storgatan 1", "12345", "Provby")


@pytest.fixture
def person() -> Person:
    return Person.objects.create(
        number=PERSON, name=ADDRESS.name, street=ADDRESS.street, postal_code=ADDRESS.postal_code, city=ADDRESS.city
    )


@pytest.fixture
def company() -> Company:
    return Company.objects.create(
        number=COMPANY,
        name="Björken AB",
        street="Industrivägen 2",
        postal_code="12346",
        city="Provby",
    )


def look_up(*numbers: str) -> list[RegisteredAddress]:
    return look_up_addresses([RecipientId(number) for number in numbers])


def test_a_person_s_address_is_found(person: Person) -> None:
    assert look_up(PERSON) == [RegisteredAddress(PERSON, AddressStatus.FOUND, ADDRESS)]


def test_a_company_s_address_is_found(company: Company) -> None:
    [found] = look_up(COMPANY)

    assert found.status is AddressStatus.FOUND
    assert found.address == PostalAddress("Björken AB", "Industrivägen 2", "12346", "Provby")


@pytest.mark.parametrize("missing", ["name", "street", "postal_code", "city"])
def test_an_address_with_a_part_missing_is_none(person: Person, missing: str) -> None:
    Person.objects.update(**{missing: ""})

    assert look_up(PERSON) == [RegisteredAddress(PERSON, AddressStatus.NO_ADDRESS)]
    assert not replace(ADDRESS, **{missing: ""}).is_complete


def test_of_a_person_with_protected_identity_nothing_is_told(person: Person) -> None:
    Person.objects.update(protected=True)

    assert look_up(PERSON) == [RegisteredAddress(PERSON, AddressStatus.PROTECTED_IDENTITY)]


def test_of_a_deceased_person_nothing_is_told(person: Person) -> None:
    Person.objects.update(deceased_on=date(2025, 12, 24))

    assert look_up(PERSON) == [RegisteredAddress(PERSON, AddressStatus.DECEASED)]


def test_protection_is_told_before_death(person: Person) -> None:
    Person.objects.update(protected=True, deceased_on=date(2025, 12, 24))

    assert look_up(PERSON)[0].status is AddressStatus.PROTECTED_IDENTITY


@pytest.mark.parametrize("number", [OTHER_PERSON, COMPANY])
def test_a_number_in_no_register_is_an_answer(person: Person, number: str) -> None:
    assert look_up(number) == [RegisteredAddress(number, AddressStatus.NOT_REGISTERED)]


def test_the_answers_stand_in_the_order_of_the_question_and_as_often(person: Person, company: Company) -> None:
    numbers = [COMPANY, OTHER_PERSON, PERSON, COMPANY]

    assert [each.recipient for each in look_up(*numbers)] == numbers


def test_each_register_is_asked_once_for_rows_and_once_for_failures(person: Person, company: Company) -> None:
    with CaptureQueriesContext(connection) as queries:
        look_up(PERSON, OTHER_PERSON, COMPANY, PERSON)

    assert len(queries) == 4


@pytest.mark.parametrize("problem", failures.Problem.values)
def test_about_a_number_that_fails_there_is_no_address(person: Person, company: Company, problem: str) -> None:
    SourceFailure.objects.create(register="people", number=PERSON, problem=problem)

    assert [each.status for each in look_up(PERSON, COMPANY)] == [AddressStatus.NO_ADDRESS, AddressStatus.FOUND]


def test_a_register_that_lacks_data_has_no_address_of_anybody(person: Person, company: Company) -> None:
    SourceFailure.objects.create(register="companies", problem="DataMissing")

    assert [each.status for each in look_up(PERSON, COMPANY)] == [AddressStatus.FOUND, AddressStatus.NO_ADDRESS]


def test_a_register_that_is_inaccessible_gives_no_answer(person: Person, company: Company) -> None:
    SourceFailure.objects.create(register="people", problem="SourceInaccessible")

    assert look_up(COMPANY)[0].status is AddressStatus.FOUND
    with pytest.raises(InternalError) as refused:
        look_up(PERSON, COMPANY)
    assert refused.value.code == 4999


def test_a_number_with_a_wrong_check_digit_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        look_up("192705178355")

    assert refused.value.code == 5001


def test_rows_print_persons_masked_and_companies_whole(person: Person, company: Company) -> None:
    assert str(person) == "19270517****"
    assert str(company) == COMPANY
