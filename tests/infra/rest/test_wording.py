"""What is wrong with a value is told in plain words: what came, what may come, in both languages."""

from typing import Any

import pytest

from tests.formedlare.api.conftest import Api, Delivery

RULES = "senders/162021004748/rules"


@pytest.mark.parametrize(
    ("method", "path", "body", "says"),
    [
        ("GET", "deliveries?state=done", None, "”done” finns inte; det som finns är received, looked_up, sealed"),
        (
            "GET",
            "deliveries?channel=fax",
            None,
            "“fax” does not exist; there are mina_meddelanden, email, sms,",
        ),
        (
            "GET",
            "deliveries?trace=6ce8",
            None,
            "/trace: ska vara 32 hexadecimala siffror, 0–9 och a–f | must",
        ),
        ("GET", "batches?state=new", None, "“new” does not exist; there are"),
        ("GET", "deliveries?since=2026-13-40", None, "ska vara en dag eller en tidpunkt, till exempel 2026-11-28"),
        ("GET", "deliveries?until=now", None, "must be a day or a moment, for instance 2026-11-28"),
        ("POST", "clock", {"set": "igår"}, "set: ska vara en dag eller en tidpunkt"),
        ("POST", "people", {"deceased_on": "igår"}, "deceased_on: ska vara en dag, till exempel 2026-11-28"),
        (
            "POST",
            "faults",
            {"at": "far", "delay_ms": 1, "opening_hours": {"from": "8", "to": "17"}},
            "from: ska vara ett klockslag, till exempel 08:30 | ",
        ),
        (
            "POST",
            "faults",
            {"at": "far", "delay_ms": {"from": 900, "to": 200}},
            "{from, to, seed} with from at most to",
        ),
        ("POST", "webhooks", {"url": "x", "events": ["deliverd"]}, "there are delivered, printed, failed"),
        ("POST", "webhooks", {"url": "x", "events": "delivered"}, "events: ska vara en lista"),
        ("POST", "webhooks", {"url": "x", "events": []}, "events: listan är tom"),
        ("POST", "webhooks", {"url": "x", "active": "maybe"}, "active: ska vara true eller false"),
        ("POST", "webhooks", {"url": ["x"]}, "/url: ska vara text | must be text"),
        ("POST", "webhooks", [], "ska vara ett JSON-objekt, { … }, men är en lista"),
        ("PUT", RULES, [], "must be a JSON object, { … }, but is a list"),
        ("PUT", RULES, "x", "but is text"),
        ("PUT", RULES, 7, "men är ett tal"),
        ("PUT", RULES, {"rules": {}}, "rules: ska vara en lista"),
        ("PUT", RULES, {"rules": [7]}, "men är ett tal"),
        ("PUT", RULES, {"rules": [{"name": "A", "channels": ["print"]}] * 101}, "the list may have at most 100"),
    ],
)
def test_a_wrong_value_is_told_in_plain_words(api: Api, method: str, path: str, body: Any, says: str) -> None:
    problem = api.problem(method, path, body)

    assert says in " ".join(f"{error['pointer']}: {error['detail']}" for error in problem["errors"])


@pytest.mark.parametrize("plus", ["+", " ", "%2B"])
@pytest.mark.parametrize("path", ["deliveries?received_after=", "statistics?since="])
def test_a_moment_that_is_copied_from_an_answer_is_understood(api: Api, path: str, plus: str) -> None:
    api.done("GET", f"{path}2026-11-24T13:00:00.123456{plus}01:00")
    api.done("GET", f"{path}2026-11-24 13:00")


def test_the_offset_of_a_moment_counts_even_when_its_plus_came_as_a_blank(api: Api, delivery: Delivery) -> None:
    made = delivery()
    when = api.get(f"deliveries/{made.distribution_id}")["received_at"]
    assert "+" in when

    found = api.done("GET", f"deliveries?received_after={when}")["results"]

    assert [item["distribution_id"] for item in found] == [str(made.distribution_id)]
    assert api.done("GET", f"deliveries?received_before={when}")["results"] == []
