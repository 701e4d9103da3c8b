"""The search language: what people and programs write, and how it is understood."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.errors import InvalidInput
from testbed.journal.search.query_language import MAX_LENGTH, ExchangeCondition, Search, parse_search


@pytest.mark.parametrize(
    ("written", "conditions"),
    [
        ("", []),
        ("beslut", [ExchangeCondition("text", "beslut")]),
        ("beslut bygglov", [ExchangeCondition("text", "beslut"), ExchangeCondition("text", "bygglov")]),
        ('"beslut om"', [ExchangeCondition("text", '"beslut om"')]),
        ("verdict:refused", [ExchangeCondition("verdict", "refused")]),
        ('label:"körning 7"', [ExchangeCondition("label", "körning 7")]),
        ("-code:5012", [ExchangeCondition("code", "5012", is_excluded=True)]),
        ("recipient:19810105-2382", [ExchangeCondition("recipient", "198101052382")]),
        ("organisation:202100-4748", [ExchangeCondition("organisation", "162021004748")]),
        ("recipient:123", [ExchangeCondition("recipient", "123")]),
        ("https://localhost:8443/x", [ExchangeCondition("text", "https://localhost:8443/x")]),
        ("text:kallelse", [ExchangeCondition("text", "kallelse")]),
        ('""', []),
    ],
)
def test_words_filters_and_exclusions_are_told_apart(written: str, conditions: list[ExchangeCondition]) -> None:
    assert list(parse_search(written).conditions) == conditions


def test_a_day_begins_at_midnight_in_sweden() -> None:
    found = parse_search("since:2026-11-28 until:2026-11-28T09:30:00Z")

    assert found.since == datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
    assert found.until == datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("written", ["since:tomorrow", "until:2026-13-01", "since:0001-01-01T00:00+14:00"])
def test_what_is_no_time_is_refused_in_words(written: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_search(written)
    assert "2026-11-28" in refusal.value.text.english


def test_too_much_is_refused() -> None:
    with pytest.raises(InvalidInput):
        parse_search("x" * (MAX_LENGTH + 1))
    with pytest.raises(InvalidInput):
        parse_search("a " * 31)


@pytest.mark.parametrize("written", ["ab*", "*", "text:abc*", "beslut-om*", "1621-00*"])
def test_a_beginning_has_four_characters_or_more(written: str) -> None:
    with pytest.raises(InvalidInput):
        parse_search(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("operaton:deliverSecure", "operation"), ("-recipients:1", "recipient"), ("codes:3", "code")],
)
def test_a_slip_in_the_name_of_a_filter_is_refused_with_the_name_that_was_meant(written: str, meant: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_search(written)
    assert f"Menades {meant}?" in refusal.value.text.swedish


@pytest.mark.parametrize("written", ["https://example.org/", "kl:9", '"operaton:deliverSecure"'])
def test_other_colons_are_text(written: str) -> None:
    [condition] = parse_search(written).conditions
    assert condition.name == "text"


def test_a_filter_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput) as refusal:
        Search().and_also("colour", "red")
    assert "colour" in refusal.value.text.swedish


@given(st.text(max_size=200))
def test_any_text_is_understood_or_refused_in_words(written: str) -> None:
    try:
        found = parse_search(written)
    except InvalidInput:
        found = Search()
    assert all(condition.value for condition in found.conditions)


def test_a_short_beginning_is_refused_also_as_a_filter_of_its_own() -> None:
    with pytest.raises(InvalidInput, match="before the"):
        Search().and_also("text", "a*")

    assert Search().and_also("text", "lett*").conditions
