"""A name that nothing here has matches nothing: an answer that a test may take for success says so."""

from typing import Any

import pytest
from django.test import Client

from testbed.waiting.explanations.unknown_names import join_texts, unknown_names
from tests import cast

UNKNOWN = [
    ({"sender": "162021000001"}, "162021000001 is no actor"),
    ({"relay": "162021000001"}, "relay: 162021000001"),
    ({"operator": "kivra.con"}, "no mailbox operator is named kivra.con"),
    ({"recipient": "189001019802"}, "nobody in the registers has the number 189001019802"),
    ({"label": "natt"}, "no run has the label natt"),
    ({"operation": "deliverSecurre"}, "no service has the operation deliverSecurre"),
]
KNOWN = {
    "sender": "162021004748",
    "caller": "165569999054",
    "operator": "kivra.com",
    "recipient": cast.MARIA,
    "operation": "deliverSecure",
}


@pytest.mark.parametrize(("filters", "words"), UNKNOWN)
def test_an_unknown_name_is_told(world: None, filters: dict[str, Any], words: str) -> None:
    [found] = unknown_names(filters)

    assert words in found.english
    assert words in join_texts([found, found]).english


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_a_known_name_is_not_told(world: None, name: str) -> None:
    assert unknown_names({name: KNOWN[name]}) == []


def test_none_that_match_an_unknown_operator_hold_with_a_remark(world: None, client: Client) -> None:
    body = {"filter": {"operator": "kivra.con"}, "none": True}

    verdict = client.post("/api/v1/verify", body, content_type="application/json").json()

    assert verdict["holds"] is True
    assert "kivra.con" in verdict["remarks"][0]


@pytest.mark.parametrize("kind", ["messages", "deliveries", "exchanges"])
def test_a_wait_for_an_unknown_sender_says_that_first(world: None, client: Client, kind: str) -> None:
    body = {"filter": {"sender": "162021000001"}, "timeout": 0}

    missed = client.post(f"/api/v1/{kind}/wait", body, content_type="application/json")

    assert missed.status_code == 408
    assert missed.json()["reason"].split(" | ")[1].startswith("sender: 162021000001 is no actor")
