"""What a company may be asked to be: its board, its rule, its form, and how it wants mail."""

from typing import Any

import pytest
from django.test import Client

from base_registers.models import Company, Officer, SignatoryRule
from tests import cast

COMPANIES = "/api/v1/companies"


def make(client: Client, **wishes: Any) -> dict[str, Any]:
    answer = client.post(COMPANIES, wishes, content_type="application/json")
    assert answer.status_code == 201, answer.content.decode()
    made: dict[str, Any] = answer.json()
    return made


def pointers(client: Client, **wishes: Any) -> list[str]:
    before = Company.objects.count()
    answer = client.post(COMPANIES, wishes, content_type="application/json")
    assert answer.status_code == 400, answer.content.decode()
    assert Company.objects.count() == before
    return [error["pointer"] for error in answer.json()["errors"]]


@pytest.mark.parametrize("count", [0, 1, 2, 5, 20])
def test_a_board_has_as_many_as_was_asked_and_one_chair(world: None, client: Client, count: int) -> None:
    made = make(client, signatories=count)

    roles = [officer["role"] for officer in made["officers"]]
    assert len(roles) == count
    assert roles[:1] == (["Chair"] if count else [])
    assert bool(made["rules"]) is bool(count)


def test_the_managing_director_leads_where_the_rule_is_hers(world: None, client: Client) -> None:
    made = make(client, rule="ManagingDirector", signatories=2)

    assert [officer["role"] for officer in made["officers"]] == ["ManagingDirector", "BoardMember"]


def test_a_rule_that_counts_counts_two_unless_it_is_told_otherwise(world: None, client: Client) -> None:
    usual = make(client, rule="AnyOfGroup", signatories=4)
    three = make(client, rule="AnyOfGroup", signatories=4, count=3)

    rules = SignatoryRule.objects.filter(company__in=[usual["number"], three["number"]]).order_by("pk")
    assert [rule.count for rule in rules] == [2, 3]


def test_each_company_has_a_number_and_a_name_of_its_own(world: None, client: Client) -> None:
    one, other = make(client, signatories=0), make(client, signatories=0)

    assert one["number"] != other["number"]
    assert one["name"] != other["name"]
    assert one["number"][2:8] in one["name"]


@pytest.mark.parametrize("form", Company.Form.values)
def test_any_form_of_the_register_may_be_made_or_is_refused_by_name(
    world: None, client: Client, form: str
) -> None:
    answer = client.post(COMPANIES, {"form": form, "signatories": 0}, content_type="application/json")

    if answer.status_code == 400:
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/form"]
    else:
        assert answer.json()["form"] == form


@pytest.mark.parametrize("status", Company.Status.values)
def test_any_status_of_the_register_may_be_made(world: None, client: Client, status: str) -> None:
    assert make(client, status=status, signatories=0)["status"] == status


def test_a_company_takes_letters_at_the_operator_that_was_chosen(kommun_a: cast.Sender, client: Client) -> None:
    made = make(client, operator="kivra.com", signatories=1)

    path = "/webservice/accao/operators/kivra.com/Service/v3"
    assert kommun_a.deliver(kommun_a.letter(made["number"]), path=path).delivered


def test_the_same_person_may_sit_on_two_boards(world: None, client: Client) -> None:
    [first] = make(client, signatories=1)["officers"]

    make(client, officers=[first["number"]])

    assert Officer.objects.filter(person=first["number"]).count() == 2


def test_no_officers_at_all_means_nobody_can_sign(world: None, client: Client) -> None:
    made = make(client, officers=[], rule="TwoJointly")

    assert (made["officers"], made["rules"]) == ([], [])


@pytest.mark.parametrize(
    ("wishes", "pointer"),
    [
        ({"number": "198101052382"}, "/form"),
        ({"number": "1"}, "/number"),
        ({"signatories": -1}, "/signatories"),
        ({"signatories": "two"}, "/signatories"),
        ({"status": "Thriving"}, "/status"),
        ({"officers": ["162021004748"]}, "/officers/0"),
        ({"officers": ["198101052382"] * 21}, "/officers"),
        ({"rule": "AnyOfGroup", "count": 0}, "/count"),
        ({"operator": None, "pending": True}, "/operator"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_a_wish_that_cannot_be_is_named_and_nothing_is_made(
    world: None, client: Client, wishes: dict[str, Any], pointer: str
) -> None:
    assert pointer in pointers(client, **wishes)


def test_a_page_of_another_site_makes_no_company(world: None, client: Client) -> None:
    headers = {"Origin": "https://evil.example"}

    assert client.post(COMPANIES, {}, content_type="application/json", headers=headers).status_code == 403
