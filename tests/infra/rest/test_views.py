"""What every view does: it limits what it reads, lets nothing be kept, and checks the caller."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from pytest_django.fixtures import Settings
from rest_framework.test import APIRequestFactory

from infra.rest.views import UnknownAddressView
from tests.infra.rest.views_under_test import ThingsView, ask


def test_no_answer_is_kept_on_the_way() -> None:
    assert ask(ThingsView).headers["Cache-Control"] == "no-store"
    assert ask(UnknownAddressView).headers["Cache-Control"] == "no-store"


def test_a_body_within_the_views_own_limit_is_read() -> None:
    assert ask(ThingsView, "POST", {"name": "bok"}).status == HTTPStatus.CREATED


def test_a_longer_body_is_refused_before_it_is_read() -> None:
    answer = ask(ThingsView, "POST", b"{" * 501)

    assert answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "The content is 501 bytes, and may be 500 here" in answer.body["detail"]
    assert answer.headers["Connection"] == "close", "the caller may still be sending"


def test_an_answer_to_a_body_that_was_read_leaves_the_connection_open() -> None:
    assert "Connection" not in ask(ThingsView, "POST", {"name": "bok"}).headers
    assert "Connection" not in ask(ThingsView, "POST", {}).headers


@pytest.mark.parametrize("length", ["five", "-1", "+5", "1_0", "\u00b2", "5,5", "0x10", "9" * 5000])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    request = APIRequestFactory().post("/", b"{}", content_type="application/json", CONTENT_LENGTH=length)

    answer = ThingsView.as_view()(request)

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Content-Length is no number of bytes" in answer.data["detail"]


def test_a_body_of_unknown_length_is_refused() -> None:
    answer = ask(ThingsView, "POST", {"name": "bok"}, headers={"Transfer-Encoding": "chunked"})

    assert answer.status == HTTPStatus.LENGTH_REQUIRED
    assert answer.headers["Connection"] == "close"
    assert "Content-Length" in answer.body["detail"]


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_address_that_does_not_exist_points_to_those_that_do(method: str) -> None:
    answer = ask(UnknownAddressView, method)

    assert answer.status == HTTPStatus.NOT_FOUND
    assert "/api/docs/" in answer.body["detail"]
    assert answer.media_type == "application/problem+json"


@pytest.mark.parametrize("accepted", ["application/json", "application/problem+json", "*/*"])
def test_json_is_answered_to_those_who_accept_it(accepted: str) -> None:
    assert ask(ThingsView, headers={"Accept": accepted}).status == HTTPStatus.OK


def test_with_a_password_set_a_caller_without_it_is_challenged(settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "hemligt"

    answer = ask(ThingsView)

    assert answer.status == HTTPStatus.UNAUTHORIZED
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert ask(ThingsView, headers={"Authorization": "Bearer hemligt"}).status == HTTPStatus.OK


def test_another_web_site_may_neither_read_nor_change() -> None:
    elsewhere = {"Origin": "https://other.example"}

    assert ask(ThingsView, headers=elsewhere).status == HTTPStatus.FORBIDDEN
    assert ask(ThingsView, "POST", {"name": "bok"}, headers=elsewhere).status == HTTPStatus.FORBIDDEN
