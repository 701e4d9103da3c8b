"""After a snapshot was read, each process knows the rules, modes, runs and actors that came with it."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from formedlare.models import Leg
from infra.hooks import disruptions
from testbed.faults.finding import RuleSource
from testbed.faults.finding import version as fault_version
from testbed.timing.modes import KnownModes
from testbed.timing.modes import version as timing_version
from tests import cast
from tests.cast import ARVID
from tests.relay import Relay, leg_of, work
from tests.testbed.runs.conftest import MakeRun
from tests.testbed.snapshots.test_archive import SNAPSHOT, download


@pytest.fixture
def put(client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Any:
    def upload(content: bytes) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.put(SNAPSHOT, content, content_type="application/zip")
        assert answer.status_code == 200, answer.content.decode()

    return upload


@pytest.fixture
def send(client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Any:
    def ask(method: str, path: str, **body: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            answer = getattr(client, method)(f"/api/v1/{path}", body, content_type="application/json")
        assert answer.status_code < 300, answer.content.decode()

    yield ask
    fault_version.advance()
    timing_version.advance()


def test_letters_are_held_as_they_were_when_the_snapshot_was_made(
    client: Client, relay: Relay, send: Any, put: Any
) -> None:
    modes = KnownModes()
    send("put", "timing", mode="manual")
    content = download(client)
    send("delete", "timing")
    assert not modes.entry_of("kivra.com", "").is_held

    put(content)

    assert modes.entry_of("kivra.com", "").is_held


def test_letters_that_were_held_are_released_after_the_snapshot(
    client: Client, relay: Relay, send: Any, put: Any
) -> None:
    send("put", "timing", mode="manual", lane="lookup")
    distribution = relay.distribute(ARVID)
    work()
    content = download(client)
    send("delete", "timing")

    put(content)

    [held] = client.get("/api/v1/held").json()["results"]
    assert held["distribution_id"] == str(distribution.distribution_id)
    send("delete", "timing")
    work()
    assert leg_of(distribution).state == Leg.State.DELIVERED


def test_what_shall_go_wrong_goes_wrong_again(client: Client, kommun_a: cast.Sender, send: Any, put: Any) -> None:
    disruptions.register_source(RuleSource())
    send("post", "faults", at="operator", operation="deliverSecure", fault={"code": 4999})
    content = download(client)
    send("delete", "faults")
    assert kommun_a.deliver(kommun_a.letter()).delivered

    put(content)

    assert kommun_a.deliver(kommun_a.letter()).fault.code == 4999


def test_the_letters_of_a_run_are_its_own_again(make_run: MakeRun, kommun_a: cast.Sender, put: Any) -> None:
    run = make_run(name="Prov")
    person = run.person()
    content = download(run.client)
    run.remove()

    put(content)
    kommun_a.deliver(kommun_a.letter(person))

    [message] = run.client.get("/api/v1/messages", {"recipient": person}).json()["results"]
    assert message["label"] == run.label
    run.remove()


def test_a_snapshot_that_is_read_twice_gives_the_same_world(client: Client, world: None, put: Any) -> None:
    content = download(client)

    put(content)
    once = download(client)
    put(content)

    assert len(download(client)) == pytest.approx(len(once), abs=200)


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/octet-stream", ""])
def test_what_is_not_sent_as_a_zip_is_refused_by_its_type(client: Client, world: None, content_type: str) -> None:
    answer = client.generic("PUT", SNAPSHOT, b"{}", content_type=content_type)

    assert answer.status_code == 415


@pytest.mark.parametrize("method", ["post", "patch", "delete"])
def test_a_snapshot_is_fetched_and_put_and_nothing_else(client: Client, world: None, method: str) -> None:
    assert getattr(client, method)(SNAPSHOT).status_code == 405


def test_a_page_of_another_site_neither_fetches_nor_puts_one(client: Client, world: None) -> None:
    elsewhere = {"Origin": "https://elsewhere.example"}

    answer = client.put(SNAPSHOT, b"x", content_type="application/zip", headers=elsewhere)

    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in client.get(SNAPSHOT, headers=elsewhere)


def test_without_the_password_nobody_has_the_world(client: Client, world: None, settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "a long sentence"

    assert client.get(SNAPSHOT).status_code == 401
    assert client.put(SNAPSHOT, b"x", content_type="application/zip").status_code == 401
