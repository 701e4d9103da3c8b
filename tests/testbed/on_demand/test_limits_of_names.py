"""Names of people and organisations: the same limits wherever they are written."""

import json
from typing import Any

import pytest
from django.test import Client

from infra.validation.name_characters import MAX_NAME, MIN_NAME
from tests.cast import MARIA

MAKERS = ["people", "companies", "actors", "operators", "actors/any"]
CHANGED = [f"registers/people/{MARIA}", "actors/162021004748"]

pytestmark = pytest.mark.usefixtures("world")


def send(client: Client, path: str, name: str) -> Any:
    method = client.patch if path in CHANGED else client.post
    return method(f"/api/v1/{path}", json.dumps({"name": name}), content_type="application/json")


@pytest.mark.parametrize("path", MAKERS + CHANGED)
@pytest.mark.parametrize("name", ["A", "Å", " a ", "x" * (MAX_NAME + 1)])
def test_a_name_that_the_contract_cannot_carry_is_refused_everywhere(client: Client, path: str, name: str) -> None:
    answer = send(client, path, name)

    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/name"]
    assert str(MIN_NAME if len(name) < MAX_NAME else MAX_NAME) in answer.json()["detail"]


@pytest.mark.parametrize("path", MAKERS + CHANGED)
@pytest.mark.parametrize("name", ["Bo", "x" * MAX_NAME])
def test_the_limits_themselves_are_possible(client: Client, path: str, name: str) -> None:
    answer = send(client, path, name)

    assert answer.status_code in {200, 201}
    assert answer.json()["name"] == name


@pytest.mark.parametrize("path", MAKERS[:4])
def test_an_empty_name_is_one_that_is_left_out(client: Client, path: str) -> None:
    answer = send(client, path, "")

    assert answer.status_code == 201
    assert len(answer.json()["name"]) >= MIN_NAME
