"""What the interactive page offers to send is accepted as it stands, and its answers look as they do."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from django.conf import settings
from django.test import Client
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

from far.consents import administration
from formedlare.lanes import breaker
from infra.identity import RecipientId
from tests import cast
from webhooks import subscriptions

DESCRIPTION: Any = yaml.load((Path(settings.BASE_DIR) / "docs" / "openapi.yaml").read_text(), yaml.CSafeLoader)
NOT_SHOWN = {
    "application/octet-stream",
    "application/offset+octet-stream",
    "application/xml",
    "application/zip",
    "multipart/form-data",
    "text/xml",
}
"""Files: there is nothing to show."""


class Example(NamedTuple):
    """A body that the description shows."""

    path: str
    method: str
    media_type: str
    schema: Any
    value: Any
    parameters: dict[str, Any]


def operations() -> Iterator[tuple[str, str, Any]]:
    for path, methods in DESCRIPTION["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def shown(path: str, method: str, operation: Any, content: Any) -> Iterator[Example]:
    named = {each["name"]: each for each in operation.get("parameters", []) if each["in"] == "path"}
    parameters = {
        name: next(iter(each["examples"].values()))["value"] for name, each in named.items() if "examples" in each
    }
    for media_type, described in content.items():
        schema = described.get("schema", {})
        values = [each["value"] for each in described.get("examples", {}).values()]
        for value in values or ([schema["example"]] if "example" in schema else []):
            yield Example(path, method, media_type, schema, value, parameters)


def bodies() -> list[Example]:
    """Every body that the description offers to send."""
    return [
        example
        for path, method, operation in operations()
        for example in shown(path, method, operation, operation.get("requestBody", {}).get("content", {}))
    ]


def answers() -> list[Example]:
    return [
        example
        for path, method, operation in operations()
        for answer in operation["responses"].values()
        for example in shown(path, method, operation, answer.get("content", {}))
    ]


def name_of(example: Example) -> str:
    return f"{example.method} {example.path} {example.media_type}"


@pytest.fixture
def there(world: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the examples speak of: the seeded world, a lane, a subscription; and names that can be looked up."""
    public = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: public)
    breaker.ensure_lanes({"kivra.com"})
    made = subscriptions.create_subscription({"url": "https://example.org/", "active": False})
    given = administration.make_consent(RecipientId(cast.ARVID), RecipientId(cast.MARIA), level="ConsentRead")
    return {"subscription_id": str(made.subscription_id), "consent_id": str(given.consent_id)}


@pytest.mark.parametrize("example", bodies(), ids=name_of)
def test_every_body_that_is_offered_is_accepted(client: Client, there: dict[str, Any], example: Example) -> None:
    path = example.path.format(**there | example.parameters)
    is_wait = path.endswith("/wait")
    value = {**example.value, "timeout": 0} if is_wait else example.value
    body = value if isinstance(value, str) else json.dumps(value)

    answer = client.generic(example.method.upper(), path, body, example.media_type)

    # Nothing has happened here that could be waited for.
    assert answer.status_code in ({408} if is_wait else {200, 201, 204}), answer.content.decode()


def test_every_body_has_an_example() -> None:
    have = {(example.path, example.method, example.media_type) for example in bodies()}
    wanted = {
        (path, method, media_type)
        for path, method, operation in operations()
        for media_type in operation.get("requestBody", {}).get("content", {})
        if media_type not in NOT_SHOWN
    }

    assert wanted - have == set()
    assert len(have) >= 10


@pytest.mark.parametrize("example", [*bodies(), *answers()], ids=name_of)
def test_every_example_fits_its_own_description(example: Example) -> None:
    schema = {**example.schema, "components": DESCRIPTION["components"]}

    assert [error.message for error in Draft202012Validator(schema).iter_errors(example.value)] == []


def test_the_main_answers_are_shown() -> None:
    have = {(example.path, example.method) for example in answers()}

    for path in ("deliveries", "deliveries/{distribution_id}", "lanes", "senders/{organisation}/rules"):
        assert (f"/api/v1/{path}", "get") in have
    assert ("/api/v1/webhooks", "post") in have
