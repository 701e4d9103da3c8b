"""Only a few threads of the web process keep their connections to the database."""

import threading
from collections.abc import Iterator

import pytest
from django.core.signals import request_finished
from django.db import connection

from infra.web.thread_connections import DISPATCH_UID, MAX_KEEPING, limit_connections


@pytest.fixture(autouse=True)
def as_in_the_web_process() -> Iterator[None]:
    limit_connections()
    yield
    request_finished.disconnect(dispatch_uid=DISPATCH_UID)


@pytest.mark.django_db(transaction=True)
def test_further_threads_close_theirs_when_a_request_ends() -> None:
    all_have_asked, kept = threading.Barrier(MAX_KEEPING + 4), list[bool]()

    def serve() -> None:
        connection.ensure_connection()
        all_have_asked.wait(20)
        request_finished.send(sender=None)
        all_have_asked.wait(20)
        kept.append(connection.connection is not None)
        connection.close()

    threads = [threading.Thread(target=serve) for _ in range(MAX_KEEPING + 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sum(kept) <= MAX_KEEPING
    assert len(kept) == MAX_KEEPING + 4
