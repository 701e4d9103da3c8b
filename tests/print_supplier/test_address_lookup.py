"""Where the relay has a letter's postal address from, and what becomes of letters without one."""

from datetime import timedelta

import pytest

from base_registers.models import Person
from contracts import population_register
from far.models import Dispatcher
from formedlare import dispatch
from formedlare.channels.outcome import ChannelRefused
from formedlare.models import Leg
from formedlare.models.channel import PRINT_QUEUE_LANE
from infra.errors.codes import ErrorCode
from infra.soap import call_failures, client
from infra.soap.messages import envelope, faults
from infra.soap.messages.faults import Fault
from infra.texts import EMPTY, Text
from infra.xmlsig import for_wire
from print_supplier.address_lookup import OBSTACLES, EnvelopeAddress, no_address_error
from print_supplier.models import PrintLetter
from print_supplier.preparation import enqueue_letter
from sender import compose
from tests import cast
from tests.print_supplier.letters import BYNS_KRAFT, DECEASED, NOBODY, PROTECTED, Later, State, queued, text
from tests.print_supplier.pdf_files import pdf_of, words_on
from tests.relay import DISTRIBUTE, SIGNED_DELIVERY, Relay, leg_of, work


def test_attention_stands_in_the_address(relay: Relay) -> None:
    content = relay.sender.delivery(BYNS_KRAFT, text(relay))
    content.header.attention = "Mattias Falk"
    signed = compose.sign_delivery(content, relay.sender.identity)
    relay.hand_over(envelope.wrap_element(for_wire(signed, wrapper=DISTRIBUTE, argument=SIGNED_DELIVERY)))
    work()

    letter = PrintLetter.objects.get()
    assert letter.address[1] == "Att: Mattias Falk"
    assert any("Att: Mattias Falk" in word.text for word in words_on(pdf_of(letter.leg)))


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (PROTECTED, "skyddade personuppgifter"),
        (DECEASED, "avliden"),
        (NOBODY, "varken i folkbokföringen eller i Bolagsverkets register"),
    ],
)
def test_who_has_no_address_gets_no_letter_and_the_sender_is_told_why(number: str, why: str, relay: Relay) -> None:
    accepted = relay.distribute(number, text(relay))
    work()

    leg = leg_of(accepted)
    assert leg.state == State.FAILED
    assert leg.passed_over[-1].channel == "print"
    assert why in leg.passed_over[-1].reason.on_wire
    assert relay.status(accepted) == [("Not", "DeliveryFailed")]
    assert not PrintLetter.objects.exists()


def test_a_protected_persons_address_is_nowhere(relay: Relay) -> None:
    Person.objects.filter(number=PROTECTED).update(street="Hemliga vägen 1", postal_code="12345", city="Provby")

    leg = queued(relay, PROTECTED)

    said = f"{leg.reason} {leg.passed_over} {[event.text for event in leg.events.all()]}"
    assert "Hemliga" not in said
    assert not PrintLetter.objects.exists()


def test_a_person_without_a_street_is_not_written_to(relay: Relay) -> None:
    Person.objects.filter(number=cast.TOLVAN).update(street="")

    assert "ingen fullständig postadress" in queued(relay).passed_over[-1].reason.on_wire


