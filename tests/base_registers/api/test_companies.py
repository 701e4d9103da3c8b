"""The company register over REST."""

import json
from typing import Any

import pytest

from base_registers.api.company_serializers import EXAMPLE
from base_registers.models import Company, SignatoryRule
from tests.formedlare.api.conftest import Api

COMPANIES = "registers/companies"
PROVBY_BYGG, LYKTAN, NORRSKEN, NEW = "165560000043", "167696000012", "165560000035", "165590000005"
LARS, SARA, ARVID = "196906112393", "199506022384", "192705178354"


def pointers(problem: dict[str, Any]) -> list[str]:
    return [error["pointer"] for error in problem["errors"]]


def test_a_company_is_shown_with_all_that_the_register_has(api: Api) -> None:
    assert api.get(f"{COMPANIES}/{PROVBY_BYGG}") == EXAMPLE


@pytest.mark.parametrize("written", ["556000-0043", "5560000043", "16556000-0043"])
def test_a_number_may_be_written_as_people_do(api: Api, written: str) -> None:
    assert api.get(f"{COMPANIES}/{written}")["number"] == PROVBY_BYGG


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
@pytest.mark.parametrize(("number", "status"), [(NEW, 404), (ARVID, 404), ("165560000044", 400), ("hej", 400)])
def test_what_is_not_there_is_not_found_and_what_is_no_number_is_refused(
    api: Api, method: str, number: str, status: int
) -> None:
    api.problem(method, f"{COMPANIES}/{number}", {} if method == "PATCH" else None, status=status)


