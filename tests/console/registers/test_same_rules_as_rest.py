"""Pages and REST refuse the same values of the registers in the same words, and store the same ones alike."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse
from django.utils.html import escape

from base_registers.entries import company_entries, person_entries
from tests.console.registers.conftest import Pages

NILS, BENGT, LARS, FJALLBACK, LENA, ANNIKA = (
    "194501103297",
    "196401053076",
    "196906112393",
    "165560000019",
    "196001062626",
    "196801029288",
)
GUARDIAN = {"number": LARS, "kind": "GodMan", "decided_on": "2024-05-16"}


def rest_refuses(pages: Pages, path: str, change: Any) -> str:
    """What REST says in Swedish of the one value that is wrong."""
    body = json.dumps(change)
    answer = pages.console.client.generic("PATCH", f"/api/v1/registers/{path}", body, "application/json")
    assert answer.status_code == 400, answer.content
    [error] = answer.json()["errors"]
    return str(error["detail"].partition(" | ")[0])


def page_refuses(pages: Pages, name: str, number: str, values: dict[str, Any]) -> str:
    answer = pages.console.client.post(reverse(f"console:{name}", args=[number]), values)
    assert answer.status_code == 422
    return str(answer.content.decode())


def as_shown(words: str) -> str:
    return str(escape(words[:1].upper() + words[1:]))


@pytest.mark.parametrize(
    "change",
    [
        {"postal_code": "123"},
        {"deceased_on": "2999-01-01"},
        {"emigrated_on": "1024-01-01"},
        {"changed_to": "197706022394"},
        {"changed_to": NILS},
        {"changed_to": "198101052381"},
    ],
    ids=str,
)
def test_a_person_is_refused_alike(pages: Pages, change: dict[str, str]) -> None:
    said = rest_refuses(pages, f"people/{NILS}", change)

    shown = page_refuses(pages, "person", NILS, {**pages.fields("person", NILS), **change})
    assert as_shown(said) in shown


@pytest.mark.parametrize(
    "change",
    [
        {"number": NILS},
        {"number": "197706022394"},
        {"number": "165560000001"},
        {"ends_on": "2024-05-16"},
        {"decided_on": "1024-05-16"},
    ],
    ids=str,
)
def test_a_guardian_is_refused_alike(pages: Pages, change: dict[str, str]) -> None:
    wrong = {**GUARDIAN, **change}

    said = rest_refuses(pages, f"people/{NILS}", {"guardians": [wrong]})

    assert as_shown(said) in page_refuses(pages, "guardian-add", NILS, wrong)


@pytest.mark.parametrize("change", [{"postal_code": "123"}, {"form": "EF"}], ids=str)
def test_a_company_is_refused_alike(pages: Pages, change: dict[str, str]) -> None:
    said = rest_refuses(pages, f"companies/{FJALLBACK}", change)

    shown = page_refuses(pages, "company", FJALLBACK, {**pages.fields("company", FJALLBACK), **change})
    assert as_shown(said) in shown


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "AnyOfGroup", "count": 2},
        {"kind": "AnyOfGroup", "group": [LENA]},
        {"kind": "AnyOfGroup", "count": 3, "group": [LENA, ANNIKA]},
        {"kind": "AnyOfGroup", "count": 101, "group": [LENA, ANNIKA]},
        {"kind": "JointlyWithOneOf", "count": 2},
        {"kind": "Board", "count": 2},
        {"kind": "Board", "group": [LENA]},
        {"kind": "NotInterpretable"},
    ],
    ids=str,
)
def test_a_rule_is_refused_alike(pages: Pages, rule: dict[str, Any]) -> None:
    said = rest_refuses(pages, f"companies/{FJALLBACK}", {"rules": [rule]})

    assert as_shown(said) in page_refuses(pages, "signatory-rule-new", FJALLBACK, rule)


def test_a_rule_that_a_page_stores_is_the_one_that_rest_stores(pages: Pages) -> None:
    rule = {"kind": "AnyOfGroup", "count": 1, "group": [LENA, ANNIKA]}
    company_entries.change_company(FJALLBACK, rules=(), rule_text="")
    pages.do("signatory-rule-new", FJALLBACK, **rule)
    by_page = company_entries.get_company(FJALLBACK)

    body = json.dumps({"rules": [rule], "rule_text": ""})
    pages.console.client.generic("PATCH", f"/api/v1/registers/companies/{FJALLBACK}", body, "application/json")

    assert company_entries.get_company(FJALLBACK) == by_page


def test_a_person_that_a_page_stores_is_the_one_that_rest_stores(pages: Pages) -> None:
    number, values = "197706022394", {"name": "Test Testsson", "city": "Byn", "emigrated_on": "2024-02-29"}
    pages.save("person-new", number=number, **values)
    by_page = person_entries.get_person(number)
    person_entries.remove_person(number)

    pages.console.client.generic(
        "PUT", f"/api/v1/registers/people/{number}", json.dumps(values), "application/json"
    )

    assert person_entries.get_person(number) == by_page
