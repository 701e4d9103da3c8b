"""Rules made, listed and removed over REST."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from infra import clock
from infra.hooks.disruptions import DisruptionPlace, Occasion
from testbed.faults.finding import RuleSource
from tests import cast
from tests.testbed.faults.conftest import ADDRESS, MakeRule
from tests.testbed.journal.conftest import Journal, journal

__all__ = ["journal"]

UNKNOWN = f"{ADDRESS}/00000000-0000-4000-8000-000000000000"
FAULT = {"at": "operator", "fault": {"code": 4999}}


def test_a_rule_is_shown_as_it_was_made(world: None, make_rule: MakeRule, client: Client) -> None:
    body = {
        "at": "operator",
        "who": "kivra.com",
        "operation": "deliverSecure",
        "sender": "162021004748",
        "recipient": cast.MARIA,
        "skip": 1,
        "times": 2,
        "fault": {"code": 4999},
        "delay_ms": {"from": 100, "to": 200, "seed": 7},
        "quota_per_second": 5,
        "opening_hours": {"from": "08:00", "to": "17:00"},
    }
    rule = make_rule(**body, then=[{"break": "half"}])

    assert body.items() <= rule.items()
    assert rule["then"][0]["break"] == "half"
    assert rule["hits"] == 0
    assert client.get(ADDRESS).json()["results"] == [rule]
    assert client.get(f"{ADDRESS}/{rule['id']}").json() == rule


def test_a_rule_is_removed(db: None, make_rule: MakeRule, client: Client) -> None:
    rule = make_rule(**FAULT)

    assert client.delete(f"{ADDRESS}/{rule['id']}").status_code == 204
    assert client.get(f"{ADDRESS}/{rule['id']}").status_code == 404


def test_what_a_rule_delays_is_told_when_it_is_removed(db: None, make_rule: MakeRule, client: Client) -> None:
    rule = make_rule(at="operator", delay_ms=600_000, times=1)
    source = RuleSource()

    assert source.find(Occasion(DisruptionPlace.OPERATOR))
    assert not source.is_removed(rule["id"]), "it is spent, and still delays what it found"
    client.delete(f"{ADDRESS}/{rule['id']}")
    assert source.is_removed(rule["id"])


@pytest.mark.parametrize("method", ["get", "delete"])
def test_a_rule_that_does_not_exist_is_not_found(db: None, client: Client, method: str) -> None:
    assert getattr(client, method)(UNKNOWN).status_code == 404


def test_within_a_run_only_its_own_rules_are_seen_and_removed(
    db: None, make_rule: MakeRule, client: Client
) -> None:
    other = make_rule(**FAULT)
    of_run = {"X-MM-Label": "run-1"}

    own = client.post(ADDRESS, FAULT, content_type="application/json", headers=of_run).json()

    assert own["run"] == "run-1"
    assert client.get(ADDRESS, headers=of_run).json()["results"] == [own]
    client.delete(ADDRESS, headers=of_run)
    assert client.get(ADDRESS).json()["results"] == [other]


def test_outside_its_opening_hours_a_service_is_closed(
    kommun_a: cast.Sender, make_rule: MakeRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rule(at="operator", opening_hours={"from": "08:00", "to": "17:00"})

    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 24, 11, 0, tzinfo=UTC))
    open_ = kommun_a.deliver(kommun_a.letter(cast.MARIA))
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 24, 19, 0, tzinfo=UTC))
    closed = kommun_a.deliver(kommun_a.letter(cast.ARVID))

    assert open_.delivered
    assert closed.fault.code == 4999


def test_what_exceeds_the_quota_of_a_second_is_refused(kommun_a: cast.Sender, make_rule: MakeRule) -> None:
    make_rule(at="operator", quota_per_second=0)

    assert kommun_a.deliver(kommun_a.letter(cast.MARIA)).fault.code == 4999


@pytest.mark.parametrize("code", [4999, 5011])
def test_a_fault_provoked_at_an_operator_is_the_operators_to_mend(
    kommun_a: cast.Sender, make_rule: MakeRule, journal: Journal, code: int
) -> None:
    make_rule(at="operator", fault={"code": code})

    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    [found] = journal.find(operation="deliverSecure")
    assert (found["reason"], found["at_fault"]) == ("provoked-by-a-rule", "operator")


def test_within_the_quota_all_goes_well(kommun_a: cast.Sender, make_rule: MakeRule) -> None:
    make_rule(at="operator", quota_per_second=1000)

    assert kommun_a.deliver(kommun_a.letter(cast.MARIA)).delivered


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"at": "operator"},
        {"at": "moon", "fault": {"code": 4999}},
        {"at": "operator", "fault": {"code": 4998}},
        {"at": "operator", "fault": {"code": "x"}},
        {"at": "operator", "fault": {}},
        {"at": "smtp", "fault": {"code": 4999}},
        {"at": "webhook", "fault": {"code": 42}},
        {"at": "operator", "fault": {"code": 4999}, "break": "reset"},
        {"at": "operator", "break": "everything"},
        {"at": "operator", "delivered": True},
        {"at": "far", "delivered": False},
        {"at": "operator", "delay_ms": -1},
        {"at": "operator", "delay_ms": True},
        {"at": "operator", "delay_ms": 600_001},
        {"at": "operator", "delay_ms": {"from": 2, "to": 1}},
        {"at": "operator", "delay_ms": {"to": 1, "more": 1}},
        {"at": "operator", "delay_ms": {"from": 1}},
        {**FAULT, "times": 0},
        {**FAULT, "times": 10**10},
        {**FAULT, "skip": -1},
        {**FAULT, "who": "x" * 256},
        {**FAULT, "sender": "1"},
        {**FAULT, "recipient": "1"},
        {**FAULT, "run": "x" * 101},
        {**FAULT, "then": [{"delay_ms": 1}]},
        {**FAULT, "times": 1, "then": [{}]},
        {**FAULT, "times": 1, "then": [{"times": 1, "delay_ms": 1}] * 10},
        {**FAULT, "opening_hours": {"from": "08:00"}},
        {**FAULT, "opening_hours": {"from": "08:00", "to": "08:00"}},
        {**FAULT, "opening_hours": {"from": "25:00", "to": "08:00"}},
        {**FAULT, "quota_per_second": -1},
        {**FAULT, "unknown": 1},
    ],
)
def test_nonsense_is_refused(db: None, client: Client, body: dict[str, Any]) -> None:
    answer = client.post(ADDRESS, body, content_type="application/json")

    assert answer.status_code == 400, answer.content.decode()
    assert client.get(ADDRESS).json()["results"] == []


def test_a_page_of_another_site_makes_and_removes_no_rule(db: None, make_rule: MakeRule, client: Client) -> None:
    rule = make_rule(**FAULT)
    elsewhere = {"Origin": "https://elsewhere.example"}

    made = client.post(ADDRESS, FAULT, content_type="application/json", headers=elsewhere)
    removed = client.delete(ADDRESS, headers=elsewhere)

    assert made.status_code == removed.status_code == 403
    assert client.get(ADDRESS).json()["results"] == [rule]


def test_without_the_password_nobody_makes_or_sees_rules(db: None, client: Client, settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "long"

    assert client.post(ADDRESS, FAULT, content_type="application/json").status_code == 401
    assert client.get(ADDRESS).status_code == 401
