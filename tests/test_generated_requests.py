"""REST under requests that are generated from its description: right ones, and wrong ones of every kind.

No request is answered with an error of the simulator, and every answer is what docs/openapi.yaml says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker
from rest_framework.request import Request
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from far.consents import administration
from formedlare.models import Distribution
from infra import clock
from infra.identity import RecipientId
from infra.pki.issuing import ledger
from infra.wsgi import application
from mailbox_operator.soap import register_calls, service
from sender.office import addresses
from sender.print_files.models import BatchFile
from testbed.clock import moving
from testbed.waiting.api import wait_view
from testbed.waiting.api.serializers import MAX_SECONDS
from testbed.waiting.watching.watch import Waiter
from tests import demo_world
from tests.formedlare.api.conftest import store_delivery
from webhooks.events import outbox
from webhooks.events.payload import ping_payload
from webhooks.models import EventType, OutboxEvent, Subscription

pytestmark = pytest.mark.django_db
DESCRIPTION: Final = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"
EXAMPLES: Final = 15 if connection.vendor == "sqlite" else 5
"""Requests of each kind to each operation. Those on PostgreSQL are among those on SQLite."""
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
REST: Final = schemathesis.openapi.from_path(str(DESCRIPTION))
REST.app = application
OPERATIONS: Final = {
    f"{each.ok().method.upper()} {each.ok().path}": each.ok()  # type: ignore[union-attr]  # none is wrong
    for each in REST.get_all_operations()
}
NOT_GENERATED: Final = frozenset(
    {
        "PATCH /api/v1/batches/{file_id}/content",
        "PUT /api/v1/snapshot",
        "POST /api/v1/check",
        "POST /api/v1/exchanges/{key}/octets/{signature}/{form}/compare",
        "GET /api/v1/exchanges/events",
    }
)
"""What takes bytes, which no schema describes, and what does not end: each has tests of its own."""
SENDER: Final = "162021004748"
RECIPIENT: Final = "198101052382"
NOBODY: Final = "00000000-0000-4000-8000-000000000000"
"""Of what testers make there is nothing in the world: their own tests make it."""


def known_places(distribution: Distribution) -> dict[str, str]:
    """Rows that there are, by the name of the part of an address that leads to them."""
    now = clock.now()
    subscription = Subscription.objects.create(
        url="http://127.0.0.1:9/hook", secret="whsec_" + "A" * 32, events=["failed"], created_at=now
    )
    event = OutboxEvent(subscription=subscription, type=EventType.PING, created_at=now, due_at=now)
    event.body, event.give_up_at = ping_payload(event.event_id, now), now
    event.save()
    file = BatchFile.objects.create(sender=SENDER, name="utskick.zip", size=9, sha256="0" * 64, created_at=now)
    addresses.allow_sender("registrator@kommun-a.example", "kommun-a")
    consent = administration.make_consent(RecipientId("192705178354"), RecipientId(RECIPIENT), level="ConsentRead")
    return {
        "distribution_id": str(distribution.distribution_id),
        "recipient": RECIPIENT,
        "organisation": SENDER,
        "subscription_id": str(subscription.subscription_id),
        "event_id": str(event.event_id),
        "file_id": str(file.file_id),
        "consent_id": str(consent.consent_id),
        "address": "registrator@kommun-a.example",
        "name": "kivra.com",
        "number": "1",
        "serial": ledger.page_of_records(settings.PKI_DIR, 1)[0][0].serial,
        "download": "client.pem",
        "file": "egen.pem",
        "person": RECIPIENT,
        "company": "165560000043",
        "register": "people",
        "identity": RECIPIENT,
        "form": "csv",
        "holder": RECIPIENT,
        "key": "1",
        "message_id": NOBODY,
        "position": "0",
        "rule_id": NOBODY,
        "run": "none",
        "signature": "seal",
    }


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A server's process would close connections between requests; the test has one, within a transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _no_wait_takes_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing happens here that could be waited for. The request says how long, or leaves it to the default.

    A clock that is moved waits for what is due, which no worker does here.
    """

    def look_once(waiter: Waiter[Any], seconds: float, request: Request) -> Any:
        assert 0 <= seconds <= MAX_SECONDS
        return wait_for(waiter, 0, request)

    wait_for = wait_view.wait_for
    monkeypatch.setattr(wait_view, "wait_for", look_once)
    monkeypatch.setattr(moving, "PATIENCE", 0)


