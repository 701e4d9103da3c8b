"""Leases on letters: a thousand at a time, renewed, and taken over from workers that have died."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from infra.database.write_transaction import write_transaction
from sender.print_files import processing
from sender.print_files.models import BatchFile, BatchLine
from sender.print_files.sending.line_leases import LEASE, LineLeases, leases_of_worker
from tests import cast
from tests.sender.print_files.conftest import Make, lines, row

Later = Callable[[timedelta], None]


@pytest.fixture
def file(make: Make, settings: Settings) -> BatchFile:
    settings.RELAY_WORKERS = 3
    made = make([row(who, f"{who}-{n}.pdf") for n in range(2) for who in (cast.ARVID, cast.MARIA, cast.TOLVAN)])
    processing.advance_file(made.pk)
    made.refresh_from_db()
    return made


def numbers(claimed: list[BatchLine]) -> list[int]:
    return [line.number for line in claimed]


def held(leases: LineLeases, claimed: list[BatchLine]) -> int:
    with write_transaction():
        return len(leases.still_held(claimed))


def test_the_first_letters_that_wait_are_claimed_in_the_order_of_the_file(file: BatchFile) -> None:
    with leases_of_worker(file) as leases:
        assert numbers(leases.claim_lines(2)) == [1, 2]
        # Letters to the same two people wait until the first ones have been handed over.
        assert numbers(leases.claim_lines(100)) == [3, 6]


def test_a_letter_waits_for_an_earlier_one_to_the_same_person_that_another_worker_has(file: BatchFile) -> None:
    with leases_of_worker(file) as one, leases_of_worker(file) as two:
        one.claim_lines(1)

        assert numbers(two.claim_lines(100)) == [2, 3, 5, 6]


def test_what_was_not_handed_over_is_free_when_the_block_ends(file: BatchFile) -> None:
    with leases_of_worker(file) as leases:
        leases.claim_lines(100)
        assert all(line.claimed_by for line in lines(file))

    assert {line.claimed_by for line in lines(file)} == {""}
    assert {line.claimed_until for line in lines(file)} == {None}


@pytest.mark.parametrize(
    "jump", [LEASE + timedelta(seconds=1), timedelta(hours=-2)], ids=["dead", "clock set back"]
)
def test_letters_of_a_worker_that_has_died_are_taken_over(file: BatchFile, later: Later, jump: timedelta) -> None:
    dead, heir = LineLeases(file), LineLeases(file)
    lost = dead.claim_lines(100)
    assert heir.claim_lines(100) == []

    later(jump)

    assert numbers(heir.claim_lines(100)) == [1, 2, 3, 4, 5, 6]
    assert held(dead, lost) == 0


def test_a_worker_that_goes_on_keeps_what_it_has(file: BatchFile, later: Later) -> None:
    leases, other = LineLeases(file), LineLeases(file)
    mine = leases.claim_lines(100)
    for _ in range(4):
        later(LEASE / 2)
        assert held(leases, mine) == 6

    assert other.claim_lines(100) == []


def test_letters_that_have_been_handed_over_are_no_longer_held(file: BatchFile) -> None:
    leases = LineLeases(file)
    mine = leases.claim_lines(100)
    BatchLine.objects.filter(number__lte=4).update(state=BatchLine.State.HANDED_OVER)

    assert held(leases, mine) == 2
