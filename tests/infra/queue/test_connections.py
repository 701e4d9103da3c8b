"""A worker's thread uses one database connection for all its tasks, until that is of no more use."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from celery import signals
from celery.fixups.django import DjangoWorkerFixup  # type: ignore[attr-defined]  # celery-types knows half of them
from django.db import close_old_connections, connection
from pytest_django.plugin import DjangoDbBlocker

from infra.celery import app
from infra.queue.connections import keep_connections


class Task:
    """As much of Celery's task as is looked at around it."""

    request = SimpleNamespace(is_eager=False)


@pytest.fixture
def worker(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ThreadPoolExecutor]:
    """A thread as a worker's, with what Celery does around tasks."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(max_workers=1) as thread:
        keep_connections()
        celery = DjangoWorkerFixup(app)
        thread.submit(celery.install).result()
        yield thread
        thread.submit(close_own_connection).result()
        for signal in (signals.task_prerun, signals.task_postrun):
            signal.disconnect(close_old_connections)


def close_own_connection() -> None:
    connection.close()


def run_task(*, leaves_open_transaction: bool = False) -> object:
    """Do a task, and give back the connection that it used."""
    task = Task()
    signals.task_prerun.send(sender=task)
    connection.ensure_connection()
    used = connection.connection
    if leaves_open_transaction:
        connection.set_autocommit(False)
    signals.task_postrun.send(sender=task)
    return used


def test_tasks_of_a_thread_use_one_connection(worker: ThreadPoolExecutor) -> None:
    first, second = (worker.submit(run_task).result() for _ in range(2))

    assert first is second


def test_a_connection_on_which_a_task_left_a_transaction_open_is_used_no_more(worker: ThreadPoolExecutor) -> None:
    first = worker.submit(run_task, leaves_open_transaction=True).result()

    assert worker.submit(run_task).result() is not first
