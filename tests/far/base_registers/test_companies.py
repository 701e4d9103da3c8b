"""What FaR learns of companies from the company register, over SOAP."""

import pytest
from pytest_django.fixtures import Settings

from base_registers.models import Company as RegisteredCompany
from base_registers.models import Officer as RegisteredOfficer
from base_registers.models import Person, SourceFailure
from contracts import company_register
from far.base_registers.companies import (
    BusinessStatus,
    Company,
    LegalForm,
    Officer,
    OfficerRole,
    RuleKind,
    SignatoryRule,
    companies_of,
    find_company,
)
from far.base_registers.problems import CompanyRegisterFailed, SourceProblem

pytestmark = pytest.mark.usefixtures("world")
FJALLBACK, PROVBY_BYGG, LYKTAN, KVARNEN, BYNS_KRAFT = (
    "165560000019",
    "165560000043",
    "167696000012",
    "169696000018",
    "165560000027",
)
LENA, ANNIKA, LARS, SARA, MILO, ARVID = (
    "196001062626",
    "196801029288",
    "196906112393",
    "199506022384",
    "200206022394",
    "192705178354",
)


def found(number: str) -> Company:
    company = find_company(number)
    assert company is not None
    return company


def test_a_company_is_told_whole() -> None:
    text = "Firman tecknas av två styrelseledamöter i förening, av vilka den ena ska vara Lars Nordin."

    assert find_company(PROVBY_BYGG) == Company(
        number=PROVBY_BYGG,
        name="Provby Bygg AB",
        form=LegalForm.LIMITED_COMPANY,
        status=BusinessStatus.ACTIVE,
        officers=(
            Officer(LARS, "Lars Nordin", OfficerRole.CHAIR),
            Officer(SARA, "Sara Lindqvist", OfficerRole.BOARD_MEMBER),
            Officer(MILO, "Milo Petersson", OfficerRole.BOARD_MEMBER),
        ),
        rules=(SignatoryRule(RuleKind.WITH_ONE_OF, text, (LARS, SARA, MILO), (LARS,), count=2),),
        rule_text=text,
    )


def test_no_company_is_registered_with_an_unknown_number() -> None:
    assert find_company("165590000005") is None


@pytest.mark.parametrize(
    ("number", "kind", "count", "members"),
    [
        ("165560000001", RuleKind.ALONE, 1, 1),
        (FJALLBACK, RuleKind.TWO_JOINTLY, 2, 2),
        (LYKTAN, RuleKind.BOARD, 2, 3),
        (KVARNEN, RuleKind.GROUP, 2, 3),
        (BYNS_KRAFT, RuleKind.NOT_INTERPRETABLE, 0, 0),
        ("169696000026", RuleKind.ALONE, 1, 2),
    ],
)
def test_each_rule_tells_how_many_of_whom(number: str, kind: RuleKind, count: int, members: int) -> None:
    [rule] = found(number).rules

    assert (rule.kind, rule.count, len(rule.group)) == (kind, count, members)
    assert rule.text.startswith("Firman tecknas")


def test_rules_are_alternatives_in_the_register_s_order() -> None:
    company = found("165560000035")

    assert [rule.kind for rule in company.rules] == [RuleKind.TWO_JOINTLY, RuleKind.MANAGING_DIRECTOR]
    assert "Dessutom" in company.rule_text


@pytest.mark.parametrize(
    ("number", "form", "can"),
    [
        (FJALLBACK, LegalForm.LIMITED_COMPANY, True),
        ("169696000026", LegalForm.GENERAL_PARTNERSHIP, True),
        (KVARNEN, LegalForm.LIMITED_PARTNERSHIP, True),
        (LYKTAN, LegalForm.HOUSING_COOPERATIVE, True),
        (BYNS_KRAFT, LegalForm.COOPERATIVE, True),
        ("167179000018", LegalForm.JOINT_PROPERTY, False),
        ("162021009028", LegalForm.AGENCY, False),
    ],
)
def test_the_form_decides_whether_there_can_be_a_mailbox(number: str, form: LegalForm, can: bool) -> None:
    assert found(number).form is form
    assert form.can_have_mailbox is can


