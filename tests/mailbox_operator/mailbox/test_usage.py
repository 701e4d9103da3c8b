"""Which mailboxes have been unused for how long."""

from datetime import timedelta

import pytest
from django.test import Client

from mailbox_operator.mailbox import opening, usage
from mailbox_operator.models import Mailbox, Operator
from tests.mailbox_operator.conftest import HOLDER, NOW, Clock, mailbox_of
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db
OTHERS = ("192705178354", "191212121212")


@pytest.fixture
def operator(clock: Clock) -> Operator:
    return mailbox_of().operator


def test_a_mailbox_counts_from_the_day_it_was_opened(operator: Operator, clock: Clock) -> None:
    clock.move(timedelta(days=30, seconds=1))

    assert usage.unused_mailboxes(operator, 30) == [HOLDER]
    assert usage.unused_mailboxes(operator, 31) == []


def test_a_mailbox_that_is_opened_counts_from_then(operator: Operator, clock: Clock) -> None:
    clock.move(timedelta(days=40))
    usage.note_use(mailbox_of())
    clock.move(timedelta(days=20))

    assert usage.unused_mailboxes(operator, 30) == []
    assert usage.unused_mailboxes(operator, 19) == [HOLDER]


def test_the_longest_unused_comes_first(operator: Operator, clock: Clock) -> None:
    clock.move(timedelta(days=1))
    opening.open_mailboxes(operator, OTHERS[:1])
    clock.move(timedelta(days=1))
    opening.open_mailboxes(operator, OTHERS[1:])
    clock.move(timedelta(days=90))

    assert usage.unused_mailboxes(operator, 10) == [HOLDER, *OTHERS]


def test_closed_mailboxes_and_other_operators_do_not_count(operator: Operator, clock: Clock) -> None:
    other = Operator.objects.create(name="annan.example", display_name="Annan", organisation="165560000001")
    opening.open_mailboxes(other, OTHERS)
    opening.close_mailboxes(operator, [HOLDER])
    clock.move(timedelta(days=90))

    assert usage.unused_mailboxes(operator, 10) == []


@pytest.mark.parametrize("days", [0, 36_500, 2_147_483_647])
def test_any_number_of_days_can_be_asked_for(operator: Operator, days: int, clock: Clock) -> None:
    clock.move(timedelta(seconds=1))

    assert usage.unused_mailboxes(operator, days) == ([HOLDER] if days == 0 else [])


def test_use_is_written_down_once_an_hour(operator: Operator, clock: Clock) -> None:
    usage.note_use(mailbox_of())
    clock.move(timedelta(minutes=59))
    usage.note_use(Mailbox.objects.get())
    assert Mailbox.objects.get().last_used_at == NOW

    clock.move(timedelta(minutes=1))
    usage.note_use(Mailbox.objects.get())

    assert Mailbox.objects.get().last_used_at == NOW + timedelta(hours=1)


def test_a_clock_that_is_set_back_does_not_stop_the_noting(operator: Operator, clock: Clock) -> None:
    usage.note_use(mailbox_of())
    clock.move(timedelta(days=-10))

    usage.note_use(Mailbox.objects.get())

    assert Mailbox.objects.get().last_used_at == NOW - timedelta(days=10)


def test_looking_at_the_inbox_is_use(client: Client) -> None:
    mailbox = make.mailbox(make.ANNA)
    make.log_in(client, make.ANNA)

    page = client.get(f"/post/{mailbox.operator.name}/")

    assert (page.status_code, page.headers.get("Location")) == (200, None)
    assert Mailbox.objects.get(pk=mailbox.pk).last_used_at is not None
