"""A sender's rules over REST: set whole, and checked before anything changes."""

from typing import Any

import pytest

from formedlare.models import ChannelRule
from formedlare.switch import LAST
from tests.formedlare.api.conftest import Api

SENDER = "162021004748"
RULES = [
    {
        "name": "Personer",
        "conditions": {"recipient": "person", "address_newer_than_days": 90},
        "channels": ["mina_meddelanden", "print"],
    },
    {"name": "Övriga", "conditions": {}, "channels": ["mina_meddelanden"]},
]


@pytest.fixture
def everybodys(api: Api) -> None:
    """A rule that everybody has, instead of what the demo world brings."""
    api.done("PUT", "rules", {"rules": [{"name": "Alla", "channels": ["mina_meddelanden", "email"]}]})


def test_a_sender_without_rules_has_everybodys(api: Api, everybodys: None) -> None:
    found = api.get(f"senders/{SENDER}/rules")
    assert (found["sender"], found["inherited"]) == (SENDER, True)
    assert found["rules"] == [{"name": "Alla", "conditions": {}, "channels": ["mina_meddelanden", "email"]}]
    assert api.get("rules")["inherited"] is False


def test_what_is_asked_where_none_of_the_rules_holds_is_shown(api: Api, everybodys: None) -> None:
    def then(path: str) -> list[str]:
        return [rule["name"] for rule in api.get(path)["then"]]

    assert then("rules") == then(f"senders/{SENDER}/rules") == [LAST.name]
    api.done("PUT", f"senders/{SENDER}/rules", {"rules": RULES})
    assert then(f"senders/{SENDER}/rules") == ["Alla", LAST.name]
    assert api.get("rules")["then"][0]["channels"] == ["mina_meddelanden"]


def test_rules_are_set_whole_in_order_and_taken_back(api: Api, everybodys: None) -> None:
    assert api.done("PUT", f"senders/{SENDER}/rules", {"rules": RULES})["rules"] == RULES
    assert api.done("PUT", f"senders/{SENDER}/rules", {"rules": RULES[::-1]})["rules"] == RULES[::-1]
    assert list(ChannelRule.objects.filter(sender=SENDER).values_list("position", flat=True)) == [1, 2]

    assert api.done("PUT", f"senders/{SENDER}/rules", {"rules": []})["inherited"] is True


@pytest.mark.parametrize(
    ("change", "pointer", "says"),
    [
        ({"conditions": {"colour": "red"}}, "/rules/1/conditions", "has_mailbox"),
        ({"conditions": {"recipient": "dog"}}, "/rules/1/conditions", "person / company"),
        ({"conditions": {"has_mailbox": "yes"}}, "/rules/1/conditions", "true / false"),
        ({"conditions": []}, "/rules/1/conditions", "objekt"),
        ({"channels": []}, "/rules/1/channels", "mina_meddelanden, email, sms, print"),
        ({"channels": ["pigeon"]}, "/rules/1/channels", "mina_meddelanden"),
        ({"channels": ["print", "print"]}, "/rules/1/channels", "twice"),
        ({"channels": "print"}, "/rules/1/channels", "list"),
        ({"name": ""}, "/rules/1/name", ""),
        ({"priority": 1}, "/rules/1/priority", "channels"),
    ],
)
def test_a_wrong_rule_is_named_by_number_and_field_and_changes_nothing(
    api: Api, change: dict[str, Any], pointer: str, says: str
) -> None:
    api.done("PUT", f"senders/{SENDER}/rules", {"rules": RULES})

    wrong = {"rules": [RULES[0], {**RULES[1], **change}]}
    problem = api.problem("PUT", f"senders/{SENDER}/rules", wrong)

    [error] = problem["errors"]
    assert error["pointer"] == pointer
    assert error["detail"].startswith("regel 2: ")
    assert "rule 2: " in error["detail"]
    assert says in error["detail"]
    assert api.get(f"senders/{SENDER}/rules")["rules"] == RULES


@pytest.mark.parametrize("body", [[], {"rule": []}, {"rules": {}}, {}, {"rules": RULES * 51}, None, 7])
def test_what_is_no_list_of_rules_is_refused(api: Api, body: Any) -> None:
    api.problem("PUT", f"senders/{SENDER}/rules", body)


def test_what_is_no_json_is_refused_in_the_same_shape(api: Api) -> None:
    answer = api.client.put("/api/v1/rules", "{", content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["type"].endswith(":unreadable")


@pytest.mark.parametrize("number", ["162021004749", "kommun-a", "1"])
def test_an_organisation_that_cannot_be_is_not_found(api: Api, number: str) -> None:
    api.problem("GET", f"senders/{number}/rules", status=404)


def test_a_condition_that_is_null_is_not_stated(api: Api) -> None:
    rule = {"name": "Alla", "conditions": {"recipient": None, "has_mailbox": False}, "channels": ["print"]}

    stored = api.done("PUT", f"senders/{SENDER}/rules", {"rules": [rule]})

    assert stored["rules"] == [{**rule, "conditions": {"has_mailbox": False}}]


def test_conditions_that_are_left_out_hold_always(api: Api) -> None:
    stored = api.done("PUT", f"senders/{SENDER}/rules", {"rules": [{"name": "Alla", "channels": ["print"]}]})

    assert stored["rules"][0]["conditions"] == {}


def test_every_wrong_rule_of_a_list_is_named(api: Api) -> None:
    wrong = [{"name": "", "channels": ["print"]}, {"name": "Två", "channels": []}, {"channels": ["print"]}]

    problem = api.problem("PUT", "rules", {"rules": wrong})

    assert [error["pointer"] for error in problem["errors"]] == [
        "/rules/0/name",
        "/rules/1/channels",
        "/rules/2/name",
    ]
    assert [error["detail"][:7] for error in problem["errors"]] == ["regel 1", "regel 2", "regel 3"]
