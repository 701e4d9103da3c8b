"""The office over REST, asked wrongly: every answer names in words what was wrong, and nothing is changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from sender.office.models import OfficeSender
from tests.formedlare.api.conftest import Api, api, refused
from tests.sender.office.conftest import CLERK

__all__ = ["api"]

DIGITS = "9" * 5_000
MARKUP = '"><script>alert(1)</script>'
RECTOR = {"address": "rektor@skolan.example", "identity": "kommun-b"}


def listed() -> list[tuple[str, str, bool]]:
    return list(OfficeSender.objects.order_by("pk").values_list("address", "identity", "receipts"))


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("limit=201", "/limit"),
        ("limit=-1", "/limit"),
        ("limit=tio", "/limit"),
        (f"limit={DIGITS}", "/limit"),
        ("cursor=0", "/cursor"),
        (f"cursor={DIGITS}", "/cursor"),
        ("cursor=%C2%B2", "/cursor"),
        ("received_after=2026-13-01", "/received_after"),
        ("received_after=", "/received_after"),
        ("received_before=0", "/received_before"),
        (f"received_before={DIGITS}", "/received_before"),
        (f"sender={'x' * 255}", "/sender"),
        ("sender=%00", "/sender"),
        ("sender=%20%20", "/sender"),
        ("mottagare=198101052382", "/mottagare"),
    ],
    ids=lambda text: text[:24],
)
def test_a_wrong_filter_of_the_mails_is_named(world: None, api: Api, query: str, pointer: str) -> None:
    problem = api.problem("GET", f"office-mails?{query}")

    assert [error["pointer"] for error in problem["errors"]] == [pointer]


@pytest.mark.parametrize("sender", ["@", "%", "_", "' OR 1=1 --", MARKUP, "@kommun-a.example@"])
def test_a_sender_that_nobody_is_finds_no_mails(world: None, api: Api, sender: str) -> None:
    assert api.get("office-mails", sender=sender) == {"results": [], "next": None}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [("limit=0", "/limit"), ("limit=501", "/limit"), (f"limit={DIGITS}", "/limit"), ("fore=x", "/fore")],
    ids=lambda text: text[:12],
)
def test_a_wrong_filter_of_the_senders_is_named(world: None, api: Api, query: str, pointer: str) -> None:
    problem = api.problem("GET", f"office-senders?{query}")

    assert [error["pointer"] for error in problem["errors"]] == [pointer]


def test_after_the_last_address_there_are_no_more(world: None, api: Api) -> None:
    assert api.get("office-senders", after="\U0010ffff") == {"results": [], "next": None}
    assert len(api.get("office-senders", after="a")["results"]) == 2


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"address": None}, "/address"),
        ({"address": []}, "/address"),
        ({"address": {"a": 1}}, "/address"),
        ({"address": True}, "/address"),
        ({"address": "@"}, "/address"),
        ({"address": "a@b.example\r\nBcc: c@d.example"}, "/address"),
        ({"address": "a\x00@b.example"}, "/address"),
        ({"address": MARKUP}, "/address"),
        ({"identity": None}, "/identity"),
        ({"identity": 7}, "/identity"),
        ({"identity": ""}, "/identity"),
        ({"identity": "kommun-a\x00"}, "/identity"),
        ({"identity": "kommun-a/"}, "/identity"),
        ({"identity": "x" * 100_000}, "/identity"),
        ({"receipts": None}, "/receipts"),
        ({"receipts": []}, "/receipts"),
        ({"receipts": 2}, "/receipts"),
    ],
    ids=str,
)
def test_a_value_of_the_wrong_kind_is_named(world: None, api: Api, change: dict[str, Any], pointer: str) -> None:
    before = listed()

    problem = api.problem("POST", "office-senders", {**RECTOR, **change})

    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert listed() == before


@pytest.mark.parametrize("missing", RECTOR)
def test_a_sender_that_lacks_a_value_is_told_which(world: None, api: Api, missing: str) -> None:
    body = {name: value for name, value in RECTOR.items() if name != missing}

    problem = api.problem("POST", "office-senders", body)

    assert [error["pointer"] for error in problem["errors"]] == [f"/{missing}"]


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "7", "[" * 50_000], ids=lambda text: text[:4])
def test_a_body_that_is_no_sender_is_refused(world: None, client: Client, body: str) -> None:
    before = listed()

    refused(client.generic("POST", "/api/v1/office-senders", body, "application/json"), 400)

    assert listed() == before


@pytest.mark.parametrize("address", ["nobody@skolan.example", "%25", MARKUP.replace("/", ""), "x" * 3_000, "%00"])
def test_an_address_that_is_not_listed_is_neither_shown_nor_removed(world: None, api: Api, address: str) -> None:
    before = listed()

    for method in ("GET", "DELETE"):
        assert "office-senders" in api.problem(method, f"office-senders/{address}", status=404)["detail"]
    assert listed() == before


@pytest.mark.parametrize("written", [CLERK.upper(), f" {CLERK} ", CLERK.title()])
def test_an_address_is_the_same_however_it_is_written(world: None, api: Api, written: str) -> None:
    assert api.get(f"office-senders/{written}")["address"] == CLERK

    api.done("DELETE", f"office-senders/{written}")

    assert CLERK not in {address for address, _identity, _receipts in listed()}


@pytest.mark.parametrize(("method", "path"), [("PUT", "office-senders"), ("POST", "office-mails")])
def test_what_cannot_be_done_says_what_can(world: None, api: Api, method: str, path: str) -> None:
    assert "GET" in api.problem(method, path, {}, status=405)["detail"]
