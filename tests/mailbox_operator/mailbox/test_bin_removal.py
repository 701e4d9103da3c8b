"""The bin is emptied: after thirty days by itself, at once by its owner."""

from datetime import timedelta

import pytest
from django.apps import apps

from infra.declaration import SimulatorApp
from mailbox_operator import tasks
from mailbox_operator.mailbox import bin_removal, filing
from mailbox_operator.models import Attachment, Delivery, FilingStep, Mailbox, Message
from mailbox_operator.search import filling
from tests.mailbox_operator.conftest import NOW, Clock
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(clock: Clock) -> Mailbox:
    return make.mailbox(make.ANNA)


@pytest.fixture
def thrown_away(box: Mailbox) -> Message:
    letter = make.message(box, files=(("Beslut.pdf", "application/pdf", make.pdf()),))
    filling.fill_index()
    filing.move_to_bin(box.messages.all(), box)
    return letter


def test_a_letter_stays_in_the_bin_for_thirty_days(thrown_away: Message, clock: Clock) -> None:
    clock.move(timedelta(days=30) - timedelta(seconds=1))
    tasks.empty_bins()
    assert Message.objects.count() == 1

    clock.move(timedelta(seconds=1))
    tasks.empty_bins()

    assert (Message.objects.count(), Attachment.objects.count()) == (0, 0)


def test_what_was_taken_back_and_what_was_never_thrown_away_stays(
    thrown_away: Message, box: Mailbox, clock: Clock
) -> None:
    kept = make.message(box)
    filing.restore_messages(box.messages.filter(pk=thrown_away.pk), box)
    clock.move(timedelta(days=400))

    assert bin_removal.remove_expired() == 0
    assert set(box.messages.all()) == {thrown_away, kept}


def test_the_contents_go_and_the_proof_of_delivery_stays(thrown_away: Message, clock: Clock) -> None:
    clock.move(timedelta(days=31))

    assert bin_removal.remove_expired() == 1

    assert bytes(Delivery.objects.get().sealed_xml) == b""


def test_a_delivery_with_another_letter_keeps_its_contents(thrown_away: Message, box: Mailbox) -> None:
    other = make.message(box)
    other.delivery, other.position = thrown_away.delivery, 1
    other.save()

    bin_removal.remove_messages(box.messages.all(), box)

    assert list(box.messages.all()) == [other]
    assert bytes(Delivery.objects.get(pk=thrown_away.delivery_id).sealed_xml) == b"<sealed/>"


def test_only_what_lies_in_this_bin_is_removed_for_good(thrown_away: Message, box: Mailbox) -> None:
    inbox = make.message(box)
    berits = make.mailbox(make.BERIT, at=box.operator)

    assert bin_removal.remove_messages(Message.objects.all(), berits) == 0
    assert bin_removal.remove_messages(Message.objects.all(), box) == 1
    assert list(Message.objects.all()) == [inbox]


def test_many_are_removed_in_several_transactions(box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bin_removal, "BATCH", 10)
    make.many_messages(box, 35)
    filing.move_to_bin(box.messages.all(), box)

    assert bin_removal.remove_messages(box.messages.all(), box) == 35


def test_the_time_of_the_next_removal_is_known(thrown_away: Message) -> None:
    assert bin_removal.next_removal() == NOW + timedelta(days=30)
    app = apps.get_app_config("mailbox_operator")
    assert isinstance(app, SimulatorApp)
    assert app.next_due() == NOW + timedelta(days=30)
    filing.restore_messages(Message.objects.all(), thrown_away.mailbox)
    assert bin_removal.next_removal() is None


def test_what_was_done_can_be_undone_for_a_day(thrown_away: Message, clock: Clock) -> None:
    clock.move(timedelta(days=1))
    bin_removal.remove_expired()

    assert FilingStep.objects.count() == 0
    assert Message.objects.get().state == Message.State.BIN
