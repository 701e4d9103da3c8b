"""One thread of a process computes at a time, and none waits for one that waits."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from infra.soap.http_binding import computation_lock as module
from infra.soap.http_binding.computation_lock import MAX_WAIT, compute_in_turn, let_others_compute

LONG = 10.0


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=4) as executor:
        yield executor


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads wait as long as it takes, so that a slow machine cannot let two compute."""
    monkeypatch.setattr(module, "MAX_WAIT", LONG)


class Worker:
    """A thread that computes until it is told to stop."""

    def __init__(self, threads: ThreadPoolExecutor, act: Callable[["Worker"], None] | None = None) -> None:
        self.has_begun, self.may_end = threading.Event(), threading.Event()
        self._act = act
        self._future: Future[None] = threads.submit(self._compute)

    def _compute(self) -> None:
        with compute_in_turn():
            if self._act:
                self._act(self)
                return
            self.has_begun.set()
            assert self.may_end.wait(LONG)

    def end(self) -> None:
        self.may_end.set()
        self._future.result(LONG)


@pytest.mark.usefixtures("patient")
def test_a_second_thread_computes_when_the_first_has_ended(threads: ThreadPoolExecutor) -> None:
    first = Worker(threads)
    assert first.has_begun.wait(LONG)
    second = Worker(threads)
    assert not second.has_begun.wait(MAX_WAIT)

    first.end()

    assert second.has_begun.wait(LONG)
    second.end()


@pytest.mark.usefixtures("patient")
def test_a_thread_that_waits_lets_another_compute(threads: ThreadPoolExecutor) -> None:
    def wait(worker: Worker) -> None:
        with let_others_compute():
            worker.has_begun.set()
            assert worker.may_end.wait(LONG)

    first = Worker(threads, wait)
    assert first.has_begun.wait(LONG)
    second = Worker(threads)

    assert second.has_begun.wait(LONG)
    second.end()
    first.end()


@pytest.mark.usefixtures("patient")
def test_a_thread_that_has_waited_computes_alone_again(threads: ThreadPoolExecutor) -> None:
    has_waited = threading.Event()

    def wait(worker: Worker) -> None:
        with let_others_compute():
            worker.has_begun.set()
            assert worker.may_end.wait(LONG)
        has_waited.set()

    first = Worker(threads, wait)
    assert first.has_begun.wait(LONG)
    second = Worker(threads)
    assert second.has_begun.wait(LONG)

    first.may_end.set()
    assert not has_waited.wait(MAX_WAIT)

    second.end()
    assert has_waited.wait(LONG)
    first.end()


def test_a_thread_does_not_wait_longer_than_the_limit_for_one_that_hangs(threads: ThreadPoolExecutor) -> None:
    first = Worker(threads)
    assert first.has_begun.wait(LONG)
    began = time.monotonic()

    second = Worker(threads)

    assert second.has_begun.wait(LONG)
    assert time.monotonic() - began >= MAX_WAIT * 0.9
    second.end()
    first.end()


def test_two_that_hold_what_the_other_waits_for_both_end(threads: ThreadPoolExecutor) -> None:
    row_lock, is_locked = threading.Lock(), threading.Event()

    def hold_row_and_compute_again() -> None:
        # When this thread wants to compute again, the other computes and waits for the row.
        with compute_in_turn(), row_lock, let_others_compute():
            is_locked.set()
            assert another_computes.wait(LONG)

    def wait_for_row() -> None:
        assert is_locked.wait(LONG)
        with compute_in_turn():
            another_computes.set()
            with row_lock:
                pass

    another_computes = threading.Event()
    both = [threads.submit(hold_row_and_compute_again), threads.submit(wait_for_row)]

    for future in both:
        future.result(LONG)


def test_an_error_lets_the_next_compute(threads: ThreadPoolExecutor) -> None:
    with pytest.raises(LookupError), compute_in_turn():
        raise LookupError

    worker = Worker(threads)

    assert worker.has_begun.wait(LONG)
    worker.end()


def test_waiting_outside_a_call_changes_nothing(threads: ThreadPoolExecutor) -> None:
    worker = Worker(threads)
    assert worker.has_begun.wait(LONG)

    with let_others_compute():
        pass

    worker.end()
