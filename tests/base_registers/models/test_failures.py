"""The rules that the database keeps about failures."""

import pytest
from django.db import IntegrityError

from base_registers.models import SourceFailure
from tests.base_registers.registered import ARVID

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["", ARVID])
def test_a_register_fails_in_one_way_about_a_number(number: str) -> None:
    SourceFailure.objects.create(register="people", number=number, problem="DataMissing")

    with pytest.raises(IntegrityError):
        SourceFailure.objects.create(register="people", number=number, problem="DataUncertain")


def test_both_registers_may_fail_about_a_number() -> None:
    for register in SourceFailure.Register:
        SourceFailure.objects.create(register=register, number=ARVID, problem="DataMissing")

    assert SourceFailure.objects.count() == 2


def test_a_row_prints_register_and_problem_without_the_number() -> None:
    failure = SourceFailure(register="people", number=ARVID, problem="DataMissing")

    assert str(failure) == "people DataMissing"
