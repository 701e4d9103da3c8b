"""Whatever is doubled, its time is at most doubled, and a bit; what is refused is refused as fast."""

import pytest

from tests.doubling.doors import all_doors
from tests.doubling.growth import Door, measure

MAX_EXPONENT = 1.45
"""A machine that others use, too, and logarithms of sorted things, give up to 1.3; a square gives 2."""


@pytest.mark.full
@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("door", list(all_doors()), ids=str)
def test_no_input_takes_time_with_its_square(door: Door) -> None:
    growth = measure(door)

    assert growth.exponent < MAX_EXPONENT, growth.times


def test_a_square_is_recognised_as_one() -> None:
    square = Door(
        "square",
        lambda size: size // 40,
        lambda size: [0 for _ in range(size) for _ in range(size)],
        largest=256_000,
    )

    assert measure(square).exponent > 1.7
