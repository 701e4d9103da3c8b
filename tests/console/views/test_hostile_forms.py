"""Every form of the console refuses what it cannot store, in words at the field, and stores nothing of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model
from django.urls import reverse
from lxml import html

from formedlare.lanes.status import CONCURRENCY
from formedlare.models import ChannelRule, ContactAddress, Lane, Leg, SenderPlan
from infra import clock
from sender.office.models import OfficeSender
from tests import cast
from tests.console.conftest import SENDER, Console, Fates, words
from webhooks.models import Subscription

AS_SENDER = f"?sender={SENDER}"
LONG = "x" * 100_000
DIGITS = "9" * 5_000
MARKUP = '"><script>alert(1)</script>'
PLAN = {"deadline_minutes": "60", "first_pause_seconds": "5", "longest_pause_seconds": "60"}
CONTACT = {"recipient": cast.MARIA, "email": "maria@example.org", "mobile": "", "confirmed_on": "2026-03-01"}
RULE = {"name": "Stora brev", "larger_than_bytes": "500000", "channel_1": "print"}
HOOK = {"url": "https://system.example/hook", "events": ["failed"]}
OFFICE = {"address": "rektor@skolan.example", "identity": "kommun-a"}


def refused(console: Console, name: str, values: dict[str, Any], *args: object, query: str = "") -> str:
    """Post the form, require that the page refuses it, and give back what stands at the fields."""
    answer = console.client.post(f"{reverse(f'console:{name}', args=args)}{query}", values)
    assert answer.status_code == 422, answer.content.decode()
    shown = answer.content.decode()
    assert "<script>alert" not in shown
    told = words(html.fromstring(shown), "//*[@class='field__error'] | //*[contains(@class, 'errorlist')]")
    assert told
    return told


def rows_of(*models: type[Model]) -> list[int]:
    return [model._default_manager.count() for model in models]


@pytest.mark.parametrize("field", PLAN)
@pytest.mark.parametrize(
    "text",
    ["", " ", "-1", "0", "1.5", "ett", "1e3", "525601", DIGITS, MARKUP],
    ids=lambda text: text[:12],
)
def test_a_plan_takes_whole_numbers_within_its_limits_only(
    console: Console, world: None, field: str, text: str
) -> None:
    refused(console, "plan", {**PLAN, field: text}, query=AS_SENDER)

    assert not SenderPlan.objects.exists()


@pytest.mark.parametrize("missing", PLAN)
def test_a_plan_that_lacks_a_value_is_asked_for_it(console: Console, world: None, missing: str) -> None:
    given = {name: value for name, value in PLAN.items() if name != missing}

    assert refused(console, "plan", given, query=AS_SENDER) == "Fel: Fyll i ett värde."
    assert not SenderPlan.objects.exists()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("recipient", ""),
        ("recipient", "nobody"),
        ("recipient", DIGITS),
        ("recipient", MARKUP),
        ("email", "maria"),
        ("email", "maria@@example.org"),
        ("email", "maria@example.org\r\nBcc: alla@example.org"),
        ("email", f"{LONG}@example.org"),
        ("email", MARKUP),
        ("mobile", "08-123 456 78"),
        ("mobile", "ring mig"),
        ("mobile", DIGITS),
        ("mobile", MARKUP),
        ("confirmed_on", ""),
        ("confirmed_on", "i går"),
        ("confirmed_on", "2026-02-30"),
        ("confirmed_on", "9999-12-31"),
        ("confirmed_on", "2026-03-01T12:00"),
        ("confirmed_on", DIGITS),
        ("confirmed_on", MARKUP),
    ],
    ids=lambda text: text[:20],
)
def test_an_address_that_is_none_is_refused_at_its_field(
    console: Console, world: None, field: str, text: str
) -> None:
    before = rows_of(ContactAddress)

    refused(console, "addresses", {**CONTACT, field: text}, query=AS_SENDER)

    assert rows_of(ContactAddress) == before


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", LONG),
        ("message_type", "brev"),
        ("protection_class", "4"),
        ("protection_class", DIGITS),
        ("recipient", "hund"),
        ("has_mailbox", "kanske"),
        ("sender_accepted", "1"),
        ("email_known", MARKUP),
        ("mobile_known", "true"),
        ("address_newer_than_days", "-1"),
        ("address_newer_than_days", "1.5"),
        ("address_newer_than_days", DIGITS),
        ("larger_than_bytes", "många"),
        ("larger_than_bytes", DIGITS),
        ("smaller_than_bytes", "500001"),
        ("smaller_than_bytes", MARKUP),
        ("channel_1", ""),
        ("channel_1", "brevduva"),
        ("channel_2", "print"),
        ("channel_4", MARKUP),
    ],
    ids=lambda text: text[:20],
)
def test_a_rule_that_says_nothing_possible_is_refused_at_its_field(
    console: Console, world: None, field: str, text: str
) -> None:
    before = rows_of(ChannelRule)

    refused(console, "rule-new", {**RULE, field: text}, query=AS_SENDER)

    assert rows_of(ChannelRule) == before


@pytest.mark.parametrize("field", ["larger_than_bytes", "smaller_than_bytes", "address_newer_than_days"])
def test_a_number_that_no_letter_reaches_is_refused_or_stored_as_it_is(
    console: Console, world: None, field: str
) -> None:
    given = {"name": "Stora brev", "channel_1": "print", field: "9" * 30}

    answer = console.client.post(reverse("console:rule-new"), {**given, "version": ""})

    assert answer.status_code in {302, 422}
    assert not ChannelRule.objects.filter(name="Stora brev").exists()


@pytest.mark.parametrize("text", ["", "gammal", DIGITS, MARKUP], ids=lambda text: text[:12])
def test_rules_of_a_version_that_never_was_are_not_overwritten(console: Console, world: None, text: str) -> None:
    before = list(ChannelRule.objects.values_list("name", flat=True))

    for name, args in (("rule-new", []), ("rule", [1]), ("rule-move", [1]), ("rule-remove", [1])):
        answer = console.do(name, *args, **{**RULE, "version": text, "at": MARKUP})
        assert "Någon annan har ändrat reglerna" in answer.content.decode(), name

    assert list(ChannelRule.objects.values_list("name", flat=True)) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", ""),
        ("url", "http://"),
        ("url", "javascript:alert(1)"),
        ("url", "file:///etc/passwd"),
        ("url", "http://169.254.169.254/latest/meta-data"),
        ("url", "http://[::1]/"),
        ("url", "http://system.example:99999/"),
        ("url", "http://system.example/\r\nHost: annan"),
        ("url", f"https://system.example/{'x' * 2_000}"),
        ("url", MARKUP),
        ("sender", "165560000001"),
        ("sender", DIGITS),
        ("sender", MARKUP),
        ("events", []),
        ("events", ["ping"]),
        ("events", ["failed", "sprungen"]),
        ("events", [MARKUP]),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_subscription_that_cannot_be_served_is_refused_at_its_field(
    console: Console, world: None, field: str, value: Any
) -> None:
    refused(console, "webhooks", {**HOOK, field: value})

    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("address", ""),
        ("address", "@"),
        ("address", "rektor@"),
        ("address", "rektor@skolan.example, annan@skolan.example"),
        ("address", "rektor@skolan.example\r\nBcc: x@y.example"),
        ("address", f"{LONG}@skolan.example"),
        ("address", MARKUP),
        ("identity", ""),
        ("identity", "../../ca"),
        ("identity", "utgangen"),
        ("identity", MARKUP),
    ],
    ids=lambda text: text[:24],
)
def test_an_office_sender_that_is_none_is_refused_at_its_field(
    console: Console, world: None, field: str, text: str
) -> None:
    before = rows_of(OfficeSender)

    refused(console, "office", {**OFFICE, field: text})

    assert rows_of(OfficeSender) == before


@pytest.mark.parametrize(
    "text", ["", "0", "65", "-1", "9" * 30, DIGITS, "٣", "två", MARKUP], ids=lambda text: text[:12]
)
def test_a_number_of_workers_outside_its_limits_changes_nothing(console: Console, db: None, text: str) -> None:
    lane = Lane.objects.create(name="kivra.com")

    answer = console.do("lane-concurrency", "kivra.com", antal=text)

    assert answer.status_code == 200
    assert f"heltal från {CONCURRENCY.minimum} till {CONCURRENCY.maximum}" in answer.content.decode()
    assert Lane.objects.get().concurrency == lane.concurrency


@pytest.mark.parametrize("recipient", ["", "198101052383", DIGITS, MARKUP], ids=lambda text: text[:12])
def test_a_letter_is_tried_for_its_own_recipients_only(console: Console, fates: Fates, recipient: str) -> None:
    due = list(Leg.objects.values_list("pk", "due_at"))

    answer = console.do("letter-now", fates.waiting.distribution_id, mottagare=recipient)

    assert answer.status_code == 404
    assert list(Leg.objects.values_list("pk", "due_at")) == due


@pytest.mark.parametrize(
    ("name", "field"), [("address-remove", "recipient"), ("office-remove", "address")], ids=["address", "office"]
)
@pytest.mark.parametrize("text", ["", "finns inte", DIGITS, MARKUP, "%"], ids=lambda text: text[:12])
def test_what_is_not_there_is_not_removed(console: Console, world: None, name: str, field: str, text: str) -> None:
    ContactAddress.objects.create(
        sender=SENDER, recipient=cast.MARIA, email="maria@example.org", confirmed_on=clock.today()
    )
    before = rows_of(ContactAddress, OfficeSender)

    assert console.do(name, query=AS_SENDER, **{field: text}).status_code == 404
    assert rows_of(ContactAddress, OfficeSender) == before
