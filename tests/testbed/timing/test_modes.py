"""Modes: chosen for a lane, a run or all, known to each process, and taken back with what they held."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from formedlare.models import Distribution, Leg
from formedlare.models.channel import LOOKUP_LANE
from infra.errors import NotFound
from infra.hooks.runs import Extent
from infra.trace import use_label
from testbed.timing import held, modes
from testbed.timing.models import TimingMode
from testbed.timing.modes import CARRIED_SECONDS, LOOKUP_SECONDS, KnownModes, Mode, mode_of
from tests import cast
from tests.formedlare.stations import Stations
from tests.relay import Relay, leg_of, work
from tests.testbed.timing.test_timing import HELD, TIMING, modes_of_this_test

__all__ = ["modes_of_this_test"]

pytestmark = pytest.mark.django_db


def choose(mode: str, lane: str = "", label: str = "") -> None:
    modes.set_mode(Mode(mode), lane, label)
    modes.version.advance()


def test_where_nothing_was_chosen_letters_go_at_once() -> None:
    assert mode_of({}, "kivra.com", "") == Mode.FAST
    assert KnownModes().entry_of("kivra.com", "").pause.total_seconds() == 0


def test_a_letter_in_no_lane_is_never_held() -> None:
    choose("manual")

    assert not KnownModes().entry_of("", "").is_held


@pytest.mark.parametrize(("lane", "bounds"), [(LOOKUP_LANE, LOOKUP_SECONDS), ("kivra.com", CARRIED_SECONDS)])
def test_as_in_reality_a_letter_waits_between_two_bounds(lane: str, bounds: tuple[float, float]) -> None:
    choose("realistic")
    known = KnownModes()

    pauses = [known.entry_of(lane, "").pause.total_seconds() for _ in range(50)]

    assert bounds[0] <= min(pauses)
    assert max(pauses) <= bounds[1]
    assert len(set(pauses)) > 1


def test_choosing_again_replaces_what_was_chosen() -> None:
    choose("manual", "kivra.com")
    choose("realistic", "kivra.com")

    assert [row.mode for row in TimingMode.objects.all()] == [Mode.REALISTIC]


def test_each_lane_and_run_has_a_mode_of_its_own() -> None:
    choose("manual", "kivra.com")
    choose("realistic", "kivra.com", "run 1")
    choose("fast", "", "run 2")
    known = KnownModes()

    assert known.entry_of("kivra.com", "").is_held
    assert not known.entry_of("kivra.com", "run 1").is_held
    assert not known.entry_of("kivra.com", "run 2").is_held
    assert not known.entry_of("digimail.se", "").is_held


def test_with_a_run_go_its_modes_alone() -> None:
    choose("manual", "", "run 1")
    choose("manual", "", "run 2")

    modes.remove_with_run(Extent("run 1"))

    assert [row.label for row in TimingMode.objects.all()] == ["run 2"]


def test_a_run_sees_and_forgets_its_own_modes() -> None:
    choose("manual", "", "run 1")
    choose("manual")
    with use_label("run 1"):
        assert [row.label for row in modes.modes_of_run()] == ["run 1"]
        modes.remove_modes()

    assert [row.label for row in TimingMode.objects.all()] == [""]


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_lane_and_no_run_by_any_name_is_mistaken_for_all(lane: str, label: str) -> None:
    chosen = {(lane, label): "manual"}

    assert mode_of(chosen, lane, label) == "manual"
    if label:
        assert mode_of(chosen, lane, "") == "fast"
    if lane:
        assert mode_of(chosen, lane + "x", label) == "fast"


def test_the_longest_held_is_released_first_and_no_more_than_asked(
    relay: Relay, network: Stations, client: Client
) -> None:
    network.open("up.example")
    network.move(cast.MARIA, "up.example")
    choose("manual", "up.example")
    sent = [relay.distribute(cast.MARIA, relay.sender.text(subject=f"{number}")) for number in range(3)]
    work()

    assert [leg.distribution.subject for leg in held.held_letters()] == ["0", "1", "2"]
    released = held.release_letters(most=2)

    assert [leg.distribution.subject for leg in released] == ["0", "1"]
    work()
    assert [leg_of(each).state for each in sent] == [
        Leg.State.DELIVERED,
        Leg.State.DELIVERED,
        Leg.State.LOOKED_UP,
    ]


def test_a_lane_is_released_without_the_others(relay: Relay, network: Stations) -> None:
    for operator, person in (("a.example", cast.MARIA), ("b.example", cast.ARVID)):
        network.open(operator)
        network.move(person, operator)
        relay.distribute(person)
    choose("manual", "a.example")
    choose("manual", "b.example")
    work()

    assert len(held.release_letters(lane="a.example")) == 1
    assert [leg.recipient for leg in held.held_letters()] == [cast.ARVID]


def test_a_run_releases_no_letter_of_another(relay: Relay, client: Client) -> None:
    choose("manual", LOOKUP_LANE)
    distribution = relay.distribute(cast.MARIA)
    Distribution.objects.update(label="one")
    address = f"{HELD}/{leg_of(distribution).pk}/release"

    assert client.post(address, headers={"X-MM-Label": "another"}).status_code == 404
    assert client.post(address, headers={"X-MM-Label": "one"}).status_code == 200


def test_releasing_what_is_not_held_does_nothing(relay: Relay) -> None:
    distribution = relay.distribute(cast.MARIA)

    assert held.release_letters() == []
    assert not held.release_one(leg_of(distribution))
    with pytest.raises(NotFound):
        held.held_letter(leg_of(distribution).pk)


@pytest.mark.parametrize("lane", ["", "kivra.com", "lookup", "print", "no such lane", "Å"])
def test_a_mode_may_be_chosen_for_a_lane_that_is_not_there_yet(client: Client, lane: str) -> None:
    answer = client.put(TIMING, {"mode": "manual", "lane": lane}, content_type="application/json")

    assert answer.json() == {"mode": "manual", "lane": lane, "run": ""}
    assert client.get(TIMING).json()["results"] == [answer.json()]


def test_the_run_of_the_header_is_the_one_that_is_held(client: Client) -> None:
    client.put(TIMING, {"mode": "manual"}, content_type="application/json", headers={"X-MM-Label": "run 1"})

    assert [row.label for row in TimingMode.objects.all()] == ["run 1"]


@pytest.mark.parametrize("query", [{"lane": "x" * 256}, {"limit": 1}, {"run": "a"}])
def test_a_list_of_held_letters_knows_the_lane_alone(client: Client, query: dict[str, Any]) -> None:
    assert client.get(HELD, query).status_code == 400


@pytest.mark.parametrize("key", ["0", "9" * 30, "-1", "x"])
def test_what_is_no_held_letter_is_not_found(client: Client, key: str) -> None:
    assert client.post(f"{HELD}/{key}/release").status_code == 404
