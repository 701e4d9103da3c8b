"""Requests about consents that no honest program sends are refused in words, and change nothing."""

from typing import Any

import pytest
from django.test import Client

from far.models import Consent, MailboxUse
from tests.cast import ARVID, MARIA
from tests.formedlare.api.conftest import Api, refused

RIGHT = {"account": ARVID, "holder": MARIA, "level": "ConsentRead"}
USE = {"account": ARVID, "person": MARIA, "kind": "ReadMessage", "operator": "162021009002"}


@pytest.fixture
def api(world: None, client: Client) -> Api:
    return Api(client)


@pytest.mark.parametrize("body", [None, [], "text", 7, [RIGHT], {}, {**RIGHT, "account": None}])
def test_what_is_no_consent_is_refused(api: Api, body: Any) -> None:
    refused(api.send("POST", "consents", body), 400)

    assert not Consent.objects.exists()


@pytest.mark.parametrize("name", ["account", "holder", "level", "ends_on", "state"])
@pytest.mark.parametrize("value", [7, True, [], {}, "\0", "\ud800", "9" * 5_000])
def test_a_value_of_another_kind_is_refused(api: Api, name: str, value: Any) -> None:
    refused(api.send("POST", "consents", {**RIGHT, name: value}), 400)

    assert not Consent.objects.exists()


@pytest.mark.parametrize("value", [True, [], {}, "\0", "\ud800"])
def test_an_agreement_text_is_a_text_that_can_be_kept(api: Api, value: Any) -> None:
    refused(api.send("POST", "consents", {**RIGHT, "agreement_text": value}), 400)

    assert not Consent.objects.exists()


@pytest.mark.parametrize("name", ["account", "person", "kind", "operator"])
@pytest.mark.parametrize("value", ["", None, [], "nonsense", "\0"])
def test_a_use_is_told_rightly_or_not_at_all(api: Api, name: str, value: Any) -> None:
    refused(api.send("POST", "consents/uses", {**USE, name: value}), 400)

    assert not MailboxUse.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "cursor=0",
        "cursor=-1",
        "cursor=99999999999999999999",
        "account=x",
        "account=",
        "holder=192705178355",
        "state=ended",
        "level=All",
        "limit=1&limit=2",
        "page=1",
    ],
)
def test_a_wrong_filter_is_refused(api: Api, query: str) -> None:
    refused(api.send("GET", f"consents?{query}"), 400)


@pytest.mark.parametrize("query", ["kind=Slept", "grant=Friend", "consent_id=x", "account=x", "limit=1000"])
def test_a_wrong_filter_of_uses_is_refused(api: Api, query: str) -> None:
    refused(api.send("GET", f"consents/uses?{query}"), 400)


@pytest.mark.parametrize("path", ["consents", "consents/uses", "consents/00000000-0000-4000-8000-000000000000"])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_consent_is_neither_replaced_nor_deleted(api: Api, path: str, method: str) -> None:
    refused(api.send(method, path), 405)


@pytest.mark.parametrize("path", ["consents/nonsense", "consents/1", "consents/uses/1"])
def test_an_address_of_another_form_leads_nowhere(api: Api, path: str) -> None:
    refused(api.send("GET", path), 404)


def test_a_cursor_beyond_the_end_is_an_empty_page(api: Api) -> None:
    api.done("POST", "consents", RIGHT)

    page = api.get("consents", cursor=1)

    assert page == {"results": [], "next": None}
