"""Each door of the mailbox takes a small input, so that its times are those of the work and not of a refusal."""

import pytest

from tests.doubling.growth import Door
from tests.doubling.mailbox_doors import mailbox_doors


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("door", list(mailbox_doors()), ids=str)
def test_a_door_takes_a_small_input_or_refuses_it_in_its_own_way(door: Door) -> None:
    try:
        door.take(door.make(800))
    except door.refusals:
        assert door.name.startswith(("reader", "calendar", "Word"))
