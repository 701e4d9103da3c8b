"""What a request has waited for. Requests that ask the same question have it in common."""

import threading
from collections.abc import Callable, Iterable, Sequence


class Finding:
    """The keys of what was found, and the answers that show it."""

    def __init__(self, keys: Sequence[int]) -> None:
        self.keys = keys
        self._lock = threading.Lock()
        self._written: dict[str, bytes] = {}

    def write_once(self, address: str, write: Callable[[Sequence[int]], bytes]) -> bytes:
        """The answer that `write` makes of the keys. It is called once for each address that requests came to."""
        with self._lock:
            if address not in self._written:
                self._written[address] = write(self.keys)
            return self._written[address]


def finding_of(keys: Iterable[int], count: int) -> Finding | None:
    """The finding, if it has so many keys."""
    found = list(keys)
    return Finding(found) if len(found) >= count else None
