"""REST as a program sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from formedlare.models import Distribution, Leg
from infra import clock
from tests.formedlare.registered import register_actors


@dataclass
class Api:
    """Asks, and reads JSON."""

    client: Client

    def get(self, path: str, **query: Any) -> Any:
        answer = self.client.get(f"/api/v1/{path}", query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        content = "" if body is None else json.dumps(body)
        answer: Any = self.client.generic(
            method, f"/api/v1/{path}", content, "application/json" if content else "", headers=headers
        )
        found: HttpResponse = answer
        return found

    def done(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.send(method, path, body)
        assert answer.status_code in {200, 201, 204}, answer.content
        return json.loads(answer.content) if answer.content else None

    def problem(self, method: str, path: str, body: Any = None, status: int = 400) -> dict[str, Any]:
        return refused(self.send(method, path, body), status)


def refused(answer: Any, status: int) -> dict[str, Any]:
    """The problem that an answer tells of, which must have the one shape that all have."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")
    problem: dict[str, Any] = json.loads(answer.content)
    assert {"type", "title", "status", "detail"} <= problem.keys()
    assert problem["status"] == status
    assert " | " in problem["detail"], "in Swedish and English"
    return problem


@pytest.fixture
def api(client: Client, db: None) -> Api:
    register_actors()
    return Api(client)


Delivery = Callable[..., Distribution]


@pytest.fixture
def delivery(db: None) -> Delivery:
    """A delivery that the relay has, with one leg, as the test wants it."""
    count = iter(range(1_000_000))
    return lambda *recipient, **choices: store_delivery(next(count), *recipient, **choices)


def store_delivery(number: int, recipient: str = "198101052382", **choices: Any) -> Distribution:
    """`number`: of no other delivery."""
    of_leg = {name: choices.pop(name) for name in ("state", "channel", "operator", "reason") if name in choices}
    received_at = choices.pop("received_at", clock.now())
    known = {
        "sender": "162021004748",
        "sender_name": "Kommun A",
        "caller": "162021004748",
        "kind": "secure",
        "content_digest": f"{number:064}",
        "protection_class": 2,
        "size": 100,
        "trace": "a" * 32,
        "deadline": received_at,
        "received_at": received_at,
    }
    made = Distribution.objects.create(**{**known, **choices})
    finished = of_leg.get("state", "received") in {"delivered", "printed", "failed"}
    Leg.objects.create(
        distribution=made,
        recipient=recipient,
        lane=None if finished else "lookup",
        finished_at=received_at if finished else None,
        due_at=received_at,
        deadline=received_at,
        received_at=received_at,
        **of_leg,
    )
    return made
