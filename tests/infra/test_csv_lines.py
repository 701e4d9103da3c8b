"""Lines for a spreadsheet: what it would compute is made harmless, and all else is read back as it was."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as some

from infra.csv_lines import FORMULA_BEGINNINGS, csv_line, without_formula

TEXTS = some.text(some.characters(codec="utf-8"), max_size=30)


@given(some.lists(TEXTS, min_size=2, max_size=6))
def test_a_line_is_read_back_as_it_was_written(values: list[str]) -> None:
    lines = csv_line(values)

    assert list(csv.reader([lines], delimiter=";")) == [values] or "\r" in lines[:-2] or "\n" in lines[:-2]


@given(TEXTS)
def test_no_text_begins_as_a_formula(value: str) -> None:
    assert not str(without_formula(value)).startswith(FORMULA_BEGINNINGS)
    assert str(without_formula(value)).removeprefix("'") == value.removeprefix("'")


@pytest.mark.parametrize("beginning", FORMULA_BEGINNINGS)
def test_every_beginning_of_a_formula_gets_an_apostrophe(beginning: str) -> None:
    assert without_formula(f"{beginning}1+1") == f"'{beginning}1+1"


@pytest.mark.parametrize("value", [0, -1, None, 2.5, "", "text", "1=1"])
def test_other_values_stay_as_they_are(value: object) -> None:
    assert without_formula(value) == value


def test_a_line_ends_as_spreadsheets_expect() -> None:
    assert csv_line(["a", 1, None]) == "a;1;\r\n"
    assert csv_line(['semi;colon and "quote"']) == '"semi;colon and ""quote"""\r\n'