@pytest.fixture(scope="module")
def places(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """The world and known rows, for all tests: each request is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo_world.put_in_place()
        service.forget_endpoints()
        register_calls.forget_endpoints()
        outbox.no_subscriptions.clear()
        yield known_places(store_delivery(0, RECIPIENT))
        transaction.set_rollback(True)


def send_generated_requests(operation: Any, mode: GenerationMode, path_parameters: dict[str, str] | None) -> None:
    """Send requests and check the answers. What a request changes is taken back after it."""

    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=path_parameters))
    @hypothesis_settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        with transaction.atomic():
            response = case.call(base_url="http://localhost:8000", headers={"Accept-Encoding": "identity"})
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)
        if response.status_code >= 400 and case.method not in {"HEAD"}:
            assert {"type", "title", "status", "detail"} <= json.loads(response.content).keys()

    ask()


GENERATED: Final = sorted(OPERATIONS.keys() - NOT_GENERATED)


def can_be_wrong(operation: Any) -> bool:
    """Something in a request can break the schema: a part of an address that is any text cannot."""
    parts = [*operation.query, *(part for part in operation.path_parameters if _is_of_a_form(part.definition))]
    return bool(parts or operation.body)


def _is_of_a_form(parameter: Any) -> bool:
    return bool(parameter["schema"] != {"type": "string"})


CAN_BE_WRONG: Final = [name for name in GENERATED if can_be_wrong(OPERATIONS[name])]


@pytest.mark.parametrize("name", GENERATED)
def test_requests_as_described_are_answered_as_described(name: str, places: dict[str, str]) -> None:
    operation = OPERATIONS[name]
    known = {part.name: places[part.name] for part in operation.path_parameters}

    send_generated_requests(operation, GenerationMode.POSITIVE, known or None)


@pytest.mark.parametrize("name", CAN_BE_WRONG)
def test_wrong_requests_are_refused_as_described(name: str, places: dict[str, str]) -> None:
    send_generated_requests(OPERATIONS[name], GenerationMode.NEGATIVE, None)


@pytest.mark.parametrize(
    "name", [name for name in GENERATED if "{" in name and not can_be_wrong(OPERATIONS[name])]
)
def test_addresses_of_any_text_are_answered_as_described(name: str, places: dict[str, str]) -> None:
    send_generated_requests(OPERATIONS[name], GenerationMode.POSITIVE, None)


def problem_of_unknown_parameter(operation: Any, places: dict[str, str], client: Client) -> str:
    """What is wrong with the answer to an address with a parameter that nothing knows; empty: nothing."""
    address = operation.path.format(**places)
    answer = client.generic(operation.method.upper(), f"{address}?nonsense=1")
    if answer.status_code != HTTPStatus.BAD_REQUEST:
        return f"{answer.status_code}: {answer.content!r}"
    [error] = answer.json()["errors"]
    is_told = error["pointer"] == "/nonsense" and all(part.name in error["detail"] for part in operation.query)
    return "" if is_told else str(error)


def test_a_parameter_that_is_not_known_is_refused_everywhere(places: dict[str, str], client: Client) -> None:
    problems = {
        name: problem_of_unknown_parameter(operation, places, client) for name, operation in OPERATIONS.items()
    }

    assert len(problems) > 100
    assert {name: problem for name, problem in problems.items() if problem} == {}
