"""Registers that are set to fail, over REST."""

import pytest

from base_registers.failures import Problem, Register
from far.base_registers.people import find_person
from far.base_registers.problems import PopulationRegisterFailed, SourceProblem
from tests.formedlare.api.conftest import Api

FAILURES = "registers/failures"
MARIA, BJORKEN = "198101052382", "165560000001"


@pytest.mark.parametrize("problem", Problem.values)
def test_what_is_set_is_what_far_meets(api: Api, problem: str) -> None:
    shown = api.done("PUT", f"{FAILURES}/people", {"problem": problem})

    assert shown == {"register": "people", "number": "", "problem": problem}
    with pytest.raises(PopulationRegisterFailed) as failed:
        find_person(MARIA)
    assert failed.value.problem is SourceProblem(problem)


@pytest.mark.parametrize(("register", "number"), [("people", MARIA), ("companies", BJORKEN), ("companies", MARIA)])
def test_a_failure_about_one_number_is_set_changed_and_cleared(api: Api, register: str, number: str) -> None:
    path = f"{FAILURES}/{register}/{number}"

    api.done("PUT", path, {"problem": "DataMissing"})
    api.done("PUT", path, {"problem": "DataUncertain"})
    assert api.get(FAILURES) == {"results": [{"register": register, "number": number, "problem": "DataUncertain"}]}

    api.done("DELETE", path)
    api.done("DELETE", path)
    assert api.get(FAILURES) == {"results": []}


def test_clearing_a_register_leaves_the_numbers(api: Api) -> None:
    api.done("PUT", f"{FAILURES}/people", {"problem": "SourceInaccessible"})
    api.done("PUT", f"{FAILURES}/people/{MARIA}", {"problem": "DataMissing"})

    api.done("DELETE", f"{FAILURES}/people")

    assert [each["number"] for each in api.get(FAILURES)["results"]] == [MARIA]


@pytest.mark.parametrize(
    "body", [{}, {"problem": "Trasigt"}, {"problem": "DataMissing", "number": MARIA}, [], None]
)
def test_a_failure_that_cannot_be_is_refused(api: Api, body: object) -> None:
    api.problem("PUT", f"{FAILURES}/people", body)

    assert api.get(FAILURES) == {"results": []}


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("path", ["lagfart", "lagfart/198101052382"])
def test_an_unknown_register_is_not_found(api: Api, method: str, path: str) -> None:
    body = {"problem": "DataMissing"} if method == "PUT" else None

    problem = api.problem(method, f"{FAILURES}/{path}", body, status=404)

    assert all(register in problem["detail"] for register in Register.values)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(("number", "why"), [("abc", "not a valid number"), ("198101052381", "check digit")])
def test_a_number_that_is_none_is_refused_in_words(api: Api, method: str, number: str, why: str) -> None:
    body = {"problem": "DataMissing"} if method == "PUT" else None

    assert why in api.problem(method, f"{FAILURES}/people/{number}", body, status=400)["detail"]
