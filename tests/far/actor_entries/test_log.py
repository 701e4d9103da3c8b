"""The log of an actor: who changed what, when and why; kept when the actor is gone."""

import json

import pytest

from far.actor_entries import changes, log
from far.actor_entries.log import ChangeNote, events_of, require_reason
from far.actor_entries.request import WantedEntry
from far.models import ActorEvent, LogEntry
from far.supervision import chain
from infra import clock
from infra.authorship import Author, Origin
from infra.validation import InvalidValues
from tests.far.actor_entries.conftest import AGENCY, NOTE, OTHER_AGENCY, change, store

pytestmark = pytest.mark.django_db


def test_a_line_says_who_when_why_and_on_which_way() -> None:
    before = clock.now()
    store(AGENCY)

    [event], _ = events_of(AGENCY, 10)

    assert (event.kind, event.origin, event.by, event.reason) == ("connected", "rest", "testaren", "prov")
    assert before <= event.at <= clock.now()


def test_a_line_says_what_was_and_what_is() -> None:
    store(AGENCY)
    change(AGENCY, ["sender"], name="Nytt")

    event = events_of(AGENCY, 10)[0][0]

    assert event.changes == {
        "name": ["Verket", "Nytt"],
        "roles": [["dispatcher", "sender"], ["sender"]],
        "dispatchers": [[AGENCY], []],
        "senders": [[AGENCY], []],
    }


def test_a_change_stands_in_the_register_s_own_log_too() -> None:
    store(AGENCY)
    changes.suspend_actor(AGENCY, NOTE)
    chain.append_all_changes()

    [last] = LogEntry.objects.order_by("-sequence")[:1]
    assert (last.actor, last.operation, last.subject) == ("rest", "actor_suspended", AGENCY)
    assert json.loads(last.changed) == {
        "state": ["connected", "suspended"],
        "reason": "prov",
        "by": "testaren",
    }


def test_the_newest_stands_first_and_pages_follow_one_another() -> None:
    store(AGENCY)
    for number in range(4):
        change(AGENCY, name=f"Namn {number}")
    store(OTHER_AGENCY)

    first, cursor = events_of(AGENCY, 3)
    second, end = events_of(AGENCY, 3, cursor)

    assert [event.kind for event in first + second] == ["changed"] * 4 + ["connected"]
    assert end is None


def test_the_log_outlives_the_actor() -> None:
    store(AGENCY)
    changes.disconnect_actor(AGENCY, NOTE)

    kinds = [event.kind for event in events_of(AGENCY, 10)[0]]
    assert kinds == ["disconnected", "connected"]


def test_a_long_name_of_a_caller_is_cut() -> None:
    changes.store_entry(AGENCY, WantedEntry(name="Verket"), ChangeNote(Author(Origin.REST, "x" * 5_000)))

    assert len(ActorEvent.objects.get().by) == 200


@pytest.mark.parametrize(("reason", "is_needed"), [("", True), ("   ", True), ("x" * 501, False), ("a\0b", False)])
def test_a_reason_that_cannot_be_kept_is_refused(reason: str, is_needed: bool) -> None:
    with pytest.raises(InvalidValues) as refused:
        require_reason(reason, is_needed=is_needed)

    assert [value.field for value in refused.value.values] == ["reason"]


def test_a_reason_may_be_missing_where_none_is_needed() -> None:
    assert require_reason("  ", is_needed=False) == ""
    assert require_reason(" övning ", is_needed=True) == "övning"


def test_entries_that_are_alike_have_no_differences() -> None:
    entry = store(AGENCY).entry

    assert log.differences_between(entry, entry) == {}
