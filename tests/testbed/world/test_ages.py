"""There is always somebody who is 12 and somebody who is 13, as long as the official list has such people."""

from datetime import date, timedelta

import pytest

from base_registers.models import Person
from far.models import Account
from infra import clock
from infra.identity import RecipientId
from mailbox_operator.models import Delivery, Mailbox, Message, Operator
from mailbox_ui.models import EidHolder
from testbed import world
from testbed.world.seed import seed_world

LAST_OF_12 = date(2037, 12, 30)
"""The day before the youngest on the list is 13."""
DAYS = [
    date(year, month, day) for year in range(2026, 2038) for month, day in ((1, 1), (3, 31), (8, 15), (12, 30))
]


def is_(child: world.WorldPerson | None, age: int, day: date) -> bool:
    return child is not None and RecipientId.parse(child.number).age_at(day) == age


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_one_is_12_and_one_is_13(today: date) -> None:
    assert is_(world.child_of(12, today), 12, today)
    assert is_(world.child_of(13, today), 13, today)


@pytest.mark.parametrize("today", [day for day in DAYS if day < date(2037, 1, 1)], ids=str)
def test_the_one_who_is_12_stays_12_for_months(today: date) -> None:
    assert is_(world.child_of(12, today), 12, today + timedelta(days=150))


@pytest.mark.parametrize("year", range(2038, 2042))
def test_after_the_end_of_the_list_the_world_does_without(year: int) -> None:
    today = date(year, 7, 1)

    assert is_(world.child_of(12, LAST_OF_12), 12, LAST_OF_12)
    assert world.child_of(12, today) is None
    assert is_(world.child_of(13, today), 13, today) == (year == 2038)
    assert len(world.list_persons(today)) >= len(world.named_persons())


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2027, 1, 1), date(2033, 1, 1)], ids=str)
def test_the_12_year_old_has_no_mailbox_and_the_13_year_old_has_one(
    db: None, monkeypatch: pytest.MonkeyPatch, pki: None, today: date
) -> None:
    seed_on(today, monkeypatch)

    twelve, thirteen = world.child_of(12, today), world.child_of(13, today)
    assert twelve is not None
    assert thirteen is not None
    assert Person.objects.filter(number__in=[twelve.number, thirteen.number]).count() == 2
    assert not Account.objects.filter(recipient=twelve.number).exists()
    assert not EidHolder.objects.filter(number=twelve.number).exists()
    assert Account.objects.get(recipient=thirteen.number).supplier.name == "kivra.com"
    assert EidHolder.objects.get(number=thirteen.number).note.startswith("13 år")


def test_seeding_on_a_later_day_moves_on_and_keeps_the_mail(
    db: None, monkeypatch: pytest.MonkeyPatch, pki: None
) -> None:
    then, later = date(2026, 11, 24), date(2028, 6, 1)
    seed_on(then, monkeypatch)
    child = world.child_of(13, then)
    assert child is not None
    put_a_message_in(Mailbox.objects.get(holder=child.number))

    seed_on(later, monkeypatch)

    assert Message.objects.get().mailbox.holder == child.number
    assert EidHolder.objects.get(number=child.number).note.startswith("14 år")
    notes = EidHolder.objects.filter(note__startswith="13 år").values_list("number", flat=True)
    assert [RecipientId.parse(number).age_at(later) for number in notes] == [13]


def seed_on(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: day)
    seed_world()


def put_a_message_in(mailbox: Mailbox) -> None:
    delivery = Delivery.objects.create(
        operator=Operator.objects.get(pk=mailbox.operator_id),
        signed_digest="0" * 64,
        recipient=mailbox.holder,
        received_at=clock.now(),
        sealed_xml=b"",
    )
    Message.objects.create(delivery=delivery, mailbox=mailbox, position=0, received_at=clock.now())
