"""Verdicts: whether as many messages came as a test demands."""

from typing import Any

import pytest
from django.test import Client

from tests import cast

ADDRESS = "/api/v1/verify"


def verify(client: Client, **body: Any) -> dict[str, Any]:
    answer = client.post(ADDRESS, body, content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()
    verdict: dict[str, Any] = answer.json()
    return verdict


@pytest.mark.parametrize(
    ("demand", "holds"),
    [
        ({"exactly": 1}, True),
        ({"exactly": 0}, False),
        ({"exactly": 2}, False),
        ({"at_least": 1}, True),
        ({"at_least": 2}, False),
        ({"none": True}, False),
    ],
)
def test_one_message_meets_the_demands_that_it_meets(
    kommun_a: cast.Sender, client: Client, demand: dict[str, Any], holds: bool
) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    verdict = verify(client, filter={"recipient": cast.MARIA}, **demand)

    assert verdict["found"] == 1
    assert verdict["holds"] is holds
    assert (verdict["difference"] is None) is holds


def test_no_message_holds_where_none_is_demanded(world: None, client: Client) -> None:
    verdict = verify(client, filter={"recipient": cast.MARIA}, none=True)

    nothing = dict.fromkeys(("difference", "reason", "closest"))
    assert verdict == {"holds": True, "found": 0, **nothing, "remarks": []}


def test_the_difference_is_told_in_words(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    verdict = verify(client, filter={"recipient": cast.MARIA, "subject": "Avslag"}, exactly=1)

    assert "exactly 1 message should match the filter; 0 do." in verdict["difference"]
    assert verdict["closest"]["differences"][0]["found"] == "Beslut om förskoleplats"


def test_a_message_too_many_is_named(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject="Påminnelse {1} | två")))

    verdict = verify(client, filter={"recipient": cast.MARIA}, none=True)

    assert (
        "no message should match the filter; 1 does: “Påminnelse {1} | två” from Kommun A" in verdict["difference"]
    )
    assert "inget meddelande skulle motsvara filtret; 1 gör det: ”Påminnelse" in verdict["difference"]
    assert cast.MARIA not in verdict["difference"]


def test_of_many_too_many_the_newest_are_named(kommun_a: cast.Sender, client: Client) -> None:
    for number in range(5):
        kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject=f"Nummer {number}")))

    verdict = verify(client, filter={"recipient": cast.MARIA}, exactly=2)

    english = verdict["difference"].split(" | ")[1]
    assert english.startswith("exactly 2 messages should match the filter; 5 do, the newest: “Nummer 4”")
    assert "Nummer 2" in english
    assert "Nummer 1" not in english


def test_too_few_say_what_came_closest_in_words(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    verdict = verify(client, filter={"recipient": cast.MARIA, "subject": "Avslag", "read": True}, exactly=1)

    words = "subject is “Beslut om förskoleplats” instead of Avslag, read is false instead of true."
    assert words in verdict["reason"]


def test_too_many_are_no_reason_to_look_for_the_closest(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    verdict = verify(client, filter={"recipient": cast.MARIA}, none=True)

    assert verdict["closest"] is None
    assert verdict["reason"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"exactly": 1, "at_least": 1},
        {"none": False},
        {"exactly": -1},
        {"exactly": 10**30},
        {"at_least": "many"},
        {"exactly": 1, "filter": {"unknown": 1}},
    ],
)
def test_nonsense_is_refused(db: None, client: Client, body: dict[str, Any]) -> None:
    assert client.post(ADDRESS, body, content_type="application/json").status_code == 400


def test_one_too_few_is_not_told_as_if_none_had_come(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    verdict = verify(client, filter={"recipient": cast.MARIA}, exactly=2)

    assert verdict["found"] == 1
    assert "No further letter" in verdict["reason"]
