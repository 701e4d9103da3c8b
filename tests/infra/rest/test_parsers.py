"""JSON bodies that no database keeps, or that say two things, are refused in words; the same on every database."""

from __future__ import annotations

import time
from http import HTTPStatus

import pytest

from infra.rest.parsers import MAX_DEPTH, MAX_INTEGER
from tests.formedlare.api.conftest import Api, api, refused
from tests.infra.rest.views_under_test import Answer, ThingsView, ask

__all__ = ["api"]


class RoomyView(ThingsView):
    max_bytes = 1_000_000


def sent(body: str | bytes, content_type: str = "application/json") -> Answer:
    octets = body.encode() if isinstance(body, str) else body
    return ask(RoomyView, "POST", octets, content_type=content_type)


@pytest.mark.parametrize("value", ["null", "1", "1.5", "true", '"text"', "[]", "[[]]"])
def test_a_body_that_is_no_object_is_refused_as_that(value: str) -> None:
    answer = sent(value)

    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "must be a JSON object" in answer.errors[""]


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 900, 5_000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"name":', "}")])
def test_deep_nesting_is_refused_with_the_limit(depth: int, opening: str, closing: str) -> None:
    answer = sent('{"name":' + opening * depth + "1" + closing * depth + "}")

    assert answer.status == HTTPStatus.BAD_REQUEST
    assert f"more than {MAX_DEPTH} objects and lists" in answer.body["detail"]


def test_deep_nesting_that_is_left_open_is_refused() -> None:
    assert sent("[" * 5_000).status == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    ("body", "pointer", "says"),
    [
        (r'{"name": "a\u0000b"}', "/name", "NUL (U+0000)"),
        (r'{"tags": ["a", "\u0000"]}', "/tags/1", "NUL (U+0000)"),
        (r'{"name": "\ud800"}', "/name", "half a character"),
        (r'{"parts": [{"kind": "\udfff"}]}', "/parts/0/kind", "half a character"),
        (r'{"\ud800": 1}', "", "a name in the object has half a character"),
        (r'{"a/b": "\u0000"}', "/a~1b", "NUL (U+0000)"),
        (f'{{"parts": [{{"count": {MAX_INTEGER + 1}}}]}}', "/parts/0/count", "64 bits"),
        ('{"name": -9223372036854775809}', "/name", "64 bits"),
        ('{"name": 1e400}', "/name", "64 bits"),
    ],
)
def test_what_cannot_be_kept_is_refused_where_it_stands(body: str, pointer: str, says: str) -> None:
    answer = sent(body)

    assert answer.status == HTTPStatus.BAD_REQUEST
    assert says in answer.errors[pointer]


@pytest.mark.parametrize("written", ["NaN", "-Infinity", "1" * 5_000, "{,}", "", "\x00", '{"name": "a'])
def test_what_is_no_json_is_refused_as_unreadable(written: str) -> None:
    answer = sent(f'{{"name": {written}}}')

    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "cannot be read" in answer.body["detail"]


def test_a_name_that_stands_twice_is_refused_by_name() -> None:
    answer = sent('{"name": "a", "name": "b"}')

    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "The name 'name' stands several times" in answer.body["detail"]


def test_a_name_that_stands_twice_among_many_is_found_in_time() -> None:
    names = ",".join(f'"name-{number}": 1' for number in range(30_000))

    begun = time.process_time()
    answer = sent(f'{{{names}, "last": 1, "last": 2}}')

    assert "The name 'last' stands several times" in answer.body["detail"]
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("body", [b"\xff\xfe{}", b'{"name": "\xe5"}', '{"name": "a"}'.encode("utf-16")])
def test_another_encoding_than_utf8_is_refused(body: bytes) -> None:
    answer = sent(body)

    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "UTF-8" in answer.body["detail"]


def test_an_encoding_that_is_declared_is_read() -> None:
    answer = sent('{"name": "å"}'.encode("latin-1"), "application/json; charset=iso-8859-1")

    assert answer.body["name"] == "å"


@pytest.mark.parametrize("kept", [MAX_INTEGER, -MAX_INTEGER - 1, 0])
def test_numbers_of_64_bits_reach_the_serializer(kept: int) -> None:
    answer = sent(f'{{"name": {kept}}}')

    assert "64 bits" not in str(answer.body)


def test_a_body_as_deep_as_allowed_reaches_the_serializer() -> None:
    assert "must be text" in sent('{"name":' + "[" * (MAX_DEPTH - 2) + "]" * (MAX_DEPTH - 2) + "}").errors["/name"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "lanes/%00", 404),
        ("POST", "lanes/kivra.com%00/reset", 404),
        ("GET", "office-senders/a%00@b.example", 404),
        ("DELETE", "senders/162021004748/addresses/%00", 404),
        ("GET", "senders/%00/rules", 404),
        ("GET", "deliveries?lane=%00", 400),
        ("GET", "deliveries?reference=%00", 400),
        ("GET", "deliveries?%00=1", 400),
        ("GET", "deliveries?label=%ED%A0%80", 200),
        ("GET", f"deliveries?operator={'x' * 3_000}", 400),
        ("GET", f"deliveries?reference={'x' * 3_000}", 200),
        ("GET", f"deliveries?cursor={2**64}", 400),
        ("GET", f"deliveries?cursor={'9' * 3_000}", 400),
        ("GET", f"print-runs/{2**64}", 404),
        ("GET", f"print-runs/{'9' * 3_000}", 404),
        ("GET", f"print-runs?before={2**64}", 400),
        ("GET", "deliveries?received_after=0001-01-01T00:00:00", 400),
        ("GET", "deliveries?received_after=9999-12-31T23:59:59.999-14:00", 400),
        ("GET", "deliveries?received_after=0001-01-01T00:00:00%2B14:00", 400),
        ("GET", "office-mails?received_before=0001-01-01T00:00:00", 400),
        ("GET", "statistics?since=0001-01-01T00:00:00", 400),
        ("GET", "deliveries?format=json", 400),
        ("GET", "deliveries?" + "&".join(["a"] * 1_100), 400),
        ("GET", "senders/162021004748/addresses?after=%00", 400),
        ("GET", "office-senders?after=%00", 400),
    ],
)
def test_addresses_and_queries_that_cannot_be_are_answered_in_words(
    api: Api, method: str, path: str, status: int
) -> None:
    answer = api.send(method, path)

    assert answer.status_code == status, answer.content
    if status != HTTPStatus.OK:
        refused(answer, status)
