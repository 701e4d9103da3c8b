"""The answers that holders gave, as senders fetch them: the oldest first, from where they stopped reading."""

import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client

from infra import clock
from mailbox_operator.models import Answer, Message
from tests import cast

ADDRESS = "/api/v1/answers"
KOMMUN_A, KOMMUN_B = "162021004748", "162021003898"


def page(client: Client, **query: Any) -> dict[str, Any]:
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 200, answer.content.decode()
    found: dict[str, Any] = answer.json()
    return found


def texts(found: dict[str, Any]) -> list[str]:
    return [each["text"] for each in found["results"]]


def reply(message: Message, text: str, kind: str = "reply") -> Answer:
    return Answer.objects.create(
        message=message,
        kind=kind,
        text=text,
        by=message.mailbox.holder,
        by_name=message.mailbox.holder_name,
        made_at=clock.now(),
    )


def deliver(sender: cast.Sender, to: str, message_id: str) -> Message:
    assert sender.deliver(sender.letter(to, sender.text(message_id=message_id))).delivered
    return Message.objects.latest("pk")


@pytest.fixture
def answered(kommun_a: cast.Sender, kommun_b: cast.Sender) -> Sequence[Message]:
    """A letter of each municipality: Maria has replied to both, and given a receipt for the first."""
    first, second = deliver(kommun_a, cast.MARIA, "A-1"), deliver(kommun_b, cast.MARIA, "B-1")
    reply(first, "Till A")
    reply(second, "Till B")
    reply(first, "", kind="receipt")
    return first, second


def test_nobody_has_answered_at_first(db: None, client: Client) -> None:
    assert page(client) == {"results": [], "next": None}


def test_an_answer_says_to_which_letter_it_is_and_who_gave_it(answered: Sequence[Message], client: Client) -> None:
    [shown, *_] = page(client)["results"]

    assert shown["message"] == str(answered[0].public_id)
    assert shown["sender_message_id"] == "A-1"
    assert (shown["sender"], shown["recipient"], shown["given_by"]) == (KOMMUN_A, cast.MARIA, cast.MARIA)
    assert (shown["kind"], shown["text"]) == ("reply", "Till A")


def test_the_letter_of_an_answer_can_be_fetched(answered: Sequence[Message], client: Client) -> None:
    for shown in page(client)["results"]:
        letter = client.get(f"/api/v1/messages/{shown['message']}").json()
        assert letter["sender_message_id"] == shown["sender_message_id"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Till A", "Till B", ""]),
        ({"sender": KOMMUN_A}, ["Till A", ""]),
        ({"sender": "2021003898"}, ["Till B"]),
        ({"recipient": cast.MARIA}, ["Till A", "Till B", ""]),
        ({"recipient": cast.ARVID}, []),
        ({"kind": "receipt"}, [""]),
        ({"kind": "reply", "sender": KOMMUN_A}, ["Till A"]),
        ({"sender_message_id": "B-1"}, ["Till B"]),
        ({"sender_message_id": "b-1"}, []),
        ({"sender_message_id": "A-1", "sender": KOMMUN_B}, []),
    ],
)
@pytest.mark.usefixtures("answered")
def test_all_filters_that_are_given_must_hold(client: Client, query: dict[str, str], found: list[str]) -> None:
    assert texts(page(client, **query)) == found


@pytest.mark.parametrize("limit", [1, 2, 3])
@pytest.mark.usefixtures("answered")
def test_the_pages_have_every_answer_once(client: Client, limit: int) -> None:
    found, shown = list[str](), page(client, limit=limit)
    found += texts(shown)
    while shown["next"]:
        shown = client.get(shown["next"]).json()
        found += texts(shown)

    assert found == ["Till A", "Till B", ""]


def test_who_reads_on_later_gets_what_came_since(answered: Sequence[Message], client: Client) -> None:
    address = page(client, limit=2)["next"]
    reply(answered[1], "En till")

    assert texts(client.get(address).json()) == ["", "En till"]


@pytest.mark.usefixtures("answered")
def test_a_filter_stays_from_page_to_page(client: Client) -> None:
    first = page(client, limit=1, sender=KOMMUN_A)

    assert texts(client.get(first["next"]).json()) == [""]


def test_an_answer_goes_with_its_letter(answered: Sequence[Message], client: Client) -> None:
    client.post(f"/api/v1/mailboxes/{cast.MARIA}/reset", content_type="application/json")

    assert page(client)["results"] == []


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "letter"},
        {"sender": "123"},
        {"recipient": "x"},
        {"limit": "0"},
        {"limit": "201"},
        {"cursor": "x"},
        {"cursor": "-1"},
        {"message": str(uuid.UUID(int=1))},
    ],
)
def test_nonsense_is_refused(db: None, client: Client, query: dict[str, str]) -> None:
    answer = client.get(ADDRESS, query)

    assert answer.status_code == 400
    assert " | " in answer.json()["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_answers_are_given_in_the_mailbox_alone(db: None, client: Client, method: str) -> None:
    assert getattr(client, method)(ADDRESS).status_code == 405
