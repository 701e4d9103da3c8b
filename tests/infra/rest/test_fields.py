"""Fields read what people write, and refuse other values in both languages."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from rest_framework.serializers import CharField, IntegerField, ValidationError

from infra.rest.fields import (
    DayField,
    HexField,
    LimitedIntegerField,
    MomentField,
    OrganisationField,
    RecipientField,
)
from infra.texts import Text
from infra.validation import NumberLimits
from infra.validation.unstorable import WRONG_MOMENT


def refused(field: CharField | IntegerField | MomentField | DayField, value: Any) -> Text:
    return Text(_refused_in("sv", field, value), _refused_in("en", field, value))


def _refused_in(language: str, field: CharField | IntegerField | MomentField | DayField, value: Any) -> str:
    with translation.override(language), pytest.raises(ValidationError) as refusal:
        # Each serializer has copies of its fields, since a field may keep a message in the first language.
        deepcopy(field).run_validation(value)
    [detail] = refusal.value.detail
    return str(detail)


@pytest.mark.parametrize(
    ("field", "written", "read"),
    [
        (RecipientField(), "19810105-2382", "198101052382"),
        (RecipientField(), "162021004748", "162021004748"),
        (OrganisationField(), "202100-4748", "162021004748"),
        (HexField(4), "0a9f", "0a9f"),
    ],
)
def test_values_are_read_as_people_write_them(field: CharField, written: str, read: str) -> None:
    assert field.run_validation(written) == read


@pytest.mark.parametrize(
    ("field", "text", "swedish", "english"),
    [
        (RecipientField(), "999", "det har 3 siffror, inte 10 eller 12", "it has 3 digits, not 10 or 12"),
        (RecipientField(), "198101052383", "det har fel kontrollsiffra", "it has a wrong check digit"),
        (OrganisationField(), "999", "det har 3 siffror", "it has 3 digits"),
        (OrganisationField(), "198101052382", "är inte tio siffror, eller 16", "is not ten digits, or 16"),
        (HexField(4), "0A9F", "ska vara 4 hexadecimala siffror", "must be 4 hexadecimal digits"),
        (HexField(4), "0a9f0", "ska vara 4 hexadecimala siffror", "must be 4 hexadecimal digits"),
        (HexField(4), "0a9g", "0–9 och a–f", "0–9 and a–f"),
    ],
)
def test_what_is_wrong_with_a_value_is_told(field: CharField, text: str, swedish: str, english: str) -> None:
    told = refused(field, text)

    assert swedish in told.swedish
    assert english in told.english
    assert "digit" not in told.swedish


@pytest.mark.parametrize("value", [0, 10, "x", "", 1.5])
def test_a_number_outside_its_limits_is_refused_with_them(value: Any) -> None:
    assert refused(LimitedIntegerField(NumberLimits(1, 9)), value) == NumberLimits(1, 9).text


@pytest.mark.parametrize("value", [1, 9, "5"])
def test_a_number_within_its_limits_is_taken(value: Any) -> None:
    assert LimitedIntegerField(NumberLimits(1, 9)).run_validation(value) == int(value)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-24T13:00:00.5+01:00",
        "2026-11-24T13:00:00.5 01:00",
        "2026-11-24 13:00:00.5 01:00",
        "2026-11-24T12:00:00.5Z",
    ],
)
def test_a_moment_is_the_same_whether_its_plus_came_as_a_blank(written: str) -> None:
    assert MomentField().run_validation(written).timestamp() == 1795521600.5


@pytest.mark.parametrize("written", ["igår", "2026-11-24T13:00:00 +01:00x", 7])
def test_what_is_no_moment_is_refused(written: Any) -> None:
    refused(MomentField(), written)


def test_a_day_is_read_as_iso_8601_writes_it() -> None:
    assert DayField().run_validation("2026-03-29") == date(2026, 3, 29)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_a_database_cannot_keep_is_refused_with_the_years_that_it_can(day: str) -> None:
    assert refused(DayField(), day) == WRONG_MOMENT
