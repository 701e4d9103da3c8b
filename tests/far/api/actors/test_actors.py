"""Actors over REST: entered in one step, changed, suspended, disconnected, listed; refused in both languages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from far.models import Account, ActorEvent, Sender, ServiceSupplier
from infra import clock
from infra.pki import store
from tests.formedlare.api.conftest import Api, refused
from tests.infra.pki.ordering import pem, request

NUMBER, PERSON = "162021006222", "191212121212"
SUPPLIER = {"domain": "brev.example", "service_address": "https://brev.example/Service/v3"}


@pytest.fixture
def api(client: Client, world: None) -> Api:
    return Api(client)


def put(api: Api, number: str = NUMBER, status: int = 201, **values: Any) -> dict[str, Any]:
    answer = api.send("PUT", f"actors/{number}", {"name": "Region Exempel", **values})
    assert answer.status_code == status, answer.content
    found: dict[str, Any] = json.loads(answer.content)
    return found


def test_a_sender_and_its_certificate_in_one_step(api: Api) -> None:
    made = put(api, certificate={})

    relay = store.organisation_number("formedlaren")
    assert (made["number"], made["state"], made["roles"]) == (NUMBER, "connected", ["dispatcher", "sender"])
    assert made["dispatchers"] == sorted([NUMBER, relay])
    assert made["certificate"]["state"] == "valid"
    assert made["certificate"]["files"]["client.key"].startswith("-----BEGIN PRIVATE KEY-----")


def test_the_same_request_again_is_answered_with_the_same(api: Api) -> None:
    first, again = put(api, "2021007220", certificate={}), put(api, "2021007220", 200, certificate={})

    assert first == again


def test_without_being_asked_for_there_is_no_certificate(api: Api) -> None:
    assert put(api)["certificate"] is None


def test_the_number_may_be_written_as_people_do(api: Api) -> None:
    assert put(api, "202100-6222")["number"] == NUMBER
    assert api.get("actors/2021006222")["number"] == NUMBER


def test_a_certificate_from_a_request_of_one_s_own(api: Api) -> None:
    made = put(api, certificate={"csr": pem(request())})

    assert "client.key" not in made["certificate"]["files"]
    assert made["certificate"]["files"]["leaf.pem"].startswith("-----BEGIN CERTIFICATE-----")


def test_any_organisation_can_be_had(api: Api) -> None:
    answer = api.send("POST", "actors/any", {"certificate": {}})

    made = json.loads(answer.content)
    assert answer.status_code == 201
    assert made["number"].startswith("16556999")
    assert made["certificate"]["organisation"] == made["number"]
    assert api.get(f"actors/{made['number']}")["name"] == made["name"]


def test_an_operator_with_its_addresses(api: Api) -> None:
    made = put(api, roles=["supplier"], supplier={**SUPPLIER, "public_senders_only": True})

    assert made["supplier"] == {**SUPPLIER, "ui_address": "", "public_senders_only": True}
    assert api.get(f"actors/{NUMBER}")["supplier"] == made["supplier"]


def test_what_get_answers_can_be_put(api: Api) -> None:
    """All but the number and the state, which are told and not asked for."""
    put(api, roles=["sender", "dispatcher", "supplier"], supplier=SUPPLIER, sector="private")
    known = api.get(f"actors/{NUMBER}")

    body = {name: value for name, value in known.items() if name not in {"number", "state"}}
    again = put(api, status=200, **body)

    assert {name: again[name] for name in known} == known


def test_only_what_is_given_is_changed(api: Api) -> None:
    put(api, sector="private")

    after = api.done("PATCH", f"actors/{NUMBER}", {"name": "Region Ny", "reason": "nytt namn"})

    assert (after["name"], after["sector"], after["roles"]) == ("Region Ny", "private", ["dispatcher", "sender"])


def test_suspended_and_resumed_with_reasons_that_the_log_shows(client: Client, api: Api) -> None:
    put(api)
    headers = {"Authorization": "Basic YW5uYTpoZW1saWd0"}
    answer = api.send("POST", f"actors/{NUMBER}/suspend", {"reason": "övning"}, **headers)
    assert json.loads(answer.content)["state"] == "suspended"
    assert api.done("POST", f"actors/{NUMBER}/resume", {"reason": "klart"})["state"] == "connected"

    lines = api.get(f"actors/{NUMBER}/log")["results"]
    assert [line["kind"] for line in lines] == ["resumed", "suspended", "connected"]
    assert lines[1]["reason"] == "övning"
    assert (lines[1]["origin"], lines[1]["by"]) == ("rest", "anna")
    assert lines[1]["changes"] == {"state": ["connected", "suspended"]}
    assert lines[0]["by"] == "127.0.0.1"


def test_a_disconnected_actor_is_gone_and_its_log_stays(api: Api) -> None:
    put(api)

    assert api.send("DELETE", f"actors/{NUMBER}").status_code == 204

    api.problem("GET", f"actors/{NUMBER}", status=404)
    api.problem("DELETE", f"actors/{NUMBER}", status=404)
    assert api.get(f"actors/{NUMBER}/log", limit=1)["results"][0]["kind"] == "disconnected"
    assert put(api)["state"] == "connected"


def test_an_operator_with_customers_is_kept_unless_they_are_to_go(api: Api) -> None:
    put(api, roles=["supplier"], supplier=SUPPLIER)
    operator = ServiceSupplier.objects.get(organisation=NUMBER)
    Account.objects.create(recipient=PERSON, supplier=operator, registered_at=clock.now())

    problem = api.problem("DELETE", f"actors/{NUMBER}", status=409)
    assert "end_accounts" in problem["detail"]
    api.problem("POST", f"actors/{NUMBER}/disconnect", {"reason": "slut"}, status=409)
    answer = api.send("POST", f"actors/{NUMBER}/disconnect", {"reason": "slut", "end_accounts": True})

    assert answer.status_code == 204
    api.problem("GET", f"actors/{NUMBER}", status=404)


def test_the_list_is_searched_and_comes_in_pages(api: Api) -> None:
    everyone, address = list[str](), "actors?limit=4"
    while address:
        page = api.done("GET", address)
        everyone += [actor["number"] for actor in page["results"]]
        address = page["next"].partition("/api/v1/")[2] if page["next"] else ""

    assert everyone == sorted(set(everyone))
    assert len(everyone) == 20
    found = api.get("actors", q="kommun", role="sender", state="connected")["results"]
    assert sorted(actor["name"] for actor in found) == ["Kommun A", "Kommun B"]
    assert api.get("actors", q="finns inte")["results"] == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (PERSON, "person's number"),
        ("19121212-1212", "person's number"),
        ("202100-6223", "wrong check digit"),
        ("12345", "5 digits"),
        ("hej", "other things than digits"),
        ("%20", "is missing"),
        ("%0A", "is missing"),
        ("2" * 5_000, "digits"),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "GET", "DELETE"])
def test_what_is_no_organisation_s_number_is_refused(api: Api, method: str, number: str, words: str) -> None:
    problem = api.problem(method, f"actors/{number}", {"name": "X"} if method == "PUT" else None)

    assert words in problem["detail"]
    assert PERSON not in problem["detail"]


def test_a_number_with_nul_is_no_address(api: Api) -> None:
    api.problem("GET", "actors/2021006222%00", status=404)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/name"),
        ({"name": ""}, "/name"),
        ({"name": "x" * 257}, "/name"),
        ({"name": "a\u0007b"}, "/name"),
        ({"name": ["X"]}, "/name"),
        ({"name": "Xx", "roles": []}, "/roles"),
        ({"name": "Xx", "roles": ["kung"]}, "/roles/0"),
        ({"name": "Xx", "roles": "sender"}, "/roles"),
        ({"name": "Xx", "sector": "hemlig"}, "/sector"),
        ({"name": "Xx", "dispatchers": [PERSON]}, "/dispatchers/0"),
        ({"name": "Xx", "dispatchers": ["165560000001"]}, "/dispatchers/0"),
        ({"name": "Xx", "senders": ["162021004748", "165560000001"]}, "/senders/1"),
        ({"name": "Xx", "roles": ["supplier"]}, "/supplier"),
        ({"name": "Xx", "roles": ["supplier"], "supplier": {}}, "/supplier/domain"),
        (
            {"name": "Xx", "roles": ["supplier"], "supplier": {**SUPPLIER, "domain": "kivra.com"}},
            "/supplier/domain",
        ),
        (
            {"name": "Xx", "roles": ["supplier"], "supplier": {**SUPPLIER, "service_address": "http://x.example"}},
            "/supplier/service_address",
        ),
        ({"name": "Xx", "reason": "x" * 501}, "/reason"),
        ({"name": "Xx", "state": "suspended"}, "/state"),
        ({"name": "Xx", "certificate": {"csr": "skräp"}}, "/certificate/csr"),
        ({"name": "Xx", "certificate": {"condition": "trasigt"}}, "/certificate/condition"),
        ({"name": "Xx", "certificate": {"minutes": 0}}, "/certificate/minutes"),
        ({"name": "Xx", "certificate": {"folder": "../x"}}, "/certificate/folder"),
        ({"name": "Xx", "certificate": True}, "/certificate"),
    ],
)
def test_each_wrong_value_is_named_and_nothing_is_stored(api: Api, body: dict[str, Any], pointer: str) -> None:
    problem = api.problem("PUT", f"actors/{NUMBER}", body)

    assert pointer in [error["pointer"] for error in problem["errors"]]
    assert not Sender.objects.filter(organisation=NUMBER).exists()
    assert not ActorEvent.objects.exists()


def test_a_megabyte_is_too_large(api: Api) -> None:
    api.problem("PUT", f"actors/{NUMBER}", {"name": "x" * 1_100_000}, status=413)


@pytest.mark.parametrize("action", ["suspend", "resume", "disconnect"])
@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "x" * 501}])
def test_why_must_be_said(api: Api, action: str, body: dict[str, str]) -> None:
    put(api)

    problem = api.problem("POST", f"actors/{NUMBER}/{action}", body)
    assert [error["pointer"] for error in problem["errors"]] == ["/reason"]


def test_another_site_s_page_changes_nothing(api: Api) -> None:
    answer = api.send("PUT", f"actors/{NUMBER}", {"name": "X"}, Origin="https://evil.example")

    refused(answer, 403)
    assert not Sender.objects.filter(organisation=NUMBER).exists()


def test_with_a_password_nobody_enters_without_it(api: Api, settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "hemligt"

    refused(api.send("PUT", f"actors/{NUMBER}", {"name": "Xx", "certificate": {}}), 401)
    answer = api.send("PUT", f"actors/{NUMBER}", {"name": "Xx"}, Authorization="Bearer hemligt")
    assert answer.status_code == 201
