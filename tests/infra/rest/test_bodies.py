"""Every REST address that takes a body refuses one that is no object, in words, and changes nothing."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from infra.rest.views import RestView

BODIES = ["null", "[]", "[1]", "1", "1.5", '"text"', "true", "false"]
LISTS = ("/addresses",)
"""Ends of addresses that take a list, which may be empty."""
SAMPLE = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "1"}
EXPECTED = {400, 404, 405, 411, 415}
"""404: nothing has the number in the address. 415: the address takes files."""


def addresses(number: str = "162021004748") -> list[tuple[str, str]]:
    """Method and address of everything that takes a body, with the number in place of each parameter."""
    walked = _walk(get_resolver().url_patterns, "/")
    return sorted({(method, re.sub("<number>", number, address)) for method, address in walked})


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, str]]:
    for each in patterns:
        address = prefix + _filled(str(each.pattern))
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, address)
            continue
        view = getattr(each.callback, "view_class", None) or getattr(each.callback, "cls", None)
        if isinstance(view, type) and issubclass(view, RestView):
            yield from ((method, address) for method in ("POST", "PUT", "PATCH") if hasattr(view, method.lower()))


def _filled(pattern: str) -> str:
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLE.get(found[1], "<number>"), pattern)


def test_there_are_addresses_that_take_a_body() -> None:
    assert ("PUT", "/api/v1/actors/162021004748") in addresses()
    assert len(addresses()) > 30


@pytest.mark.parametrize(("method", "address"), addresses(), ids=str)
def test_a_body_that_is_no_object_is_refused(world: None, client: Client, method: str, address: str) -> None:
    for body in BODIES:
        if body == "[]" and address.endswith(LISTS):
            continue
        answer = client.generic(method, address, body, content_type="application/json")

        assert answer.status_code in EXPECTED, (body, answer.status_code, answer.content)
        assert answer.json()["detail"], body


@pytest.mark.parametrize("number", ["abc", "0", "null", "1e9", "%00", "%E2%80%AE"])
def test_a_number_in_an_address_that_is_none_is_refused_in_words(world: None, client: Client, number: str) -> None:
    for method, address in addresses(number):
        if number in address:
            answer = client.generic(method, address, "{}", content_type="application/json")

            assert answer.status_code in EXPECTED, (method, address, answer.status_code, answer.content)
            assert answer.json()["detail"], address
