"""Who is suspended, since when and why."""

import pytest

from far.actor_entries import changes
from far.actor_entries.log import ChangeNote
from far.models import Sender, ServiceSupplier
from far.supervision.suspensions import suspended_actors
from infra.authorship import Author, Origin

pytestmark = pytest.mark.usefixtures("world")

KOMMUN_B = "162021003898"


def note(reason: str) -> ChangeNote:
    return ChangeNote(Author(Origin.CONSOLE, "eva"), reason)


def test_nobody_is_suspended_at_first() -> None:
    assert suspended_actors() == []


def test_a_suspended_actor_is_listed_with_the_reason_and_who_gave_it() -> None:
    changes.suspend_actor(KOMMUN_B, note("Skickar till fel personer"))

    [actor] = suspended_actors()

    assert (actor.number, actor.name) == (KOMMUN_B, "Kommun B")
    assert (actor.reason, actor.by) == ("Skickar till fel personer", "console eva")
    assert actor.since is not None
    assert "sender" in actor.roles


def test_the_latest_reason_counts_and_a_resumed_actor_is_not_listed() -> None:
    changes.suspend_actor(KOMMUN_B, note("Första"))
    changes.resume_actor(KOMMUN_B, note("Rättat"))
    assert suspended_actors() == []

    changes.suspend_actor(KOMMUN_B, note("Andra"))

    assert [actor.reason for actor in suspended_actors()] == ["Andra"]


def test_a_disconnected_actor_is_gone_and_not_suspended() -> None:
    changes.disconnect_actor(KOMMUN_B, note("Upphört"))

    assert suspended_actors() == []


def test_one_that_was_suspended_without_a_log_has_no_reason() -> None:
    Sender.objects.filter(organisation=KOMMUN_B).update(suspended=True)
    ServiceSupplier.objects.filter(name="kivra.com").update(suspended=True)

    found = suspended_actors()

    assert {(actor.name, actor.since, actor.reason) for actor in found} == {
        ("Kommun B", None, ""),
        ("kivra.com", None, ""),
    }
