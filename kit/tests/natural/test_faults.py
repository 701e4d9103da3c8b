"""Faults on demand: what senders and the relay do when others fail."""

import pytest
from minameddelanden import NoAnswer, Person, Refused, Run, Sender


@pytest.fixture
def apart(run: Run) -> Person:
    """A person at an operator of the run's own: the relay stops trying an operator that fails for everybody."""
    return run.person(operator=run.operator(behaviour="strict")["domain"])


def test_the_relay_tries_again_after_faults(run: Run, sender: Sender, apart: Person) -> None:
    rule = run.faults.add("operator", recipient=apart, operation="deliverSecure", code=4999, times=2)

    sender.send_by_relay(apart)

    assert run.messages.wait_for_one(recipient=apart, timeout=60)
    assert rule.hits() == 2


def test_an_outage_ends_and_the_letter_comes(run: Run, sender: Sender, apart: Person) -> None:
    rule = run.faults.add("operator", recipient=apart, operation="deliverSecure", breaks="close")
    sender.send_by_relay(apart)
    run.deliveries.wait(recipient=apart, state="waiting", timeout=60)
    assert run.verify(0, recipient=apart)

    rule.remove()

    assert run.messages.wait_for_one(recipient=apart, timeout=60)


def test_a_sender_meets_a_fault_once(run: Run, sender: Sender, person: Person) -> None:
    run.faults.add("operator", recipient=person, operation="deliverSecure", code=5000, times=1)

    assert sender.refusal(person).code == 5000
    assert sender.send(person).delivered


def test_a_connection_that_is_broken_off_is_met_by_the_sender(run: Run, sender: Sender, person: Person) -> None:
    run.faults.add("operator", recipient=person, operation="deliverSecure", breaks="half", times=1)

    with pytest.raises(NoAnswer):
        sender.send(person)


def test_an_operator_answers_that_it_did_not_deliver(run: Run, sender: Sender, person: Person) -> None:
    run.faults.add("operator", recipient=person, operation="deliverSecure", delivered=False, times=1)

    assert not sender.send(person).delivered
    assert sender.send(person).delivered


def test_the_register_is_out_of_order_for_one_run_only(run: Run, sender: Sender, person: Person) -> None:
    run.faults.add("far", operation="isReachable", code=4999)

    with pytest.raises(Refused):
        sender.reachability(person)


def test_an_operator_breaks_the_connection_off_without_an_answer(run: Run, sender: Sender) -> None:
    person = run.person(operator=run.operator(behaviour="breaking_off")["domain"])

    with pytest.raises(NoAnswer) as broken:
        sender.send(person)

    assert "no SOAP" not in str(broken.value)
    assert run.exchanges.wait_for_one(recipient=person, operation="deliverSecure").verdict == "failed"
