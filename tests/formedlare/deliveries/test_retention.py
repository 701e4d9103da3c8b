"""What the relay forgets of finished letters, and when."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from formedlare.deliveries import retention
from formedlare.models import Content, Distribution, Event, Leg, SealedMessage
from print_supplier import runs
from print_supplier.models import PrintLetter
from tests import cast
from tests.relay import Relay, work

Later = Callable[[timedelta], None]
DOWN_AT = "198801012397"


@pytest.fixture
def letters(relay: Relay) -> list[Distribution]:
    """Delivered, printed, and waiting for an operator that is down."""
    plain = relay.sender.text(attachments=[])
    sent = [relay.distribute(to, plain) for to in (cast.MARIA, cast.TOLVAN, DOWN_AT)]
    work()
    runs.print_queued()
    return sent


def test_histories_stay_for_good_unless_a_setting_says_for_how_long(
    letters: list[Distribution], later: Later
) -> None:
    later(timedelta(days=4_000))
    retention.delete_sealed_messages()
    retention.delete_contents()

    assert retention.delete_histories() == 0
    assert Leg.objects.count() == 3
    assert SealedMessage.objects.count() == Content.objects.count() == 1


def test_a_history_goes_whole_after_its_days_and_what_is_under_way_stays(
    letters: list[Distribution], relay: Relay, later: Later, settings: Settings
) -> None:
    settings.RELAY_HISTORY_DAYS = 30
    later(timedelta(days=29))
    assert retention.delete_histories() == 0

    later(timedelta(days=2))
    new = relay.distribute(cast.ARVID)
    assert retention.delete_histories() == 2

    assert list(Distribution.objects.order_by("pk")) == [letters[2], new]
    assert set(Event.objects.values_list("leg__distribution", flat=True)) == {letters[2].pk}
    assert not PrintLetter.objects.exists()
    assert retention.delete_histories() == 0
