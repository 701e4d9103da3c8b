"""Companies with signatories and a rule, made by one call."""

from typing import Any

import pytest

from base_registers.models import Company
from mailbox_operator.models import Mailbox
from tests import cast
from tests.testbed.runs.conftest import MakeRun, Run

KINDS = ["Alone", "TwoJointly", "Board", "ManagingDirector", "JointlyWithOneOf", "AnyOfGroup", "NotInterpretable"]


@pytest.fixture
def run(make_run: MakeRun) -> Run:
    return make_run(name="Prov")


def test_a_company_has_signatories_and_a_mailbox(run: Run, kommun_a: cast.Sender) -> None:
    company = run.make("companies")

    assert company["operator"] == "minmyndighetspost.se"
    assert [officer["role"] for officer in company["officers"]] == ["Chair", "BoardMember"]
    assert company["rules"][0]["kind"] == "Alone"
    assert Mailbox.objects.filter(holder=company["number"]).exists()
    assert run.owns() == {"company": 1, "person": 2}
    assert kommun_a.deliver(kommun_a.letter(company["number"])).delivered


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_rule_is_made_with_what_it_needs(run: Run, kind: str) -> None:
    company = run.make("companies", rule=kind, signatories=3)

    assert [rule["kind"] for rule in company["rules"]] == [kind]
    assert company["rules"][0]["text"]


def test_signatories_may_be_people_who_are_there(run: Run) -> None:
    first, second = run.person(), run.person()

    company = run.make("companies", officers=[first, second], rule="TwoJointly", name="Provby Bygg AB")

    assert [officer["number"] for officer in company["officers"]] == [first, second]
    assert company["name"] == "Provby Bygg AB"
    assert run.owns() == {"company": 1, "person": 2}


def test_a_company_may_be_bankrupt_without_signatories_and_without_mail(run: Run) -> None:
    company = run.make("companies", status="Bankrupt", signatories=0, operator=None)

    assert (company["status"], company["officers"], company["rules"]) == ("Bankrupt", [], [])


def test_a_number_may_be_chosen_but_not_twice(run: Run) -> None:
    made = run.make("companies", number="165569990012")

    answer = run.send("companies", number=made["number"])

    assert answer.status_code == 409


def test_a_company_goes_with_its_run(run: Run) -> None:
    company = run.make("companies")

    run.remove()

    assert not Company.objects.filter(number=company["number"]).exists()
    assert not Mailbox.objects.filter(holder=company["number"]).exists()


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"rule": "Lottery"}, "/rule"),
        ({"signatories": 21}, "/signatories"),
        ({"officers": ["198601012381"]}, "/officers/0/number"),
        ({"form": "EF"}, "/form"),
        ({"count": 2}, "/rules/0/count"),
        ({"operator": "finns-inte.example"}, "/operator"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_makes_nothing(
    run: Run, values: dict[str, Any], pointer: str
) -> None:
    answer = run.send("companies", **values)

    assert answer.status_code == 400, answer.content
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert run.owns() == {}
