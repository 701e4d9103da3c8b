"""Waiting for a message: answered the moment that it is there, or told where it lies."""

from typing import Any

import pytest
from django.test import Client

from mailbox_operator.models import Delivery
from tests import cast
from tests.formedlare import stations
from tests.formedlare.stations import Stations
from tests.relay import Relay, work
from tests.testbed.waiting.conftest import Waits

ADDRESS = "/api/v1/messages/wait"
pytestmark = pytest.mark.django_db(transaction=True)


def ask(client: Client, timeout: float = 0, **body: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post(ADDRESS, {"timeout": timeout, **body}, content_type="application/json")
    return answer.status_code, answer.json()


def test_what_is_there_already_is_answered_at_once(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    status, answer = ask(client, filter={"recipient": cast.MARIA})

    assert status == 200
    assert answer["found"] == 1
    assert answer["results"][0]["subject"] == "Beslut om förskoleplats"


def test_a_message_that_comes_later_answers_the_wait(kommun_a: cast.Sender, waits: Waits) -> None:
    wait = waits.begin("messages/wait", filter={"recipient": cast.MARIA})

    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    waits.finish()

    assert wait.status == 200
    assert wait.answer["results"][0]["recipient"] == cast.MARIA


def test_a_message_to_somebody_else_does_not_answer(kommun_a: cast.Sender, waits: Waits) -> None:
    wait = waits.begin("messages/wait", timeout=0.5, filter={"recipient": cast.MARIA})

    kommun_a.deliver(kommun_a.letter(cast.ARVID))
    waits.finish()

    assert wait.status == 408


def test_a_wait_for_two_is_answered_by_the_second(kommun_a: cast.Sender, waits: Waits) -> None:
    wait = waits.begin("messages/wait", count=2, filter={"recipient": cast.MARIA})

    kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject="Första")))
    assert wait.status == 0
    kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject="Andra")))
    waits.finish()

    assert [each["subject"] for each in wait.answer["results"]] == ["Andra", "Första"]


def test_a_wait_for_reading_is_answered_when_the_holder_reads(
    kommun_a: cast.Sender, waits: Waits, client: Client
) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    [message] = client.get("/api/v1/messages").json()["results"]
    wait = waits.begin("messages/wait", filter={"recipient": cast.MARIA, "read": True})

    client.post(f"/api/v1/messages/{message['id']}/read")
    waits.finish()

    assert wait.status == 200


def test_many_waits_are_each_answered_by_their_own_message(kommun_a: cast.Sender, waits: Waits) -> None:
    mine = [waits.begin("messages/wait", filter={"subject": f"Nummer {number}"}) for number in range(5)]

    for number in reversed(range(5)):
        kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject=f"Nummer {number}")))
    waits.finish()

    assert [wait.answer["results"][0]["subject"] for wait in mine] == [f"Nummer {number}" for number in range(5)]


def test_too_late_tells_which_message_came_closest(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    status, answer = ask(client, filter={"recipient": cast.MARIA, "subject": "Avslag", "attachment": "avslag.pdf"})

    assert status == 408
    assert answer["closest"]["message"]["recipient"] == cast.MARIA
    assert answer["closest"]["differences"] == [
        {"filter": "subject", "expected": "Avslag", "found": "Beslut om förskoleplats"},
        {"filter": "attachment", "expected": "avslag.pdf", "found": "beslut.pdf"},
    ]


def test_too_late_tells_in_words_how_the_closest_differs(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    _, answer = ask(client, filter={"recipient": cast.ARVID, "subject": "Beslut om förskoleplats"})

    words = (
        "the message “Beslut om förskoleplats” to 19810105****: recipient is 19810105**** instead of 19270517****."
    )
    assert words in answer["detail"]


def test_within_a_run_its_newest_message_is_close_whatever_it_lacks(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    Delivery.objects.update(label="natt")

    _, answer = ask(client, filter={"label": "natt", "subject": "Avslag"})

    assert "subject is “Beslut om förskoleplats” instead of Avslag" in answer["reason"]


def test_one_too_few_through_the_relay_is_not_told_as_if_none_matched(
    relay: Relay, network: Stations, client: Client, kommun_a: cast.Sender
) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    network.open("up.example")
    network.move(cast.MARIA, "up.example")
    relay.distribute(cast.MARIA)
    work()

    _, answer = ask(client, filter={"recipient": cast.MARIA}, count=2)

    assert answer["found"] == 1
    assert "No further letter" in answer["reason"]


def test_another_run_s_message_is_never_the_closest(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    _, answer = ask(client, filter={"recipient": cast.MARIA, "label": "another run"})

    assert answer["closest"] is None


def test_too_late_tells_in_which_lane_the_letter_lies(relay: Relay, network: Stations, client: Client) -> None:
    network.open("down.example", stations.never_reached)
    network.move(cast.MARIA, "down.example")
    relay.distribute(cast.MARIA)
    work()

    status, answer = ask(client, filter={"recipient": cast.MARIA})

    assert status == 408
    assert "ligger i kön down.example till" in answer["reason"]
    assert "lies in the lane down.example until" in answer["reason"]


def test_too_late_tells_when_nothing_was_sent(world: None, client: Client) -> None:
    status, answer = ask(client, filter={"recipient": cast.MARIA})

    assert status == 408
    assert answer["closest"] is None
    assert answer["reason"].startswith("Inget brev")


@pytest.mark.parametrize(
    "body",
    [
        {"timeout": -1},
        {"timeout": 301},
        {"timeout": "soon"},
        {"count": 0},
        {"count": 1001},
        {"filter": []},
        {"filter": {"unknown": 1}},
        {"filter": {"recipient": "1"}},
        {"unknown": 1},
    ],
)
def test_nonsense_is_refused(client: Client, body: dict[str, Any]) -> None:
    answer = client.post(ADDRESS, body, content_type="application/json")

    assert answer.status_code == 400


def test_a_page_of_another_site_may_not_wait(client: Client) -> None:
    answer = client.post(ADDRESS, {}, content_type="application/json", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
