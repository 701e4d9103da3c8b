"""Registers that are set to fail, on the page."""

import pytest

from base_registers import failures
from base_registers.failures import Failure, Problem, Register
from base_registers.models import SourceFailure
from far.base_registers.companies import find_company
from far.base_registers.problems import CompanyRegisterFailed, SourceProblem
from tests.console.registers.conftest import Pages

MARIA, FJALLBACK = "198101052382", "165560000019"


def test_without_failures_the_page_says_that_all_is_well(pages: Pages) -> None:
    assert "Registren svarar som de ska" in pages.words("register-failures")


@pytest.mark.parametrize("problem", Problem)
def test_a_failure_that_is_set_is_what_far_meets(pages: Pages, problem: Problem) -> None:
    shown = pages.do("register-failures", register="companies", number="556000-0019", problem=problem.value)

    assert "Felet gäller nu." in shown
    assert "Bolagsregistret Fjällbäck Konsult AB 556000-0019" in shown
    assert problem.value in shown
    with pytest.raises(CompanyRegisterFailed) as failed:
        find_company(FJALLBACK)
    assert failed.value.problem is SourceProblem(problem.value)


def test_a_whole_register_fails_about_everybody(pages: Pages) -> None:
    shown = pages.do("register-failures", register="people", number="", problem="DataUncertain")

    assert "Folkbokföringsregistret om alla Uppgifterna är osäkra DataUncertain" in shown
    assert failures.list_failures() == [Failure(Register.PEOPLE, "", Problem.DATA_UNCERTAIN)]


def test_a_failure_is_removed_without_the_others(pages: Pages) -> None:
    pages.do("register-failures", register="people", number="", problem="DataMissing")
    pages.do("register-failures", register="people", number=MARIA, problem="DataMissing")

    shown = pages.do("register-failure-remove", register="people", number="")

    assert "Registret svarar igen." in shown
    assert failures.list_failures() == [Failure(Register.PEOPLE, MARIA, Problem.DATA_MISSING)]
    assert "Maria Svensson" in shown


@pytest.mark.parametrize(
    "values",
    [
        {"register": "lagfart", "number": "", "problem": "DataMissing"},
        {"register": "people", "number": "hej", "problem": "DataMissing"},
        {"register": "people", "number": "", "problem": "Trasigt"},
        {"register": "people"},
    ],
)
def test_a_failure_that_cannot_be_is_refused(pages: Pages, values: dict[str, str]) -> None:
    assert pages.status("register-failures", **values) == 422
    assert failures.list_failures() == []


def test_an_unknown_register_cannot_be_mended(pages: Pages) -> None:
    assert pages.status("register-failure-remove", register="lagfart") == 404


def test_too_many_failures_are_refused_with_a_reason(pages: Pages) -> None:
    SourceFailure.objects.bulk_create(
        SourceFailure(register="people", number=f"19{place:010}", problem="DataMissing")
        for place in range(failures.MAX_FAILURES)
    )

    answer = pages.console.do("register-failures", register="people", number=MARIA, problem="DataMissing")

    assert answer.status_code == 422
    assert "1000 fel är inställda" in answer.content.decode()


def test_an_english_page_is_english(pages: Pages) -> None:
    pages.console.client.cookies["django_language"] = "en"

    shown = pages.do("register-failures", register="people", number="", problem="SourceInaccessible")

    assert "The population register about all The register does not answer SourceInaccessible" in shown