def test_a_company_is_registered_once_and_then_changed(api: Api) -> None:
    body = {"name": "Nytt AB", "officers": [{"number": LARS, "role": "Chair"}], "rules": [{"kind": "Alone"}]}

    first = api.send("PUT", f"{COMPANIES}/{NEW}", body)
    again = api.send("PUT", f"{COMPANIES}/{NEW}", body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    shown = api.get(f"{COMPANIES}/{NEW}")
    assert (shown["form"], shown["status"]) == ("AB", "Active")
    assert shown["rule_text"] == "Firman tecknas av styrelsens ledamöter var för sig."


def test_what_a_put_leaves_out_is_emptied(api: Api) -> None:
    api.done("PUT", f"{COMPANIES}/{PROVBY_BYGG}", {"name": "Bygg"})

    shown = api.get(f"{COMPANIES}/{PROVBY_BYGG}")
    assert (shown["officers"], shown["rules"], shown["rule_text"]) == ([], [], "")


def test_what_is_shown_can_be_sent_back(api: Api) -> None:
    for number in Company.objects.values_list("number", flat=True):
        shown = api.get(f"{COMPANIES}/{number}")
        assert api.done("PUT", f"{COMPANIES}/{number}", shown) == shown


def test_a_patch_changes_what_it_names(api: Api) -> None:
    before = api.get(f"{COMPANIES}/{LYKTAN}")

    changed = api.done("PATCH", f"{COMPANIES}/{LYKTAN}", {"status": "InLiquidation"})

    assert changed == {**before, "status": "InLiquidation"}


def test_a_patch_replaces_a_list_whole(api: Api) -> None:
    rules = [{"kind": "Board"}, {"kind": "AnyOfGroup", "count": 1, "group": [SARA]}]

    changed = api.done("PATCH", f"{COMPANIES}/{PROVBY_BYGG}", {"rules": rules, "rule_text": ""})

    assert [(rule["kind"], rule["count"], rule["group"]) for rule in changed["rules"]] == [
        ("Board", None, []),
        ("AnyOfGroup", 1, [SARA]),
    ]
    assert changed["rule_text"] == "Firman tecknas av styrelsen. Firman tecknas av Sara Lindqvist ensam."
    assert changed["officers"] == EXAMPLE["officers"]


def test_the_clear_text_follows_the_rules_unless_it_is_given(api: Api) -> None:
    alone = [{"kind": "Alone"}]

    followed = api.done("PATCH", f"{COMPANIES}/{PROVBY_BYGG}", {"rules": alone})
    given = api.done("PATCH", f"{COMPANIES}/{PROVBY_BYGG}", {"rules": [{"kind": "Board"}], "rule_text": "Alla."})
    kept = api.done("PATCH", f"{COMPANIES}/{PROVBY_BYGG}", {"rules": given["rules"], "status": "Dissolved"})

    assert followed["rule_text"] == "Firman tecknas av styrelsens ledamöter var för sig."
    assert given["rule_text"] == kept["rule_text"] == "Alla."


def test_an_officer_whom_a_rule_names_does_not_leave_alone(api: Api) -> None:
    officers = [{"number": SARA, "role": "Chair"}]

    problem = api.problem("PATCH", f"{COMPANIES}/{PROVBY_BYGG}", {"officers": officers})

    assert pointers(problem) == ["/rules/0/required/0"]
    api.done("PATCH", f"{COMPANIES}/{PROVBY_BYGG}", {"officers": officers, "rules": []})


def test_a_company_is_removed(api: Api) -> None:
    assert api.done("DELETE", f"{COMPANIES}/{PROVBY_BYGG}") is None

    api.problem("GET", f"{COMPANIES}/{PROVBY_BYGG}", status=404)
    assert not SignatoryRule.objects.filter(company=PROVBY_BYGG).exists()


def test_a_sole_trader_is_registered_under_the_owner_s_number(api: Api) -> None:
    body = {"name": "Arvids snickeri", "form": "EF", "officers": [{"number": ARVID, "role": "Owner"}]}

    assert api.done("PUT", f"{COMPANIES}/{ARVID}", body)["number"] == ARVID
    assert api.get(f"registers/people/{ARVID}")["name"] == "Arvid Lindgren"


RULE: dict[str, Any] = EXAMPLE["rules"][0]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"form": "XX"}, "/form"),
        ({"form": "EF"}, "/form"),
        ({"status": "Happy"}, "/status"),
        ({"number": LYKTAN}, "/number"),
        ({"rule_text": "x" * 2_001}, "/rule_text"),
        ({"officers": [{"number": LARS}]}, "/officers/0/role"),
        ({"officers": [{"number": LYKTAN, "role": "Chair"}], "rules": []}, "/officers/0/number"),
        ({"officers": [{"number": LARS, "role": "Boss"}]}, "/officers/0/role"),
        ({"officers": {}}, "/officers"),
        ({"rules": [{}]}, "/rules/0/kind"),
        ({"rules": [{**RULE, "count": 0}]}, "/rules/0/count"),
        ({"rules": [{**RULE, "count": None}]}, "/rules/0/count"),
        ({"rules": [{**RULE, "count": "två"}]}, "/rules/0/count"),
        ({"rules": [{**RULE, "required": []}]}, "/rules/0/required"),
        ({"rules": [{**RULE, "required": [ARVID]}]}, "/rules/0/required/0"),
        ({"rules": [{**RULE, "group": ["hej"]}]}, "/rules/0/group/0"),
        ({"rules": [RULE, {"kind": "NotInterpretable"}]}, "/rules/1/text"),
        ({"rules": [{**RULE, "weight": 1}]}, "/rules/0/weight"),
        ({"owner": LARS}, "/owner"),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_value_that_cannot_be_is_pointed_at(api: Api, method: str, change: dict[str, Any], pointer: str) -> None:
    body = {**EXAMPLE, **change} if method == "PUT" else change

    problem = api.problem(method, f"{COMPANIES}/{PROVBY_BYGG}", body)

    assert pointer in pointers(problem)
    assert api.get(f"{COMPANIES}/{PROVBY_BYGG}") == EXAMPLE


def test_companies_are_listed_in_pages_that_follow_each_other(api: Api) -> None:
    first = api.get(COMPANIES, limit=7)
    second = json.loads(api.client.get(first["next"]).content)

    found = [company["number"] for page in (first, second) for company in page["results"]]
    assert found == sorted(Company.objects.values_list("number", flat=True))
    assert second["next"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"search": "lyktan"}, [LYKTAN]),
        ({"search": "556000-0035"}, [NORRSKEN]),
        ({"form": "KB"}, ["169696000018"]),
        ({"status": "Dissolved"}, ["165560000050"]),
        ({"officer": LARS, "status": "Active"}, [NORRSKEN, PROVBY_BYGG]),
        ({"form": "KB", "status": "Dissolved"}, []),
    ],
)
def test_companies_are_narrowed_by_all_that_is_given(api: Api, query: dict[str, str], found: list[str]) -> None:
    assert [company["number"] for company in api.get(COMPANIES, **query)["results"]] == found


@pytest.mark.parametrize("query", ["limit=0", "form=XX", "status=x", "officer=165560000001", "x=1"])
def test_a_query_that_cannot_be_is_refused(api: Api, query: str) -> None:
    api.problem("GET", f"{COMPANIES}?{query}")
