"""The first difference of any two rows of octets is where they part, however they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.texts import Text
from testbed.checks.octets.difference import BEGINS_WITH_DECLARATION, ENDS_WITH_MORE, first_difference

octets = st.binary(max_size=120)
few = st.text("a\n", max_size=60).map(str.encode)


@given(octets, octets)
def test_two_rows_differ_unless_they_are_the_same(ours: bytes, yours: bytes) -> None:
    assert (first_difference(ours, yours) is None) == (ours == yours)


@given(few, few)
def test_all_before_the_place_is_alike_and_what_stands_there_is_not(ours: bytes, yours: bytes) -> None:
    found = first_difference(ours, yours)
    if found is None:
        return

    assert ours[: found.position] == yours[: found.position]
    assert ours[found.position : found.position + 1] != yours[found.position : found.position + 1]


@given(few, few)
def test_line_and_column_lead_to_the_place(ours: bytes, yours: bytes) -> None:
    found = first_difference(ours, yours)
    if found is None:
        return

    lines = ours.split(b"\n")
    assert sum(len(line) + 1 for line in lines[: found.line - 1]) + found.column - 1 == found.position


@given(octets, octets)
def test_the_place_is_the_same_from_both_sides(ours: bytes, yours: bytes) -> None:
    here, there = first_difference(ours, yours), first_difference(yours, ours)
    if here is None or there is None:
        assert here is there
        return

    assert (here.position, here.line, here.column) == (there.position, there.line, there.column)
    assert (here.ours, here.yours) == (there.yours, there.ours)


@given(octets, octets)
def test_it_is_told_in_both_languages_without_a_sign_that_no_page_shows(ours: bytes, yours: bytes) -> None:
    found = first_difference(ours, yours)
    if found is None:
        return

    for words in found.text:
        assert f" {found.position} " in words
        assert "\r" not in words
        assert "\0" not in words


@given(octets, st.binary(min_size=1, max_size=20))
def test_something_added_at_the_end_is_told_as_that(ours: bytes, more: bytes) -> None:
    for found in (first_difference(ours, ours + more), first_difference(ours + more, ours)):
        assert found is not None
        assert found.position == len(ours)
        assert found.text.swedish.count(ENDS_WITH_MORE.swedish) == 1


@pytest.mark.parametrize("start", [b"<?xml version='1.0'?>", b"\xef\xbb\xbf"])
def test_a_declaration_counts_against_the_sender_s_octets_alone(start: bytes) -> None:
    theirs, mine = first_difference(b"<a/>", start + b"<a/>"), first_difference(start + b"<a/>", b"<a/>")

    assert theirs is not None
    assert mine is not None
    assert BEGINS_WITH_DECLARATION.english in theirs.text.english
    assert BEGINS_WITH_DECLARATION.english not in mine.text.english


@pytest.mark.parametrize(
    ("octet", "name"),
    [
        (b"\t", Text("tabb", "a tab")),
        (b"\r", Text("vagnretur (CR)", "a carriage return (CR)")),
        (b"\x00", Text.same("0x00")),
        (b"\x7f", Text.same("0x7f")),
        (b"\xff", Text.same("0xff")),
        (b"'", Text.same("«'»")),
    ],
)
def test_what_cannot_be_seen_has_a_name(octet: bytes, name: Text) -> None:
    found = first_difference(b"<a/>", octet + b"<a/>")

    assert found is not None
    assert f"ni {name.swedish}." in found.text.swedish
    assert f"you have {name.english}." in found.text.english


def test_octets_that_are_half_a_character_are_shown_replaced() -> None:
    found = first_difference("å".encode(), "ä".encode())

    assert found is not None
    assert "å" in found.ours
    assert "ä" in found.yours
