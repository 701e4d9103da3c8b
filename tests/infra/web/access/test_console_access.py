"""The console asks for its password and for the origin of a change, and no header makes it fail."""

import base64
from itertools import count

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from infra.web.access import console_access

PASSWORD = "h€mligt: lösen"
header_text = st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=60)
quickly = hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


callers = count(1)


def new_caller() -> str:
    """An address that has given no wrong password yet: after some of them, one has to wait."""
    number = next(callers)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


@console_access.console_page
def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def status(method: str = "GET", **headers: str) -> int:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = RequestFactory(REMOTE_ADDR=new_caller()).generic(method, "/konsol/", headers=names)
    return page(request).status_code


def basic(password: str, user: str = "") -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.fixture
def password(settings: Settings) -> str:
    settings.CONSOLE_PASSWORD = PASSWORD
    return PASSWORD


def test_without_a_password_everybody_has_access(settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = ""

    assert status() == status(Authorization="Bearer nonsense") == 200


@pytest.mark.parametrize("user", ["", "anna", "räksmörgås"])
def test_the_password_opens_for_any_user_name(password: str, user: str) -> None:
    assert status(Authorization=basic(password, user)) == 200


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_password_opens_as_a_bearer_token(settings: Settings, scheme: str) -> None:
    settings.CONSOLE_PASSWORD = "secret"

    assert status(Authorization=f"{scheme} secret") == 200


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic å",
        "Basic /w==",
        "Basic " + base64.b64encode(PASSWORD.encode()).decode(),
        basic(PASSWORD[:-1]),
        basic(PASSWORD + " "),
        "Digest secret",
        "Bearer",
    ],
)
def test_everything_else_is_asked_for_the_password(password: str, header: str) -> None:
    request = RequestFactory(REMOTE_ADDR=new_caller()).get("/konsol/", headers={"Authorization": header})

    answer = page(request)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic realm=")
    assert "MM_CONSOLE_PASSWORD" in answer.content.decode()  # type: ignore[attr-defined]  # no stream


@quickly
@given(header=header_text)
def test_no_header_opens_or_breaks_it(password: str, header: str) -> None:
    for scheme in ("", "Basic ", "Bearer "):
        assert status(Authorization=scheme + header) == 401


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://testserver"},
        {"Sec_Fetch_Site": "same-origin", "Origin": "http://testserver"},
        {"Sec_Fetch_Site": "none"},
    ],
)
def test_programs_and_our_own_pages_may_change_something(headers: dict[str, str]) -> None:
    assert status("POST", **headers) == 200


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://testserver:8001"},
    {"Origin": "http://["},
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site", "Origin": "http://testserver"},
]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("headers", FOREIGN)
def test_a_page_of_another_site_changes_nothing(method: str, headers: dict[str, str]) -> None:
    assert status(method, **headers) == 403


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("headers", [headers for headers in FOREIGN if "Origin" in headers])
def test_a_page_of_another_site_fetches_nothing(method: str, headers: dict[str, str]) -> None:
    assert status(method, **headers) == 403


def test_a_link_on_another_site_may_be_followed_here() -> None:
    followed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Dest": "document"}

    assert status("GET", **followed) == 200
    assert status("GET", **followed | {"Sec_Fetch_Dest": "image"}) == 403


@quickly
@given(origin=header_text)
def test_any_other_origin_is_another_site(origin: str) -> None:
    assert status("POST", Origin=origin) == (200 if origin.endswith("//testserver") else 403)


def test_the_password_is_asked_for_before_the_origin(password: str) -> None:
    assert status("POST", Origin="https://evil.example") == 401
    assert status("POST", Origin="https://evil.example", Authorization=basic(password)) == 403


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Lösenordet behövs"), ("en", "The password is needed")], ids=["sv", "en"]
)
def test_a_browser_without_the_password_is_shown_a_page(password: str, language: str, words: str) -> None:
    request = RequestFactory(REMOTE_ADDR=new_caller()).get("/konsol/", headers={"Accept": BROWSER})

    with translation.override(language):
        answer = page(request)

    shown = answer.content.decode()  # type: ignore[attr-defined]  # no stream
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "text/html; charset=utf-8")
    assert answer.headers["WWW-Authenticate"].startswith("Basic realm=")
    assert words in shown
    assert "MM_CONSOLE_PASSWORD" in shown


def test_a_browser_that_has_guessed_too_often_is_told_how_long_to_wait(password: str) -> None:
    caller = RequestFactory(REMOTE_ADDR=new_caller())
    headers = {"Accept": BROWSER, "Authorization": basic("wrong")}
    answers = [page(caller.get("/konsol/", headers=headers)) for _ in range(20)]

    [last] = answers[-1:]
    assert last.status_code == 429
    assert f"Försök igen om {last.headers['Retry-After']} sekunder." in last.content.decode()  # type: ignore[attr-defined]  # no stream
