"""An exchange from when it is noted until it is written."""

from dataclasses import dataclass, replace
from typing import Final

from infra.hooks.exchanges import Exchange
from testbed.journal.recording.bodies import BodyPlace, read_body

SMALL: Final = 1_024
"""Bytes of a request that stay in memory when its file has them too, since to read them again takes longer."""


@dataclass(slots=True)
class NotedExchange:
    """An exchange that is not written yet. Its bytes lie in memory, or in a file."""

    exchange: Exchange
    octets_in: int
    """Bytes of the request as it came."""
    octets_out: int
    place: BodyPlace | None = None
    """None: they are in memory alone."""

    @classmethod
    def of(cls, exchange: Exchange) -> "NotedExchange":
        return cls(exchange, len(exchange.request), len(exchange.response))

    @property
    def bytes_in_memory(self) -> int:
        return len(self.exchange.request) + len(self.exchange.response)

    @property
    def request(self) -> bytes:
        """The request; empty where its file has been deleted meanwhile."""
        if self.exchange.request or self.place is None:
            return self.exchange.request
        return read_body(self.place) or b""

    def move_to(self, place: BodyPlace) -> int:
        """Forget the bytes, which a file has in this place. Returns how many have left memory."""
        before = self.bytes_in_memory
        request = self.exchange.request if self.octets_in <= SMALL else b""
        self.exchange, self.place = replace(self.exchange, request=request, response=b""), place
        return before - self.bytes_in_memory
