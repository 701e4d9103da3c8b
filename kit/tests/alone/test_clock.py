"""The clock, which is one for the whole simulator: these tests run by themselves."""

from datetime import timedelta

import pytest
from minameddelanden import Person, Problem, Run, Sender, Simulator


def test_a_day_passes_at_once(simulator: Simulator) -> None:
    before = simulator.clock.now()

    with simulator.clock.advanced("P1D") as later:
        assert later - before >= timedelta(days=1)
        assert later - before < timedelta(days=1, minutes=5)

    assert simulator.clock.now() - before < timedelta(minutes=5)


def test_a_letter_s_deadline_passes_while_its_operator_is_down(
    simulator: Simulator, run: Run, sender: Sender, person: Person
) -> None:
    run.faults.add("operator", recipient=person, operation="deliverSecure", breaks="close")
    sender.send_by_relay(person)
    run.deliveries.wait(recipient=person, state="waiting")

    with simulator.clock.advanced("P30D"):
        [delivery] = run.deliveries.find(recipient=person)

        assert set(delivery.states).isdisjoint({"received", "looked_up", "sealed", "waiting"})


def test_nonsense_moves_no_clock(simulator: Simulator) -> None:
    with pytest.raises(Problem) as refused:
        simulator.clock.advance("tomorrow")

    assert refused.value.status in {400, 422}
