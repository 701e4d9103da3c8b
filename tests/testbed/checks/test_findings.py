"""What a check has found: each problem once, in order, with its place, and the rest goes on."""

import pytest

from infra.errors import InvalidInput, NotFound, SignatureFault
from infra.errors.explanation import Check
from infra.texts import Text
from testbed.checks.findings import Findings


def wrong(slug: str = "wrong", where: str = "") -> InvalidInput:
    return InvalidInput("Fel", "Wrong", slug=slug, where=where)


def refuse() -> None:
    raise wrong()


def test_nothing_found_is_well() -> None:
    assert Findings().is_ok


def test_a_warning_is_no_problem() -> None:
    findings = Findings()

    findings.warn([Text("Se upp", "Beware")])

    assert findings.is_ok


def test_the_same_warning_is_given_once() -> None:
    findings, beware = Findings(), Text("Se upp", "Beware")

    findings.warn([beware])
    findings.warn([beware, Text("Annat", "Other")])

    assert findings.warnings == [beware, Text("Annat", "Other")]


def test_problems_stand_in_the_order_in_which_they_were_found() -> None:
    findings = Findings()
    for slug in ("b", "a", "c"):
        findings.add(wrong(slug))

    assert [problem.reason for problem in findings.problems] == ["b", "a", "c"]


def test_the_same_problem_at_the_same_place_is_told_once() -> None:
    findings = Findings()
    for where in ("Body", "Body", "Header"):
        findings.add(wrong(), where)

    assert [problem.where for problem in findings.problems] == ["Body", "Header"]


def test_a_refusal_knows_its_place_better_than_the_check_does() -> None:
    findings = Findings()

    findings.add(wrong(where="Message/Body"), "Body")
    findings.add(wrong(slug="other", where="Message/Body"), "Message[2]/Body", is_exact=True)

    assert [problem.where for problem in findings.problems] == ["Message/Body", "Message[2]/Body"]


def test_after_a_problem_the_check_goes_on() -> None:
    findings, reached = Findings(), []

    with findings.noted("Body"):
        refuse()
    reached.append("after")

    assert reached == ["after"]
    assert [problem.reason for problem in findings.problems] == ["wrong"]


def test_a_mistake_of_the_simulator_s_own_is_not_taken_for_the_sender_s() -> None:
    findings = Findings()

    with pytest.raises(ZeroDivisionError), findings.noted():
        divmod(1, 0)
    assert findings.is_ok


def test_an_answer_is_handed_on_and_a_refusal_is_none() -> None:
    findings = Findings()

    def refuse() -> str:
        raise NotFound("Finns inte", "Not there", slug="gone")

    assert findings.result_of(lambda: "answer") == "answer"
    assert findings.result_of(refuse, "FaR") is None
    assert [(problem.code, problem.where) for problem in findings.problems] == [(5003, "FaR")]


def test_what_soap_itself_forbids_has_no_code() -> None:
    findings = Findings()

    findings.add_soap_problem("soap-version", Text("Fel version", "Wrong version"), "Envelope")

    [problem] = findings.problems
    assert (problem.code, problem.check, problem.reason) == (0, Check.TRANSPORT, "soap-version")
    assert problem.docs == "/refusals/soap-version"


def test_a_problem_keeps_the_refusal_s_own_explanation() -> None:
    findings = Findings()

    findings.add(SignatureFault("Fel", "Wrong", slug="digest-mismatch", expected="a", received="b"))

    [problem] = findings.problems
    assert (problem.code, problem.check) == (5012, Check.SIGNATURE)
    assert problem.explanation.expected == Text.same("a")
