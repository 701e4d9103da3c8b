"""Actors are connected, changed, suspended, resumed and disconnected; what hangs on them follows."""

from typing import Any

import pytest
from django.conf import settings
from pytest_django.fixtures import Settings

from far import actors
from far.actor_entries import changes
from far.actor_entries.changes import require_entry
from far.actor_entries.entry import ActorEntry, Role, State, find_entry
from far.models import (
    Dispatcher,
    DispatchRight,
    Sender,
    SenderChoice,
)
from infra import clock
from infra.errors import NotFound
from infra.pki import store as pki
from tests.far.actor_entries.conftest import (
    AGENCY,
    NOTE,
    OTHER_AGENCY,
    RELAY,
    STRANGER,
    change,
    give_customer,
    kinds,
    store,
    supplier,
)

pytestmark = pytest.mark.django_db


def rights() -> set[tuple[str, str]]:
    pairs = DispatchRight.objects.values_list("dispatcher__organisation", "sender__organisation")
    return set(pairs)


def test_an_organisation_that_names_no_roles_sends_its_own_letters() -> None:
    made = store(AGENCY)

    assert made.is_new
    assert made.entry.roles == {Role.SENDER, Role.DISPATCHER}
    assert rights() == {(AGENCY, AGENCY)}
    assert actors.read_actors().may_send_for == {AGENCY: frozenset({AGENCY})}


def test_a_new_sender_approves_the_simulator_s_relay_where_the_register_has_it(world: None) -> None:
    relay = pki.load_identity(settings.RELAY_IDENTITY).organisation.value

    assert store(STRANGER, ["sender"]).entry.dispatchers == {relay}


def test_another_installation_s_relay_is_not_missed(settings: Settings) -> None:
    settings.RELAY_IDENTITY = "no-such-folder"

    assert store(AGENCY, ["sender"]).entry.dispatchers == frozenset()


def test_what_is_written_is_what_is_read() -> None:
    store(RELAY, ["dispatcher"], name="Förmedlaren", senders=())

    made = store(
        AGENCY, ["sender", "dispatcher", "supplier"], sector=Sender.Sector.PRIVATE, dispatchers=(RELAY,),
        supplier=supplier(ui_address="https://brev.example/", public_senders_only=True),
    )  # fmt: skip

    assert find_entry(AGENCY) == made.entry
    assert made.entry.dispatchers == {RELAY}
    assert made.entry.senders == frozenset()
    assert require_entry(RELAY).senders == {AGENCY}


def test_the_same_request_again_changes_nothing_and_logs_nothing() -> None:
    first = store(AGENCY, dispatchers=(AGENCY,))

    again = store(AGENCY, dispatchers=(AGENCY,))

    assert (again.is_new, again.entry) == (False, first.entry)
    assert kinds(AGENCY) == ["connected"]


def test_what_a_change_does_not_name_stays() -> None:
    store(RELAY, ["dispatcher"])
    store(AGENCY, sector=Sender.Sector.PRIVATE, dispatchers=(RELAY,))

    after = change(AGENCY, name="Verket med nytt namn")

    assert after.name == "Verket med nytt namn"
    assert after.sector is Sender.Sector.PRIVATE
    assert after.dispatchers == {RELAY}


def test_names_lose_the_blanks_around_them() -> None:
    assert store(AGENCY, name="  Verket  ").entry.name == "Verket"


def test_only_actors_that_there_are_can_be_changed() -> None:
    with pytest.raises(NotFound) as refused:
        change(AGENCY, name="Nytt")

    assert f"PUT /api/v1/actors/{AGENCY}" in refused.value.text.english
    assert find_entry(AGENCY) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"dispatchers": (RELAY,)}, {(RELAY, AGENCY)}),
        ({"dispatchers": (RELAY, AGENCY)}, {(RELAY, AGENCY), (AGENCY, AGENCY)}),
        ({"dispatchers": ()}, set()),
        ({"senders": ()}, set()),
        ({"senders": (AGENCY, OTHER_AGENCY)}, {(AGENCY, AGENCY), (AGENCY, OTHER_AGENCY)}),
        ({"senders": (OTHER_AGENCY,), "dispatchers": (AGENCY,)}, {(AGENCY, AGENCY), (AGENCY, OTHER_AGENCY)}),
    ],
)
def test_an_organisation_that_sends_for_itself_stands_in_both_lists_or_in_none(
    values: dict[str, Any], expected: set[tuple[str, str]]
) -> None:
    store(RELAY, ["dispatcher"], senders=())
    store(OTHER_AGENCY, ["sender"], dispatchers=())
    store(AGENCY)

    after = change(AGENCY, **values)

    assert rights() == expected
    assert (AGENCY in after.dispatchers) == (AGENCY in after.senders) == ((AGENCY, AGENCY) in expected)


