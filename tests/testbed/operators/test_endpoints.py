"""Operators that misbehave do so as promised, over the contract, for every caller."""

import signal
from collections.abc import Iterator
from types import FrameType

import pytest
from django.test import override_settings

from contracts import service_v3
from contracts.codec import from_element
from far.models import ServiceSupplier
from mailbox_operator.models import Delivery
from sender import compose
from testbed.operators import holding
from testbed.world.actors import FAULTY, REFUSING, SLOW
from tests import cast

KOMMUN_A = "162021004748"
ELIN, ANTON, MOA = "199001012385", "199201012391", "199401012381"


def at(name: str) -> str:
    return f"/webservice/accao/operators/{name}/Service/v3"


def test_they_answer_where_the_register_says(world: None) -> None:
    addresses = {supplier.name: supplier.service_address for supplier in ServiceSupplier.objects.all()}

    for name in (REFUSING, SLOW, FAULTY):
        assert addresses[name] == f"https://localhost:8443{at(name)}"


def test_one_delivers_nothing_and_says_so(kommun_a: cast.Sender) -> None:
    answer = kommun_a.deliver(kommun_a.letter(ELIN), path=at(REFUSING))

    assert [(status.recipient_id, status.delivered) for status in answer.result.status] == [(ELIN, False)]
    assert Delivery.objects.count() == 0


def test_each_answer_has_an_id_of_its_own(kommun_a: cast.Sender) -> None:
    letter = kommun_a.letter(ELIN)

    ids = {kommun_a.deliver(letter, path=at(REFUSING)).trans_id for _ in range(2)}

    assert len(ids) == 2


def test_one_answers_a_system_fault(kommun_a: cast.Sender) -> None:
    fault = kommun_a.deliver(kommun_a.letter(MOA), path=at(FAULTY)).fault

    assert fault.code == 4999
    assert fault.description.startswith("Den här operatören svarar alltid med ett systemfel")
    assert " | This operator always answers" in fault.description
    assert 20 <= len(fault.call_id) <= 50


@override_settings(SLOW_OPERATOR_SECONDS=0.01)
def test_one_is_slow_and_then_delivers_nothing(kommun_a: cast.Sender) -> None:
    answer = kommun_a.deliver(kommun_a.letter(ANTON), path=at(SLOW))

    assert answer.delivered is False


@pytest.fixture
def holding_all_it_can() -> Iterator[None]:
    for _ in range(holding.MAX_HELD_CALLS):
        assert holding.held_calls.acquire(blocking=False)
    yield
    holding.held_calls.release(holding.MAX_HELD_CALLS)


def test_the_slow_one_holds_four_calls_and_refuses_the_fifth(
    kommun_a: cast.Sender, holding_all_it_can: None
) -> None:
    fault = kommun_a.deliver(kommun_a.letter(ANTON), path=at(SLOW)).fault

    assert fault.code == 4999
    assert "håller redan 4 anrop" in fault.description


class StoppingWorker:
    """gunicorn's worker, after SIGTERM."""

    alive = False

    def handle_exit(self, number: int, frame: FrameType | None) -> None: ...


@pytest.fixture
def stopping() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, StoppingWorker().handle_exit)
    yield
    signal.signal(signal.SIGTERM, before)


def test_a_server_that_stops_lets_a_held_call_go(kommun_a: cast.Sender, stopping: None) -> None:
    fault = kommun_a.deliver(kommun_a.letter(ANTON), path=at(SLOW)).fault

    assert fault.code == 4999
    assert "stängs av" in fault.description
    # Nothing stays held.
    assert holding.held_calls.acquire(blocking=False)
    holding.held_calls.release()


def notification(*recipients: str) -> service_v3.Notify:
    sender, text = cast.organisation(KOMMUN_A), compose.MessageText("Hej", "Hej!")
    return service_v3.Notify(notify=compose.compose_notification(sender, "Kommun A", recipients, text))


@pytest.mark.parametrize("name", [REFUSING, SLOW])
@override_settings(SLOW_OPERATOR_SECONDS=0.01)
def test_they_notify_nobody_and_say_so_of_each(kommun_a: cast.Sender, name: str) -> None:
    answer = kommun_a.ask(f"operators/{name}/Service/v3", notification(ELIN, ANTON))

    result = from_element(service_v3.NotifyResponse, answer.element).return_value
    assert [status.recipient_id for status in result.status] == [ELIN, ANTON]
    assert not any(status.delivery_status.delivered_flag for status in result.status)
    assert not any(status.delivery_status.notified_by_channel for status in result.status)


def test_one_answers_a_system_fault_to_notifications_too(kommun_a: cast.Sender) -> None:
    assert kommun_a.ask(f"operators/{FAULTY}/Service/v3", notification(MOA)).fault.code == 4999


@pytest.mark.parametrize("name", [REFUSING, SLOW, FAULTY])
def test_they_hold_to_the_contract(kommun_a: cast.Sender, name: str) -> None:
    broken = kommun_a.letter(ELIN).request.replace(b"Seal>", b"Sail>")

    assert kommun_a.deliver(broken, path=at(name)).fault.code == 5001


def test_nobody_is_served_without_a_certificate(kommun_a: cast.Sender) -> None:
    answer = kommun_a.post(at(REFUSING), kommun_a.letter(ELIN).request, None)

    assert answer.fault.code == 3
