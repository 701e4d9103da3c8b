"""Which sender the pages of the channel switch open with."""

from __future__ import annotations

import pytest

from console.rules import senders
from console.rules.trial import TrialForm
from formedlare.models import Distribution
from infra import clock
from tests.console.conftest import SENDER

KOMMUN_B, BANK = "162021003898", "165569999161"


def hand_over(sender: str, count: int) -> None:
    now, before = clock.now(), Distribution.objects.count()
    Distribution.objects.bulk_create(
        Distribution(
            kind=Distribution.Kind.SECURE,
            sender=sender,
            sender_name="Kommun",
            caller=sender,
            content_digest=f"{before + number:064x}",
            protection_class=2,
            size=1,
            received_at=now,
            deadline=now,
        )
        for number in range(count)
    )


def first() -> str:
    return senders.most_used_sender(senders.registered_senders())


def test_before_any_letter_it_is_the_first_public_sender(world: None) -> None:
    assert first() == SENDER
    assert TrialForm(None, "").initial["sender"] == SENDER


def test_it_is_the_sender_of_most_of_the_latest_letters(world: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(senders, "LATEST", 5)
    hand_over(SENDER, 4)
    hand_over(KOMMUN_B, 2)
    assert first() == SENDER

    hand_over(KOMMUN_B, 1)

    assert first() == KOMMUN_B


def test_a_private_sender_comes_first_when_it_is_the_one_in_use(world: None) -> None:
    hand_over(BANK, 1)

    assert first() == BANK


def test_a_sender_that_is_no_longer_registered_does_not_count(world: None) -> None:
    hand_over("165560000001", 3)

    assert first() == SENDER


@pytest.mark.django_db
def test_where_nobody_is_registered_there_is_none() -> None:
    assert senders.most_used_sender({}) == ""
