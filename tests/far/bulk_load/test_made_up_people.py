"""Volume is made of numbers that are nobody's."""

from itertools import islice
from pathlib import Path

from far.bulk_load.made_up_people import MAX_COUNT, made_up_numbers
from infra.clock import today
from infra.identity import RecipientId
from infra.identity.numbers import COORDINATION_DAYS

YOUNGEST_DEAD = 120


def test_the_numbers_are_right_coordination_numbers_of_people_whom_nobody_can_be() -> None:
    for number in islice(made_up_numbers(MAX_COUNT), 0, 40_000, 7):
        read = RecipientId.parse(number)
        assert read.is_person
        assert int(number[6:8]) > COORDINATION_DAYS
        assert (read.age_at(today()) or 0) > YOUNGEST_DEAD


def test_no_number_comes_twice_and_they_come_in_order() -> None:
    numbers = list(made_up_numbers(70_000))

    assert numbers == sorted(set(numbers))


def test_the_series_is_the_same_every_time() -> None:
    assert list(made_up_numbers(2_500))[:2_000] == list(made_up_numbers(2_000))
    assert next(made_up_numbers(1)) == "180001610005"


def test_there_are_enough_for_all_of_sweden() -> None:
    assert MAX_COUNT > 30_000_000


def test_no_test_person_of_skatteverket_has_one(shared: Path) -> None:
    listed = {line.strip() for line in (shared / "domain" / "testpersonnummer.txt").read_text().split()}

    assert not listed & set(made_up_numbers(100_000))
