"""A letter's page: the exchanges and the relay's own steps in one order, with the letter that was carried."""

import pytest
from django.test import Client

from infra.hooks.exchanges import Edge, Verdict
from infra.texts import Text
from testbed.journal.pages.timeline_page import load_timeline
from testbed.journal.pages.wording import Party
from tests import cast
from tests.formedlare.stations import Stations
from tests.relay import Relay, work
from tests.testbed.journal.conftest import Journal
from tests.testbed.journal.told import TRACE, record

pytestmark = pytest.mark.usefixtures("journal")
ADDRESS = f"/konsol/handelser/brev/{TRACE}/"


def test_nothing_is_known_of_a_trace_that_nobody_used(client: Client) -> None:
    page = load_timeline(TRACE)

    assert (list(page.moments), page.carrier, page.subject, page.parties) == ([], None, "", [])
    assert client.get(ADDRESS).status_code == 404


def test_each_party_is_named_once_in_the_order_of_the_letter_s_way() -> None:
    for service in ("Message/v3", "Service/v3", "Message/v3"):
        record(trace=TRACE, service=service)
    record(trace=TRACE, edge=Edge.EMAIL)

    assert load_timeline(TRACE).parties == [Party.RELAY, Party.OPERATOR, Party.ANNOUNCEMENT]


def test_what_went_well_needs_no_words_and_what_did_not_says_why() -> None:
    record(trace=TRACE, text=Text("Mottaget", "Received"))
    record(trace=TRACE, verdict=Verdict.REFUSED, text=Text("Nekat", "Refused"))

    well, badly = load_timeline(TRACE).moments

    assert (well.tone, well.detail) == ("good", None)
    assert (badly.tone, badly.detail) == ("bad", Text("Nekat", "Refused"))


def test_the_letter_beside_the_timeline_is_the_one_that_was_handed_over_last(kommun_a: cast.Sender) -> None:
    first = kommun_a.letter(cast.ARVID, kommun_a.text(subject="Första")).request
    last = kommun_a.letter(cast.ARVID, kommun_a.text(subject="Sista")).request
    for request in (first, last, b"<no letter/>"):
        record(trace=TRACE, operation="deliverSecure", request=request)

    page = load_timeline(TRACE)

    assert page.carrier is not None
    assert page.carrier.letter is not None
    assert page.carrier.letter.messages[0].subject == "Sista"
    assert page.subject == "Första"


def test_the_version_changes_when_something_more_happens() -> None:
    record(trace=TRACE)
    before = load_timeline(TRACE).version

    assert load_timeline(TRACE).version == before
    record(trace=TRACE)
    assert load_timeline(TRACE).version != before


def test_the_open_page_is_renewed_only_when_something_more_happens(client: Client) -> None:
    record(trace=TRACE, operation="deliverSecure")
    page = load_timeline(TRACE)
    renewal = f"{ADDRESS}nytt/?sedan={page.version}"
    assert client.get(renewal).status_code == 204

    record(trace=TRACE, operation="notify")
    assert client.get(renewal).status_code == 200


def test_the_relay_s_own_steps_stand_among_the_exchanges(
    journal: Journal, relay: Relay, network: Stations, client: Client
) -> None:
    network.open("up.example")
    network.move(cast.MARIA, "up.example")
    distribution = relay.distribute(cast.MARIA)
    work()

    page = load_timeline(distribution.trace)

    own = [moment for moment in page.moments if moment.row is None]
    assert own
    assert {moment.party for moment in own} == {Party.RELAY}
    assert [moment.at for moment in page.moments] == sorted(moment.at for moment in page.moments)
    assert client.get(f"/konsol/handelser/brev/{distribution.trace}/").status_code == 200


@pytest.mark.parametrize("trace", ["x", "0" * 31, "0" * 33, "g" * 32, TRACE.upper()])
def test_what_is_no_trace_has_no_page(client: Client, trace: str) -> None:
    assert client.get(f"/konsol/handelser/brev/{trace}/").status_code == 404
