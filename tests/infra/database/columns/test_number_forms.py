"""The database refuses numbers that are none, also when no code of ours has checked them."""

import re

import pytest
from django.db import IntegrityError, transaction

from far.models import Sender
from infra.database.columns.number_forms import ORGANISATION_FORM, PERSON_FORM, RECIPIENT_FORM

PERSON, ORGANISATION = "198101052382", "162021004748"


@pytest.mark.parametrize(
    ("form", "numbers"),
    [(PERSON_FORM, [PERSON]), (ORGANISATION_FORM, [ORGANISATION]), (RECIPIENT_FORM, [PERSON, ORGANISATION])],
    ids=["person", "organisation", "recipient"],
)
def test_each_form_takes_its_numbers_alone(form: str, numbers: list[str]) -> None:
    taken = [number for number in (PERSON, ORGANISATION, f"{PERSON}0", "8101052382", "") if re.match(form, number)]

    assert taken == numbers


@pytest.mark.django_db
@pytest.mark.parametrize("number", [PERSON, "2021004748", "16202100474x"])
def test_a_row_with_another_number_is_refused_by_the_database(number: str) -> None:
    with pytest.raises(IntegrityError, match="organisation"), transaction.atomic():
        Sender.objects.create(organisation=number, name="Kommunen")
