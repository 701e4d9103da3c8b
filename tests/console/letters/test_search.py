"""The form that searches among letters, and what a row of the list says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from base_registers.models import Company, Person
from console.letters.search import SHOWN_AT_ONCE, LetterRow, LetterSearchForm, find_letters, names_of
from formedlare.models import Distribution, Leg
from tests.cast import ARVID, MARIA
from tests.relay import Relay

MOMENT = datetime(2026, 11, 28, 12, tzinfo=UTC)


def row(*legs: Leg, recipients: int = 1) -> LetterRow:
    return LetterRow(Distribution(), legs, recipients, {}, "")


def leg(finished_after: float | None = None) -> Leg:
    ends = None if finished_after is None else MOMENT + timedelta(seconds=finished_after)
    return Leg(received_at=MOMENT, finished_at=ends)


def test_a_letter_to_one_recipient_has_its_leg_and_how_long_it_took() -> None:
    finished = leg(2.5)

    assert row(finished).leg is finished
    assert row(finished).duration == timedelta(seconds=2.5)


def test_a_letter_on_its_way_has_no_duration() -> None:
    assert row(leg()).duration is None


@pytest.mark.parametrize("given", [row(leg(1), leg(2), recipients=2), row(recipients=0)], ids=["several", "none"])
def test_a_letter_to_several_or_none_has_neither(given: LetterRow) -> None:
    assert (given.leg, given.duration) == (None, None)


def form(**values: Any) -> LetterSearchForm:
    return LetterSearchForm(values)


@pytest.mark.django_db
def test_without_filters_the_form_is_valid_and_folded() -> None:
    empty = form()

    assert empty.is_valid()
    assert not empty.is_unfolded
    assert [field.name for field in empty.at_once] == list(SHOWN_AT_ONCE)
    assert len(empty.folded) == len(empty.fields) - len(SHOWN_AT_ONCE)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["operator", "label", "trans_id", "reference", "trace"])
def test_a_filter_that_is_folded_unfolds_the_form(name: str) -> None:
    assert form(**{name: "a"}).is_unfolded


@pytest.mark.django_db
def test_a_filter_that_is_seen_leaves_it_folded() -> None:
    assert not form(state="delivered", channel="email").is_unfolded


@pytest.mark.django_db
@pytest.mark.parametrize("trace", ["4BF92F3577B34DA6A3CE929D0E0E4736", "4bf9", "g" * 32, "4bf92f3577b34da6" * 3])
def test_a_trace_that_is_none_is_refused_in_words(trace: str) -> None:
    refused = form(trace=trace)

    assert not refused.is_valid()
    assert refused.errors["trace"] == ["Ett spår har 32 tecken: siffror och a till f."]


@pytest.mark.django_db
def test_values_that_cannot_be_chosen_are_refused() -> None:
    refused = form(state="lost", channel="pigeon", lane="nowhere")

    assert not refused.is_valid()
    assert set(refused.errors) == {"state", "channel", "lane"}


def test_names_come_from_both_registers_and_the_unknown_are_said_to_be_so(db: None) -> None:
    Person.objects.create(number=ARVID, name="Arvid")
    Company.objects.create(number="165560000027", name="Bolaget", form="AB")

    assert names_of({ARVID, "165560000027", "191212121212"}) == {
        ARVID: "Arvid",
        "165560000027": "Bolaget",
        "191212121212": "Okänd mottagare",
    }


def test_nobody_asked_for_is_nobody_found(db: None) -> None:
    assert names_of(set()) == {}


def found(**values: Any) -> list[str]:
    search = form(**values)
    assert search.is_valid(), search.errors
    return [each.legs[0].recipient for each in find_letters(search.delivery_filter, before="").rows]


def test_letters_are_listed_the_newest_first_with_the_recipient_s_name(relay: Relay) -> None:
    relay.distribute(MARIA)
    relay.distribute(ARVID)
    search = form()
    assert search.is_valid()

    listed = find_letters(search.delivery_filter, before="nonsense")

    assert [each.legs[0].recipient for each in listed.rows] == [ARVID, MARIA]
    assert all(each.name and each.name != "Okänd mottagare" for each in listed.rows)
    assert listed.older is None


def test_a_letter_is_found_by_its_recipient(relay: Relay) -> None:
    relay.distribute(MARIA)
    relay.distribute(ARVID)

    assert found(recipient=MARIA) == [MARIA]
    assert found(recipient="191212121212") == []
