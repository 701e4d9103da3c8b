"""How many letters went which way, what paper cost, and what was saved."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from formedlare.models.channel import Channel
from infra import clock
from print_supplier import prices, runs, statistics
from tests import cast
from tests.print_supplier.pdf_files import attached
from tests.relay import Relay, work

DECEASED, BYNS_KRAFT = "193801029202", "165560000027"
KOMMUN_A, KOMMUN_B = "162021004748", "162021003898"
Later = Callable[[timedelta], None]
ONE_SHEET = 1150 + 70 + 60


@pytest.fixture
def sent(relay: Relay, kommun_b: cast.Sender) -> None:
    """Three by Mina meddelanden, one by e-mail, two on paper, and one that reached nobody."""
    for to in (cast.ARVID, cast.MARIA, cast.TOLVAN, DECEASED):
        relay.distribute(to, relay.sender.text(attachments=[attached(pages=5)]))
    relay.notify(BYNS_KRAFT)
    other = Relay(kommun_b)
    other.distribute(cast.ARVID, kommun_b.text(attachments=[]))
    other.distribute(cast.TOLVAN, kommun_b.text(attachments=[]))
    work()
    assert len(list(runs.print_all())) == 1


def by_channel(found: statistics.Statistics) -> dict[str, tuple[int, int, int]]:
    return {line.channel.value: (line.letters, line.cost_ore, line.saved_ore) for line in found.by_channel()}


@pytest.mark.usefixtures("sent")
def test_letters_and_costs_stand_by_channel() -> None:
    found = statistics.count_letters()

    assert by_channel(found) == {
        "mina_meddelanden": (3, 0, 3 * ONE_SHEET),
        "email": (1, 0, ONE_SHEET),
        "sms": (0, 0, 0),
        "print": (2, (1150 + 70 + 4 * 60) + ONE_SHEET, 0),
    }
    assert (found.letters, found.failed) == (6, 1)
    assert found.cost_ore == 1460 + ONE_SHEET
    assert found.saved_ore == 4 * ONE_SHEET


@pytest.mark.usefixtures("sent")
def test_each_sender_has_its_own() -> None:
    found = statistics.count_letters(KOMMUN_B)

    assert [(line.sender, line.channel, line.letters, line.sheets) for line in found.lines] == [
        (KOMMUN_B, Channel.MINA_MEDDELANDEN, 1, 0),
        (KOMMUN_B, Channel.PRINT, 1, 1),
    ]
    assert found.failed == 0
    everybody = statistics.count_letters()
    assert {line.sender for line in everybody.lines} == {KOMMUN_A, KOMMUN_B}


def test_a_period_begins_with_its_first_moment_and_ends_before_its_last(sent: None, later: Later) -> None:
    now = clock.now()

    assert statistics.count_letters(since=now - timedelta(hours=1), until=now).letters == 6
    assert statistics.count_letters(since=now).letters == 0
    assert statistics.count_letters(until=now - timedelta(hours=1)).letters == 0


def test_what_is_under_way_is_not_counted(relay: Relay) -> None:
    relay.distribute(cast.TOLVAN, relay.sender.text(attachments=[]))
    work()

    assert statistics.count_letters().letters == 0


@pytest.mark.usefixtures("sent")
def test_the_database_is_asked_three_times_however_much_there_is() -> None:
    with CaptureQueriesContext(connection) as asked:
        statistics.count_letters()

    assert len(asked) == 3


def test_what_is_saved_is_counted_by_the_smallest_letter_of_the_price_list(sent: None) -> None:
    assert prices.current_prices().cost_of(1).total_ore == ONE_SHEET
