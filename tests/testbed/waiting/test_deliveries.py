"""Waiting for what becomes of a delivery."""

from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.formedlare import stations
from tests.formedlare.stations import Stations
from tests.relay import Relay, work
from tests.testbed.waiting.conftest import Waits

pytestmark = pytest.mark.django_db(transaction=True)


def ask(client: Client, **body: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post("/api/v1/deliveries/wait", {"timeout": 0, **body}, content_type="application/json")
    return answer.status_code, answer.json()


def test_a_delivery_that_arrives_answers_the_wait(relay: Relay, network: Stations, waits: Waits) -> None:
    network.open("up.example")
    network.move(cast.MARIA, "up.example")
    wait = waits.begin("deliveries/wait", filter={"recipient": cast.MARIA, "state": "delivered"})

    distribution = relay.distribute(cast.MARIA)
    work()
    waits.finish()

    assert wait.answer["found"] == 1
    assert wait.answer["results"][0]["distribution_id"] == str(distribution.distribution_id)
    assert wait.answer["results"][0]["legs"][0]["state"] == "delivered"


def test_too_late_tells_how_the_closest_one_stands(relay: Relay, network: Stations, client: Client) -> None:
    network.open("down.example", stations.never_reached)
    network.move(cast.MARIA, "down.example")
    relay.distribute(cast.MARIA)
    work()

    status, answer = ask(client, filter={"recipient": cast.MARIA, "state": "delivered"})

    assert status == 408
    assert "lies in the lane down.example until" in answer["reason"]
    assert answer["closest"]["legs"][0]["state"] == "waiting"


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"state": "printed"}, "state is delivered instead of printed."),
        ({"channel": "sms"}, "channel is mina_meddelanden instead of sms."),
        ({"lane": "up.example"}, "lane is - instead of up.example."),
        ({"state": "delivered", "operator": "kivra.com"}, "operator is up.example instead of kivra.com."),
    ],
)
def test_too_late_tells_how_one_that_has_arrived_differs(
    relay: Relay, network: Stations, client: Client, filters: dict[str, Any], words: str
) -> None:
    network.open("up.example")
    network.move(cast.MARIA, "up.example")
    relay.distribute(cast.MARIA)
    work()

    _, answer = ask(client, filter={"recipient": cast.MARIA, **filters})

    assert answer["reason"].endswith(f"The closest one is the delivery to 19810105****: {words}")


def test_one_too_few_is_not_told_as_if_none_had_come(relay: Relay, network: Stations, client: Client) -> None:
    network.open("up.example")
    network.move(cast.MARIA, "up.example")
    relay.distribute(cast.MARIA)
    work()

    _, answer = ask(client, filter={"recipient": cast.MARIA, "state": "delivered"}, count=2)

    assert answer["found"] == 1
    assert "No further delivery" in answer["reason"]


def test_too_late_tells_when_nothing_was_handed_over(world: None, client: Client) -> None:
    status, answer = ask(client, filter={"recipient": cast.MARIA})

    assert status == 408
    assert answer["closest"] is None
    assert "No delivery" in answer["reason"]


@pytest.mark.parametrize("filters", [{"limit": 1}, {"cursor": 1}, {"state": "lost"}, {"unknown": 1}])
def test_nonsense_is_refused(client: Client, filters: dict[str, Any]) -> None:
    answer = client.post("/api/v1/deliveries/wait", {"filter": filters}, content_type="application/json")

    assert answer.status_code == 400
