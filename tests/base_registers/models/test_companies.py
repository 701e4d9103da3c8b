"""The rules that the database keeps about companies, officers and signatory rules, and what their rows print."""

import pytest
from django.db import IntegrityError

from base_registers.models import Company, Officer, RuleMember, SignatoryRule
from tests.base_registers.registered import ARVID, COMPANY, MARIA, register_people

pytestmark = pytest.mark.django_db

Form = Company.Form


@pytest.fixture
def company() -> Company:
    register_people(ARVID, MARIA)
    return Company.objects.create(number=COMPANY, name="Bygg AB")


@pytest.fixture
def rule(company: Company) -> SignatoryRule:
    return SignatoryRule.objects.create(company=company, position=1, kind=SignatoryRule.Kind.ALONE)


@pytest.mark.parametrize("number", ["", "5560000043", "175560000043", "16556000004X"])
def test_a_company_has_a_number_of_one_of_the_forms(number: str) -> None:
    with pytest.raises(IntegrityError):
        Company.objects.create(number=number, name="Inget AB")


@pytest.mark.parametrize("form", [form for form in Form if form != Form.SOLE_TRADER])
def test_only_a_sole_trader_has_a_personal_number(form: Form) -> None:
    with pytest.raises(IntegrityError):
        Company.objects.create(number=ARVID, name="Arvids", form=form)


def test_a_sole_trader_has_no_organisation_number() -> None:
    with pytest.raises(IntegrityError):
        Company.objects.create(number=COMPANY, name="Arvids", form=Form.SOLE_TRADER)


def test_a_sole_trader_is_printed_masked() -> None:
    firm = Company.objects.create(number=ARVID, name="Arvids", form=Form.SOLE_TRADER)

    assert str(firm) == "19270517****"


def test_a_new_company_is_an_active_limited_company(company: Company) -> None:
    assert (company.form, company.status, company.signatory_rule_text) == ("AB", "Active", "")


def test_a_person_has_each_role_once(company: Company) -> None:
    Officer.objects.create(company=company, person_id=ARVID, role=Officer.Role.CHAIR)
    Officer.objects.create(company=company, person_id=ARVID, role=Officer.Role.MANAGING_DIRECTOR)

    with pytest.raises(IntegrityError):
        Officer.objects.create(company=company, person_id=ARVID, role=Officer.Role.CHAIR)


def test_a_place_has_one_rule(company: Company, rule: SignatoryRule) -> None:
    with pytest.raises(IntegrityError):
        SignatoryRule.objects.create(company=company, position=rule.position, kind=SignatoryRule.Kind.BOARD)


def test_a_rule_needs_at_least_one_signature(company: Company) -> None:
    with pytest.raises(IntegrityError):
        SignatoryRule.objects.create(company=company, position=1, kind=SignatoryRule.Kind.GROUP, count=0)


def test_a_rule_names_a_person_once(rule: SignatoryRule) -> None:
    RuleMember.objects.create(rule=rule, person_id=ARVID)

    with pytest.raises(IntegrityError):
        RuleMember.objects.create(rule=rule, person_id=ARVID, required=True)


def test_rules_come_in_the_order_of_their_places(company: Company, rule: SignatoryRule) -> None:
    for position, kind in ((3, SignatoryRule.Kind.BOARD), (2, SignatoryRule.Kind.TWO_JOINTLY)):
        SignatoryRule.objects.create(company=company, position=position, kind=kind)

    assert [each.kind for each in company.rules.all()] == ["Alone", "TwoJointly", "Board"]


def test_officers_and_rules_go_with_the_company(company: Company, rule: SignatoryRule) -> None:
    Officer.objects.create(company=company, person_id=ARVID, role=Officer.Role.CHAIR)
    RuleMember.objects.create(rule=rule, person_id=ARVID)

    company.delete()

    assert not Officer.objects.exists()
    assert not SignatoryRule.objects.exists()
    assert not RuleMember.objects.exists()


def test_rows_print_what_they_are(company: Company, rule: SignatoryRule) -> None:
    officer = Officer(company=company, person_id=ARVID, role=Officer.Role.CHAIR)
    counted = RuleMember(rule=rule, person_id=ARVID)
    required = RuleMember(rule=rule, person_id=MARIA, required=True)

    assert str(company) == COMPANY
    assert str(officer) == f"Chair {COMPANY}"
    assert str(rule) == f"Alone {COMPANY}"
    assert str(counted) == f"{rule.pk} counted"
    assert str(required) == f"{rule.pk} required"
