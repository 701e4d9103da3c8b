"""How fast the relay's letters go, and letters that are held until a test releases them."""

from collections.abc import Iterator
from contextlib import contextmanager

from minameddelanden.rest import Json, Rest


class Timing:
    """The relay's timing for a run's letters, or for those of the whole simulator."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def set(self, mode: str, lane: str = "") -> None:
        """Let letters go `fast`, `realistic`, or hold them: `manual`.

        `lane`: an operator's domain, `lookup`, `email`, `sms` or `print`; empty: all of them.
        """
        self._rest.put("/api/v1/timing", {"mode": mode, "lane": lane})

    def reset(self) -> None:
        """Forget all modes: letters go at once, and what was held goes on."""
        self._rest.delete("/api/v1/timing")

    @contextmanager
    def held(self, lane: str = "") -> Iterator["Timing"]:
        """Letters are held as long as the block runs, or until they are released."""
        self.set("manual", lane)
        try:
            yield self
        finally:
            self.reset()

    def letters(self, lane: str = "") -> list[Json]:
        """The letters that are held, the longest first."""
        found: list[Json] = self._rest.get("/api/v1/held", lane=lane)["results"]
        return found

    def release(self, count: int = 1, lane: str = "") -> list[Json]:
        """Release so many, those first that have been held the longest; returns them."""
        released: list[Json] = self._rest.post("/api/v1/held/release", {"count": count, "lane": lane})["released"]
        return released
