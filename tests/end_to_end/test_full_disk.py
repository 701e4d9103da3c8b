"""No process may write another byte: letters are refused, all keeps running, and afterwards nothing is missing."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from tests.cast import MARIA, Sender
from tests.end_to_end.wire import TABLES, Store
from tests.infra.supervisor.simulator import Simulator
from tests.waiting import eventually

UNLIMITED = resource.RLIM_INFINITY


@contextmanager
def full_disk(simulator: Simulator) -> Iterator[None]:
    """As on a disk that is full, no file grows: the kernel refuses every write to one."""
    let_files_grow_to(0, simulator)
    try:
        yield
    finally:
        let_files_grow_to(UNLIMITED, simulator)


def let_files_grow_to(size: int, simulator: Simulator) -> None:
    for process in simulator.alive():
        resource.prlimit(process, resource.RLIMIT_FSIZE, (size, UNLIMITED))


def test_a_letter_on_a_full_disk_is_refused_whole_and_taken_once_when_there_is_room(
    simulator: Simulator, kommun_a: Sender, kept: Store
) -> None:
    letter, before = kommun_a.letter(to=MARIA).request, kept.rows()

    with full_disk(simulator):
        refusals = [kommun_a.deliver(letter) for _ in range(3)]
        assert kept.rows() == before
        assert simulator.works()

    for refusal in refusals:
        assert refusal.status == 500
        assert refusal.fault.code < 5000
        assert "Inget har sparats; försök igen senare." in refusal.fault.description
    first, again = kommun_a.deliver(letter), kommun_a.deliver(letter)
    assert first.delivered
    assert again.trans_id == first.trans_id
    assert [kept.rows()[table] - before[table] for table in TABLES] == [1, 1, 1, 2]
    eventually(lambda: kept.announcements(first.trans_id) == [("sent", 1), ("sent", 1)], within=30)
