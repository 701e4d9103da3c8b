"""What is no page and no button of the console is answered as such, and changes nothing."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from formedlare.models import ChannelRule
from tests.console.conftest import SENDER, Console
from webhooks import subscriptions
from webhooks.models import Subscription

MISSING = UUID("00000000-0000-4000-8000-000000000000")
PERSON, COMPANY = "198101052382", "165560000043"
REGISTERS = ["people", "person-new", "companies", "company-new", "register-failures"]
PAGES = ["overview", "letters", "rules", "print-queue", "files", "office", "consents", "webhooks"]
RENEWALS = ["overview-renewal", "files-renewal", "webhooks-renewal"]
BUTTONS: list[tuple[str, list[object]]] = [
    ("lane-reset", ["kivra.com"]),
    ("lane-concurrency", ["kivra.com"]),
    ("letter-now", [MISSING]),
    ("rules-own", []),
    ("rule-restore", []),
    ("rule-move", [1]),
    ("rule-remove", [1]),
    ("addresses-upload", []),
    ("address-remove", []),
    ("print-now", []),
    ("file-remove", [MISSING]),
    ("office-remove", []),
    ("account-end", [PERSON]),
    ("person-remove", [PERSON]),
    ("guardian-add", [PERSON]),
    ("guardian-remove", [PERSON]),
    ("company-remove", [COMPANY]),
    ("officer-add", [COMPANY]),
    ("officer-remove", [COMPANY]),
    ("signatory-rule-remove", [COMPANY, 1]),
    ("register-failure-remove", []),
    ("consent-accept", [MISSING]),
    ("consent-refuse", [MISSING]),
    ("consent-end", [MISSING]),
    ("webhook-ping", [MISSING]),
    ("webhook-switch", [MISSING]),
    ("webhook-remove", [MISSING]),
    ("webhook-replay", [MISSING]),
]
OF_ONE_THING = [
    "letter",
    "letter-renewal",
    "file",
    "file-renewal",
    "consent",
    "webhook",
    "webhook-renewal",
]


@pytest.mark.parametrize(("name", "args"), BUTTONS, ids=[name for name, _args in BUTTONS])
@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_a_button_is_pressed_by_a_form_only(
    console: Console, db: None, name: str, args: list[object], method: str
) -> None:
    answer = getattr(console.client, method)(reverse(f"console:{name}", args=args))

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


@pytest.mark.parametrize("name", [*PAGES, *REGISTERS, *RENEWALS])
@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_page_is_not_overwritten(console: Console, db: None, name: str, method: str) -> None:
    assert getattr(console.client, method)(reverse(f"console:{name}")).status_code == 405


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_head_without_a_body(console: Console, world: None, name: str) -> None:
    answer = console.client.head(reverse(f"console:{name}"))

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("name", [*PAGES, *RENEWALS])
def test_no_page_is_kept_on_the_way(console: Console, world: None, name: str) -> None:
    kept = console.client.get(reverse(f"console:{name}"))["Cache-Control"]

    assert "no-store" in kept
    assert "private" in kept


@pytest.mark.parametrize("name", OF_ONE_THING)
def test_the_page_of_a_thing_that_is_not_there_is_not_found(console: Console, db: None, name: str) -> None:
    assert console.client.get(reverse(f"console:{name}", args=[MISSING])).status_code == 404


@pytest.mark.parametrize("form", ["csv", "jsonl", "exe"])
def test_the_result_of_a_file_that_is_not_there_is_not_found(console: Console, db: None, form: str) -> None:
    assert console.client.get(f"/konsol/filer/{MISSING}/resultat.{form}").status_code == 404


@pytest.mark.parametrize(
    "name", ["letter-now", "file-remove", "webhook-ping", "webhook-switch", "webhook-remove", "webhook-replay"]
)
def test_a_button_of_a_thing_that_is_not_there_is_not_found(console: Console, db: None, name: str) -> None:
    assert console.do(name, MISSING).status_code == 404


@pytest.mark.parametrize("address", ["brev/1/", "brev/x/", "filer/../", "regler/-1/", "regler/x/"])
def test_an_address_that_no_page_has_is_not_found(console: Console, db: None, address: str) -> None:
    assert console.client.get(f"/konsol/{address}").status_code == 404


@pytest.mark.parametrize("place", ["99", "9" * 30])
def test_a_rule_at_a_place_that_no_rule_has_is_not_found(console: Console, world: None, place: str) -> None:
    before = list(ChannelRule.objects.values_list("name", flat=True))

    assert console.client.get(f"/konsol/regler/{place}/?sender={SENDER}").status_code == 404
    assert console.client.post(f"/konsol/regler/{place}/bort/?sender={SENDER}").status_code == 404
    assert list(ChannelRule.objects.values_list("name", flat=True)) == before


@pytest.mark.parametrize("text", ["", "1.0", "på", "true", "²", "9" * 5_000], ids=lambda text: text[:8])
def test_a_subscription_is_turned_on_by_one_and_off_by_everything_else(
    console: Console, world: None, text: str
) -> None:
    hook = subscriptions.create_subscription({"url": "https://system.example/hook"})

    console.do("webhook-switch", hook.subscription_id, aktiv=text)
    assert not Subscription.objects.get().active

    console.do("webhook-switch", hook.subscription_id, aktiv="1")
    assert Subscription.objects.get().active


@pytest.mark.parametrize("event", ["", "1", "nonsens", f"{MISSING}0"])
def test_an_event_that_is_named_wrongly_is_not_sent_again(console: Console, world: None, event: str) -> None:
    hook = subscriptions.create_subscription({"url": "https://system.example/hook"})

    assert console.do("webhook-replay", hook.subscription_id, event=event).status_code == 404


def test_an_event_of_no_subscription_is_none_sent_again(console: Console, world: None) -> None:
    hook = subscriptions.create_subscription({"url": "https://system.example/hook"})

    answer = console.do("webhook-replay", hook.subscription_id, event=str(uuid4()))

    assert "0 händelser sänds igen." in answer.content.decode()
