"""A process that serves one call and is killed (SIGKILL) at a moment: `python -m tests.far.accounts.killed`.

Arguments: `writing` or `answering`, the path, the caller's identity. The request comes on standard input.
"""

import os
import signal
import sys

import django


def die(**_signal: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    django.setup()

    from django.db.models.signals import post_save

    from far.models import Agreement
    from infra.pki import store
    from tests.far.accounts.threads import carry

    moment, path, identity = sys.argv[1:]
    if moment == "writing":
        # The last row that a change writes: all of it is in the transaction, nothing is committed.
        post_save.connect(die, sender=Agreement)
    reply = carry(path, sys.stdin.buffer.read(), store.identity(identity))
    assert reply.status == 200, reply.body.decode()
    die()


if __name__ == "__main__":
    main()
