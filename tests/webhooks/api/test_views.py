"""Subscriptions over REST: made, changed, pinged, read, replayed."""

import threading
import uuid
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.formedlare.api.conftest import Api, Delivery
from tests.webhooks.conftest import Subscribe, move, send_due
from tests.webhooks.receiver import Receiver, status
from webhooks.models import OutboxEvent, Subscription
from webhooks.sending import http_client

URL = "http://127.0.0.1:9000/hook"


def test_the_secret_is_made_and_shown_once(api: Api, receiver: Receiver) -> None:
    made = api.done("POST", "webhooks", {"url": receiver.url})

    assert made["secret"].startswith("whsec_")
    assert made["events"] == ["delivered", "printed", "failed", "rerouted", "waiting"]
    assert (made["sender"], made["active"]) == ("", True)
    assert made["secret"] not in str(api.get("webhooks"))
    assert made["secret"] not in str(api.get(f"webhooks/{made['subscription_id']}"))
    assert made["secret"] == Subscription.objects.get().secret


def test_a_secret_of_ones_own_signs(api: Api, subscribe: Subscribe, receiver: Receiver) -> None:
    subscription = subscribe(receiver, secret="av mottagaren själv")
    assert receiver.secret == "av mottagaren själv"
    api.done("POST", f"webhooks/{subscription.subscription_id}/ping")
    assert receiver.got[0].signed


def test_a_secret_of_ones_own_may_have_the_form_of_the_specification(
    api: Api, subscribe: Subscribe, receiver: Receiver
) -> None:
    subscription = subscribe(receiver, secret="whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
    api.done("POST", f"webhooks/{subscription.subscription_id}/ping")
    assert receiver.got[0].signed


@pytest.mark.parametrize(
    ("url", "place"),
    [(URL, "127.0.0.1:9000"), ("http://[::1]/", "[::1]:80"), ("https://[::1]:9000/", "[::1]:9000")],
)
def test_loopback_is_refused_unless_the_settings_allow_it_and_the_advice_works(
    api: Api, settings: Settings, url: str, place: str
) -> None:
    problem = api.problem("POST", "webhooks", {"url": url})

    [error] = problem["errors"]
    assert error["pointer"] == "/url"
    assert f"MM_WEBHOOK_ALLOWED={place} " in error["detail"]
    assert Subscription.objects.count() == 0

    settings.WEBHOOK_ALLOWED = [place]
    api.done("POST", "webhooks", {"url": url})


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"url": "hook"}, "/url"),
        ({"url": "http://receiver.invalid/"}, "/url"),
        ({"events": ["lost"]}, "/events/0"),
        ({"events": ["ping"]}, "/events/0"),
        ({"events": []}, "/events"),
        ({"events": "delivered"}, "/events"),
        ({"secret": "short"}, "/secret"),
        ({"secret": "whsec_no base64 here"}, "/secret"),
        ({"secret": "whsec_MDEyMzQ1Njc4OQ=="}, "/secret"),
        ({"sender": "1"}, "/sender"),
        ({"active": "maybe"}, "/active"),
        ({"adress": "x"}, "/adress"),
    ],
)
def test_a_wrong_value_is_named(api: Api, receiver: Receiver, change: dict[str, Any], pointer: str) -> None:
    problem = api.problem("POST", "webhooks", {"url": receiver.url, **change})
    assert [error["pointer"] for error in problem["errors"]] == [pointer]


def test_a_subscription_is_changed_in_part_paused_and_deleted(
    api: Api, subscribe: Subscribe, receiver: Receiver, delivery: Delivery
) -> None:
    subscription = subscribe(receiver)
    path = f"webhooks/{subscription.subscription_id}"
    move(delivery(), "failed")

    changed = api.done("PATCH", path, {"active": False, "events": ["printed", "failed"]})
    assert (changed["active"], changed["events"], changed["url"]) == (False, ["printed", "failed"], receiver.url)
    send_due()
    assert receiver.got == [], "what waits, waits"
    api.done("PATCH", path, {"active": True})
    send_due()
    assert len(receiver.got) == 1
    api.problem("PATCH", path, {"url": "http://10.0.0.1/"})

    api.done("DELETE", path)
    api.problem("GET", path, status=404)
    assert OutboxEvent.objects.count() == 0


