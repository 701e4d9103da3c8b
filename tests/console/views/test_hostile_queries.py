"""Every query of the console takes what an address can hold, and answers with a page or with words at a field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from lxml import html

from tests import cast
from tests.console.conftest import SENDER, Console, Fates, words
from tests.sender.print_files.conftest import batch, print_file, row, take_in
from webhooks import subscriptions

__all__ = ["batch"]

NONSENSE = {
    "nothing": "",
    "minus one": "-1",
    "zero": "0",
    "a fraction": "1.5",
    "a word": "sist",
    "superscript digits": "²³",
    "Arabic digits": "٣",
    "more than a key can be": "9" * 30,
    "more digits than Python reads": "9" * 5_000,
    "a line break": "1\r\nX-Injected: ja",
    "markup": '"><script>alert(1)</script>',
    "SQL": "1' OR '1'='1",
    "right-to-left": "\u202e1",
}
CURSORS = [
    ("letters", "before"),
    ("print-queue", "fore"),
    ("print-queue", "period"),
    ("files", "fore"),
    ("files", "avsandare"),
    ("files", "lage"),
    ("files-renewal", "fore"),
    ("files-renewal", "sedan"),
    ("office", "efter"),
    ("office", "fore"),
    ("overview-renewal", "sedan"),
    ("people", "efter"),
    ("companies", "efter"),
    ("webhooks", "fore"),
    ("webhooks-renewal", "fore"),
]
FIELDS = [
    "recipient",
    "sender",
    "state",
    "channel",
    "operator",
    "lane",
    "label",
    "trace",
    "reference",
    "received_after",
    "received_before",
]


def answers(console: Console, address: str, parameter: str, **more: str) -> Iterator[tuple[str, int, str]]:
    """What each nonsense is answered with: its name, the status and the page."""
    for name, text in NONSENSE.items():
        given: dict[str, str | bytes] = {**more, parameter: text.encode(errors="surrogateescape")}
        answer = console.client.get(address, given)
        shown = answer.content.decode()
        assert "X-Injected" not in answer.headers
        assert "<script>alert" not in shown, name
        yield name, answer.status_code, shown


@pytest.mark.parametrize(("page", "parameter"), CURSORS)
def test_a_place_in_a_list_that_is_nonsense_shows_a_page(
    console: Console, world: None, page: str, parameter: str
) -> None:
    for name, status, _shown in answers(console, reverse(f"console:{page}"), parameter):
        assert status == 200, name


@pytest.mark.parametrize("parameter", FIELDS)
def test_a_search_for_nonsense_finds_nothing_or_says_what_is_wrong(
    console: Console, world: None, parameter: str
) -> None:
    for name, status, shown in answers(console, reverse("console:letters"), parameter):
        wrong = words(html.fromstring(shown), "//*[@class='field__error']")
        assert (status, bool(wrong)) in {(200, False), (422, True)}, name


@pytest.mark.parametrize(
    ("page", "parameter"),
    [
        ("people", "search"),
        ("people", "state"),
        ("companies", "search"),
        ("companies", "form"),
        ("companies", "status"),
    ],
)
def test_a_search_in_a_register_for_nonsense_finds_something_or_says_what_is_wrong(
    console: Console, world: None, page: str, parameter: str
) -> None:
    for name, status, shown in answers(console, reverse(f"console:{page}"), parameter):
        wrong = words(html.fromstring(shown), "//*[@class='field__error']")
        assert (status, bool(wrong)) in {(200, False), (422, True)}, name


@pytest.mark.parametrize("page", ["rules", "rule-new", "plan", "addresses"])
def test_a_sender_that_is_nonsense_is_not_found(console: Console, world: None, page: str) -> None:
    for name, status, _shown in answers(console, reverse(f"console:{page}"), "sender"):
        assert status == (404 if name != "nothing" else 200 if page.startswith("rule") else 302), name


@pytest.mark.parametrize("parameter", ["efter", "mottagare"])
def test_a_letters_page_takes_nonsense(console: Console, fates: Fates, parameter: str) -> None:
    for page in ("letter", "letter-renewal"):
        address = reverse(f"console:{page}", args=[fates.delivered.distribution_id])
        for name, status, shown in answers(console, address, parameter):
            assert status == 200, name
            assert "Levererad" in shown, name


@pytest.mark.parametrize(
    ("parameter", "possible"), [("sender", {404, 422}), ("who", {422}), ("kind", {422}), ("size", {422})]
)
def test_a_trial_of_nonsense_says_what_is_wrong(
    console: Console, world: None, parameter: str, possible: set[int]
) -> None:
    given = {"sender": SENDER, "who": cast.MARIA, "kind": "secure", "size": "60000"}
    del given[parameter]

    for name, status, shown in answers(console, reverse("console:rules"), parameter, **given):
        assert status in possible or (parameter, name) == ("size", "Arabic digits"), name
        assert status != 422 or words(html.fromstring(shown), "//*[@class='field__error']"), name


def test_a_webhooks_page_takes_nonsense(console: Console, world: None) -> None:
    hook = subscriptions.create_subscription({"url": "https://system.example/hook"})

    for page, parameter in (("webhook", "fore"), ("webhook", "state"), ("webhook-renewal", "fore")):
        for name, status, shown in answers(
            console, reverse(f"console:{page}", args=[hook.subscription_id]), parameter
        ):
            assert status == 200, name
            assert "Inga händelser." in shown, name


def test_a_print_files_page_takes_nonsense(console: Console, world: None, batch: Path) -> None:
    file = take_in(print_file(batch / "november.zip", [row(cast.MARIA, "a.pdf")]))

    for page in ("file", "file-renewal"):
        for name, status, _shown in answers(console, reverse(f"console:{page}", args=[file.file_id]), "efter"):
            assert status == 200, name


def test_an_address_register_takes_nonsense(console: Console, world: None) -> None:
    for name, status, _shown in answers(console, reverse("console:addresses"), "efter", sender=SENDER):
        assert status == 200, name
