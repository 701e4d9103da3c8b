"""Seeding again keeps what people did; restoring puts the promise back; neither touches anybody's mail."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from base_registers.models import Officer
from far import actors
from far.models import Account, Dispatcher, DispatchRight, PendingRequest, Sender, SenderChoice, ServiceSupplier
from formedlare.models import ChannelRule, ContactAddress
from infra import clock
from mailbox_operator.models import Mailbox
from mailbox_ui.models import EidHolder
from testbed.world import channel_rules
from testbed.world.seed import seed_world

pytestmark = pytest.mark.usefixtures("world")
ARVID, MARIA, TOLVAN, PER, EVA = (
    "192705178354",
    "198101052382",
    "191212121212",
    "197601012391",
    "197901012380",
)


def kivra() -> ServiceSupplier:
    return ServiceSupplier.objects.get(name="kivra.com")


def test_seeding_again_keeps_what_was_changed() -> None:
    Mailbox.objects.filter(holder=MARIA).update(email="new@example.com", announce_by_sms=False)
    Account.objects.filter(recipient=ARVID).update(supplier=kivra())
    SenderChoice.objects.filter(account=PER).update(accepted=True)
    Account.objects.create(recipient=TOLVAN, supplier=kivra(), registered_at=datetime(2026, 1, 1, tzinfo=UTC))

    seed_world()

    maria = Mailbox.objects.get(holder=MARIA)
    assert (maria.email, maria.announce_by_sms) == ("new@example.com", False)
    assert Account.objects.get(recipient=ARVID).supplier == kivra()
    assert SenderChoice.objects.get(account=PER).accepted
    assert Account.objects.filter(recipient=TOLVAN).exists()


def test_seeding_again_creates_what_is_missing() -> None:
    Mailbox.objects.filter(holder=MARIA).delete()

    seed_world()

    assert Mailbox.objects.get(holder=MARIA).announce_by_email


def test_seeding_again_changes_nothing_and_asks_little() -> None:
    before = counts()

    with CaptureQueriesContext(connection) as asked:
        seed_world()

    assert counts() == before
    assert len(asked) < 30


def test_the_list_to_pick_from_follows_the_data_file() -> None:
    EidHolder.objects.filter(number=MARIA).update(note="a text of an earlier version")

    seed_world()

    assert EidHolder.objects.get(number=MARIA).note.startswith("Brevlåda hos Min myndighetspost")


def test_restoring_puts_back_what_was_changed() -> None:
    Mailbox.objects.filter(holder=MARIA).update(email="", announce_by_email=False)
    Account.objects.filter(recipient=EVA).update(pending=False)
    Account.objects.filter(recipient=ARVID).update(supplier=kivra())
    Sender.objects.update(suspended=True)
    SenderChoice.objects.filter(account=PER).update(accepted=True)

    seed_world(restore=True)

    assert Mailbox.objects.get(holder=MARIA).announce_by_email
    assert Account.objects.get(recipient=EVA).pending
    assert Account.objects.get(recipient=ARVID).supplier.name == "minmyndighetspost.se"
    assert not Sender.objects.filter(suspended=True).exists()
    assert not SenderChoice.objects.get(account=PER).accepted


def test_restoring_takes_away_what_nobody_was_promised() -> None:
    kommun_a, kommun_b = Sender.objects.get(name="Kommun A"), Sender.objects.get(name="Kommun B")
    relay = Dispatcher.objects.get(name="Kommun A")
    DispatchRight.objects.create(dispatcher=relay, sender=kommun_b)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    Account.objects.create(recipient=TOLVAN, supplier=kivra(), registered_at=now)
    SenderChoice.objects.create(account_id=ARVID, sender=kommun_a, accepted=False, changed_at=now)
    Officer.objects.create(company_id="165560000001", person_id=ARVID, role="Deputy")
    before_the_change = len(DispatchRight.objects.all()) - 1

    seed_world(restore=True)

    assert DispatchRight.objects.count() == before_the_change
    assert not DispatchRight.objects.filter(dispatcher=relay, sender=kommun_b).exists()
    assert not Account.objects.filter(recipient=TOLVAN).exists()
    assert not SenderChoice.objects.filter(account=ARVID).exists()
    assert not Officer.objects.filter(person=ARVID).exists()


def test_the_registration_that_waits_does_so_with_a_request_for_its_holder() -> None:
    request = PendingRequest.objects.get()

    assert (request.account_id, request.kind, request.expires_at) == (EVA, "Create", None)
    assert request.agreement_text


def test_a_registration_that_has_been_completed_does_not_wait_again() -> None:
    Account.objects.filter(recipient=EVA).update(pending=False)
    PendingRequest.objects.all().delete()

    seed_world()

    assert not Account.objects.get(recipient=EVA).pending
    assert not PendingRequest.objects.exists()


def test_restoring_withdraws_what_waits_of_others() -> None:
    arvid = Account.objects.get(recipient=ARVID)
    PendingRequest.objects.create(
        account=arvid,
        kind="Delete",
        operator=arvid.supplier,
        supplier=arvid.supplier,
        agreement_text="",
        begun_at=clock.now(),
    )

    seed_world(restore=True)

    assert [request.account_id for request in PendingRequest.objects.all()] == [EVA]


def test_restoring_keeps_when_things_began_and_what_the_seed_does_not_know() -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    Account.objects.filter(recipient=ARVID).update(registered_at=long_ago)
    Mailbox.objects.filter(holder=ARVID).update(opened_at=long_ago)
    Account.objects.create(recipient="197706022394", supplier=kivra(), registered_at=long_ago)
    Sender.objects.create(organisation="165590000005", name="A tester's own")

    seed_world(restore=True)

    assert Account.objects.get(recipient=ARVID).registered_at == long_ago
    assert Mailbox.objects.get(holder=ARVID).opened_at == long_ago
    assert Account.objects.filter(recipient="197706022394").exists()
    assert Sender.objects.filter(name="A tester's own").exists()


def test_the_command_says_in_one_line_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("seed")

    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("The demo world: 45 persons, 14 companies, ")


def counts() -> list[int]:
    models = (
        Account,
        Dispatcher,
        DispatchRight,
        Officer,
        Sender,
        SenderChoice,
        ServiceSupplier,
        Mailbox,
        EidHolder,
    )
    return [model._default_manager.count() for model in models]


def test_restoring_puts_the_rules_of_the_channel_switch_back() -> None:
    ChannelRule.objects.filter(position=1).update(name="En testares", channels=["sms"])
    ChannelRule.objects.filter(position=2).delete()
    ChannelRule.objects.create(sender="", position=3, name="Tredje", channels=["print"])
    ChannelRule.objects.create(sender="162021004748", position=1, name="Egen", channels=["print"])
    ChannelRule.objects.create(sender="165590000005", position=1, name="En annan avsändares", channels=["print"])
    ContactAddress.objects.filter(sender="162021004748").update(email="fel@example.org")
    today = clock.today()
    ContactAddress.objects.create(
        sender="162021004748", recipient=TOLVAN, email="t@example.org", confirmed_on=today
    )

    seed_world()
    assert ChannelRule.objects.get(sender="", position=1).name == "En testares"
    seed_world(restore=True)

    assert [(rule.sender, rule.name, rule.channels) for rule in ChannelRule.objects.all()] == [
        ("", channel_rules.COMPANIES, ["mina_meddelanden", "email", "print"]),
        ("", channel_rules.PERSONS, ["mina_meddelanden", "print"]),
        ("165590000005", "En annan avsändares", ["print"]),
    ]
    lines = ContactAddress.objects.values_list("sender", "recipient", "email").order_by("sender")
    assert list(lines) == [
        ("162021003898", "165560000027", "info@bynskraft.example"),
        ("162021004748", "165560000027", "styrelsen@bynskraft.example"),
    ]


def test_restored_actors_count_at_once_though_their_list_is_kept_in_memory(
    settings: Settings, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    Sender.objects.update(suspended=True)
    assert not actors.current_actors().senders
    settings.REGISTER_CACHE_SECONDS = 3_600.0

    with django_capture_on_commit_callbacks(execute=True):
        seed_world(restore=True)

    assert actors.current_actors().is_sender("162021004748")
