"""Wrong passwords are slowed down: after some of them, an address must wait before it may try again.

The time is real time, also when testers move the simulator's clock. Each process counts for
itself unless there is Redis.
"""

import time
from datetime import timedelta
from math import ceil
from typing import Final

from django.core.cache import cache

from infra.work.backoff import Backoff

FREE_ATTEMPTS: Final = 5
"""Slips of the hand, which nobody waits for."""
PAUSES: Final = Backoff(first=timedelta(seconds=1), longest=timedelta(minutes=1))
FORGOTTEN_AFTER: Final = 15 * 60
"""Seconds after the last wrong password."""


def seconds_to_wait(address: str) -> int:
    """Seconds until the address may try a password again. 0: now."""
    free_at: float = cache.get(_key(address), (0, 0.0))[1]
    return max(0, ceil(free_at - time.time()))


def count_wrong_password(address: str) -> None:
    """The address has just sent a wrong password: the next pause is longer."""
    count, _ = cache.get(_key(address), (0, 0.0))
    pause = PAUSES.pause_after(count - FREE_ATTEMPTS).total_seconds() if count >= FREE_ATTEMPTS else 0.0
    cache.set(_key(address), (count + 1, time.time() + pause), FORGOTTEN_AFTER)


def forget_wrong_passwords(address: str) -> None:
    """The address has sent the right password."""
    cache.delete(_key(address))


def _key(address: str) -> str:
    return f"wrong-passwords:{address}"
