"""Who may call, and from where."""

import base64
import time

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from formedlare.models import Lane
from infra.web.access import wrong_passwords
from tests.formedlare.api.conftest import Api, refused


def basic(password: str, user: str = "anyone") -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.fixture
def password(settings: Settings) -> str:
    settings.CONSOLE_PASSWORD = "hemligt åäö"
    return "hemligt åäö"


def test_without_a_password_it_is_open_on_this_machine(api: Api) -> None:
    assert api.get("deliveries") == {"results": [], "next": None}


@pytest.mark.parametrize(
    "given",
    ["", "Basic", "Basic ***", "Basic " + base64.b64encode(b"\xff:\xff").decode(), basic("fel"), "Bearer fel"],
)
def test_with_a_password_nothing_else_opens(api: Api, password: str, given: str) -> None:
    answer = api.client.get("/api/v1/deliveries", headers={"Authorization": given} if given else {})

    problem = refused(answer, 401)
    assert "MM_CONSOLE_PASSWORD" in problem["detail"]
    assert answer["WWW-Authenticate"].startswith("Basic ")


@pytest.mark.parametrize("path", ["/api/docs/", "/api/schema/", "/api/v1/lanes", "/api/v1/nothing"])
def test_every_address_is_behind_the_password(client: Client, db: None, password: str, path: str) -> None:
    assert client.get(path).status_code == 401


def test_the_password_opens_with_any_user_name_and_as_a_bearer_token(api: Api, password: str) -> None:
    # A client sends UTF-8, and a server reads the header as Latin-1.
    bearer = f"bearer {password}".encode().decode("latin-1")

    for given in (basic(password), basic(password, user=""), bearer):
        assert api.client.get("/api/v1/lanes", headers={"Authorization": given}).status_code == 200


def test_a_bearer_token_opens(api: Api, settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "hemligt"
    assert api.client.get("/api/v1/lanes", headers={"Authorization": "Bearer hemligt"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_sites_page_changes_nothing(api: Api, headers: dict[str, str]) -> None:
    Lane.objects.create(name="kivra.com", failures=7)

    refused(api.send("POST", "lanes/kivra.com/reset", **headers), 403)

    assert Lane.objects.get().failures == 7


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Origin": "http://testserver:3000"},
    ],
)
@pytest.mark.parametrize("address", ["/api/v1/lanes", "/api/v1/exchanges/events", "/konsol/", "/metrics"])
def test_another_sites_page_fetches_nothing(api: Api, address: str, headers: dict[str, str]) -> None:
    assert api.client.get(address, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"},
        {},
    ],
)
@pytest.mark.parametrize("address", ["/api/v1/lanes", "/konsol/"])
def test_links_our_own_pages_and_programs_fetch_what_they_want(
    api: Api, address: str, headers: dict[str, str]
) -> None:
    assert api.client.get(address, headers=headers).status_code == 200


def test_our_own_page_and_programs_may_change_things(api: Api) -> None:
    Lane.objects.create(name="kivra.com")

    own = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert api.send("POST", "lanes/kivra.com/reset", **own).status_code == 200
    assert api.send("POST", "lanes/kivra.com/reset").status_code == 200


def test_a_form_of_another_site_cannot_pass_for_json(api: Api) -> None:
    answer = api.client.post("/api/v1/webhooks", {"url": "http://example.com"})
    refused(answer, 415)
    answer = api.client.generic("POST", "/api/v1/webhooks", '{"url": "http://example.com"}', "text/plain")
    problem = refused(answer, 415)
    assert "application/json" in problem["detail"]


def test_a_name_that_is_not_ours_is_not_answered(api: Api) -> None:
    """DNS rebinding: a page whose name has come to mean this machine."""
    answer = api.client.get("/api/v1/deliveries", headers={"Host": "evil.example:8000"})
    assert answer.status_code == 400
    assert b"results" not in answer.content


def test_wrong_passwords_are_answered_later_and_later(
    api: Api, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    for _ in range(wrong_passwords.FREE_ATTEMPTS + 1):
        assert api.client.get("/api/v1/lanes", headers={"Authorization": basic("fel")}).status_code == 401

    slowed = api.client.get("/api/v1/lanes", headers={"Authorization": basic(password)})
    page = api.client.get("/konsol/", headers={"Authorization": basic(password)})

    assert "om 1 sekunder" in refused(slowed, 429)["detail"]
    assert slowed["Retry-After"] == page["Retry-After"] == "1"
    assert page.status_code == 429
    later = time.time() + 2
    monkeypatch.setattr(time, "time", lambda: later)
    assert api.client.get("/api/v1/lanes", headers={"Authorization": basic("fel")}).status_code == 401
    assert wrong_passwords.seconds_to_wait("127.0.0.1") == 2, "twice as long as before"


def test_the_right_password_forgets_the_wrong_ones(api: Api, password: str) -> None:
    cache.clear()
    for _ in range(3 * wrong_passwords.FREE_ATTEMPTS):
        api.client.get("/api/v1/lanes", headers={"Authorization": basic("fel")})
        wrong_passwords.forget_wrong_passwords("127.0.0.1")

    assert api.client.get("/api/v1/lanes", headers={"Authorization": basic(password)}).status_code == 200


def test_other_addresses_do_not_wait(api: Api, password: str) -> None:
    cache.clear()
    for _ in range(2 * wrong_passwords.FREE_ATTEMPTS):
        api.client.get("/api/v1/lanes", headers={"Authorization": basic("fel")}, REMOTE_ADDR="10.1.1.1")

    assert wrong_passwords.seconds_to_wait("10.1.1.1") > 0
    assert api.client.get("/api/v1/lanes", headers={"Authorization": basic(password)}).status_code == 200


def test_a_browser_that_asks_first_without_a_password_is_not_slowed_down(api: Api, password: str) -> None:
    cache.clear()
    for _ in range(2 * wrong_passwords.FREE_ATTEMPTS):
        assert api.client.get("/api/v1/lanes").status_code == 401

    assert wrong_passwords.seconds_to_wait("127.0.0.1") == 0
