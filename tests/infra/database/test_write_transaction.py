"""Writers of the embedded database wait for one another, and a transaction inside another is part of it."""

import threading

import pytest
from django.db import connection, transaction

from far.models import Sender
from infra.database.write_transaction import sqlite_write_lock, write_transaction

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
