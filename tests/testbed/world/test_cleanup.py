"""Restoring removes what the seeded actors have beyond the promise, and nothing else."""

from datetime import UTC, datetime

import pytest

from far.models import Account, Dispatcher, DispatchRight, Sender, SenderChoice, ServiceSupplier
from infra import clock
from mailbox_operator.models import Mailbox
from testbed import world as demo_world
from testbed.world import actors, cleanup

pytestmark = pytest.mark.usefixtures("world")

ARVID, TOLVAN, PER = "192705178354", "191212121212", "197601012391"
DAY = datetime(2026, 1, 1, tzinfo=UTC)


def remove_surplus() -> None:
    cleanup.remove_surplus([*demo_world.list_persons(clock.today()), *demo_world.list_companies()])


def test_a_world_as_promised_stays_as_it_is() -> None:
    models = (Account, DispatchRight, SenderChoice, Mailbox)
    before = [model._default_manager.count() for model in models]

    remove_surplus()

    assert [model._default_manager.count() for model in models] == before


def test_an_approval_that_was_not_promised_goes() -> None:
    relay, sender = Dispatcher.objects.get(name="Kommun A"), Sender.objects.get(name="Kommun B")
    DispatchRight.objects.create(dispatcher=relay, sender=sender)

    remove_surplus()

    assert not DispatchRight.objects.filter(dispatcher=relay, sender=sender).exists()
    assert DispatchRight.objects.filter(dispatcher=relay).count() == 1


def test_an_approval_of_a_tester_s_own_relay_stays() -> None:
    own = Dispatcher.objects.create(organisation="165590000005", name="En testares")
    DispatchRight.objects.create(dispatcher=own, sender=Sender.objects.get(name="Kommun A"))

    remove_surplus()

    assert DispatchRight.objects.filter(dispatcher=own).exists()


def test_a_registration_of_somebody_without_a_mailbox_goes() -> None:
    operator = ServiceSupplier.objects.get(name="kivra.com")
    Account.objects.create(recipient=TOLVAN, supplier=operator, registered_at=DAY)

    remove_surplus()

    assert not Account.objects.filter(recipient=TOLVAN).exists()
    assert Account.objects.filter(recipient=ARVID).exists()


def test_a_refusal_that_was_not_promised_goes_and_the_promised_one_stays() -> None:
    sender = Sender.objects.get(name="Kommun A")
    SenderChoice.objects.create(account_id=ARVID, sender=sender, accepted=False, changed_at=DAY)

    remove_surplus()

    assert not SenderChoice.objects.filter(account=ARVID).exists()
    assert SenderChoice.objects.filter(account=PER).exists()


def test_mailboxes_and_their_holders_choices_stay() -> None:
    Mailbox.objects.filter(holder=ARVID).update(email="ny@example.org", announce_by_email=True)

    remove_surplus()

    assert Mailbox.objects.get(holder=ARVID).email == "ny@example.org"


def test_every_relay_is_promised_only_senders_that_exist() -> None:
    promised = {sender for _, senders in actors.RELAYS.values() for sender in senders}

    assert promised <= set(actors.SENDERS)
