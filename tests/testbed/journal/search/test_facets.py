"""Facets: the words by which the index knows values, alike however they are written and never mixed up."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testbed.journal.search.facets import COLUMNS, FILTERS, facet_of, facets_of

NOTHING: dict[str, Any] = dict.fromkeys(COLUMNS.values(), "")
texts = st.text(min_size=1, max_size=40)


def words(recipients: list[str] | None = None, **values: Any) -> set[str]:
    return set(facets_of({**NOTHING, **values}, recipients or []).split())


@given(st.sampled_from(FILTERS), texts)
def test_a_facet_is_one_word_of_hexadecimal_digits_whatever_the_value(name: str, value: str) -> None:
    assert len(facet_of(name, value)) == 16
    int(facet_of(name, value), 16)


@given(st.sampled_from(FILTERS), texts, st.sampled_from(["", " ", "\t ", "\n"]))
def test_blanks_around_a_value_do_not_matter(name: str, value: str, blanks: str) -> None:
    assert facet_of(name, f"{blanks}{value}{blanks}") == facet_of(name, value)


@pytest.mark.parametrize(
    ("one", "other"), [("Ä", "ä"), ("STRASSE", "strasse"), ("Straße", "STRASSE"), ("ΣΑΣ", "σας")]
)
def test_upper_and_lower_case_are_the_same_value(one: str, other: str) -> None:
    assert facet_of("label", one) == facet_of("label", other)


@given(texts)
def test_the_same_value_of_two_filters_is_not_the_same(value: str) -> None:
    assert len({facet_of(name, value) for name in FILTERS}) == len(FILTERS)


def test_a_value_cannot_be_written_so_that_it_is_another_filter_s() -> None:
    assert facet_of("a", "b=c") != facet_of("a=b", "d")
    assert facet_of("label", "x") != facet_of("labe", "lx")


def test_an_exchange_without_values_has_no_facets() -> None:
    assert facets_of(NOTHING, []) == ""


@pytest.mark.parametrize("name", COLUMNS)
def test_each_filter_looks_at_its_column(name: str) -> None:
    assert facet_of(name, "7") in facets_of({**NOTHING, COLUMNS[name]: "7"}, []).split()


def test_a_status_or_code_of_nothing_is_not_searched_for() -> None:
    assert words(code=0, status=0) == set()
    assert words(code=5001, status=500) == {facet_of("code", "5001"), facet_of("status", "500")}


def test_an_organisation_is_found_as_caller_and_as_sender() -> None:
    assert facet_of("organisation", "1") in words(caller="1")
    assert facet_of("organisation", "2") in words(sender="2")


def test_an_organisation_that_is_both_stands_once() -> None:
    written = facets_of({**NOTHING, "caller": "1", "sender": "1"}, []).split()

    assert written.count(facet_of("organisation", "1")) == 1


def test_each_of_many_recipients_is_found() -> None:
    assert words(["1", "2", "3"]) == {facet_of("recipient", number) for number in "123"}