def test_a_register_that_does_not_answer_lets_letters_wait_past_the_deadline_of_the_mailbox(
    relay: Relay, monkeypatch: pytest.MonkeyPatch, later: Later
) -> None:
    real = client.call_service

    def down(address: str, *args: object, **kwargs: object) -> object:
        if address.endswith("PopulationRegister"):
            raise call_failures.CallFailed("förbindelsen bröts", "connection refused")
        return real(address, *args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(client, "call_service", down)
    accepted = relay.distribute(cast.TOLVAN, text(relay))
    later(timedelta(hours=23, minutes=59))
    dispatch.work_lane("lookup")
    later(timedelta(minutes=2))
    work()
    leg = leg_of(accepted)
    assert (leg.state, leg.lane) == (State.WAITING, "print")
    assert "folkbokföringsregistret svarade inte" in leg.reason.on_wire

    monkeypatch.setattr(client, "call_service", real)
    later(timedelta(hours=1))
    work()

    leg.refresh_from_db()
    assert (leg.state, leg.lane, leg.reason) == (State.REROUTED, PRINT_QUEUE_LANE, EMPTY)


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Whom each question to the population register asked for."""
    asked: list[list[str]] = []
    real = client.call_service

    def watched(address: str, question: object, *args: object, **kwargs: object) -> object:
        if isinstance(question, population_register.GetPostalAddresses):
            asked.append(list(question.recipient_id))
        return real(address, question, *args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(client, "call_service", watched)
    return asked


def test_letters_that_are_made_ready_together_ask_the_register_once(
    relay: Relay, questions: list[list[str]]
) -> None:
    addressees = [cast.TOLVAN, PROTECTED, BYNS_KRAFT] + [cast.TOLVAN] * 13
    accepted = [relay.distribute(to, text(relay)) for to in addressees]
    dispatch.work_lane("lookup")
    Leg.objects.update(order_key=None)

    dispatch.work_lane("print")

    assert [set(question) for question in questions] == [set(addressees)]
    assert {leg_of(item).state for item in accepted} == {State.REROUTED, State.FAILED}
    assert PrintLetter.objects.count() == 15


def test_a_question_that_is_refused_for_one_recipient_is_asked_for_each(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = [relay.distribute(to, text(relay)) for to in (cast.TOLVAN, BYNS_KRAFT)]
    real = client.call_service
    fault = Fault(ErrorCode.INVALID_INPUT, Text("fel nummer", "wrong number"), "an id")

    def refusing(address: str, question: object, *args: object, **kwargs: object) -> object:
        if isinstance(question, population_register.GetPostalAddresses) and BYNS_KRAFT in question.recipient_id:
            raise faults.FaultReceived(fault)
        return real(address, question, *args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(client, "call_service", refusing)
    work()

    good, bad = (leg_of(item) for item in accepted)
    assert (good.state, good.lane) == (State.REROUTED, PRINT_QUEUE_LANE)
    assert bad.state == State.FAILED
    assert bad.reason == Text(
        "folkbokföringsregistret nekar frågan: fel nummer",
        "the population register refuses the question: wrong number",
    )


def test_an_answer_without_the_recipient_lets_the_letter_wait(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted = relay.distribute(cast.TOLVAN, text(relay))
    dispatch.work_lane("lookup")
    real = client.call_service

    def forgetful(address: str, question: object, *args: object, **kwargs: object) -> object:
        if isinstance(question, population_register.GetPostalAddresses):
            return population_register.GetPostalAddressesResponse(return_value=[])
        return real(address, question, *args, **kwargs)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(client, "call_service", forgetful)
    dispatch.work_lane("print")

    leg = leg_of(accepted)
    assert (leg.state, leg.lane) == (State.WAITING, "print")
    assert "svaret saknar mottagaren" in leg.reason.swedish


def test_the_lines_of_an_address_are_those_of_an_envelope() -> None:
    address = EnvelopeAddress("Maria Exempel", "Provgatan 1", "12345", "Exempelstad")

    assert address.lines() == ["Maria Exempel", "Provgatan 1", "123 45  EXEMPELSTAD"]
    assert address.lines("Mattias Falk")[1] == "Att: Mattias Falk"


@pytest.mark.parametrize("status", list(population_register.AddressStatus))
def test_every_status_without_an_address_has_a_text_in_both_languages(
    status: population_register.AddressStatus,
) -> None:
    error = no_address_error(status)

    assert error.text.swedish.startswith("mottagaren")
    assert error.text.english.startswith("the recipient")
    assert error.obstacle in OBSTACLES.values()


def test_a_register_that_refuses_the_relay_says_why(relay: Relay) -> None:
    accepted = relay.distribute(cast.TOLVAN, text(relay))
    dispatch.work_lane("lookup")
    Dispatcher.objects.filter(organisation="165569999047").update(suspended=True)

    with pytest.raises(ChannelRefused, match="refuses the question: 165569999047 is neither sender nor relay"):
        enqueue_letter(leg_of(accepted))
