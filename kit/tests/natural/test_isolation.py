"""Runs: they share a simulator and see nothing of one another."""

import pytest
from minameddelanden import Person, Problem, Run, Sender, Simulator


def test_runs_do_not_see_one_another(simulator: Simulator, run: Run, sender: Sender, person: Person) -> None:
    with simulator.run("the other") as other:
        other.sender().send(other.person(), "Beslut")
        sender.send(person, "Beslut")

        assert run.verify(1, subject="Beslut")
        assert other.verify(1, subject="Beslut")


def test_a_removed_run_takes_all_that_it_made_and_nothing_else(
    simulator: Simulator, run: Run, sender: Sender, person: Person
) -> None:
    sender.send(person)
    with simulator.run("short") as short:
        gone = short.person()
        short.sender().send(gone)
        assert short.verify(1, recipient=gone)

    assert run.verify(1, recipient=person)
    assert simulator.verify(0, recipient=gone)
    assert [status.type for status in sender.reachability(gone, person)] == ["Not", "Secure"]
    with pytest.raises(Problem, match="404"):
        simulator.rest.get(f"/api/v1/runs/{short.id}")


def test_a_run_has_a_number_of_people_and_each_a_number_of_its_own(run: Run) -> None:
    people = [run.person() for _ in range(10)]

    assert len({person.number for person in people}) == 10


def test_a_run_that_the_test_has_removed_itself_is_no_trouble_at_its_end(simulator: Simulator) -> None:
    with simulator.run("removed early") as run:
        run.delete()

    with pytest.raises(Problem, match="404"):
        run.delete()


def test_a_run_without_its_letters_keeps_its_people(run: Run, sender: Sender, person: Person) -> None:
    sender.send(person)

    run.reset()

    assert run.verify(recipient=person)
    sender.send(person)
    person.empty_mailbox()
    assert run.verify(recipient=person)


def test_a_person_has_a_key_to_sign_with(person: Person) -> None:
    assert "BEGIN CERTIFICATE" in str(person.e_legitimation())
