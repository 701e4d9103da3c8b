"""Numbers for people on demand are on the official list, of the right age, and nobody's."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from base_registers.models import Person
from infra import clock
from infra.errors import IllegalState
from infra.hooks.runs import ItemKind
from infra.identity import RecipientId
from testbed import world
from testbed.on_demand import numbers
from testbed.runs.models import Run, RunItem


def test_every_number_that_can_be_given_is_on_the_official_list(shared: Path) -> None:
    official = set((shared / "domain" / "testpersonnummer.txt").read_text().split())

    days = [date(1890, 1, 1) + timedelta(days=day) for day in range(365 * 137)]
    given = [number for day in days for number in numbers.numbers_of(day)]

    assert set(given) <= official
    assert len(given) == len(set(given)) > 29_000


def test_no_number_is_one_of_the_seeds() -> None:
    for person in world.named_persons():
        born = RecipientId.parse(person.number).birth_date
        assert born is not None
        assert person.number not in numbers.numbers_of(born)


@pytest.mark.parametrize("age", [2, 12, 13, 17, 18, 40, 49, 60, 75, 90, 100, 106])
def test_somebody_is_as_old_as_was_asked(db: None, age: int) -> None:
    for _ in range(5):
        assert RecipientId.parse(numbers.unused_number(age)).age_at(clock.today()) == age


def test_somebody_of_no_age_in_particular_is_grown_up(db: None) -> None:
    for _ in range(20):
        age = RecipientId.parse(numbers.unused_number()).age_at(clock.today())
        assert age is not None
        assert age in numbers.USUAL_AGES


def test_a_number_that_is_taken_or_was_used_by_a_run_is_not_given_again(db: None) -> None:
    run = Run.objects.create(
        label="prov", name="prov", quota=99, made_at=clock.now(), expires_at=clock.now() + timedelta(days=1)
    )
    seen: set[str] = set()
    today = clock.today()
    born = map(date.fromordinal, range(today.toordinal() - 39_100, today.toordinal() - 38_700))
    everybody = {n for day in born for n in numbers.numbers_of(day) if RecipientId.parse(n).age_at(today) == 106}
    while len(seen) < len(everybody):
        number = numbers.unused_number(106)
        assert number not in seen
        seen.add(number)
        if len(seen) % 2:
            Person.objects.create(number=number, name="Prov")
        else:
            RunItem.objects.create(run=run, kind=ItemKind.PERSON, key=number)

    with pytest.raises(IllegalState, match="of that age are in use"):
        numbers.unused_number(106)
    assert len(seen) > 10
