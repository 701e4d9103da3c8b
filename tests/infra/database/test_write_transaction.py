"""Writers of the embedded database wait for one another, and a transaction inside another is part of it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from far.models import Sender
from infra.database.write_transaction import sqlite_write_lock, write_transaction
from infra.soap.http_binding import computing
from infra.soap.http_binding.computing import compute_in_turn

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases have many writers")


@pytest.mark.django_db(transaction=True)
def test_only_one_thread_at_a_time_holds_the_lock() -> None:
    at_once, most, counting = 0, 0, threading.Lock()
    start = threading.Barrier(4)

    def write() -> None:
        nonlocal at_once, most
        start.wait()
        for _ in range(20):
            with sqlite_write_lock():
                with counting:
                    at_once += 1
                    most = max(most, at_once)
                with counting:
                    at_once -= 1
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 1


@pytest.mark.django_db(transaction=True)
def test_threads_that_write_at_once_all_succeed() -> None:
    start = threading.Barrier(4)

    def write(first: int) -> None:
        start.wait()
        for number in range(first, first + 10):
            with write_transaction():
                Sender.objects.create(organisation=f"16{number:010}", name="Verket")
        connection.close()

    threads = [threading.Thread(target=write, args=[100 * place]) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Sender.objects.count() == 40


@pytest.mark.django_db(transaction=True)
def test_an_error_undoes_the_whole_transaction_and_frees_the_lock() -> None:
    def fail_half_way() -> None:
        with write_transaction():
            Sender.objects.create(organisation="162021004748", name="Verket")
            with write_transaction():
                Sender.objects.create(organisation="162021003898", name="Andra verket")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()

    assert Sender.objects.count() == 0
    with write_transaction():
        Sender.objects.create(organisation="162021004748", name="Verket")
    assert Sender.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_inside_another_transaction_the_lock_is_not_waited_for() -> None:
    with sqlite_write_lock(), transaction.atomic(), write_transaction():
        Sender.objects.create(organisation="162021004748", name="Verket")

    assert Sender.objects.count() == 1


LONG = 10.0
"""Seconds after which a test fails that waits for another thread."""


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads wait for their turn as long as it takes, so that a slow machine cannot let two compute."""
    monkeypatch.setattr(computing, "MAX_WAIT", LONG)


def compute() -> str:
    with compute_in_turn():
        return "computed"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("patient")
def test_another_thread_computes_while_a_transaction_is_committed() -> None:
    computed: list[str] = []
    with ThreadPoolExecutor(max_workers=1) as threads:
        with compute_in_turn():
            with write_transaction():
                Sender.objects.create(organisation="162021006222", name="Verket")
                waiting = threads.submit(compute)
                # It is called within the commit.
                transaction.on_commit(lambda: computed.append(waiting.result(LONG / 2)))
            after = threads.submit(compute)
            with pytest.raises(TimeoutError):
                after.result(0.1)
        assert after.result(LONG) == "computed"

    assert computed == ["computed"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("is_nested", [True, False], ids=["inside another transaction", "failed"])
def test_a_thread_computes_alone_until_something_is_committed(is_nested: bool) -> None:
    with ThreadPoolExecutor(max_workers=1) as threads, compute_in_turn():
        if is_nested:
            with transaction.atomic(), write_transaction():
                pass
        else:
            with pytest.raises(LookupError), write_transaction():
                raise LookupError
        waiting = threads.submit(compute)
        with pytest.raises(TimeoutError):
            waiting.result(0.1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("patient")
def test_a_commit_outside_a_turn_takes_none() -> None:
    with write_transaction():
        Sender.objects.create(organisation="162021006222", name="Verket")

    with ThreadPoolExecutor(max_workers=1) as threads:
        assert threads.submit(compute).result(LONG) == "computed"
