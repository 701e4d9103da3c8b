"""What becomes of a letter when the operator at the other end answers, refuses, fails or is silent."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError

from far.models import Sender as RegisteredSender
from far.models import SenderChoice
from formedlare.channels import operator, registry
from formedlare.channels.outcome import Batch, Outcome
from formedlare.models import AttemptOutcome, Content, Leg, SenderPlan
from infra import clock
from infra.errors import CertificateError, InternalError, InvalidInput
from infra.soap import call_failures
from mailbox_operator.models import Message
from tests import cast
from tests.formedlare import stations
from tests.formedlare.stations import Stations
from tests.relay import Relay, leg_of, work

Forward = Callable[[timedelta], None]


LONG = timedelta(minutes=10)


def history(leg: Leg) -> list[str]:
    return [event.state for event in leg.events.all()]


def test_an_operator_that_is_away_is_tried_again_with_the_identical_bytes(
    relay: Relay, network: Stations, later: Forward
) -> None:
    station = network.open("borta.example", stations.no_answer)
    network.move(cast.MARIA, station.name)
    accepted = relay.distribute(cast.MARIA)

    work()
    assert leg_of(accepted).state == "waiting"
    assert relay.status(accepted) == [("Digital", "Pending")]

    station.answers = stations.delivered
    later(LONG)
    work()

    assert relay.status(accepted) == [("Digital", "Delivered")]
    assert len(station.received) == 2
    assert station.received[0] == station.received[1]
    assert history(leg_of(accepted)) == [
        *("looked_up", "sealed", "sending", "waiting"),
        *("sending", "delivered"),
    ]


def test_an_answer_lost_on_the_way_back_gives_no_second_copy(
    relay: Relay, monkeypatch: pytest.MonkeyPatch, later: Forward
) -> None:
    from infra.soap import local
    from infra.soap.endpoint import HttpAnswer

    real = local.post_to_endpoint
    lost: list[bytes] = []

    def post(address: str, body: bytes, caller: object) -> HttpAnswer:
        answer = real(address, body, caller)  # type: ignore[arg-type]  # the arguments of the call
        if b"deliverSecure" in body and not lost:
            lost.append(body)
            raise call_failures.CallFailed("förbindelsen bröts", "the connection broke in mid-answer")
        return answer

    monkeypatch.setattr(local, "post_to_endpoint", post)
    accepted = relay.distribute(cast.MARIA)
    work()
    assert leg_of(accepted).state == "waiting"
    assert Message.objects.count() == 1

    later(LONG)
    work()

    assert leg_of(accepted).state == "delivered"
    assert Message.objects.count() == 1
    assert leg_of(accepted).trans_id == str(Message.objects.get().delivery.trans_id)


def test_pauses_grow_up_to_the_senders_longest(relay: Relay, network: Stations, later: Forward) -> None:
    SenderPlan.objects.create(
        sender=relay.sender.identity.organisation.value, first_pause_seconds=10, longest_pause_seconds=40
    )
    network.open("borta.example", stations.fault(InternalError("fel", "error")))
    network.move(cast.MARIA, "borta.example")
    accepted = relay.distribute(cast.MARIA)
    pauses = []
    for _ in range(4):
        work()
        pauses.append((leg_of(accepted).due_at - clock.now()).total_seconds())
        later(timedelta(minutes=1))

    for pause, expected in zip(pauses, (10, 20, 40, 40), strict=True):
        assert expected * 0.75 < pause < expected * 1.25


def test_an_application_fault_is_final_at_once(relay: Relay, network: Stations) -> None:
    station = network.open("nej.example", stations.fault(InvalidInput("fel i brevet", "wrong letter")))
    network.move(cast.MARIA, station.name)
    accepted = relay.distribute(cast.MARIA)

    work()

    leg = leg_of(accepted)
    assert len(station.received) == 1
    assert leg.passed_over[0].channel == "mina_meddelanden"
    assert "fel i brevet" in leg.passed_over[0].reason.on_wire
    assert leg.events.exclude(code=None).get().code == 5001


def test_an_operator_that_refuses_the_relays_certificate_makes_letters_wait(
    relay: Relay, network: Stations
) -> None:
    station = network.open("spärrar.example", stations.fault(CertificateError("spärrat", "revoked")))
    network.move(cast.MARIA, station.name)
    accepted = relay.distribute(cast.MARIA)

    work()

    assert leg_of(accepted).state == "waiting"
    assert "spärrat" in leg_of(accepted).reason.on_wire


def test_delivered_false_is_asked_about_anew_and_then_passed_over(relay: Relay, network: Stations) -> None:
    station = network.open("nekar2.example", stations.not_delivered)
    network.move(cast.MARIA, station.name)
    accepted = relay.distribute(cast.MARIA)

    work()

    assert len(station.received) == 1
    assert "Delivered=false" in leg_of(accepted).passed_over[0].reason.on_wire


def test_a_recipient_who_switches_operator_after_the_lookup_gets_the_letter_there(
    relay: Relay, network: Stations
) -> None:
    new = network.open("ny.example")

    def moved_meanwhile(recipient: str) -> bytes:
        network.move(recipient, new.name)
        return stations.not_delivered(recipient)

    old = network.open("gammal.example", moved_meanwhile)
    network.move(cast.MARIA, old.name)
    accepted = relay.distribute(cast.MARIA)

    work()

    leg = leg_of(accepted)
    assert (leg.state, leg.operator) == ("delivered", new.name)
    assert old.received == new.received


def test_a_recipient_who_refuses_the_sender_after_the_lookup_is_passed_over_with_that_reason(
    relay: Relay, network: Stations
) -> None:
    def refuses_meanwhile(recipient: str) -> bytes:
        sender = RegisteredSender.objects.get(organisation=relay.sender.identity.organisation.value)
        SenderChoice.objects.create(account_id=recipient, sender=sender, accepted=False, changed_at=clock.now())
        return stations.not_delivered(recipient)

    station = network.open("vagrar.example", refuses_meanwhile)
    network.move(cast.MARIA, station.name)
    accepted = relay.distribute(cast.MARIA)

    work()

    assert "tar inte emot avsändaren" in leg_of(accepted).passed_over[0].reason.on_wire


def test_an_attempt_that_reroutes_the_letter_counts(relay: Relay, network: Stations) -> None:
    network.open("nekar3.example", stations.not_delivered)
    network.move(cast.MARIA, "nekar3.example")
    accepted = relay.distribute(cast.MARIA)

    work()

    assert leg_of(accepted).attempts == 1


def test_a_mistake_in_the_register_does_not_print_everybodys_letters(relay: Relay, later: Forward) -> None:
    accepted = relay.distribute(cast.MARIA)
    senders = RegisteredSender.objects.filter(organisation=accepted.sender)
    senders.update(suspended=True)
    work()
    assert leg_of(accepted).state == "waiting"
    assert "FaR" in leg_of(accepted).reason.on_wire

    senders.update(suspended=False)
    later(LONG)
    work()

    assert leg_of(accepted).state == "delivered"


def test_a_register_that_is_away_lets_letters_wait_and_not_fail(
    relay: Relay, settings: pytest.FixtureRequest, later: Forward
) -> None:
    accepted = relay.distribute(cast.MARIA)
    real = settings.REGISTER_URL  # type: ignore[attr-defined]  # settings have no types in tests
    settings.REGISTER_URL = "https://localhost:9/webservice/accao/"  # type: ignore[attr-defined]  # settings have no types in tests
    work()
    assert leg_of(accepted).state == "waiting"
    assert "FaR" in leg_of(accepted).reason.on_wire

    settings.REGISTER_URL = real  # type: ignore[attr-defined]  # settings have no types in tests
    later(LONG)
    work()

    assert leg_of(accepted).state == "delivered"


def test_a_letter_that_cannot_be_sealed_does_not_stop_the_others(relay: Relay) -> None:
    broken, fine = relay.distribute(cast.MARIA), relay.distribute(cast.ARVID)
    Content.objects.filter(distribution=broken).update(xml=b"not XML any more")

    work()

    assert leg_of(fine).state == "delivered"
    assert leg_of(broken).state == "waiting"
    assert leg_of(broken).events.last().outcome == AttemptOutcome.INTERNAL_ERROR  # type: ignore[union-attr]  # it is there, or the test fails
    assert "fel i simulatorn" in leg_of(broken).reason.swedish


@pytest.fixture
def refusing_database(request: pytest.FixtureRequest) -> Iterator[type[DatabaseError]]:
    """The operator's channel, with an error of the database at the letter to Maria."""

    def prepare(claimed: Sequence[Leg]) -> Batch:
        batch = operator.prepare_batch(claimed)

        def carry(leg: Leg) -> Outcome:
            if leg.recipient == cast.MARIA:
                raise request.param("the value cannot be stored")
            return batch.carry(leg)

        return replace(batch, carry=carry)

    registry.register_channel("minmyndighetspost.se", prepare)
    yield request.param
    registry.register_channel("minmyndighetspost.se", operator.prepare_batch)


@pytest.mark.parametrize("refusing_database", [DataError, IntegrityError], indirect=True)
def test_a_letter_that_the_database_refuses_does_not_stop_the_others(
    relay: Relay, refusing_database: type[DatabaseError]
) -> None:
    broken, fine = relay.distribute(cast.MARIA), relay.distribute(cast.ARVID)

    work()

    assert leg_of(fine).state == "delivered"
    assert leg_of(broken).events.last().outcome == AttemptOutcome.INTERNAL_ERROR  # type: ignore[union-attr]  # it is there, or the test fails
    assert refusing_database.__name__ in leg_of(broken).reason.swedish


@pytest.mark.parametrize("refusing_database", [OperationalError, InterfaceError], indirect=True)
def test_trouble_of_the_database_itself_is_no_letter_s_fault(
    relay: Relay, refusing_database: type[DatabaseError]
) -> None:
    relay.distribute(cast.MARIA)

    with pytest.raises(refusing_database):
        work()
