"""Registers that are told to fail."""

import pytest

from base_registers import failures
from base_registers.failures import Failure, Problem, Register
from base_registers.models import SourceFailure
from infra.errors import InternalError
from infra.validation import InvalidValues
from tests.base_registers.registered import ARVID, COMPANY, MARIA

pytestmark = pytest.mark.django_db
DATA_PROBLEMS = [Problem.DATA_MISSING, Problem.DATA_UNCERTAIN, Problem.DATA_UNEXPECTED]


def fail(register: Register, problem: Problem, number: str = "") -> None:
    failures.set_failure(Failure(register, number, problem))


@pytest.mark.parametrize("register", Register)
def test_a_register_answers_until_it_is_told_to_fail(register: Register) -> None:
    assert failures.find_problem(register, ARVID) is None
    assert failures.failing_numbers(register, {ARVID}) == set()
    assert failures.list_failures() == []


@pytest.mark.parametrize("problem", DATA_PROBLEMS)
def test_a_whole_register_has_a_problem_about_everybody(problem: Problem) -> None:
    fail(Register.PEOPLE, problem)

    assert failures.find_problem(Register.PEOPLE, ARVID) is problem
    assert failures.failing_numbers(Register.PEOPLE, {ARVID, MARIA}) == {ARVID, MARIA}
    assert failures.find_problem(Register.COMPANIES, ARVID) is None


@pytest.mark.parametrize("problem", DATA_PROBLEMS)
def test_a_register_has_a_problem_about_one_number(problem: Problem) -> None:
    fail(Register.COMPANIES, problem, COMPANY)

    assert failures.find_problem(Register.COMPANIES, COMPANY) is problem
    assert failures.find_problem(Register.COMPANIES, "165560000019") is None
    assert failures.failing_numbers(Register.COMPANIES, {COMPANY, "165560000019"}) == {COMPANY}


def test_the_problem_of_a_number_precedes_that_of_the_register() -> None:
    fail(Register.PEOPLE, Problem.SOURCE_INACCESSIBLE)
    fail(Register.PEOPLE, Problem.DATA_UNCERTAIN, ARVID)

    assert failures.find_problem(Register.PEOPLE, ARVID) is Problem.DATA_UNCERTAIN
    with pytest.raises(InternalError):
        failures.find_problem(Register.PEOPLE, MARIA)


@pytest.mark.parametrize("number", ["", ARVID])
def test_a_register_that_is_inaccessible_is_the_system_s_trouble(number: str) -> None:
    fail(Register.PEOPLE, Problem.SOURCE_INACCESSIBLE, number)

    with pytest.raises(InternalError) as refused:
        failures.find_problem(Register.PEOPLE, ARVID)
    assert refused.value.code == 4999
    assert "svarar inte" in refused.value.text.swedish
    assert "does not answer" in refused.value.text.english


def test_of_many_numbers_only_a_whole_register_is_inaccessible() -> None:
    fail(Register.PEOPLE, Problem.SOURCE_INACCESSIBLE, ARVID)
    assert failures.failing_numbers(Register.PEOPLE, {ARVID, MARIA}) == {ARVID}
    fail(Register.PEOPLE, Problem.SOURCE_INACCESSIBLE)

    assert failures.failing_numbers(Register.PEOPLE, set()) == set()
    with pytest.raises(InternalError):
        failures.failing_numbers(Register.PEOPLE, {MARIA})


def test_a_failure_that_is_set_again_replaces_the_one_before() -> None:
    fail(Register.PEOPLE, Problem.DATA_MISSING, ARVID)
    fail(Register.PEOPLE, Problem.DATA_UNEXPECTED, ARVID)

    assert failures.list_failures() == [Failure(Register.PEOPLE, ARVID, Problem.DATA_UNEXPECTED)]


def test_failures_are_listed_by_register_those_of_the_whole_first() -> None:
    fail(Register.PEOPLE, Problem.DATA_MISSING, MARIA)
    fail(Register.PEOPLE, Problem.DATA_UNCERTAIN)
    fail(Register.COMPANIES, Problem.SOURCE_INACCESSIBLE)

    assert failures.list_failures() == [
        Failure(Register.COMPANIES, "", Problem.SOURCE_INACCESSIBLE),
        Failure(Register.PEOPLE, "", Problem.DATA_UNCERTAIN),
        Failure(Register.PEOPLE, MARIA, Problem.DATA_MISSING),
    ]


def test_a_failure_is_cleared_without_the_others() -> None:
    fail(Register.PEOPLE, Problem.DATA_MISSING)
    fail(Register.PEOPLE, Problem.DATA_MISSING, ARVID)

    assert failures.clear_failure(Register.PEOPLE)
    assert failures.find_problem(Register.PEOPLE, MARIA) is None
    assert failures.find_problem(Register.PEOPLE, ARVID) is Problem.DATA_MISSING
    assert failures.clear_failure(Register.PEOPLE, ARVID)
    assert failures.list_failures() == []


def test_clearing_what_is_not_set_changes_nothing() -> None:
    assert not failures.clear_failure(Register.COMPANIES)
    assert not failures.clear_failure(Register.COMPANIES, COMPANY)


def test_there_is_a_limit_and_those_that_are_set_can_still_be_changed() -> None:
    SourceFailure.objects.bulk_create(
        SourceFailure(register="people", number=f"19{place:010}", problem="DataMissing")
        for place in range(failures.MAX_FAILURES)
    )

    with pytest.raises(InvalidValues) as refused:
        fail(Register.PEOPLE, Problem.DATA_MISSING, ARVID)
    fail(Register.PEOPLE, Problem.DATA_UNCERTAIN, f"19{0:010}")

    assert "1000 fel" in refused.value.text.swedish
    assert SourceFailure.objects.filter(problem="DataUncertain").count() == 1
