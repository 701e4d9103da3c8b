"""Serves one call and is killed (SIGKILL) at a moment: `python -m tests.far.accounts.killed_process`.

Arguments: `writing` or `answering`, the path, the caller's identity. The request comes on standard input.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import django


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def execute_and_die(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
    """Die when the agreement is written: all of the change is in the transaction, nothing is committed."""
    done = execute(sql, *arguments)
    if sql.startswith('INSERT INTO "far_agreement"'):
        die()
    return done


def main() -> None:
    django.setup()

    from django.db import connection

    from infra.pki import store
    from tests.far.accounts.parallel_calls import carry

    moment, path, identity = sys.argv[1:]
    with connection.execute_wrapper(execute_and_die) if moment == "writing" else nullcontext():
        reply = carry(path, sys.stdin.buffer.read(), store.load_identity(identity))
    assert moment == "answering", "nothing was agreed"
    assert reply.status == 200, reply.body.decode()
    die()


if __name__ == "__main__":
    main()
