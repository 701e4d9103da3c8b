"""Timing modes: letters that go at once, later, or one by one by hand."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from formedlare import dispatch
from formedlare.lanes import timing
from formedlare.models import Leg
from infra import clock
from testbed.timing.modes import KnownModes, mode_of, version
from tests import cast
from tests.formedlare.stations import Stations
from tests.relay import Relay, leg_of, work

TIMING, HELD = "/api/v1/timing", "/api/v1/held"
OPERATOR = "up.example"


@pytest.fixture(autouse=True)
def modes_of_this_test() -> Iterator[None]:
    """Processes keep modes in memory, and a test's end rolls back without telling them."""
    timing.register_timing(KnownModes().entry_of)
    yield
    version.advance()


@pytest.fixture
def operator(network: Stations) -> None:
    network.open(OPERATOR)
    network.move(cast.MARIA, OPERATOR)


@pytest.fixture
def set_mode(client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Any:
    def choose(**body: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.put(TIMING, body, content_type="application/json")
        assert answer.status_code == 200, answer.content.decode()

    return choose


def held(client: Client) -> list[dict[str, Any]]:
    letters: list[dict[str, Any]] = client.get(HELD).json()["results"]
    return letters


def test_by_hand_an_operator_s_letters_wait_until_they_are_released(
    relay: Relay, operator: None, client: Client, set_mode: Any
) -> None:
    set_mode(mode="manual", lane=OPERATOR)
    first, second = relay.distribute(cast.MARIA), relay.distribute(cast.MARIA, relay.sender.text(subject="Andra"))
    work()
    assert [letter["lane"] for letter in held(client)] == [OPERATOR, OPERATOR]
    assert leg_of(first).explanation == timing.HELD_BY_TESTER

    released = client.post(f"{HELD}/release", {}, content_type="application/json").json()["released"]
    work()

    assert [letter["distribution_id"] for letter in released] == [str(first.distribution_id)]
    assert leg_of(first).state == Leg.State.DELIVERED
    assert leg_of(second).state == Leg.State.LOOKED_UP


def test_by_hand_one_letter_is_chosen_and_released(
    relay: Relay, operator: None, client: Client, set_mode: Any
) -> None:
    set_mode(mode="manual", lane=OPERATOR)
    first = relay.distribute(cast.MARIA, correlation_id="one matter")
    second = relay.distribute(cast.MARIA, correlation_id="another")
    work()
    chosen = held(client)[1]

    assert client.post(f"{HELD}/{chosen['id']}/release").status_code == 200
    work()

    assert leg_of(second).state == Leg.State.DELIVERED
    assert leg_of(first).state == Leg.State.LOOKED_UP
    assert client.post(f"{HELD}/{chosen['id']}/release").status_code == 404


def test_the_relay_s_letters_are_held_before_they_are_looked_up(
    relay: Relay, operator: None, client: Client, set_mode: Any
) -> None:
    set_mode(mode="manual", lane="lookup")
    distribution = relay.distribute(cast.MARIA)
    work()
    assert leg_of(distribution).state == Leg.State.RECEIVED
    assert [letter["lane"] for letter in held(client)] == ["lookup"]

    client.post(f"{HELD}/release", {"lane": "lookup", "count": 5}, content_type="application/json")
    work()

    assert leg_of(distribution).state == Leg.State.DELIVERED


@pytest.mark.parametrize("end", ["fast", "delete"])
def test_when_the_mode_ends_what_is_held_goes_on(
    relay: Relay, operator: None, client: Client, set_mode: Any, end: str
) -> None:
    set_mode(mode="manual", lane=OPERATOR)
    distribution = relay.distribute(cast.MARIA)
    work()

    if end == "fast":
        set_mode(mode="fast", lane=OPERATOR)
    else:
        assert client.delete(TIMING).status_code == 204
    work()

    assert leg_of(distribution).state == Leg.State.DELIVERED
    assert held(client) == []


def test_as_in_reality_a_letter_takes_some_seconds(relay: Relay, operator: None, set_mode: Any) -> None:
    set_mode(mode="realistic", lane=OPERATOR)

    distribution = relay.distribute(cast.MARIA)
    work()

    leg = leg_of(distribution)
    assert leg.state == Leg.State.LOOKED_UP
    assert timedelta(0) < leg.due_at - clock.now() <= timedelta(seconds=20)


def test_a_run_s_mode_holds_its_own_letters_alone(
    relay: Relay, operator: None, client: Client, set_mode: Any
) -> None:
    set_mode(mode="manual", run="run-1")

    distribution = relay.distribute(cast.MARIA)
    work()

    assert leg_of(distribution).state == Leg.State.DELIVERED
    assert [mode["run"] for mode in client.get(TIMING, headers={"X-MM-Label": "run-1"}).json()["results"]] == [
        "run-1"
    ]
    assert client.get(TIMING, headers={"X-MM-Label": "run-2"}).json()["results"] == []


def test_a_held_letter_is_given_up_when_its_deadline_passes(
    relay: Relay, operator: None, set_mode: Any, later: Any
) -> None:
    set_mode(mode="manual", lane=OPERATOR)
    distribution = relay.distribute(cast.MARIA)
    work()

    later(leg_of(distribution).deadline - clock.now() + timedelta(seconds=1))
    dispatch.give_up_overdue()

    assert leg_of(distribution).operator == ""


MODES = st.dictionaries(
    st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from(["", "r", "s"])),
    st.sampled_from(["fast", "realistic", "manual"]),
)


@given(MODES, st.sampled_from(["a", "b", "c"]), st.sampled_from(["", "r", "s", "t"]))
def test_a_run_s_own_mode_goes_before_that_of_all(
    modes: dict[tuple[str, str], str], lane: str, label: str
) -> None:
    of_run = [modes.get((lane, label)), modes.get(("", label))]
    of_all = [modes.get((lane, "")), modes.get(("", ""))]

    expected = next(filter(None, [*of_run, *of_all]), "fast")

    assert mode_of(modes, lane, label) == expected


@pytest.mark.parametrize(
    ("address", "method", "body"),
    [
        (TIMING, "put", {}),
        (TIMING, "put", {"mode": "never"}),
        (TIMING, "put", {"mode": "fast", "lane": "x" * 256}),
        (TIMING, "put", {"mode": "fast", "run": "x" * 101}),
        (TIMING, "put", {"mode": "fast", "unknown": 1}),
        (f"{HELD}/release", "post", {"count": 0}),
        (f"{HELD}/release", "post", {"count": "all"}),
        (f"{HELD}/release", "post", {"unknown": 1}),
    ],
)
def test_nonsense_is_refused(db: None, client: Client, address: str, method: str, body: dict[str, Any]) -> None:
    assert getattr(client, method)(address, body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("key", [1, 10**30])
def test_a_letter_that_is_not_held_is_not_found(db: None, client: Client, key: int) -> None:
    assert client.post(f"{HELD}/{key}/release").status_code == 404


def test_a_page_of_another_site_releases_nothing(db: None, client: Client) -> None:
    elsewhere = {"Origin": "https://elsewhere.example"}

    assert (
        client.post(f"{HELD}/release", {}, content_type="application/json", headers=elsewhere).status_code == 403
    )
    assert client.delete(TIMING, headers=elsewhere).status_code == 403
