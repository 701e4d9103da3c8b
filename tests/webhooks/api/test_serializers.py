"""The values of a subscription as REST takes and shows them: each wrong one is refused in words, at its name."""

from typing import Any

import pytest
from django.utils import translation

from infra.texts import EMPTY, Text
from webhooks.api.serializers import (
    EVENT_CHOICES,
    BilingualTextField,
    EventQuerySerializer,
    SubscriptionChangeSerializer,
)
from webhooks.sending import signing

EVERY = [name for name, _ in EVENT_CHOICES]
PUBLIC = "https://192.0.43.7/hook"
"""An address that needs no look-up of a name."""


def change(**values: Any) -> SubscriptionChangeSerializer:
    return SubscriptionChangeSerializer(data={"url": PUBLIC, **values})


def valid(**values: Any) -> dict[str, Any]:
    read = change(**values)
    assert read.is_valid(), read.errors
    return dict(read.validated_data)


def wrong(**values: Any) -> dict[str, Any]:
    read = change(**values)
    assert not read.is_valid()
    return dict(read.errors)


def test_an_address_alone_is_a_subscription() -> None:
    assert valid() == {"url": PUBLIC}


def test_events_are_kept_in_a_fixed_order_and_once() -> None:
    assert valid(events=[*reversed(EVERY), EVERY[0]])["events"] == EVERY


@pytest.mark.parametrize("events", [[], ["ping"], ["delivered", "lost"], "delivered", [1]])
def test_only_events_that_can_be_chosen_are_taken(events: Any) -> None:
    assert set(wrong(events=events)) == {"events"}


@pytest.mark.parametrize(
    "url",
    ["", "hook", "ftp://192.0.43.7/", "http://127.0.0.1/hook", "http://[::1]/", "https://10.0.0.1/", "http://"],
)
def test_an_address_that_may_not_be_called_is_refused_with_the_reason(url: str) -> None:
    assert set(wrong(url=url)) == {"url"}


@pytest.mark.parametrize(
    "secret",
    ["x" * (signing.MIN_SECRET_CHARACTERS - 1), "x" * 201, "whsec_not base64 at all!!!!!!!!"],
    ids=["short", "long", "malformed"],
)
def test_a_secret_is_long_enough_and_of_a_known_form(secret: str) -> None:
    assert set(wrong(secret=secret)) == {"secret"}


@pytest.mark.parametrize("sender", ["123", "192705178354"])
def test_a_sender_is_an_organisation(sender: str) -> None:
    assert set(wrong(sender=sender)) == {"sender"}


def test_an_empty_sender_stands_for_every_sender() -> None:
    assert valid(sender="")["sender"] == ""


@pytest.mark.parametrize("active", ["perhaps", None, []])
def test_a_subscription_is_active_or_not(active: Any) -> None:
    assert set(wrong(active=active)) == {"active"}


def test_a_name_that_does_not_belong_there_is_refused() -> None:
    assert "adress" in wrong(adress=PUBLIC)


def test_all_wrong_values_are_told_at_once() -> None:
    assert set(wrong(url="hook", events=[], secret="x")) == {"url", "events", "secret"}


@pytest.mark.parametrize(("language", "words"), [("sv", "listan är tom"), ("en", "the list is empty")])
def test_a_refusal_is_in_the_language_that_is_active(language: str, words: str) -> None:
    with translation.override(language):
        assert words in str(wrong(events=[])["events"])


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Text("svarade inte", "did not answer"), "svarade inte | did not answer"), (EMPTY, ""), ("x", "x")],
)
def test_a_text_is_shown_in_both_languages(value: Any, shown: str) -> None:
    assert BilingualTextField().to_representation(value) == shown


@pytest.mark.parametrize(
    ("query", "is_valid"),
    [
        ({}, True),
        ({"state": "pending", "type": "delivered", "limit": "200", "cursor": "1"}, True),
        ({"state": "lost"}, False),
        ({"type": "lost"}, False),
        ({"limit": "0"}, False),
        ({"limit": "201"}, False),
        ({"cursor": "0"}, False),
        ({"cursor": str(2**62 + 1)}, False),
        ({"stat": "pending"}, False),
    ],
)
def test_events_are_asked_for_by_values_that_there_are(query: dict[str, str], is_valid: bool) -> None:
    assert EventQuerySerializer(data=query).is_valid() is is_valid
