"""Why a letter has not come: one sentence for each way that it can stand, in both languages, without a number."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from formedlare.models import ChannelRule, Distribution
from infra import clock
from infra.pki import store
from sender import compose
from testbed.timing import modes
from testbed.timing.models import TimingMode
from tests import cast
from tests.formedlare import stations
from tests.formedlare.stations import Stations
from tests.relay import Relay, work
from tests.testbed.journal.conftest import journal

__all__ = ["journal"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("journal")]
UP, DOWN = "up.example", "down.example"


@pytest.fixture(autouse=True)
def _modes_are_forgotten() -> Iterator[None]:
    yield
    modes.version.advance()


def reason(client: Client, **filters: Any) -> str:
    """Why no such message has come."""
    body = {"timeout": 0, "filter": {"recipient": cast.MARIA, **filters}}
    answer = client.post("/api/v1/messages/wait", body, content_type="application/json")
    assert answer.status_code == 408
    told: str = answer.json()["reason"]
    assert cast.MARIA not in told
    return told


def both(told: str) -> tuple[str, str]:
    """The sentence in Swedish, and in English."""
    swedish, english = told.split(" | ")
    return swedish, english


def hand_over(
    relay: Relay, network: Stations, name: str, answers: stations.Answer = stations.delivered
) -> Distribution:
    """A letter to Maria, whose mailbox is at the operator."""
    network.open(name, answers)
    network.move(cast.MARIA, name)
    return relay.distribute(cast.MARIA)


def test_a_letter_that_is_held_waits_for_a_tester(relay: Relay, network: Stations, client: Client) -> None:
    modes.set_mode(TimingMode.Mode.MANUAL, UP)
    hand_over(relay, network, UP)
    work()

    swedish, english = both(reason(client))

    assert swedish == "Brevet till 19810105**** hålls före kön up.example tills en testare släpper det."
    assert english == "The letter to 19810105**** is held before the lane up.example until a tester releases it."


def test_a_letter_that_is_held_before_its_look_up_is_held_before_far(
    relay: Relay, network: Stations, client: Client
) -> None:
    modes.set_mode(TimingMode.Mode.MANUAL)
    hand_over(relay, network, UP)
    work()

    assert "is held before the lane FaR" in reason(client)


def test_a_letter_that_nobody_has_looked_up_is_on_its_way(relay: Relay, network: Stations, client: Client) -> None:
    hand_over(relay, network, UP)

    swedish, english = both(reason(client))

    assert "ligger i kön FaR och är på väg" in swedish
    assert "lies in the lane FaR and is on its way" in english


def test_a_letter_in_a_lane_that_is_down_says_why_and_until_when(
    relay: Relay, network: Stations, client: Client
) -> None:
    hand_over(relay, network, DOWN, stations.never_reached)
    work()

    swedish, english = both(reason(client))

    assert "ligger i kön down.example till " in swedish
    assert "tar inte emot anslutningar" in swedish
    assert "takes no connections" in english


def print_all(relay: Relay, text: compose.MessageText) -> None:
    ChannelRule.objects.filter(conditions__recipient="person").update(channels=["print"])
    relay.distribute(cast.MARIA, text)
    work()


def test_a_letter_that_was_given_up_says_why(relay: Relay, client: Client) -> None:
    # Its attachment is no PDF that can be printed.
    print_all(relay, relay.sender.text())

    swedish, english = both(reason(client))

    assert swedish.startswith("Förmedlaren har gett upp brevet till 19810105****: bilagan beslut.pdf")
    assert english.startswith("The relay has given up the letter to 19810105****: ")


def test_a_letter_that_is_to_be_printed_lies_with_the_printer(relay: Relay, client: Client) -> None:
    print_all(relay, relay.sender.text(attachments=[]))

    assert "print" in both(reason(client))[1]


def test_a_letter_that_is_on_its_way_to_the_printer_has_taken_another_channel(
    relay: Relay, client: Client
) -> None:
    relay.distribute(cast.TOLVAN, relay.sender.text(attachments=[]))
    work()

    swedish, english = both(reason(client, recipient=cast.TOLVAN))

    assert swedish.startswith("Brevet till 19121212**** gick en annan väg (print): ")
    assert english.startswith("The letter to 19121212**** took another channel (print): ")


def test_a_delivery_that_was_refused_says_why(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA, signer=store.load_identity("kommun-b")))

    swedish, english = both(reason(client))

    refused = client.get("/api/v1/exchanges", {"recipient": cast.MARIA, "verdict": "refused"}).json()["results"][0]
    assert swedish.startswith("deliverSecure till 19810105**** avvisades ")
    assert english.startswith("deliverSecure to 19810105**** was refused at ")
    assert f"(exchange {refused['id']}, {refused['reason']}): {refused['text'].split(' | ')[1]}" in english


def test_a_delivery_that_was_answered_with_false_says_so(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.TOLVAN))

    assert "answered with Delivered=false" in both(reason(client, recipient=cast.TOLVAN))[1]


def test_a_letter_that_the_relay_refused_says_why(relay: Relay, client: Client) -> None:
    relay.hand_over(relay.request(cast.MARIA).replace(b">Beslut", b">Avslag"))

    for path in ("messages", "deliveries"):
        body = {"timeout": 0, "filter": {"recipient": cast.MARIA}}
        answer = client.post(f"/api/v1/{path}/wait", body, content_type="application/json").json()
        assert "distributeSecure to 19810105**** was refused" in answer["reason"]


def test_a_letter_that_was_delivered_is_not_told_of_as_refused(kommun_a: cast.Sender, client: Client) -> None:
    kommun_a.deliver(kommun_a.letter(cast.MARIA, signer=store.load_identity("kommun-b")))
    kommun_a.deliver(kommun_a.letter(cast.MARIA))

    assert "No letter that matches" in both(reason(client, subject="Ett annat ämne"))[1]


def test_of_a_person_without_a_mailbox_it_is_told(world: None, client: Client) -> None:
    told = both(reason(client, recipient=cast.TOLVAN))

    assert told[0].endswith("19121212**** har ingen brevlåda i FaR.")
    assert told[1].endswith("19121212**** has no mailbox in FaR.")


def test_a_letter_that_an_operator_elsewhere_has_taken_is_in_no_mailbox_here(
    relay: Relay, network: Stations, client: Client
) -> None:
    hand_over(relay, network, UP)
    work()

    swedish, english = both(reason(client))

    assert swedish.startswith("Förmedlaren har levererat ett brev till 19810105****")
    assert english.startswith("The relay has delivered a letter to 19810105****")


@pytest.mark.parametrize("filters", [{"subject": "Avslag"}, {"sender": "2021003898"}, {"reference": "another"}])
def test_a_letter_that_the_filter_does_not_mean_is_not_told_of(
    relay: Relay, network: Stations, client: Client, filters: dict[str, str]
) -> None:
    hand_over(relay, network, UP)

    assert "No letter that matches the filter" in reason(client, **filters)


@pytest.fixture
def two_letters(relay: Relay, network: Stations) -> None:
    """One to Arvid that waits, and then one to Maria that has come to an operator elsewhere."""
    network.open(DOWN, stations.never_reached)
    network.move(cast.ARVID, DOWN)
    relay.distribute(cast.ARVID, relay.sender.text(subject="Den som väntar"))
    work()
    hand_over(relay, network, UP)
    work()


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"sender": "2021004748"}, "19810105****"),
        ({"subject": "Den som väntar"}, "lane down.example until"),
        ({"recipient": cast.ARVID}, "lane down.example until"),
        ({"recipient": cast.ARVID, "subject": "Beslut om förskoleplats"}, "No letter that matches"),
    ],
)
@pytest.mark.usefixtures("two_letters")
def test_of_the_letters_that_the_filter_means_the_newest_is_told_of(
    client: Client, filters: dict[str, str], told: str
) -> None:
    body = {"timeout": 0, "filter": filters}
    answer = client.post("/api/v1/messages/wait", body, content_type="application/json").json()

    assert told in answer["reason"]


def test_a_wait_that_says_nothing_of_a_letter_is_told_of_none(
    relay: Relay, network: Stations, client: Client
) -> None:
    hand_over(relay, network, UP)

    answer = client.post(
        "/api/v1/messages/wait", {"timeout": 0, "filter": {"read": True}}, content_type="application/json"
    )

    assert "No letter that matches the filter" in answer.json()["reason"]


@pytest.mark.parametrize(
    ("filters", "comes"),
    [
        ({}, True),
        ({"sender": "2021004748"}, True),
        ({"sender": "2021003898"}, False),
        ({"received_after": "2999-01-01T00:00:00Z"}, False),
        ({"received_before": "2999-01-01T00:00:00Z"}, True),
        ({"channel": "mina_meddelanden"}, True),
        ({"channel": "print"}, False),
        ({"operator": UP}, True),
        ({"operator": "kivra.com"}, False),
        ({"correlation_id": "c-1"}, False),
    ],
)
def test_a_wait_for_deliveries_takes_every_filter_of_the_list(
    relay: Relay, network: Stations, client: Client, filters: dict[str, str], comes: bool
) -> None:
    hand_over(relay, network, UP)
    work()

    answer = client.post(
        "/api/v1/deliveries/wait", {"timeout": 0, "filter": filters}, content_type="application/json"
    )

    assert answer.status_code == (200 if comes else 408)
    assert answer.json()["found"] == int(comes)


def test_the_closest_delivery_is_the_one_that_differs_by_its_state_alone(
    relay: Relay, network: Stations, client: Client
) -> None:
    first = hand_over(relay, network, UP)
    relay.distribute(cast.ARVID)

    answer = client.post(
        "/api/v1/deliveries/wait",
        {"timeout": 0, "filter": {"recipient": cast.MARIA, "state": "failed"}},
        content_type="application/json",
    ).json()

    assert answer["closest"]["distribution_id"] == str(first.distribution_id)
    assert "on its way" in answer["reason"]


def test_of_a_notification_to_two_the_wanted_recipient_is_told_of(relay: Relay, client: Client) -> None:
    relay.notify(cast.ARVID, cast.MARIA)

    answer = client.post(
        "/api/v1/deliveries/wait",
        {"timeout": 0, "filter": {"recipient": cast.MARIA, "state": "failed"}},
        content_type="application/json",
    ).json()

    assert "19810105****" in answer["reason"]
    assert "19270517****" not in answer["reason"]


def test_a_moment_is_told_in_swedish_time(relay: Relay, network: Stations, client: Client) -> None:
    hand_over(relay, network, DOWN, stations.never_reached)
    work()

    told = reason(client)

    expected = {
        f"{(clock.now() + timedelta(seconds=seconds)).astimezone(clock.SWEDEN):%H}" for seconds in (0, 3_600)
    }
    assert told.partition("until ")[2][:2] in expected
