"""Rules as a tester makes them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from infra.hooks import disruptions
from testbed.faults.finding import RuleSource, version

ADDRESS = "/api/v1/faults"
MakeRule = Callable[..., dict[str, Any]]


@pytest.fixture(autouse=True)
def rules_of_this_test() -> Iterator[None]:
    """Processes keep rules in memory, and a test's end rolls back without telling them."""
    disruptions.register_source(RuleSource())
    version.advance()
    yield
    version.advance()


@pytest.fixture
def make_rule(client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> MakeRule:
    def make(**body: Any) -> dict[str, Any]:
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(ADDRESS, body, content_type="application/json")
        assert answer.status_code == 201, answer.content.decode()
        rule: dict[str, Any] = answer.json()
        return rule

    return make
