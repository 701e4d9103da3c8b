"""Whose mail is taken, managed over REST."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client, override_settings

from infra.errors import InternalError
from sender.office.models import OfficeSender
from tests.formedlare.api import curl
from tests.formedlare.api.conftest import Api, api
from tests.sender.office.conftest import CLERK, OTHER_CLERK, Office, written

__all__ = ["api"]

PATH = "office-senders"
RECTOR = "rektor@skolan.example"


def from_rector() -> EmailMessage:
    mail = written()
    mail.replace_header("From", RECTOR)
    return mail


def test_an_address_is_let_in_changed_looked_at_and_removed(world: None, api: Api) -> None:
    made = api.send("POST", PATH, {"address": "Rektor@Skolan.example", "identity": "kommun-b"})
    assert made.status_code == 201
    changed = api.send(
        "POST", PATH, {"address": "rektor@skolan.example", "identity": "kommun-b", "receipts": True}
    )
    assert changed.status_code == 200

    known = {"address": "rektor@skolan.example", "identity": "kommun-b", "receipts": True}
    assert api.get(f"{PATH}/REKTOR@skolan.example") == known
    assert known in api.get(PATH)["results"]

    api.done("DELETE", f"{PATH}/rektor@skolan.example")
    assert "office-senders" in api.problem("GET", f"{PATH}/rektor@skolan.example", status=404)["detail"]
    api.problem("DELETE", f"{PATH}/rektor@skolan.example", status=404)
    assert OfficeSender.objects.count() == 2


def test_the_list_comes_in_pages(world: None, api: Api) -> None:
    first = api.get(PATH, limit=1)
    second = api.client.get(first["next"]).json()

    assert [row["address"] for page in (first, second) for row in page["results"]] == [CLERK, OTHER_CLERK]
    assert first["next"].endswith(f"/api/v1/{PATH}?limit=1&after={quote(CLERK)}")
    assert second["next"] is None


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"address": "rektor"}, "/address"),
        ({"address": "a" * 250 + "@skolan.example"}, "/address"),
        ({"address": ""}, "/address"),
        ({"identity": "ingen"}, "/identity"),
        ({"identity": "../clients/kommun-a"}, "/identity"),
        ({"identity": "."}, "/identity"),
        ({"identity": "obehorig"}, "/identity"),
        ({"identity": "utgangen"}, "/identity"),
        ({"identity": "aterkallad"}, "/identity"),
        ({"receipts": "kanske"}, "/receipts"),
        ({"kvitton": True}, "/kvitton"),
    ],
)
def test_a_wrong_value_is_named(world: None, api: Api, change: dict[str, Any], pointer: str) -> None:
    body = {"address": "rektor@skolan.example", "identity": "kommun-b", **change}

    problem = api.problem("POST", PATH, body)

    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert OfficeSender.objects.count() == 2


@pytest.mark.parametrize(
    ("identity", "why"),
    [
        ("obehorig", "inte är registrerad avsändare"),
        ("formedlaren", "inte är registrerad avsändare"),
        ("utgangen", "gick ut"),
        ("aterkallad", "är spärrat"),
    ],
)
def test_a_key_that_cannot_sign_is_refused_with_why(world: None, api: Api, identity: str, why: str) -> None:
    problem = api.problem("POST", PATH, {"address": RECTOR, "identity": identity})

    assert why in problem["detail"]


def test_a_register_that_does_not_answer_stops_no_change_of_the_list(
    world: None, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent() -> None:
        raise InternalError("inget svar", "no answer")

    monkeypatch.setattr("formedlare.register.list_actors", silent)

    assert api.send("POST", PATH, {"address": RECTOR, "identity": "kommun-b"}).status_code == 201
    api.problem("POST", PATH, {"address": RECTOR, "identity": "utgangen"})


def test_what_is_let_in_may_send_and_what_is_removed_may_not(office: Office, api: Api) -> None:
    assert office.send(from_rector(), sender=RECTOR)[0] == 550

    api.done("POST", PATH, {"address": "@skolan.example", "identity": "kommun-b"})
    assert office.send(from_rector(), sender=RECTOR)[0] == 250

    api.done("DELETE", f"{PATH}/@skolan.example")
    assert office.send(from_rector(), sender=RECTOR)[0] == 550


@override_settings(CONSOLE_PASSWORD="en lång mening")
def test_with_a_password_set_nobody_changes_the_list_without_it(world: None, api: Api) -> None:
    assert settings.CONSOLE_PASSWORD
    api.problem("POST", PATH, {"address": "x@y.example", "identity": "kommun-a"}, status=401)
    api.problem("DELETE", f"{PATH}/{CLERK}", status=401)
    assert OfficeSender.objects.count() == 2


def test_the_examples_of_the_document_work(world: None, client: Client) -> None:
    answers = [call.send(client).status_code for call in curl.calls("office.md", {})]

    assert answers == [200, 201, 204, 200]
