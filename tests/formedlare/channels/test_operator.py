"""What an operator's answer means, and what the history keeps of the attempt."""

import pytest

from formedlare import dispatch
from formedlare.channels import operator
from formedlare.channels.outcome import Outcome
from formedlare.models import AttemptOutcome, Leg
from infra.errors import AccessDenied, CertificateError, InternalError, InvalidInput
from tests import cast
from tests.formedlare import stations
from tests.formedlare.stations import Answer, Stations
from tests.relay import Relay, leg_of, work


@pytest.fixture
def leg(relay: Relay, network: Stations) -> Leg:
    """A letter that has been looked up, and lies before an operator."""
    network.open("svar.example")
    network.move(cast.MARIA, "svar.example")
    accepted = relay.distribute(cast.MARIA)
    dispatch.work_lane("lookup")
    return leg_of(accepted)


def answer_of(network: Stations, leg: Leg, answer: Answer) -> Outcome:
    network.station("svar.example").answers = answer
    batch = operator.prepare_batch([leg])
    return batch.carry(batch.legs[0])


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (stations.delivered, AttemptOutcome.DELIVERED),
        (stations.not_delivered, AttemptOutcome.NOT_DELIVERED),
        (stations.fault(InvalidInput("fel", "wrong")), AttemptOutcome.REFUSED),
        (stations.fault(AccessDenied("nej", "no")), AttemptOutcome.REFUSED),
        (stations.fault(InternalError("fel", "error")), AttemptOutcome.SYSTEM_FAULT),
        (stations.fault(CertificateError("spärrat", "revoked")), AttemptOutcome.SYSTEM_FAULT),
        (stations.never_reached, AttemptOutcome.NO_CONNECTION),
        (stations.times_out, AttemptOutcome.NO_ANSWER),
        (stations.no_answer, AttemptOutcome.UNUSABLE_ANSWER),
        (lambda _: b"no SOAP", AttemptOutcome.UNUSABLE_ANSWER),
    ],
    ids=[
        "delivered",
        "Delivered=false",
        "an application fault",
        "another application fault",
        "a system fault",
        "a fault about the relay's certificate",
        "a connection that is refused",
        "a time-out",
        "a broken connection",
        "something else than SOAP",
    ],
)
def test_every_answer_has_one_meaning(
    network: Stations, leg: Leg, answer: Answer, outcome: AttemptOutcome
) -> None:
    found = answer_of(network, leg, answer)

    assert (found.meaning, found.note.outcome) == (outcome, outcome)
    assert found.counts
    assert not found.is_recorded


def test_the_note_tells_operator_and_address_apart_and_how_long_it_took(network: Stations, leg: Leg) -> None:
    note = answer_of(network, leg, stations.delivered).note

    assert (note.operator, note.address) == ("svar.example", "https://svar.example/Service/v3")
    assert note.duration_ms is not None
    assert not note.text


def test_a_fault_gives_the_note_its_code_and_its_words(network: Stations, leg: Leg) -> None:
    note = answer_of(network, leg, stations.fault(InvalidInput("fel i brevet", "wrong letter"))).note

    assert note.code == 5001
    assert tuple(note.text) == ("fel i brevet", "wrong letter")


def test_the_reason_names_the_operator_and_not_its_address(network: Stations, leg: Leg) -> None:
    text = answer_of(network, leg, stations.never_reached).note.text

    assert text.swedish == "operatören svarar inte: tar inte emot anslutningar"
    assert "https://" not in text.on_wire


def test_a_letter_is_sealed_once_and_is_being_sent_from_then_on(network: Stations, leg: Leg) -> None:
    first = operator.prepare_batch([leg])
    [sent] = first.legs
    again = operator.prepare_batch([sent])

    assert [event.state for event in leg.events.all()] == ["looked_up", "sealed", "sending", "sending"]
    first.carry(sent)
    again.carry(again.legs[0])
    before, after = network.station("svar.example").received
    assert before == after


def test_a_letter_that_another_worker_has_moved_is_not_in_the_batch(leg: Leg) -> None:
    Leg.objects.update(claimed_by="another")

    assert not operator.prepare_batch([leg]).legs


def test_a_notification_says_by_which_channels_the_recipient_heard(relay: Relay) -> None:
    accepted = relay.notify(cast.MARIA)
    dispatch.work_lane("lookup")
    batch = operator.prepare_batch([leg_of(accepted)])

    outcome = batch.carry(batch.legs[0])

    assert outcome.meaning is AttemptOutcome.DELIVERED
    assert set(outcome.notified_by) <= {"EMail", "SMS"}
    assert outcome.trans_id


def test_the_outcome_of_each_attempt_stands_in_the_history(relay: Relay, network: Stations) -> None:
    station = network.open("svar2.example", stations.times_out)
    network.move(cast.MARIA, station.name)
    accepted = relay.distribute(cast.MARIA)

    work()

    assert list(leg_of(accepted).events.values_list("state", "outcome")) == [
        *[("looked_up", ""), ("sealed", ""), ("sending", "")],
        ("waiting", "no_answer"),
    ]
