"""JSON that no honest caller sends is refused in words, never with an error of the simulator's."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from infra.rest.json_parser import JSONParser
from tests.infra.rest.views_under_test import ThingsView, ask


class RoomyView(ThingsView):
    max_bytes = 1_000_000


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 100_000, b"[[" * 2_000 + b"]]" * 2_000])
def test_json_that_is_nested_too_deep_is_unreadable(body: bytes) -> None:
    answer = ask(RoomyView, "POST", body)

    assert answer.status == HTTPStatus.BAD_REQUEST
    assert answer.media_type == "application/problem+json"


@pytest.mark.parametrize(
    "body", [b"{", b"", b"\xff\xfe", b"{'a': 1}", b'{"a": NaN}', b"\x00", b'{"name": "bok"} {}']
)
def test_what_is_no_json_is_unreadable_or_wrong(body: bytes) -> None:
    assert ask(RoomyView, "POST", body).status == HTTPStatus.BAD_REQUEST


def test_nothing_at_all_is_said_to_be_no_object() -> None:
    answer = ask(RoomyView, "POST", b"null")

    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "ska vara ett JSON-objekt" in answer.body["detail"]
    assert "must be a JSON object" in answer.body["detail"]


def test_the_parser_reads_json_only() -> None:
    assert JSONParser.media_type == "application/json"
