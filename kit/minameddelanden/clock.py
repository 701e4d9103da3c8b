"""The simulator's clock, which is one for all runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from minameddelanden.rest import Rest

ADVANCE_SECONDS = 120.0


class Clock:
    """Moves the time of the whole simulator; what is due then has happened when a call returns."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def now(self) -> datetime:
        return datetime.fromisoformat(self._rest.get("/api/v1/clock")["now"])

    def advance(self, period: str) -> datetime:
        """Move forward by a period as ISO 8601 writes it: P1D, PT2H."""
        return self._move({"advance": period})

    def set(self, moment: datetime) -> datetime:
        return self._move({"set": moment.isoformat()})

    def freeze(self) -> datetime:
        return self._move({"freeze": True})

    def back_to_real_time(self) -> None:
        self._rest.delete("/api/v1/clock")

    @contextmanager
    def advanced(self, period: str) -> Iterator[datetime]:
        """Moved forward as long as the block runs."""
        try:
            yield self.advance(period)
        finally:
            self.back_to_real_time()

    def _move(self, request: dict[str, object]) -> datetime:
        return datetime.fromisoformat(self._rest.post("/api/v1/clock", request, ADVANCE_SECONDS)["now"])
