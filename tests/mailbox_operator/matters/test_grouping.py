"""Which events form a case and in which order, for any events that senders may tell of."""

import itertools
import random
import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbox_operator.matters import grouping
from mailbox_operator.matters.listed_event import ListedEvent

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def event(
    pk: int,
    event_id: str = "",
    before: str = "",
    matter: str = "",
    day: int | None = None,
    sender: str = "Kommun A",
) -> ListedEvent:
    return ListedEvent(
        pk=pk,
        event_id=event_id,
        matter_id=matter,
        preceding_event_id=before,
        created_on=None if day is None else date(2026, 3, 1) + timedelta(days=day),
        matter_subject="",
        event_type="",
        status="",
        public_id=uuid.UUID(int=pk),
        subject=f"Brev {pk}",
        language="svSE",
        sender_name=sender,
        received_at=START + timedelta(hours=pk),
        read_at=None,
        due_on=None,
        handed_on_by=None,
    )


IDS = st.sampled_from(["", "1", "2", "3", "4"])
FACTS = st.tuples(IDS, IDS, st.sampled_from(["", "", "BN-17", "BN-18"]), st.none() | st.integers(0, 5))
EVENTS = st.lists(FACTS, max_size=12).map(lambda rows: [event(pk, *row) for pk, row in enumerate(rows)])


def groups(events: Sequence[ListedEvent]) -> set[frozenset[int]]:
    return {frozenset(each.pk for each in group) for group in grouping.groups_of(events)}


def order(events: Sequence[ListedEvent]) -> list[int]:
    return [each.pk for each in grouping.in_order(events)]


def test_without_events_there_is_no_case() -> None:
    assert grouping.groups_of([]) == []
    assert grouping.in_order([]) == []


@given(EVENTS)
def test_every_event_is_in_one_case(events: list[ListedEvent]) -> None:
    found = [each.pk for group in grouping.groups_of(events) for each in group]

    assert sorted(found) == [each.pk for each in events]


@given(EVENTS)
def test_events_of_one_matter_are_one_case_and_of_two_matters_two(events: list[ListedEvent]) -> None:
    for group in grouping.groups_of(events):
        assert len({each.matter_id for each in group} - {""}) <= 1
    for matter in {each.matter_id for each in events} - {""}:
        homes = [group for group in groups(events) if any(events[pk].matter_id == matter for pk in group)]
        assert len(homes) == 1


@given(EVENTS)
def test_an_event_without_a_matter_is_never_parted_from_one_it_shares_an_id_with_but_by_matters(
    events: list[ListedEvent],
) -> None:
    home = {pk: group for group in groups(events) for pk in group}
    for one, other in itertools.combinations(events, 2):
        shared = {one.event_id, one.preceding_event_id} & {other.event_id, other.preceding_event_id} - {""}
        if shared and home[one.pk] != home[other.pk]:
            assert all(any(events[pk].matter_id for pk in home[each.pk]) for each in (one, other))


@given(EVENTS.filter(lambda events: not any(each.matter_id for each in events)), st.randoms(use_true_random=False))
def test_without_matters_the_order_in_which_letters_are_read_changes_no_case(
    events: list[ListedEvent], chance: random.Random
) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)

    assert groups(shuffled) == groups(events)


@given(EVENTS, st.randoms(use_true_random=False))
def test_a_case_has_the_same_order_however_its_letters_are_read(
    events: list[ListedEvent], chance: random.Random
) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)

    assert order(shuffled) == order(events)
    assert sorted(order(events)) == [each.pk for each in events]


@st.composite
def chains(draw: st.DrawFn) -> list[ListedEvent]:
    """Events that each name one that was told of earlier, or none, on any days."""
    count = draw(st.integers(1, 10))
    days = draw(st.lists(st.integers(0, 5), min_size=count, max_size=count))
    named = [draw(st.integers(-1, pk - 1)) for pk in range(count)]
    ids = draw(st.permutations(range(count)))
    return [
        event(ids[pk], f"H-{pk}", f"H-{before}" if before >= 0 else "", day=days[pk])
        for pk, before in enumerate(named)
    ]


@given(chains())
def test_an_event_comes_after_the_one_that_it_names(events: list[ListedEvent]) -> None:
    ordered = grouping.in_order(events)
    place = {each.event_id: number for number, each in enumerate(ordered)}

    for each in ordered:
        if each.preceding_event_id:
            assert place[each.preceding_event_id] < place[each.event_id]


@given(st.lists(st.none() | st.integers(0, 5), max_size=8))
def test_events_that_name_none_stand_by_day_and_then_by_when_they_came(days: list[int | None]) -> None:
    events = [event(pk, f"H-{pk}", day=day) for pk, day in enumerate(days)]

    ordered = grouping.in_order(events)

    marks = [(each.day, each.received_at) for each in ordered]
    assert marks == sorted(marks)


def test_without_a_day_of_its_own_an_event_happened_when_its_letter_came() -> None:
    assert event(30).day == (START + timedelta(hours=30)).date()
    assert event(30, day=0).day == date(2026, 3, 1)


def test_a_circle_begins_with_its_earliest_event() -> None:
    events = [event(1, "a", "c", day=2), event(2, "b", "a", day=1), event(3, "c", "b", day=3)]

    assert order(events)[-1] == 2, "the earliest is reached last, backwards from itself"
    assert sorted(order(events)) == [1, 2, 3]


@pytest.mark.timeout(20)
@settings(max_examples=1, deadline=None)
@given(st.just(20_000))
def test_a_long_chain_takes_no_depth(count: int) -> None:
    events = [event(pk, f"H-{pk}", f"H-{pk - 1}" if pk else "", day=0) for pk in reversed(range(count))]

    assert len(grouping.groups_of(events)) == 1
    assert order(events) == list(range(count))
