"""What FaR makes of answers of a register that it cannot use."""

from collections.abc import Callable

import pytest
from django.conf import settings

from contracts import codec, company_register, population_register
from far.base_registers import register_calls
from far.base_registers.companies import companies_of, find_company
from far.base_registers.people import find_person
from far.base_registers.problems import (
    PROBLEM_TEXTS,
    CompanyRegisterFailed,
    PopulationRegisterFailed,
    SourceProblem,
)
from infra.errors import AccessDenied, InternalError, MinaMeddelandenError
from infra.soap import call_failures, client
from infra.soap.messages import envelope, faults
from infra.soap.messages.parser import parse_envelope
from infra.texts import Text
from tests.cast import ARVID

pytestmark = pytest.mark.usefixtures("world")
BJORKEN = "165560000001"
Answer = Callable[[bytes], bytes]
Play = Callable[[str, Answer], list[bytes]]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Play:
    """Play a register: what it answers to the bytes of a question. Gives the questions that came."""

    def begin(service: str, answer: Answer) -> list[bytes]:
        asked: list[bytes] = []

        class Register:
            def post(self, address: str, body: bytes) -> bytes:  # noqa: ARG002 (the transport's signature)
                asked.append(body)
                return answer(body)

        # Settings of tests lead to this simulator.
        monkeypatch.setitem(client.transports, f"{settings.POPULATION_REGISTER_URL}{service}", Register())
        return asked

    return begin


def raising(error: Exception) -> Answer:
    def answer(_body: bytes) -> bytes:
        raise error

    return answer


def refusing(error: MinaMeddelandenError) -> Answer:
    return lambda _body: envelope.wrap_element(faults.to_element(faults.fault_of(error)))


def failure_of_people() -> PopulationRegisterFailed:
    with pytest.raises(PopulationRegisterFailed) as failed:
        find_person(ARVID)
    return failed.value


INACCESSIBLE = [
    call_failures.NoAnswer("svarade inte i tid", "did not answer in time"),
    call_failures.Unreached("gick inte att nå", "cannot be reached"),
    call_failures.NobodyListens("tar inte emot", "takes no connections"),
]


@pytest.mark.parametrize("silence", INACCESSIBLE, ids=lambda each: type(each).__name__)
def test_no_answer_means_that_the_source_is_inaccessible(play: Play, silence: call_failures.NoAnswer) -> None:
    play("PopulationRegister", raising(silence))

    failed = failure_of_people()

    assert failed.problem is SourceProblem.SOURCE_INACCESSIBLE
    assert silence.text.swedish in failed.text.swedish
    assert silence.text.english in failed.text.english


def test_a_system_fault_means_that_the_source_is_inaccessible(play: Play) -> None:
    play("PopulationRegister", refusing(InternalError("databasen är borta", "the database is gone")))

    failed = failure_of_people()

    assert failed.problem is SourceProblem.SOURCE_INACCESSIBLE
    assert "databasen är borta" in failed.text.swedish


def test_what_the_register_says_and_the_advice_are_sentences_of_their_own(play: Play) -> None:
    play("PopulationRegister", refusing(InternalError("Databasen är borta.", "The database is gone.")))

    text = failure_of_people().text

    assert "(SourceInaccessible): Databasen är borta. Försök igen senare" in text.swedish
    assert "(SourceInaccessible): The database is gone. Try again later" in text.english


def test_a_refusal_of_the_question_is_unexpected(play: Play) -> None:
    play("PopulationRegister", refusing(AccessDenied("du får inte", "you may not")))

    failed = failure_of_people()

    assert failed.problem is SourceProblem.DATA_UNEXPECTED
    assert "you may not" in failed.text.english


UNREADABLE: dict[str, Answer] = {
    "nothing": lambda _: b"",
    "a page": lambda _: b"<html><body>502 Bad Gateway</body></html>",
    "no XML": lambda _: b"\x00\xff",
    "another answer": lambda _: envelope.wrap_element(
        codec.to_element(population_register.GetPostalAddressesResponse(return_value=[]))
    ),
    "the question": lambda body: body,
    "a value that the contract does not know": lambda _: envelope.wrap_element(
        codec.to_element(
            population_register.GetPersonResponse(
                return_value=population_register.PersonAnswer(
                    problem=population_register.SourceProblem.DATA_MISSING
                )
            )
        )
    ).replace(b"DataMissing", b"DataBroken"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_answer_that_cannot_be_read_is_unexpected(play: Play, name: str) -> None:
    play("PopulationRegister", UNREADABLE[name])

    assert failure_of_people().problem is SourceProblem.DATA_UNEXPECTED


def test_an_answer_of_another_status_is_unexpected(play: Play) -> None:
    play("PopulationRegister", raising(call_failures.CallFailed("svarade HTTP 302", "answered HTTP 302")))

    assert failure_of_people().problem is SourceProblem.DATA_UNEXPECTED


@pytest.mark.parametrize("ask", [lambda: find_company(BJORKEN), lambda: companies_of(ARVID)])
def test_the_company_register_fails_with_its_own_code(play: Play, ask: Callable[[], object]) -> None:
    play("CompanyRegister", raising(INACCESSIBLE[0]))
    with pytest.raises(CompanyRegisterFailed) as silent:
        ask()
    play("CompanyRegister", UNREADABLE["a page"])
    with pytest.raises(CompanyRegisterFailed) as unreadable:
        ask()

    assert (silent.value.code, silent.value.problem) == (5018, SourceProblem.SOURCE_INACCESSIBLE)
    assert (unreadable.value.code, unreadable.value.problem) == (5018, SourceProblem.DATA_UNEXPECTED)


def test_the_question_is_the_contract_s(play: Play) -> None:
    found = population_register.RegisteredPerson(person_id=ARVID, name="Arvid", protected=False)
    answer = population_register.GetPersonResponse(return_value=population_register.PersonAnswer(person=found))
    asked = play("PopulationRegister", lambda _: envelope.wrap_element(codec.to_element(answer)))

    person = find_person(ARVID)

    assert person is not None
    assert person.name == "Arvid"
    [body] = asked
    assert codec.from_element(population_register.GetPerson, parse_envelope(body).body).person_id == ARVID


def test_an_answer_without_a_company_is_none(play: Play) -> None:
    empty = company_register.GetCompanyResponse(return_value=company_register.CompanyAnswer())
    play("CompanyRegister", lambda _: envelope.wrap_element(codec.to_element(empty)))

    assert find_company(BJORKEN) is None


def test_far_asks_with_an_identity_of_its_own() -> None:
    assert register_calls.ASKS_AS == "far"


@pytest.mark.parametrize("problem", SourceProblem)
def test_every_problem_has_words_and_a_reason_may_follow_them(problem: SourceProblem) -> None:
    bare = CompanyRegisterFailed(problem)
    told = PopulationRegisterFailed(problem, Text("det brann", "there was a fire"))

    for language in ("sv", "en"):
        assert PROBLEM_TEXTS[problem].in_language(language) in bare.text.in_language(language)
        assert problem.value in told.text.in_language(language)
    assert "det brann" in told.text.swedish
    assert "fire" in told.text.english
