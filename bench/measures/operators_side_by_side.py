"""Operators side by side, some of which may fail, and how fast the others get their letters."""

import argparse
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path

from django.db import connection

from bench.load import seeding, simulator_process
from bench.measures import backlog
from far.models import ServiceSupplier
from formedlare.models import Leg
from tests.formedlare import operators

LOOK_EVERY = 0.1
"""Seconds between two looks at how many letters have arrived."""
MAX_STALL = 120.0
"""Seconds without a letter delivered after which a round is given up."""
WORKING = ("bra-1.example", "bra-2.example", "bra-3.example")
FAILING: Mapping[str, operators.Behaviour | None] = {
    "nere-1.example": None,
    "seg-1.example": operators.after(30),
    "bryter-1.example": operators.breaks_off,
    "tredje-1.example": operators.each_third,
    "nej-1.example": operators.false,
}
"""None: nobody answers at its address."""
ALL_WORKING: Mapping[str, operators.Behaviour | None] = dict.fromkeys(FAILING, operators.well)


def spread_customers(own: list[str]) -> list[str]:
    """Give each operator as many people as the simulator's own has; all of them, the operators in turn."""
    people = [seeding.register_customers(name, len(own)) for name in (*WORKING, *FAILING)]
    return list(chain(*zip(own, *people, strict=True)))


def measure_pace(
    arguments: argparse.Namespace,
    data: Path,
    ports: tuple[int, int],
    recipients: list[str],
    others: Mapping[str, operators.Behaviour | None],
) -> float:
    """Letters per second at the working operators while the `others` behave so; each gets as many letters."""
    backlog.measure_intake(data, ports, data / "letters", recipients, arguments, count=len(recipients))
    with _open(others, data), simulator_process.running_simulator(data, *ports):
        return _watch(arguments.letters * (1 + len(WORKING)))


@contextmanager
def _open(others: Mapping[str, operators.Behaviour | None], data: Path) -> Iterator[None]:
    behaviours = {**dict.fromkeys(WORKING, operators.well), **others}
    with ExitStack() as running:
        for name, behaviour in behaviours.items():
            address = seeding.NOWHERE
            if behaviour is not None:
                address = running.enter_context(operators.operator(name, behaviour, data / "pki")).address
            ServiceSupplier.objects.filter(name=name).update(service_path=address)
        yield


def _watch(letters: int) -> float:
    before = last = _arrived()
    began = moved_at = time.monotonic()
    while (now := _arrived()) < before + letters:
        if now == before:
            # From the first letter on: starting is measured elsewhere.
            began = time.monotonic()
        if now != last:
            last, moved_at = now, time.monotonic()
        if time.monotonic() - moved_at > MAX_STALL:
            raise SystemExit(f"{before + letters - now} letters to working operators did not arrive")
        time.sleep(LOOK_EVERY)
    return letters / (time.monotonic() - began)


def _arrived() -> int:
    count = Leg.objects.filter(operator__in=[seeding.OPERATOR, *WORKING], state=Leg.State.DELIVERED).count()
    # Each look is a transaction of its own.
    connection.close()
    return count
