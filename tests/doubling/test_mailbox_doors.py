"""Each door of the mailbox takes a small input: its times are those of the work, and not of a mistake here."""

import pytest

from tests.doubling.growth import Door
from tests.doubling.mailbox_doors import mailbox_doors


@pytest.mark.usefixtures("world")
def test_every_door_takes_a_small_input_or_refuses_it_in_its_own_way() -> None:
    refused = [door.name for door in mailbox_doors() if not _takes(door)]

    assert all(name.startswith(("reader", "calendar", "Word")) for name in refused)


def _takes(door: Door) -> bool:
    try:
        door.take(door.make(800))
    except door.refusals:
        return False
    return True
