"""An address register as a CSV file: read however it was saved, or refused line by line."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formedlare.sender_settings.contact_file import read_contact, read_contact_file
from formedlare.sender_settings.contacts import MAX_ERRORS, Contact
from infra.errors import MaximumExceeded, MinaMeddelandenError
from infra.validation import InvalidValues
from tests import cast

HEADING = "recipient;email;mobile;confirmed_on\n"
FILE = f"""{HEADING}19810105-2382;maria@example.org;070-174 06 05;2026-03-01

{cast.ARVID};;+46701740606;2025-12-24
"""
MARIA = {"recipient": cast.MARIA, "email": "maria@example.org", "mobile": "", "confirmed_on": "2026-03-01"}


def refusals(content: bytes | str) -> list[str]:
    """What a file is refused with, in English."""
    with pytest.raises(InvalidValues) as refused:
        read_contact_file(content.encode() if isinstance(content, str) else content)
    return [value.text.english for value in refused.value.values]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_is_read_however_it_was_saved(bom: bytes, separator: str, newline: str) -> None:
    content = bom + FILE.replace(";", separator).replace("\n", newline).encode()

    found = read_contact_file(content)

    assert found.contacts == [
        Contact(cast.MARIA, "maria@example.org", "+46701740605", date(2026, 3, 1)),
        Contact(cast.ARVID, "", "+46701740606", date(2025, 12, 24)),
    ]


def test_lines_keep_the_numbers_that_an_editor_shows() -> None:
    assert read_contact_file(FILE.encode()).numbers == [2, 4]


def test_columns_come_in_any_order_and_either_way_may_be_left_out() -> None:
    found = read_contact_file(f"Confirmed_on; EMAIL;recipient\n2026-03-01;a@example.org;{cast.MARIA}\n".encode())

    assert found.contacts == [Contact(cast.MARIA, "a@example.org", "", date(2026, 3, 1))]


def test_a_file_with_only_a_heading_is_an_empty_register() -> None:
    assert read_contact_file(HEADING.encode()).contacts == []


def test_every_wrong_value_of_every_line_is_named() -> None:
    wrong = (
        f"{FILE}198101052383;x@example.org;;2026-03-01\n{cast.ARVID};hej;;2999-01-01\n{cast.TOLVAN};;;2026-03-01\n"
    )

    assert refusals(wrong) == [
        "line 5, recipient: not a valid number: it has a wrong check digit",
        "line 6, email: is no e-mail address",
        "line 6, confirmed_on: is a day that has not been",
        "line 7: email or mobile is needed",
    ]


def test_programs_find_a_wrong_value_by_its_place_in_the_list() -> None:
    with pytest.raises(InvalidValues) as refused:
        read_contact_file(f"{FILE}{cast.TOLVAN};hej;;2026-03-01\n".encode())

    assert [value.path for value in refused.value.values] == [(2, "email")]


def test_a_refusal_names_a_hundred_values_at_most() -> None:
    assert len(refusals(HEADING + "1;2;3;4\n" * (MAX_ERRORS + 1))) == MAX_ERRORS
    assert len(refusals(HEADING + "1;2\n" * (MAX_ERRORS + 1))) == MAX_ERRORS


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1: the heading is -"),
        (b"\n", "line 1: the heading is -"),
        (b"namn;adress\n", "the columns must be recipient, email, mobile, confirmed_on"),
        (b"recipient;recipient;confirmed_on\n", "the heading is recipient, recipient, confirmed_on"),
        (b"recipient;email\n", "line 1: the heading is recipient, email"),
        (FILE.replace("maria", "måria").encode("latin-1"), "line 2: the file is not UTF-8 from this line on"),
        (f"recipient;email;confirmed_on\n{cast.MARIA};a@example.org\n".encode(), "line 2: has 2 values, not 3"),
        (f"{HEADING}1\x00;2;3;4\n".encode(), "line 2"),
    ],
)
def test_a_file_that_is_no_register_is_explained(content: bytes, says: str) -> None:
    assert says in refusals(content)[0]


def test_a_heading_of_any_length_is_repeated_only_in_part() -> None:
    [said] = refusals("x" * 10_000)

    assert len(said) < 400


def test_a_field_that_csv_cannot_hold_is_refused_as_no_csv() -> None:
    [said] = refusals(f'{HEADING}"{"x" * 200_000}";;;\n')

    assert said.startswith("line 2: not CSV: ")


def test_more_lines_than_one_request_may_have_are_refused_before_they_are_read() -> None:
    with pytest.raises(MaximumExceeded):
        read_contact_file((HEADING + "1;2;3;4\n" * 20_001).encode())


def test_a_line_is_read_from_what_people_write() -> None:
    found = read_contact({**MARIA, "recipient": "19810105-2382", "mobile": "070-174 06 05"})

    assert found == Contact(cast.MARIA, "maria@example.org", "+46701740605", date(2026, 3, 1))


def test_a_line_without_any_value_names_what_is_needed() -> None:
    with pytest.raises(InvalidValues) as refused:
        read_contact({})

    assert [value.field for value in refused.value.values] == ["recipient", "confirmed_on"]


@given(st.binary(max_size=200))
def test_any_content_is_read_or_refused_in_words(content: bytes) -> None:
    with suppress(MinaMeddelandenError):
        found = read_contact_file(content)
        assert len(found.contacts) == len(found.numbers)


@given(st.dictionaries(st.sampled_from(sorted(MARIA)), st.text(max_size=40)))
def test_any_line_is_read_or_refused_in_words(values: dict[str, str]) -> None:
    with suppress(InvalidValues):
        read_contact(values)
