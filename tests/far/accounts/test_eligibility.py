"""Who may have an account, and with which operator."""

import pytest
from pytest_django.fixtures import Settings

from base_registers.models import Person
from far.accounts.eligibility import minimum_age
from far.models import ServiceSupplier
from infra import clock
from testbed import world
from tests.far.accounts.cast import (
    ANNIKA,
    BIRGITTA,
    DECEASED,
    KIVRA,
    KOMMUN_A,
    LENA,
    MMP,
    PROTECTED,
    UNKNOWN,
    Operator,
    without_account,
)

EMIGRATED, RENUMBERED, NEW_NUMBER = "196909092394", "198206062385", "198206062393"
COORDINATION_NUMBER = "197001632384"
DISSOLVED, BANKRUPT, IN_LIQUIDATION = "165560000050", "165560000068", "165560000076"
JOINT_PROPERTY, AGENCY, UNREGISTERED = "167179000018", "162021009028", "165590000005"


def child_of(age: int) -> str:
    child = world.child_of(age, clock.today())
    assert child is not None
    return child.number


## Persons


@pytest.mark.parametrize(
    ("number", "code", "word"),
    [
        (PROTECTED, 6006, "protected"),
        (DECEASED, 6007, "deceased"),
        (UNKNOWN, 6007, "has no person"),
        (RENUMBERED, 6007, "19820606"),
    ],
)
def test_persons_who_can_have_no_account(kivra: Operator, number: str, code: int, word: str) -> None:
    fault = kivra.register(number).fault

    assert fault.code == code
    assert word in fault.description
    assert number not in fault.description, "numbers of persons are masked"
    assert kivra.state(number) == ("Not", False, None)


@pytest.mark.parametrize(
    ("new", "difference"),
    [(NEW_NUMBER, "the same day of birth, other last digits"), (EMIGRATED, "another day of birth")],
)
def test_the_old_number_and_the_new_one_are_told_apart_although_both_are_masked(
    kivra: Operator, new: str, difference: str
) -> None:
    Person.objects.filter(number=RENUMBERED).update(changed_to=new)

    description = kivra.register(RENUMBERED).fault.description

    assert f"The old number {RENUMBERED[:8]}****" in description
    assert f"has a new one, {new[:8]}**** ({difference})" in description
    assert new not in description


@pytest.mark.parametrize("number", [EMIGRATED, NEW_NUMBER])
def test_persons_who_can(kivra: Operator, number: str) -> None:
    assert kivra.register(number).status == 200


def test_a_coordination_number_is_as_good_as_a_personal_one(kivra: Operator) -> None:
    without_account(COORDINATION_NUMBER)

    assert kivra.register(COORDINATION_NUMBER).status == 200


def test_who_is_twelve_is_too_young_anywhere(kivra: Operator) -> None:
    fault = kivra.register(child_of(12)).fault

    assert fault.code == 5009
    assert "12" in fault.description
    assert "13" in fault.description


def test_who_is_thirteen_has_a_mailbox_anywhere_but_with_the_state(kivra: Operator, mmp: Operator) -> None:
    child = child_of(13)
    assert kivra.state(child) == ("Secure", False, KIVRA)
    kivra.deregister(child)

    fault = mmp.register(child).fault

    assert fault.code == 5009
    assert MMP in fault.description
    assert "18" in fault.description
    assert kivra.register(child).status == 200


def test_an_anonymous_account_has_the_same_ages(kivra: Operator) -> None:
    assert kivra.register(child_of(12), account_type="Anonymous").fault.code == 5009
    assert kivra.register(UNKNOWN, account_type="Anonymous").fault.code == 6007


def test_the_ages_are_settings(kivra: Operator, settings: Settings) -> None:
    settings.MINIMUM_AGE, settings.OPERATOR_MINIMUM_AGES = 10, {KIVRA: 12}

    assert kivra.register(child_of(12)).status == 200


@pytest.mark.parametrize(("name", "age"), [(MMP, 18), (KIVRA, 13), ("ny.example", 13)])
def test_an_operator_s_age_is_the_higher_of_its_own_and_everybody_s(name: str, age: int) -> None:
    assert minimum_age(ServiceSupplier(name=name)) == age


def test_a_child_who_becomes_thirteen_today_is_old_enough(kivra: Operator) -> None:
    today = clock.today()
    birthday = next(
        number for number in world.child_candidates() if number[:8] <= f"{today.year - 13}{today:%m%d}"
    )
    Person.objects.get_or_create(number=birthday, defaults={"name": "Elsa Lindberg"})
    without_account(birthday)

    assert kivra.register(birthday).status == 200


## Organisations


@pytest.mark.parametrize("number", [JOINT_PROPERTY, AGENCY, UNREGISTERED, KOMMUN_A])
def test_organisations_that_can_have_no_mailbox(kivra: Operator, number: str) -> None:
    fault = kivra.register(number, LENA).fault

    assert fault.code == 6004
    assert number in fault.description
    assert kivra.state(number) == ("Not", False, None)


@pytest.mark.parametrize(("number", "word"), [(DISSOLVED, "dissolved"), (BANKRUPT, "bankrupt")])
def test_companies_that_are_out_of_business(kivra: Operator, number: str, word: str) -> None:
    fault = kivra.register(number, LENA).fault

    assert fault.code == 5009
    assert word in fault.description


def test_a_company_in_liquidation_is_signed_for_by_its_liquidator(kivra: Operator) -> None:
    assert kivra.register(IN_LIQUIDATION, LENA).fault.code == 5010
    assert kivra.register(IN_LIQUIDATION, ANNIKA).status == 200


def test_a_number_that_nobody_can_have_is_refused_before_any_register_is_asked(kivra: Operator) -> None:
    for number in ("191212121213", "165560000002", "190002309801"):
        fault = kivra.register(number, BIRGITTA).fault
        assert fault.code == 5001
        assert "Id (" in fault.description
