"""Every filter of a wait for messages: it lets its own message through, and tells what another had instead."""

import uuid
from typing import Any

import pytest
from django.test import Client

from mailbox_operator.models import Message
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)

ELSEWHERE: dict[str, Any] = {
    "trace": "0" * 32,
    "trans_id": str(uuid.UUID(int=1)),
    "kind": "notification",
    "sender": "2021003898",
    "relay": "2021003898",
    "reference": "another reference",
    "correlation_id": "another correlation",
    "recipient": cast.ARVID,
    "operator": "kivra.com",
    "subject": "Avslag",
    "text": "avslag",
    "sender_message_id": "another id",
    "attachment": "avslag.pdf",
    "read": True,
    "received_after": "2999-01-01T00:00:00Z",
    "received_before": "2001-01-01T00:00:00Z",
}
"""A value of each filter that the message does not have."""
FOUND: dict[str, Any] = {
    "recipient": cast.MARIA,
    "operator": "minmyndighetspost.se",
    "subject": "Beslut om förskoleplats",
    "text": "FÖRSKOLEPLATS",
    "attachment": "beslut.pdf",
    "kind": "secure",
    "read": False,
    "received_after": "2001-01-01T00:00:00Z",
    "received_before": "2999-01-01T00:00:00Z",
}
"""Values that the message has, as far as they are the same every time."""


def verify(client: Client, **filters: Any) -> dict[str, Any]:
    body = {"filter": filters, "exactly": 1}
    answer = client.post("/api/v1/verify", body, content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()
    verdict: dict[str, Any] = answer.json()
    return verdict


@pytest.fixture
def message(kommun_a: cast.Sender, client: Client) -> dict[str, Any]:
    """A message to Maria, as the list of messages shows it."""
    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    [shown] = client.get("/api/v1/messages").json()["results"]
    found: dict[str, Any] = shown
    return found


@pytest.mark.parametrize("name", FOUND)
def test_a_value_that_the_message_has_lets_it_through(message: dict[str, Any], client: Client, name: str) -> None:
    verdict = verify(client, **{name: FOUND[name]})

    assert verdict["holds"] is True
    assert verdict["closest"] is None


@pytest.mark.parametrize("name", ["trace", "trans_id", "sender", "relay", "sender_message_id"])
def test_what_the_list_shows_of_a_message_finds_it_again(
    message: dict[str, Any], client: Client, name: str
) -> None:
    if not message[name]:
        Message.objects.update(sender_message_id="id of the sender")
        message = client.get(f"/api/v1/messages/{message['id']}").json()

    assert verify(client, **{name: message[name]})["holds"] is True


@pytest.mark.parametrize("name", sorted(set(ELSEWHERE) - {"recipient"}))
def test_a_value_that_it_lacks_is_told_with_what_it_has(
    message: dict[str, Any], client: Client, name: str
) -> None:
    verdict = verify(client, recipient=cast.MARIA, **{name: ELSEWHERE[name]})

    assert verdict["holds"] is False
    assert verdict["closest"]["message"]["id"] == message["id"]
    [difference] = verdict["closest"]["differences"]
    assert difference["filter"] == name
    assert difference["expected"] != difference["found"]


def test_the_wrong_recipient_is_told_with_the_right_one(message: dict[str, Any], client: Client) -> None:
    verdict = verify(client, recipient=cast.ARVID, subject=message["subject"])

    [difference] = verdict["closest"]["differences"]
    assert (difference["expected"], difference["found"]) == (cast.ARVID, cast.MARIA)


def test_of_two_messages_the_one_that_meets_more_filters_is_the_closest(
    kommun_a: cast.Sender, client: Client
) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject="Nära")))
    kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject="Längre bort")))

    verdict = verify(client, recipient=cast.MARIA, subject="Nära", read=True)

    assert verdict["closest"]["message"]["subject"] == "Nära"


def test_of_two_that_are_as_close_the_newer_is_told(kommun_a: cast.Sender, client: Client) -> None:
    for subject in ("Äldre", "Nyare"):
        kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject=subject)))

    verdict = verify(client, recipient=cast.MARIA, read=True)

    assert verdict["closest"]["message"]["subject"] == "Nyare"


def test_a_message_that_meets_nothing_is_not_close(message: dict[str, Any], client: Client) -> None:
    verdict = verify(client, recipient=cast.ARVID, subject="Avslag")

    assert verdict["closest"] is None


@pytest.mark.parametrize("text", ["%", "_", ".*", "[a-z]", "\\", "(", "förskoleplats."])
def test_signs_that_mean_something_to_a_database_are_plain_text(
    kommun_a: cast.Sender, client: Client, text: str
) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject="Avslag", body="Inget mer")))
    kommun_a.deliver(kommun_a.letter(cast.ARVID, kommun_a.text(body=f"Före {text} efter")))

    verdict = verify(client, text=text)

    assert (verdict["found"], verdict["holds"]) == (1, True)


def test_two_files_of_one_name_make_one_message(kommun_a: cast.Sender, client: Client) -> None:
    text = kommun_a.text()
    twice = kommun_a.text(attachments=[*text.attachments, *text.attachments])
    kommun_a.deliver(kommun_a.letter(cast.MARIA, twice))

    assert verify(client, attachment="beslut.pdf")["found"] == 1
