"""Messages read back over REST, as a test reads what its system has sent."""

import base64
import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from infra import clock
from mailbox_operator.models import Mailbox, Message
from tests import cast

ADDRESS = "/api/v1/messages"
JSON = "application/json"


def listed(client: Client, **query: str) -> list[dict[str, Any]]:
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 200, answer.content.decode()
    results: list[dict[str, Any]] = answer.json()["results"]
    return results


def only_message(client: Client) -> dict[str, Any]:
    [message] = listed(client)
    answer = client.get(f"{ADDRESS}/{message['id']}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_a_letter_is_read_back_as_it_was_sent(kommun_a: cast.Sender, client: Client) -> None:
    reply = kommun_a.deliver(kommun_a.letter(cast.MARIA))

    message = only_message(client)

    assert message["subject"] == "Beslut om förskoleplats"
    assert message["body"] == "Du har fått ett beslut om förskoleplats."
    assert message["sender"] == message["relay"] == kommun_a.identity.organisation.value
    assert message["recipient"] == cast.MARIA
    assert message["operator"] == "minmyndighetspost.se"
    assert message["trans_id"] == reply.trans_id
    assert message["read"] is False


def test_the_files_come_with_their_bytes_and_their_hash(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    [file] = only_message(client)["attachments"]

    assert file["filename"] == "beslut.pdf"
    assert base64.b64decode(file["content_base64"]) == cast.PDF
    assert file["sha256"] == hashlib.sha256(cast.PDF).hexdigest()


def test_lists_have_the_hash_and_not_the_bytes(
    kommun_a: cast.Sender, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for recipient in (cast.MARIA, cast.ARVID):
        kommun_a.deliver(kommun_a.letter(recipient))
    first = client.get(ADDRESS).json()["results"]

    with django_assert_max_num_queries(6):
        again = client.get(ADDRESS).json()["results"]

    assert len(first) == 2
    for [file] in (message["attachments"] for message in [*first, *again]):
        assert file["sha256"] == hashlib.sha256(cast.PDF).hexdigest()
        assert "content_base64" not in file
    assert client.get(file["url"]).content == cast.PDF


def test_a_list_leaves_the_bytes_of_the_files_out(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    [message] = listed(client)

    assert "content_base64" not in message["attachments"][0]


def test_the_announcements_of_a_letter_are_told(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    channels = {each["channel"] for each in only_message(client)["announcements"]}

    assert channels == {"email", "sms"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("recipient", cast.MARIA),
        ("sender", "162021004748"),
        ("relay", "16202100-4748"),
        ("operator", "minmyndighetspost.se"),
        ("subject", "Beslut om förskoleplats"),
        ("text", "FÖRSKOLEPLATS"),
        ("text", "ett beslut"),
        ("attachment", "beslut.pdf"),
        ("kind", "secure"),
        ("read", "false"),
    ],
)
def test_a_filter_finds_what_has_its_value(kommun_a: cast.Sender, client: Client, name: str, value: str) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    assert len(listed(client, **{name: value})) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("recipient", cast.ARVID),
        ("sender", "162021003898"),
        ("operator", "kivra.com"),
        ("subject", "Beslut"),
        ("text", "avslag"),
        ("text", "förskole.lats"),
        ("attachment", "beslut"),
        ("kind", "notification"),
        ("read", "true"),
        ("label", "another run"),
        ("trace", "0" * 31 + "1"),
    ],
)
def test_a_filter_leaves_out_what_has_another_value(
    kommun_a: cast.Sender, client: Client, name: str, value: str
) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    assert listed(client, **{name: value}) == []


def test_a_time_bounds_what_is_found(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    later = (clock.now() + timedelta(hours=1)).isoformat()

    for after, before in (("received_after", "received_before"), ("since", "until")):
        assert listed(client, **{after: later}) == []
        assert len(listed(client, **{before: later})) == 1
        assert verified(client, before, later, exactly=1)
        assert verified(client, after, later, exactly=0)


def verified(client: Client, name: str, moment: str, **demand: int) -> bool:
    body = {"filter": {name: moment}, **demand}
    return bool(client.post("/api/v1/verify", body, content_type=JSON).json()["holds"])


def test_both_words_for_one_bound_are_one_too_many(client: Client, db: None) -> None:
    answer = client.get(ADDRESS, {"since": "2026-01-01", "received_after": "2026-01-02"})

    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/since"]
    assert "received_after" in answer.json()["detail"]


def test_the_caller_s_run_bounds_what_is_found(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    assert client.get(ADDRESS, headers={"X-MM-Label": "run-1"}).json()["results"] == []
    assert len(listed(client)) == 1


def test_pages_follow_one_another_without_gaps(kommun_a: cast.Sender, client: Client) -> None:
    for number in range(3):
        kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject=f"Nummer {number}")))

    first = client.get(ADDRESS, {"limit": 2}).json()
    second = client.get(first["next"]).json()

    subjects = [each["subject"] for page in (first, second) for each in page["results"]]
    assert subjects == ["Nummer 2", "Nummer 1", "Nummer 0"]
    assert second["next"] is None


def test_reading_as_the_holder_leaves_what_a_holder_leaves(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    message = only_message(client)

    answer = client.post(f"{ADDRESS}/{message['id']}/read")

    assert answer.json()["read"] is True
    assert listed(client, read="true")[0]["read_at"] == answer.json()["read_at"]
    assert Mailbox.objects.get(holder=cast.MARIA).last_used_at is not None


def test_a_message_that_is_read_again_keeps_the_first_time(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    address = f"{ADDRESS}/{Message.objects.get().public_id}/read"

    first, second = (client.post(address).json()["read_at"] for _ in range(2))

    assert first == second


@pytest.mark.parametrize(
    "path",
    [
        "00000000-0000-4000-8000-000000000000",
        "00000000-0000-4000-8000-000000000000/attachments/0",
        "not-an-id",
    ],
)
def test_what_does_not_exist_is_not_found(db: None, client: Client, path: str) -> None:
    assert client.get(f"{ADDRESS}/{path}").status_code == 404


@pytest.mark.parametrize("position", [1, 2**31, 10**30])
def test_a_file_that_does_not_exist_is_not_found(kommun_a: cast.Sender, client: Client, position: int) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    address = f"{ADDRESS}/{Message.objects.get().public_id}/attachments/{position}"

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"recipient": "1"},
        {"read": "perhaps"},
        {"trace": "x"},
        {"trans_id": "1"},
        {"limit": "0"},
        {"unknown": "1"},
        {"received_after": "yesterday"},
        {"label": "x" * 101},
    ],
)
def test_nonsense_is_refused(db: None, client: Client, query: dict[str, str]) -> None:
    assert client.get(ADDRESS, query).status_code == 400


def test_a_page_of_another_site_may_not_mark_a_message_as_read(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))
    address = f"{ADDRESS}/{Message.objects.get().public_id}/read"

    answer = client.post(address, headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 403
    assert Message.objects.get().read_at is None
