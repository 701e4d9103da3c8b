"""Calls of the register from several threads or processes at the same time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections
from django.test import Client

from infra.pki.store import Identity
from tests.cast import Reply
from tests.conftest import PeerSocket

Answer = TypeVar("Answer")


def carry(path: str, body: bytes, identity: Identity | None) -> Reply:
    """SOAP bytes in, SOAP bytes out, through the whole Django application, as the given identity."""
    assert identity is not None
    chain = [identity.certificate, *identity.chain]
    answer = Client(SERVER_NAME="localhost").generic(
        "POST",
        path,
        body,
        "text/xml; charset=utf-8",
        **{"gunicorn.socket": PeerSocket(chain)},  # type: ignore[arg-type]  # the environment takes any value
    )
    return Reply(answer.status_code, answer.content)


def together(*calls: Callable[[], Answer]) -> list[Answer]:
    """The answers to calls that begin at the same moment, each in a thread of its own."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Answer]) -> Answer:
        try:
            barrier.wait()
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
