"""NUL in addresses, queries, forms and cookies of pages: one answer in words, the same on every database."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from infra import clock
from infra.validation.unstorable import is_storable_moment, number_in_address, wrong_with_text
from tests.formedlare.registered import register_actors


@pytest.fixture
def visitor(client: Client, db: None) -> Client:
    register_actors()
    return client


@pytest.mark.parametrize(
    "address",
    ["/console/koer/%00/igang/", "/post/%00/", "/telefon/%00", "/demo/%00", "/post/a%00b/installningar/"],
)
def test_an_address_with_nul_is_none(visitor: Client, address: str) -> None:
    answer = visitor.post(address) if "igang" in address else visitor.get(address)

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("letters", "operator=%00"),
        ("letters", "reference=a%00b"),
        ("letters", "before=%00"),
        ("letters", "%00=1"),
        ("addresses", "sender=%00"),
        ("addresses", "sender=162021004748&efter=%00"),
        ("office", "efter=%00"),
        ("rules", "sender=%00"),
        ("files", "avsandare=%00"),
        ("print-queue", "fore=%00"),
    ],
)
def test_a_query_with_nul_is_refused(visitor: Client, page: str, query: str) -> None:
    answer = visitor.get(f"{reverse(f'console:{page}')}?{query}")

    assert answer.status_code == 400
    assert b"<html" in answer.content


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("office-remove", {"address": "a\0b"}),
        ("address-remove", {"recipient": "\0", "sender": "162021004748"}),
        ("office", {"address": "a\0@b.example", "identity": "kommun-a"}),
    ],
)
def test_a_form_with_nul_is_refused(visitor: Client, page: str, values: dict[str, str]) -> None:
    assert visitor.post(reverse(f"console:{page}"), values).status_code == 400


def test_a_cookie_with_nul_counts_as_absent(visitor: Client) -> None:
    address = reverse("mail:mailboxes")
    visitor.cookies["sessionid"] = "\0aaaaaaaaaaaaaaaa"

    assert visitor.get(address).status_code == Client().get(address).status_code


@pytest.mark.parametrize("name", ["letters", "office", "print-queue", "files", "webhooks"])
@pytest.mark.parametrize("number", [str(2**63), str(2**64), "9" * 5_000, "-1", "٣", "1e3"])
def test_a_key_that_no_row_can_have_counts_as_absent_or_finds_nothing(
    visitor: Client, name: str, number: str
) -> None:
    for field in ("before", "fore", "efter"):
        assert visitor.get(reverse(f"console:{name}"), {field: number}).status_code == 200


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59", "1899-12-31T23:59"])
def test_a_moment_at_the_ends_of_the_calendar_is_refused_in_the_form(visitor: Client, moment: str) -> None:
    answer = visitor.get(reverse("console:letters"), {"received_after": moment})

    assert answer.status_code == 422
    assert "Ska ligga mellan åren 1900 och 2999" in answer.content.decode()


@pytest.mark.parametrize("text", ["", "å", "\U0001f600", "\ufffd", "\ufdd0"])
def test_texts_that_can_be_stored(text: str) -> None:
    assert wrong_with_text(text) is None


def test_what_is_wrong_with_a_text_is_told() -> None:
    nul, half = wrong_with_text("a\0"), wrong_with_text("\udc80")

    assert nul is not None
    assert "NUL" in nul.swedish
    assert half is not None
    assert "half a character" in half.english


@pytest.mark.parametrize(
    ("written", "number"),
    [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("", None), ("-1", None), ("²", None)],
)
def test_numbers_in_addresses(written: str, number: int | None) -> None:
    assert number_in_address(written) == number


def test_moments_of_people_can_be_stored() -> None:
    assert is_storable_moment(clock.now())
