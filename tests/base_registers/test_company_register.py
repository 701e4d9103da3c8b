"""What the company register answers to FaR over SOAP."""

import pytest
from django.test import Client

from base_registers.models import Officer, Person, SourceFailure
from contracts import codec, company_register
from tests.cast import ARVID, Post, Sender, sender

SERVICE = "CompanyRegister"
FJALLBACK, PROVBY_BYGG, LYKTAN, NORRSKEN = "165560000019", "165560000043", "167696000012", "165560000035"
LENA, LARS, HUGO = "196001062626", "196906112393", "200001012392"
Kind, Role = company_register.RuleKind, company_register.OfficerRole


@pytest.fixture
def far(world: None, post: Post) -> Sender:
    """FaR, which asks the registers."""
    return sender("far", "FaR", post)


def company(asker: Sender, number: str) -> company_register.CompanyAnswer:
    reply = asker.ask(SERVICE, company_register.GetCompany(company_id=number))
    assert reply.status == 200, reply.body.decode()
    return codec.from_element(company_register.GetCompanyResponse, reply.element).return_value


def companies(asker: Sender, person: str) -> company_register.CompaniesAnswer:
    reply = asker.ask(SERVICE, company_register.GetCompaniesOf(person_id=person))
    assert reply.status == 200, reply.body.decode()
    return codec.from_element(company_register.GetCompaniesOfResponse, reply.element).return_value


def registered(asker: Sender, number: str) -> company_register.RegisteredCompany:
    found = company(asker, number).company
    assert found is not None
    return found


def test_far_is_told_who_a_company_is_and_who_signs(far: Sender) -> None:
    found = registered(far, FJALLBACK)

    assert (found.company_id, found.name) == (FJALLBACK, "Fjällbäck Konsult AB")
    assert found.form is company_register.CompanyForm.AB
    assert found.status is company_register.BusinessStatus.ACTIVE
    assert [(officer.name, officer.role) for officer in found.officer] == [
        ("Lena Sjöberg", Role.CHAIR),
        ("Annika Hedlund", Role.BOARD_MEMBER),
    ]
    assert found.signatory_rule_text == "Firman tecknas av två styrelseledamöter i förening."
    [rule] = found.signatory_rule
    assert (rule.kind, rule.count, rule.group, rule.required) == (
        Kind.TWO_JOINTLY,
        2,
        [LENA, "196801029288"],
        [],
    )


def test_each_rule_says_whom_it_counts(far: Sender) -> None:
    [one_of] = registered(far, PROVBY_BYGG).signatory_rule
    [board] = registered(far, LYKTAN).signatory_rule
    jointly, director = registered(far, NORRSKEN).signatory_rule

    assert (one_of.kind, one_of.count, one_of.required) == (Kind.JOINTLY_WITH_ONE_OF, 2, [LARS])
    assert len(one_of.group) == 3
    assert (board.kind, board.count, len(board.group)) == (Kind.BOARD, 2, 3)
    assert HUGO not in board.group, "a deputy is not on the board"
    assert (jointly.kind, director.kind) == (Kind.TWO_JOINTLY, Kind.MANAGING_DIRECTOR)
    assert (director.count, director.group) == (1, ["198606022393"])


def test_who_has_left_is_not_told_any_more(far: Sender) -> None:
    Officer.objects.filter(company=FJALLBACK, person=LENA).delete()

    found = registered(far, FJALLBACK)

    assert [officer.name for officer in found.officer] == ["Annika Hedlund"]
    assert found.signatory_rule[0].group == ["196801029288"]


def test_of_an_officer_with_protected_identity_the_name_is_not_told(far: Sender) -> None:
    Person.objects.filter(number=LENA).update(protected=True)

    [lena, _] = registered(far, FJALLBACK).officer

    assert (lena.person_id, lena.name) == (LENA, "")


@pytest.mark.parametrize(
    ("number", "status"),
    [("165560000050", "Dissolved"), ("165560000068", "Bankrupt"), ("165560000076", "InLiquidation")],
)
def test_far_is_told_what_became_of_a_company(far: Sender, number: str, status: str) -> None:
    assert registered(far, number).status.value == status


@pytest.mark.parametrize(
    ("number", "form"),
    [("162021009028", "MY"), ("167179000018", "SF"), ("169696000018", "KB"), ("169696000026", "HB")],
)
def test_far_is_told_the_form(far: Sender, number: str, form: str) -> None:
    assert registered(far, number).form.value == form


def test_no_company_is_an_empty_answer(far: Sender) -> None:
    answer = company(far, "165590000005")

    assert (answer.company, answer.problem) == (None, None)


def test_the_companies_of_a_person_are_told_by_name(far: Sender) -> None:
    answer = companies(far, LARS)

    assert [each.name for each in answer.company] == ["Gamla Garaget AB", "Norrsken Drift AB", "Provby Bygg AB"]
    assert all(each.officer and each.signatory_rule for each in answer.company)
    assert companies(far, ARVID).company == []


@pytest.mark.parametrize("problem", ["DataMissing", "DataUncertain", "DataUnexpected"])
@pytest.mark.parametrize("number", ["", FJALLBACK])
def test_a_register_that_fails_tells_its_problem_and_nothing_else(far: Sender, number: str, problem: str) -> None:
    SourceFailure.objects.create(register="companies", number=number, problem=problem)

    answer = company(far, FJALLBACK)

    assert answer.company is None
    assert answer.problem is not None
    assert answer.problem.value == problem


def test_a_register_may_fail_about_a_person_s_companies(far: Sender) -> None:
    SourceFailure.objects.create(register="companies", number=LARS, problem="DataUncertain")

    answer = companies(far, LARS)

    assert answer.company == []
    assert answer.problem is not None
    assert answer.problem.value == "DataUncertain"


def test_a_register_that_is_inaccessible_answers_a_system_fault(far: Sender) -> None:
    SourceFailure.objects.create(register="companies", problem="SourceInaccessible")

    for question in (
        company_register.GetCompany(company_id=FJALLBACK),
        company_register.GetCompaniesOf(person_id=LARS),
    ):
        assert far.ask(SERVICE, question).fault.code == 4999


def test_only_far_may_ask(kommun_a: Sender) -> None:
    for question in (
        company_register.GetCompany(company_id=FJALLBACK),
        company_register.GetCompaniesOf(person_id=LARS),
    ):
        assert kommun_a.ask(SERVICE, question).fault.code == 5002


@pytest.mark.parametrize("number", ["5560000019", "17556000001X", ""])
def test_a_number_of_another_form_is_refused_by_the_schema(far: Sender, number: str) -> None:
    assert far.ask(SERVICE, company_register.GetCompany(company_id=number)).fault.code == 5001


def test_its_description_says_that_it_is_the_simulators_own(client: Client, world: None) -> None:
    described = client.get(f"/webservice/accao/{SERVICE}?wsdl").content.decode()
    schema = client.get(f"/webservice/accao/{SERVICE}?xsd=company-register.xsd").content.decode()

    assert "https://localhost:8443/webservice/accao/CompanyRegister" in described
    assert "urn:simulator:company-register" in described
    assert "No published contract" in schema
