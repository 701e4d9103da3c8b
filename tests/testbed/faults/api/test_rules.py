"""Rules over REST: what may go wrong where, said back as it was asked for, or refused by name."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from infra import clock
from infra.hooks.disruptions import Break, DisruptionPlace
from testbed.faults import codes
from testbed.faults.api.serializers import (
    MAX_DELAY_MS,
    DelayField,
    FaultRuleSerializer,
    NewRuleSerializer,
)
from testbed.faults.models import FaultRule
from testbed.faults.rules import MAX_STEPS
from tests.cast import MARIA
from webhooks.models import Subscription

ADDRESS = "/api/v1/faults"
delays = st.integers(0, MAX_DELAY_MS) | st.builds(
    lambda low, more, seed: {"from": low, "to": low + more, "seed": seed},
    st.integers(0, MAX_DELAY_MS // 2),
    st.integers(1, MAX_DELAY_MS // 2),
    st.integers(-(2**31), 2**31),
)
effects = st.one_of(
    st.just({"fault": {"code": 4999}}),
    st.sampled_from(Break).map(lambda each: {"break": each.value}),
    st.just({"delivered": False}),
    delays.map(lambda delay: {"delay_ms": delay}),
)
steps = st.builds(lambda effect, times: {**effect, "times": times}, effects, st.integers(1, 1_000))


def post(client: Client, **body: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post(ADDRESS, json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def read(**body: Any) -> FaultRule:
    """The rule that the body asks for, not stored."""
    serializer = NewRuleSerializer(data=body)
    serializer.is_valid(raise_exception=True)
    found: Any = serializer.validated_data
    return FaultRule(steps=[step.as_json() for step in found["steps"]], **found["columns"])


@given(st.lists(steps, min_size=1, max_size=MAX_STEPS))
@how(max_examples=40, deadline=None)
def test_any_steps_are_said_back_as_they_were_asked_for(wanted: list[dict[str, Any]]) -> None:
    first, *following = wanted

    shown = FaultRuleSerializer(read(at="operator", **first, then=following)).data

    for asked, said in zip(wanted, [shown, *shown["then"]], strict=True):
        for name, value in asked.items():
            assert said[name] == value


@given(delays)
def test_a_delay_is_said_as_it_was_given(delay: Any) -> None:
    field = DelayField()

    assert field.to_representation(field.to_internal_value(delay)) == delay


@pytest.mark.parametrize(
    "delay",
    [
        -1,
        MAX_DELAY_MS + 1,
        True,
        1.5,
        "100",
        None,
        [],
        {},
        {"from": 1},
        {"from": 2, "to": 1},
        {"from": -1, "to": 1},
        {"to": MAX_DELAY_MS + 1},
        {"to": True},
        {"to": 5, "seed": "x"},
        {"to": 5, "seed": True},
        {"to": 5, "step": 1},
    ],
)
def test_a_delay_that_makes_no_sense_is_refused(db: None, client: Client, delay: Any) -> None:
    status, problem = post(client, at="far", delay_ms=delay)

    assert status == 400
    assert problem["errors"][0]["pointer"].startswith("/delay_ms")


@pytest.mark.parametrize("place", DisruptionPlace)
def test_a_quota_alone_answers_with_the_code_that_is_usual_there(place: DisruptionPlace) -> None:
    rule = read(at=place.value, quota_per_second=0)

    assert rule.steps[0]["code"] == codes.usual_code(place)
    assert codes.is_possible(place, codes.usual_code(place))


@pytest.mark.parametrize(
    ("place", "code", "is_possible"),
    [
        ("operator", 5012, True),
        ("operator", 421, False),
        ("far", 4999, True),
        ("smtp", 399, False),
        ("smtp", 400, True),
        ("smtp", 599, True),
        ("smtp", 600, False),
        ("webhook", 99, False),
        ("webhook", 100, True),
        ("webhook", 503, True),
        ("webhook", 4999, False),
    ],
)
def test_only_codes_that_can_be_answered_there_are_taken(
    db: None, client: Client, place: str, code: int, is_possible: bool
) -> None:
    status, _ = post(client, at=place, fault={"code": code})

    assert status == (201 if is_possible else 400)


@pytest.mark.parametrize("place", [place for place in DisruptionPlace if place is not DisruptionPlace.OPERATOR])
def test_only_an_operator_can_say_that_nothing_was_delivered(
    db: None, client: Client, place: DisruptionPlace
) -> None:
    status, problem = post(client, at=place.value, delivered=False)

    assert status == 400
    assert problem["errors"][0]["pointer"] == "/delivered"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ({"times": 3}, ""),
        ({"delivered": True}, "/delivered"),
        ({"fault": {"code": 4999}, "break": "reset"}, ""),
        ({"fault": {"code": 4999}, "delivered": False}, ""),
        ({"fault": {}}, "/fault/code"),
        ({"fault": 4999}, "/fault"),
        ({"break": "gently"}, "/break"),
        ({"delay_ms": 1, "times": 0}, "/times"),
        ({"delay_ms": 1, "times": 10**10}, "/times"),
        ({"delay_ms": 1, "skip": -1}, "/skip"),
        ({"quota_per_second": -1}, "/quota_per_second"),
        ({"opening_hours": {"from": "08:00"}}, "/opening_hours/to"),
        ({"opening_hours": {"from": "08:00", "to": "08:00"}}, "/opening_hours"),
        ({"opening_hours": {"from": "25:00", "to": "08:00"}}, "/opening_hours/from"),
        ({"opening_hours": {"from": "08:00", "to": "17:00", "on": "monday"}}, "/opening_hours/on"),
        ({"delay_ms": 1, "then": [{"delay_ms": 2}]}, "/then"),
        ({"delay_ms": 1, "times": 1, "then": [{}]}, ""),
        ({"delay_ms": 1, "times": 1, "then": [{"at": "far", "delay_ms": 1}]}, "/then/0/at"),
        ({"delay_ms": 1, "times": 1, "then": [{"delay_ms": 1, "times": 1}] * MAX_STEPS}, "/then"),
        ({"delay_ms": 1, "who": "x" * 256}, "/who"),
        ({"delay_ms": 1, "operation": "x" * 101}, "/operation"),
        ({"delay_ms": 1, "sender": MARIA}, "/sender"),
        ({"delay_ms": 1, "recipient": "1"}, "/recipient"),
        ({"delay_ms": 1, "run": "x" * 101}, "/run"),
        ({"delay_ms": 1, "mood": "bad"}, "/mood"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_and_not_made(
    db: None, client: Client, body: dict[str, Any], pointer: str
) -> None:
    status, problem = post(client, at="operator", **body)

    assert status == 400
    assert not FaultRule.objects.exists()
    if pointer:
        assert any(error["pointer"].startswith(pointer) for error in problem["errors"]), problem["errors"]


@pytest.mark.parametrize(
    ("at", "operation"),
    [("far", "isReachable"), ("operator", "notify"), ("smtp", "receive"), ("webhook", "delivered")],
)
def test_a_rule_names_an_operation_of_its_place(db: None, client: Client, at: str, operation: str) -> None:
    assert post(client, at=at, operation=operation, delay_ms=1)[0] == 201

    status, problem = post(client, at=at, operation="deliverSecurely", delay_ms=1)

    assert (status, problem["errors"][0]["pointer"]) == (400, "/operation")
    assert operation in problem["detail"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"fault": {"code": 1234}}, "those are 1, 3, 5, 4999, 5000, 5001"),
        ({"break": "gently"}, "there are close, tls, reset, half, garbage"),
    ],
)
def test_a_wrong_value_is_refused_with_those_that_there_are(
    db: None, client: Client, wrong: dict[str, Any], told: str
) -> None:
    assert told in post(client, at="operator", **wrong)[1]["detail"]


def test_codes_of_other_protocols_are_told_as_a_range(db: None, client: Client) -> None:
    assert "those are 400–599" in post(client, at="smtp", fault={"code": 250})[1]["detail"]


def make_run(client: Client) -> str:
    label: str = client.post("/api/v1/runs", {}, content_type="application/json").json()["label"]
    return label


def test_a_run_may_be_named_by_its_id(db: None, client: Client) -> None:
    run = client.post("/api/v1/runs", {"name": "prov"}, content_type="application/json").json()

    assert post(client, at="far", delay_ms=1, run=run["id"])[1]["run"] == run["label"]


@pytest.mark.parametrize(
    ("at", "who"),
    [
        ("operator", "kivra.con"),
        ("operator", "162021000001"),
        ("far", "nobody.example"),
        ("population_register", "x"),
        ("webhook", "00000000-0000-0000-0000-000000000000"),
        ("webhook", "https://nobody.example/told"),
    ],
)
def test_a_party_that_there_is_not_is_refused_and_named(world: None, client: Client, at: str, who: str) -> None:
    status, problem = post(client, at=at, who=who, delay_ms=1)

    assert (status, problem["errors"][0]["pointer"]) == (400, "/who")
    assert who in problem["detail"]
    assert at == "webhook" or "kivra.com" in problem["detail"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kivra.com", "kivra.com"),
        ("202100-4748", "162021004748"),
        ("162021004748", "162021004748"),
        ("localhost", "localhost"),
        ("165569999054", "165569999054"),
    ],
)
def test_a_party_is_known_as_people_write_it(world: None, client: Client, written: str, meant: str) -> None:
    """The last one is no actor, but has a certificate to call with."""
    assert post(client, at="operator", who=written, delay_ms=1)[1]["who"] == meant


def test_a_webhook_is_known_by_its_id_address_and_host(db: None, client: Client) -> None:
    hook = Subscription.objects.create(url="http://127.0.0.1:9/told", events=["ping"], created_at=clock.now())

    for who in (str(hook.subscription_id), hook.url, "127.0.0.1"):
        assert post(client, at="webhook", who=who, delay_ms=1)[1]["who"] == who


def test_where_mail_goes_any_domain_may_be_named(world: None, client: Client) -> None:
    assert post(client, at="smtp", who="example.org", delay_ms=1)[0] == 201


def test_what_a_rule_names_that_may_come_later_is_told(world: None, client: Client) -> None:
    unknown = {"sender": "165569999054", "recipient": "189001019802", "run": "natt"}
    known = {"sender": "162021004748", "recipient": MARIA, "run": make_run(client)}

    told = post(client, at="operator", delay_ms=1, **unknown)[1]["remarks"]

    assert [value in remark for value, remark in zip(unknown.values(), told, strict=True)] == [True] * 3
    assert post(client, at="operator", delay_ms=1, **known)[1]["remarks"] == []


def test_a_rule_within_a_run_is_not_made_for_another(db: None, client: Client) -> None:
    ours, theirs = make_run(client), make_run(client)
    body = {"at": "far", "delay_ms": 1, "run": theirs}

    answer = client.post(ADDRESS, body, content_type="application/json", headers={"X-MM-Label": ours})

    assert (answer.status_code, answer.json()["slug"]) == (404, "of-another-run")
    assert not FaultRule.objects.exists()


@pytest.mark.parametrize("at", ["moon", "", None, 1])
def test_a_place_that_there_is_not_is_refused(db: None, client: Client, at: Any) -> None:
    status, problem = post(client, at=at, delay_ms=1)

    assert (status, problem["errors"][0]["pointer"]) == (400, "/at")


def test_opening_hours_are_said_back_in_hours_and_minutes() -> None:
    rule = read(at="smtp", opening_hours={"from": "22:30", "to": "06:00:00"})

    assert FaultRuleSerializer(rule).data["opening_hours"] == {"from": "22:30", "to": "06:00"}


def test_numbers_are_taken_as_people_write_them() -> None:
    rule = read(at="far", delay_ms=1, sender="202100-4748", recipient="19810105-2382")

    assert (rule.sender, rule.recipient) == ("162021004748", MARIA)


@pytest.mark.parametrize("rule_id", ["x", "1", "00000000-0000-0000-0000-000000000000"])
@pytest.mark.parametrize("method", ["get", "delete"])
def test_a_rule_that_is_not_there_is_not_found(db: None, client: Client, rule_id: str, method: str) -> None:
    assert getattr(client, method)(f"{ADDRESS}/{rule_id}").status_code == 404


@given(st.text(min_size=1, max_size=100))
@how(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_rule_may_be_of_a_run_with_any_label(db: None, client: Client, label: str) -> None:
    status, made = post(client, at="far", delay_ms=1, run=label)

    assert status in {201, 400}
    if status == 201:
        assert made["run"] == label.strip()
