"""What a request has waited for. Requests that ask the same question have it in common, and its answer."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

WRITTEN_AT_ONCE: Final = 20
"""So few rows are written where they were found, before fifty requests that wake compete for the processor."""

Look = Callable[[], "FoundRows | None"]


class FoundRows:
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


def found_rows_of(keys: Iterable[int], count: int) -> FoundRows | None:
    """The rows, if there are so many."""
    found = list(keys)
    return FoundRows(found) if len(found) >= count else None


@dataclass(frozen=True)
class WaitAnswer:
    """The answer of a request that waits."""

    address: str
    """Where the request came to, which stands in addresses of the answer."""
    write: Callable[[Sequence[int]], bytes]

    def to(self, found_rows: FoundRows) -> bytes:
        """The answer that shows the rows."""
        return found_rows.write_once(self.address, self.write)

    def written_with(self, look: Look) -> Look:
        """The look, which also writes the answer if that takes little time."""

        def look_and_write() -> FoundRows | None:
            found_rows = look()
            if found_rows is not None and len(found_rows.keys) <= WRITTEN_AT_ONCE:
                self.to(found_rows)
            return found_rows

        return look_and_write
