"""One bad letter stops only itself: the others are prepared and printed, and its history names the error."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError

from formedlare import legs
from formedlare.models import AttemptOutcome, Content, Leg
from formedlare.models.channel import PRINT_QUEUE_LANE
from print_supplier import runs, tasks
from print_supplier.models import PrintLetter, PrintRun
from tests import cast
from tests.print_supplier.letters import State, queued, text
from tests.relay import Relay, leg_of, work


class PrinterOnFire(Exception):
    """An error that nobody expects."""


@contextmanager
def failing_for(
    bad: Leg, states: tuple[str, ...] = (State.PRINTED,), error: type[Exception] = PrinterOnFire
) -> Iterator[None]:
    """Let an app that follows letters raise an error when the leg gets into one of the states."""

    def follow(legs: list[Leg], state: str, **_: object) -> None:
        if state in states and bad.pk in {leg.pk for leg in legs}:
            raise error("brinner")

    legs.moved.connect(follow)
    try:
        yield
    finally:
        legs.moved.disconnect(follow)


def errors_of(leg: Leg) -> list[str]:
    events = leg.events.filter(outcome=AttemptOutcome.INTERNAL_ERROR)
    return [event.text.on_wire for event in events]


def test_a_run_goes_on_without_a_letter_that_makes_an_error(relay: Relay) -> None:
    first, bad, last = queued(relay), queued(relay), queued(relay)

    with failing_for(bad):
        run = runs.print_queued()

    assert run is not None
    assert (run.number, run.letters, run.sheets) == (1, 2, 2)
    assert list(run.print_letters.order_by("leg").values_list("leg", flat=True)) == [first.pk, last.pk]
    bad.refresh_from_db()
    assert (bad.state, bad.lane) == (State.REROUTED, PRINT_QUEUE_LANE)
    assert PrintLetter.objects.get(leg=bad).run is None


def test_the_history_names_the_error_in_both_languages_and_once(relay: Relay) -> None:
    bad = queued(relay)

    with failing_for(bad):
        tasks.print_run()
        tasks.print_run()

    [named] = errors_of(bad)
    assert "fel i simulatorn: PrinterOnFire('brinner')" in named
    assert "error in the simulator: PrinterOnFire('brinner')" in named
    bad.refresh_from_db()
    assert bad.reason.on_wire == named, "the pages show why it waits"
    assert not PrintRun.objects.exists()


def test_another_error_is_the_reason_from_then_on(relay: Relay) -> None:
    bad = queued(relay)
    with failing_for(bad):
        tasks.print_run()

    with failing_for(bad, error=ZeroDivisionError):
        tasks.print_run()

    bad.refresh_from_db()
    assert bad.reason.english == "error in the simulator: ZeroDivisionError('brinner')"
    assert len(errors_of(bad)) == 1


def test_a_bad_letter_at_the_front_of_the_queue_keeps_no_later_ones_from_being_printed(relay: Relay) -> None:
    bad = queued(relay)
    good = [queued(relay) for _ in range(3)]

    with failing_for(bad):
        printed = list(runs.print_all(1))

    assert [(run.number, run.letters) for run in printed] == [(1, 1), (2, 1), (3, 1)]
    assert PrintLetter.objects.filter(leg__in=good, run__isnull=False).count() == len(good)


def test_the_letter_is_printed_when_the_error_is_gone(relay: Relay) -> None:
    bad = queued(relay)
    with failing_for(bad):
        assert runs.print_queued() is None

    run = runs.print_queued()

    assert run is not None
    bad.refresh_from_db()
    assert (bad.state, bad.print_letter.run) == (State.PRINTED, run)
    assert not bad.reason


def test_an_error_that_cannot_be_recorded_does_not_stop_the_run_either(relay: Relay) -> None:
    bad, good = queued(relay), queued(relay)

    with failing_for(bad, (State.PRINTED, State.REROUTED)):
        run = runs.print_queued()

    assert run is not None
    assert PrintLetter.objects.get(leg=good).run == run
    assert errors_of(bad) == []
    assert PrintLetter.objects.get(leg=bad).run is None


def test_trouble_with_the_database_is_no_letters_fault(relay: Relay) -> None:
    leg = queued(relay)

    with failing_for(leg, error=OperationalError), pytest.raises(OperationalError):
        runs.print_queued()

    leg.refresh_from_db()
    assert (leg.state, leg.lane, errors_of(leg)) == (State.REROUTED, PRINT_QUEUE_LANE, [])
    assert not PrintRun.objects.exists()


def test_a_letter_whose_content_is_damaged_does_not_keep_others_from_the_queue(relay: Relay) -> None:
    accepted = [relay.distribute(cast.TOLVAN, text(relay, subject=f"Brev {number}")) for number in range(3)]
    Content.objects.filter(distribution=accepted[0]).update(xml=b"no XML at all")

    work()
    Leg.objects.filter(lane="print").update(order_key=None)
    work()

    bad, *good = (leg_of(item) for item in accepted)
    assert [leg.lane for leg in good] == [PRINT_QUEUE_LANE] * 2
    assert (bad.state, bad.lane) == (State.WAITING, "print")
    assert any("XMLSyntaxError" in error for error in errors_of(bad))


def test_a_letter_whose_content_is_gone_does_not_keep_others_from_the_queue(relay: Relay) -> None:
    gone, good = (relay.distribute(to, text(relay)) for to in (cast.TOLVAN, "165560000027"))
    Content.objects.filter(distribution=gone).delete()

    work()

    assert leg_of(good).lane == PRINT_QUEUE_LANE
    assert leg_of(gone).state == State.WAITING
    assert errors_of(leg_of(gone))