def test_a_dispatcher_that_gives_up_its_role_sends_for_nobody_any_more() -> None:
    store(OTHER_AGENCY, ["sender"], dispatchers=())
    store(AGENCY, senders=(AGENCY, OTHER_AGENCY))

    after = change(AGENCY, ["sender"])

    assert after.roles == {Role.SENDER}
    assert after.dispatchers == after.senders == frozenset()
    assert rights() == set()
    assert not actors.read_actors().dispatchers


def test_a_suspended_actor_is_none_until_it_is_resumed() -> None:
    store(AGENCY)

    assert changes.suspend_actor(AGENCY, NOTE).state is State.SUSPENDED
    assert not actors.read_actors().senders
    assert not actors.read_actors().may_send_for
    assert changes.resume_actor(AGENCY, NOTE).state is State.CONNECTED
    assert actors.read_actors().may_send_for == {AGENCY: frozenset({AGENCY})}
    assert kinds(AGENCY) == ["connected", "suspended", "resumed"]


def test_all_roles_are_suspended_together() -> None:
    store(AGENCY, ["sender", "dispatcher", "supplier"], supplier=supplier())

    changes.suspend_actor(AGENCY, NOTE)

    known = actors.read_actors()
    assert not known.senders
    assert not known.dispatchers
    assert not known.suppliers


def test_suspending_twice_is_logged_once() -> None:
    store(AGENCY)
    changes.suspend_actor(AGENCY, NOTE)
    changes.suspend_actor(AGENCY, NOTE)

    assert kinds(AGENCY) == ["connected", "suspended"]


def test_a_change_does_not_resume_a_suspended_actor() -> None:
    store(AGENCY)
    changes.suspend_actor(AGENCY, NOTE)

    assert store(AGENCY, ["sender", "dispatcher"], name="Nytt namn").entry.state is State.SUSPENDED
    assert not actors.read_actors().senders


@pytest.mark.parametrize("act", [changes.suspend_actor, changes.resume_actor, changes.disconnect_actor])
def test_what_is_no_actor_cannot_be_suspended_resumed_or_disconnected(act: Any) -> None:
    with pytest.raises(NotFound):
        act(AGENCY, NOTE)

    assert kinds(AGENCY) == []


def test_a_disconnected_sender_is_gone_with_its_rights() -> None:
    store(RELAY, ["dispatcher"], senders=())
    store(AGENCY, dispatchers=(AGENCY, RELAY))

    changes.disconnect_actor(AGENCY, NOTE)

    assert find_entry(AGENCY) is None
    assert rights() == set()
    assert require_entry(RELAY).senders == frozenset()
    assert not actors.read_actors().is_sender(AGENCY)
    assert kinds(AGENCY) == ["connected", "disconnected"]


def test_a_refusal_outlives_the_sender_and_counts_again_when_it_comes_back(operator: ActorEntry) -> None:
    """Else a sender that is disconnected for a day would be accepted by those who have refused it."""
    store(AGENCY)
    account = give_customer()
    choice = SenderChoice.objects.create(
        account=account, sender=Sender.objects.get(), accepted=False, changed_at=clock.now()
    )

    changes.disconnect_actor(AGENCY, NOTE)
    store(AGENCY)

    assert SenderChoice.objects.get() == choice
    assert choice.sender == Sender.objects.get(disconnected_at=None)


def test_an_actor_that_comes_back_gets_what_new_ones_get() -> None:
    store(AGENCY, dispatchers=())
    changes.disconnect_actor(AGENCY, NOTE)

    again = store(AGENCY)

    assert again.is_new
    assert rights() == {(AGENCY, AGENCY)}
    assert kinds(AGENCY) == ["connected", "disconnected", "connected"]


def test_a_role_can_be_given_up_and_taken_again() -> None:
    store(AGENCY, ["sender", "dispatcher"])
    change(AGENCY, ["dispatcher"])
    assert Sender.objects.get().disconnected_at is not None

    after = change(AGENCY, ["sender", "dispatcher"])

    assert Sender.objects.get().disconnected_at is None
    assert after.dispatchers == {AGENCY}
    assert Dispatcher.objects.count() == 1