def test_a_ping_says_at_once_how_it_went(api: Api, subscribe: Subscribe, receiver: Receiver) -> None:
    subscription = subscribe(receiver)

    answer = api.done("POST", f"webhooks/{subscription.subscription_id}/ping")
    assert (answer["type"], answer["state"], answer["log"][0]["status"]) == ("ping", "sent", 204)
    assert receiver.got[0].signed
    assert receiver.got[0].event == answer["body"]

    receiver.answers.append(status(500, b"oops"))
    answer = api.done("POST", f"webhooks/{subscription.subscription_id}/ping")
    assert (answer["state"], answer["log"][0]["answer"]) == ("failed", "oops")
    send_due()
    assert len(receiver.got) == 2, "a ping is tried once"


def test_a_ping_waits_for_a_few_seconds_only(
    api: Api, subscribe: Subscribe, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight threads show all pages; a ping must not take one of them for as long as a real attempt may."""
    assert http_client.PING_LIMITS.connect + http_client.PING_LIMITS.answer <= 5
    monkeypatch.setattr(http_client, "PING_LIMITS", http_client.TimeLimits(connect=2, answer=0.2))
    let_go = threading.Event()
    receiver.answers.append(lambda request: status(204)(request) if let_go.wait(20) else None)

    answer = api.done("POST", f"webhooks/{subscribe(receiver).subscription_id}/ping")
    let_go.set()

    assert answer["state"] == "failed"
    assert answer["log"][0]["error"].endswith("no answer within 0.2 seconds")


def test_events_are_listed_by_page_and_state_and_show_every_attempt(
    api: Api, subscribe: Subscribe, receiver: Receiver, delivery: Delivery
) -> None:
    subscription = subscribe(receiver)
    path = f"webhooks/{subscription.subscription_id}/events"
    move(delivery(), "waiting", "failed")
    receiver.answers.append(status(418, b"teapot"))
    send_due()

    first = api.get(path, limit=1)
    second = api.client.get(first["next"]).json()
    assert [item["type"] for item in first["results"] + second["results"]] == ["failed", "waiting"]
    assert second["next"] is None
    assert len(api.get(path, state="pending", type="waiting")["results"]) == 1
    lost = api.problem("GET", f"{path}?state=lost")["detail"]
    assert "“lost” does not exist; there are pending, sent, failed" in lost

    one = api.get(f"{path}/{second['results'][0]['event_id']}")
    [attempt] = one["log"]
    assert (attempt["status"], attempt["answer"]) == (418, "teapot")
    assert attempt["duration_ms"] >= 0
    assert attempt["error"] == "mottagaren svarade 418, inte 2xx | the receiver answered 418, not 2xx"
    assert api.get(f"webhooks/{subscription.subscription_id}")["last_problem"] == attempt["error"]
    assert one["body"]["leg"]["state"] == "waiting"


def test_one_event_is_replayed_as_it_was(
    api: Api, subscribe: Subscribe, receiver: Receiver, delivery: Delivery
) -> None:
    subscription = subscribe(receiver)
    move(delivery(), "failed")
    send_due()
    event = OutboxEvent.objects.get()

    answer = api.done("POST", f"webhooks/{subscription.subscription_id}/events/{event.event_id}/replay")
    assert answer["state"] == "pending"
    send_due()

    assert receiver.got[0].body == receiver.got[1].body
    assert len(api.get(f"webhooks/{subscription.subscription_id}/events/{event.event_id}")["log"]) == 2


def test_an_unknown_subscription_or_event_is_not_found(api: Api, subscribe: Subscribe, receiver: Receiver) -> None:
    known, unknown = subscribe(receiver).subscription_id, uuid.uuid4()
    for method, path in (
        ("GET", f"webhooks/{unknown}"),
        ("PATCH", f"webhooks/{unknown}"),
        ("DELETE", f"webhooks/{unknown}"),
        ("POST", f"webhooks/{unknown}/ping"),
        ("POST", f"webhooks/{unknown}/replay"),
        ("GET", f"webhooks/{unknown}/events"),
        ("GET", f"webhooks/{known}/events/{unknown}"),
        ("POST", f"webhooks/{known}/events/{unknown}/replay"),
    ):
        api.problem(method, path, {}, status=404)