def test_a_sole_trader_uses_the_private_mailbox() -> None:
    RegisteredCompany.objects.create(number=ARVID, name="Arvids snickeri", form="EF")
    RegisteredOfficer.objects.create(company_id=ARVID, person_id=ARVID, role="Owner")

    assert found(ARVID).form is LegalForm.SOLE_TRADER
    assert not LegalForm.SOLE_TRADER.can_have_mailbox
    assert companies_of(ARVID) == []


@pytest.mark.parametrize("status", BusinessStatus)
def test_each_state_of_the_business_is_told(status: BusinessStatus) -> None:
    RegisteredCompany.objects.filter(number=FJALLBACK).update(status=status.value)

    assert found(FJALLBACK).status is status


@pytest.mark.parametrize("role", OfficerRole)
def test_each_role_is_told(role: OfficerRole) -> None:
    RegisteredOfficer.objects.filter(company=FJALLBACK, person=LENA).update(role=role.value)

    assert found(FJALLBACK).officers[0] == Officer(LENA, "Lena Sjöberg", role)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (OfficerRole, company_register.OfficerRole),
        (RuleKind, company_register.RuleKind),
        (LegalForm, company_register.CompanyForm),
        (BusinessStatus, company_register.BusinessStatus),
    ],
)
def test_all_that_the_contract_may_say_is_understood(ours: type, theirs: type) -> None:
    assert {member.value for member in ours} == {member.value for member in theirs}  # type: ignore[attr-defined]  # both are enums


def test_who_leaves_the_board_is_gone_from_officers_and_rules() -> None:
    RegisteredOfficer.objects.filter(company=FJALLBACK, person=LENA).delete()

    company = found(FJALLBACK)

    assert [officer.number for officer in company.officers] == [ANNIKA]
    assert company.rules[0].group == (ANNIKA,)
    assert company.rules[0].count == 2


def test_an_officer_with_protected_identity_has_no_name() -> None:
    Person.objects.filter(number=LENA).update(protected=True)

    assert found(FJALLBACK).officers[0].name == ""


def test_the_companies_of_a_person_come_with_those_that_are_dissolved() -> None:
    companies = companies_of(LARS)

    assert [(company.name, company.status) for company in companies] == [
        ("Gamla Garaget AB", BusinessStatus.DISSOLVED),
        ("Norrsken Drift AB", BusinessStatus.ACTIVE),
        ("Provby Bygg AB", BusinessStatus.ACTIVE),
    ]
    assert companies[2] == find_company(PROVBY_BYGG)
    assert companies_of(ARVID) == []


@pytest.mark.parametrize("problem", SourceProblem)
@pytest.mark.parametrize("number", ["", FJALLBACK], ids=["whole", "one"])
def test_each_way_to_fail_is_told_with_its_code_and_in_both_languages(problem: SourceProblem, number: str) -> None:
    SourceFailure.objects.create(register="companies", number=number, problem=problem.value)

    with pytest.raises(CompanyRegisterFailed) as failed:
        find_company(FJALLBACK)

    assert failed.value.problem is problem
    assert failed.value.code == 5018
    assert f"({problem.value})" in failed.value.text.swedish
    assert "The company register" in failed.value.text.english


@pytest.mark.parametrize("problem", SourceProblem)
def test_the_companies_of_a_person_may_fail_alone(problem: SourceProblem) -> None:
    SourceFailure.objects.create(register="companies", number=LARS, problem=problem.value)

    with pytest.raises(CompanyRegisterFailed) as failed:
        companies_of(LARS)

    assert failed.value.problem is problem
    assert find_company(PROVBY_BYGG) is not None


def test_a_register_elsewhere_that_does_not_listen_is_inaccessible(settings: Settings) -> None:
    settings.COMPANY_REGISTER_URL = "https://localhost:9/webservice/accao/"

    for ask in (lambda: find_company(FJALLBACK), lambda: companies_of(LARS)):
        with pytest.raises(CompanyRegisterFailed) as failed:
            ask()
        assert failed.value.problem is SourceProblem.SOURCE_INACCESSIBLE
