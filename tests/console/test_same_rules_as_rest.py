"""A page and REST refuse the same values in the same words: both ask the same domain function."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from formedlare.models import ChannelRule, ContactAddress, Lane, SenderPlan
from infra import clock
from sender.office.models import OfficeSender
from tests import cast
from tests.console.conftest import SENDER, Console
from webhooks.models import Subscription

PLAN = {"deadline_minutes": 60, "first_pause_seconds": 5, "longest_pause_seconds": 60}
CONTACT = {
    "recipient": cast.MARIA,
    "email": "maria@example.org",
    "mobile": "070-174 06 05",
    "confirmed_on": "2026-03-01",
}
TOMORROW = (clock.today() + timedelta(days=1)).isoformat()


def rest_refuses(client: Client, method: str, path: str, body: Any) -> str:
    """What REST says in Swedish of the one value that is wrong."""
    answer = client.generic(method, f"/api/v1/{path}", json.dumps(body), "application/json")
    assert answer.status_code == 400, answer.content
    [error] = answer.json()["errors"]
    swedish: str = error["detail"].partition(" | ")[0]
    return swedish


def page_refuses(console: Console, name: str, values: dict[str, Any], language: str = "sv") -> str:
    console.client.cookies["django_language"] = language
    answer = console.client.post(f"{reverse(f'console:{name}')}?sender={SENDER}", values)
    assert answer.status_code == 422, answer.content.decode()
    return str(answer.content.decode())


def as_shown(words: str) -> str:
    return str(escape(words[:1].upper() + words[1:]))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"deadline_minutes": 0}, "ska vara ett heltal från 1 till 525600"),
        ({"deadline_minutes": 525_601}, "ska vara ett heltal från 1 till 525600"),
        ({"first_pause_seconds": 0}, "ska vara ett heltal från 1 till 86400"),
        ({"longest_pause_seconds": 4}, "får inte vara kortare än den första pausen"),
    ],
)
def test_a_plan_is_refused_alike(console: Console, world: None, change: dict[str, int], says: str) -> None:
    wrong = {**PLAN, **change}

    assert rest_refuses(console.client, "PUT", f"senders/{SENDER}/plan", wrong) == says
    assert as_shown(says) in page_refuses(console, "plan", wrong)
    assert not SenderPlan.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"recipient": "198101052381"},
        {"recipient": "999"},
        {"email": "maria"},
        {"mobile": "08-123 456"},
        {"confirmed_on": "2026-02-30"},
        {"confirmed_on": TOMORROW},
        {"email": "", "mobile": ""},
    ],
)
def test_an_address_is_refused_alike(console: Console, world: None, change: dict[str, str]) -> None:
    wrong, before = {**CONTACT, **change}, ContactAddress.objects.count()

    said = rest_refuses(console.client, "POST", f"senders/{SENDER}/addresses", [wrong])

    words = said.partition(": ")[2]
    assert as_shown(words) in page_refuses(console, "addresses", wrong)
    assert ContactAddress.objects.count() == before


@pytest.mark.parametrize("page", ["addresses", "plan"])
def test_an_english_page_shows_the_english_words(console: Console, world: None, page: str) -> None:
    wrong = {**CONTACT, "mobile": "hej"} if page == "addresses" else {**PLAN, "deadline_minutes": 0}

    shown = page_refuses(console, page, wrong, language="en")

    assert ("“hej” is no mobile number" in shown) or ("Must be a whole number from 1 to 525600." in shown)


def test_what_both_take_is_stored_alike(console: Console, world: None) -> None:
    console.client.generic("PUT", f"/api/v1/senders/{SENDER}/addresses", json.dumps([CONTACT]), "application/json")
    by_rest = ContactAddress.objects.filter(sender=SENDER).values("email", "mobile", "confirmed_on").get()
    ContactAddress.objects.all().delete()

    console.do("addresses", query=f"?sender={SENDER}", **CONTACT)

    by_page = ContactAddress.objects.filter(sender=SENDER).values("email", "mobile", "confirmed_on").get()
    assert by_page == by_rest
    assert by_page["mobile"] == "+46701740605"


def test_a_rule_that_a_page_stores_is_the_one_that_rest_stores(console: Console, world: None) -> None:
    rule = {"name": "Stora", "conditions": {"recipient": "person", "larger_than_bytes": 5}, "channels": ["print"]}
    path = f"/api/v1/senders/{SENDER}/rules"
    console.client.generic("PUT", path, json.dumps({"rules": [rule]}), "application/json")
    by_rest = ChannelRule.objects.filter(sender=SENDER).values("name", "conditions", "channels").get()
    console.client.generic("PUT", path, json.dumps({"rules": []}), "application/json")
    version = str(console.page("rules", sender=SENDER).xpath("string((//input[@name='version'])[1]/@value)"))

    values = {"name": "Stora", "recipient": "person", "larger_than_bytes": 5, "channel_1": "print"}
    console.do("rule-new", query=f"?sender={SENDER}", version=version, **values)

    by_page = ChannelRule.objects.filter(sender=SENDER).values("name", "conditions", "channels").get()
    assert by_page == by_rest
    assert console.client.get(path).json()["rules"] == [rule]


@pytest.mark.parametrize("workers", [0, 65])
def test_a_number_of_workers_is_refused_alike(console: Console, db: None, workers: int) -> None:
    Lane.objects.create(name="kivra.com")

    said = rest_refuses(console.client, "PATCH", "lanes/kivra.com", {"concurrency": workers})

    shown = console.do("lane-concurrency", "kivra.com", antal=workers).content.decode()
    assert f"Antalet {said}." in shown
    assert Lane.objects.get().concurrency not in {0, 65}


@pytest.mark.parametrize("url", ["ftp://example.org/", "http://10.0.0.1/", "http://"])
def test_a_webhooks_address_is_refused_alike(console: Console, world: None, url: str) -> None:
    said = rest_refuses(console.client, "POST", "webhooks", {"url": url})

    assert as_shown(said) in page_refuses(console, "webhooks", {"url": url, "events": ["failed"]})
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("address", ["ingen adress", "a@b@c", "x" * 300 + "@example.org"])
def test_an_office_sender_is_refused_alike(console: Console, world: None, address: str) -> None:
    before = OfficeSender.objects.count()

    said = rest_refuses(console.client, "POST", "office-senders", {"address": address, "identity": "kommun-a"})

    assert as_shown(said) in page_refuses(console, "office", {"address": address, "identity": "kommun-a"})
    assert OfficeSender.objects.count() == before


@pytest.mark.parametrize("recipient", ["198101052381", "nobody", "999"])
def test_a_recipient_to_search_for_is_refused_alike(console: Console, db: None, recipient: str) -> None:
    cache.clear()

    said = rest_refuses(console.client, "GET", f"deliveries?recipient={recipient}", None)

    page = console.client.get(reverse("console:letters"), {"recipient": recipient})
    assert page.status_code == 422
    assert as_shown(said) in page.content.decode()
