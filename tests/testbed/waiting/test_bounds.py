"""What every wait takes and refuses: how long, how many, of which run; and that it ends."""

from typing import Any

import pytest
from django.test import Client

from testbed.waiting.api.serializers import MAX_COUNT, MAX_SECONDS
from tests import cast
from tests.conftest import PeerSocket
from tests.testbed.waiting.conftest import Waits

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = ["messages", "deliveries", "exchanges"]


def ask(client: Client, kind: str, label: str = "", **body: Any) -> tuple[int, dict[str, Any]]:
    headers = {"X-MM-Label": label} if label else {}
    answer = client.post(f"/api/v1/{kind}/wait", body, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "timeout", ["nan", "NaN", "-nan", "inf", "-inf", -0.001, MAX_SECONDS + 0.001, None, "", [], {}]
)
def test_a_time_that_does_not_end_or_is_none_is_refused(client: Client, kind: str, timeout: object) -> None:
    status, problem = ask(client, kind, timeout=timeout)

    assert status == 400
    assert [error["pointer"] for error in problem["errors"]] == ["/timeout"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("timeout", [0, 0.0, -0.0, "0", 1e-9])
def test_no_time_at_all_asks_how_things_are_now(client: Client, kind: str, timeout: object) -> None:
    status, problem = ask(client, kind, timeout=timeout)

    assert status == 408
    assert problem["found"] == 0
    assert " | " in problem["reason"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("count", "status"), [(0, 400), (1, 408), (MAX_COUNT, 408), (MAX_COUNT + 1, 400), (1.5, 400)]
)
def test_a_wait_is_for_one_or_more_and_not_for_too_many(
    client: Client, kind: str, count: object, status: int
) -> None:
    assert ask(client, kind, timeout=0, count=count)[0] == status


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_a_wait_is_asked_for_in_one_way(client: Client, kind: str, method: str) -> None:
    # A kind's own address may take a name in this place, which no delivery and no exchange has.
    assert getattr(client, method)(f"/api/v1/{kind}/wait").status_code in {404, 405}


@pytest.mark.parametrize("kind", ["messages", "deliveries"])
@pytest.mark.parametrize("label", ["x" * 101, "a\tb"])
def test_a_run_that_no_header_can_name_is_refused(client: Client, kind: str, label: str) -> None:
    assert ask(client, kind, label, timeout=0)[0] == 400


def test_two_runs_wait_at_once_and_each_gets_its_own(kommun_a: cast.Sender, waits: Waits) -> None:
    mine = {label: waits.begin("messages/wait", filter={"label": label}) for label in ("ett", "två")}
    for label in ("två", "ett"):
        body = kommun_a.letter(cast.MARIA, kommun_a.text(subject=label)).request
        Client().post(
            cast.SERVICE,
            body,
            "text/xml",
            headers={"X-MM-Label": label.encode().decode("latin-1")},
            **peer(kommun_a),
        )
    waits.finish()

    assert {label: wait.answer["results"][0]["subject"] for label, wait in mine.items()} == {
        "ett": "ett",
        "två": "två",
    }


def peer(sender: cast.Sender) -> dict[str, Any]:
    """The sender's certificate, as the server knows it from the socket."""
    return {"gunicorn.socket": PeerSocket([sender.identity.certificate, *sender.identity.chain])}


def test_how_many_came_is_told_in_both_languages(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    status, problem = ask(client, "messages", timeout=0, count=3, filter={"recipient": cast.MARIA})

    assert status == 408
    assert problem["detail"].startswith("1 av 3 meddelanden kom i tid.")
    assert "1 of 3 messages came in time." in problem["detail"]
    assert problem["found"] == 1
