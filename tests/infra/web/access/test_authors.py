"""Who asked for a change, as far as a request says it."""

import base64

import pytest
from django.test import RequestFactory

from infra.authorship import Author, Origin
from infra.web.access.authors import MAX_NAME, author_of


def author(authorization: str | None) -> Author:
    headers = {} if authorization is None else {"Authorization": authorization}
    return author_of(RequestFactory().post("/", headers=headers), Origin.REST)


def basic(name: str) -> str:
    return f"Basic {base64.b64encode(f'{name}:hemligt'.encode()).decode()}"


def test_the_user_name_that_came_with_the_password_is_the_author() -> None:
    assert author(basic("anna")) == Author(Origin.REST, "anna")


def test_names_may_have_any_letters() -> None:
    assert author(basic("Åsa Öberg")).name == "Åsa Öberg"


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer hemligt", "Basic", "Basic ***", "Basic w6Q", basic(""), "Digest x"]
)
def test_without_a_name_it_is_the_address(authorization: str | None) -> None:
    assert author(authorization) == Author(Origin.REST, "127.0.0.1")


def test_the_password_is_never_kept() -> None:
    assert "hemligt" not in author(basic("anna:x")).name


def test_a_long_name_is_cut_and_loses_control_characters() -> None:
    assert author(basic("a\x1b[31m\n" * 1_000)).name == ("a[31m" * 1_000)[:MAX_NAME]
