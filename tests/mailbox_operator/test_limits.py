"""The limits of a letter: what is longer or deeper than can be kept is refused in words, and nothing is stored."""

import pytest

from contracts import message_v3
from infra.html.parsing.bounded_parser import MAX_DEPTH
from infra.html.sanitise import RULES_VERSION
from mailbox_operator.models import Message
from mailbox_operator.shown_html import shown_html_of
from sender import compose
from tests.cast import ARVID, Sender


def html(body: str) -> compose.MessageText:
    return compose.MessageText("Beslut", body, "text/html")


def with_reference(length: int) -> object:
    def change(delivery: message_v3.SecureDelivery) -> None:
        delivery.header.reference = "R" * length

    return change


def test_a_reference_of_fifty_characters_is_taken(kommun_a: Sender) -> None:
    assert kommun_a.deliver(kommun_a.letter(change=with_reference(50))).delivered  # type: ignore[arg-type]  # a change to the letter's header


def test_a_longer_reference_is_refused_in_words(kommun_a: Sender) -> None:
    reply = kommun_a.deliver(kommun_a.letter(change=with_reference(51)))  # type: ignore[arg-type]  # a change to the letter's header

    assert reply.fault.code == 5001
    assert "Reference har 51 tecken; högst 50 får plats" in reply.fault.description
    assert "Reference has 51 characters; at most 50 fit" in reply.fault.description
    assert not Message.objects.exists()


@pytest.mark.parametrize("deep", ["<div>" * 30_000, "<b>" * 30_000, "<p>x" * 60_000])
def test_html_that_is_too_deep_or_too_large_is_refused_in_words(kommun_a: Sender, deep: str) -> None:
    reply = kommun_a.deliver(kommun_a.letter(ARVID, html(deep)))

    assert reply.fault.code == 5001
    assert f"nested deeper than {MAX_DEPTH} levels" in reply.fault.description
    assert not Message.objects.exists()


def test_html_is_sanitised_when_it_arrives(kommun_a: Sender) -> None:
    body = "<p onclick='x()'>Hej</p><p hidden>dolt</p><script>x()</script>"

    assert kommun_a.deliver(kommun_a.letter(ARVID, html(body))).delivered

    message = Message.objects.get()
    assert message.body == body, "what was signed stays"
    assert message.shown_html == "<p>Hej</p>"
    assert message.shown_by_rules == RULES_VERSION


def test_a_letter_from_before_the_rules_of_today_is_sanitised_when_it_is_first_seen(kommun_a: Sender) -> None:
    assert kommun_a.deliver(kommun_a.letter(ARVID, html("<p>Hej</p><script>x()</script>"))).delivered
    Message.objects.update(shown_html="<script>old</script>", shown_by_rules=0)

    assert shown_html_of(Message.objects.get()) == "<p>Hej</p>"

    kept = Message.objects.get()
    assert (kept.shown_html, kept.shown_by_rules) == ("<p>Hej</p>", RULES_VERSION)


def test_an_old_letter_that_is_too_deep_is_not_shown(kommun_a: Sender) -> None:
    assert kommun_a.deliver(kommun_a.letter(ARVID, html("<p>Hej</p>"))).delivered
    Message.objects.update(body="<div>" * 30_000, shown_by_rules=0)

    assert shown_html_of(Message.objects.get()) is None


def test_plain_text_has_no_html(kommun_a: Sender) -> None:
    assert kommun_a.deliver(kommun_a.letter()).delivered

    assert (Message.objects.get().shown_html, Message.objects.get().shown_by_rules) == ("", 0)
