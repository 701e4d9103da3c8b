"""The label of a REST request marks what it makes; a page's request has none."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from infra import trace
from infra.web.middleware.labels import LabelMiddleware


def label_within(path: str, **headers: str) -> str | None:
    """The current label while a request to the path is answered."""
    seen: list[str | None] = []

    def answer(_: HttpRequest) -> HttpResponse:
        seen.append(trace.current_label())
        return HttpResponse("ok")

    handle: Callable[[HttpRequest], HttpResponse] = LabelMiddleware(answer)
    assert handle(RequestFactory().get(path, headers=headers)).content == b"ok"
    return seen[0]


def test_a_rest_request_has_the_label_of_its_header() -> None:
    assert label_within("/api/v1/people", **{"X-MM-Label": "run-17"}) == "run-17"


@pytest.mark.parametrize("path", ["/konsol/", "/", "/apis/v1/people", "/webservice/accao/Authority"])
def test_other_addresses_have_no_label_whatever_the_header_says(path: str) -> None:
    assert label_within(path, **{"X-MM-Label": "run-17"}) is None


@pytest.mark.parametrize("header", ["", "   "])
def test_an_empty_header_is_no_label(header: str) -> None:
    assert label_within("/api/v1/people", **{"X-MM-Label": header}) is None


def test_a_request_without_the_header_has_no_label_though_another_is_current() -> None:
    with trace.use_label("outside"):
        assert label_within("/api/v1/people") is None
        assert trace.current_label() == "outside"


def test_a_label_in_utf_8_is_read_as_it_was_written() -> None:
    assert label_within("/api/v1/people", **{"X-MM-Label": trace.written_label("körning å")}) == "körning å"


def test_the_label_ends_with_the_request_also_when_that_fails() -> None:
    def fail(_: HttpRequest) -> HttpResponse:
        raise RuntimeError("it broke")

    request = RequestFactory().get("/api/v1/people", headers={"X-MM-Label": "run-17"})
    with pytest.raises(RuntimeError, match="it broke"):
        LabelMiddleware(fail)(request)

    assert trace.current_label() is None
