"""Senders that hand over letters while processes die around them, and insist until each is accepted."""

import random
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count

from infra.identity import RecipientId
from infra.pki.store import Identity
from infra.soap.messages import envelope
from infra.xmlsig import for_wire
from sender import compose
from tests.end_to_end.wire import Post
from tests.infra.supervisor.simulator import Simulator
from tests.relay import DISTRIBUTE, PATH, SIGNED_DELIVERY
from tests.waiting import eventually

REACHABLE = ["192705178354", "198101052382", "198301012392", "198501012382", "197001632384", "195101151818"]
"""Test people with mailboxes at the three operators."""
UNREACHABLE = "191212121212"
INSISTING = 180.0
"""Seconds that a sender goes on trying one letter."""


@dataclass
class Senders:
    """A municipality's systems, several at once."""

    simulator: Simulator
    identity: Identity
    accepted: dict[str, str] = field(default_factory=dict)
    """Subject -> distribution id."""
    tries: Iterator[int] = field(default_factory=count)

    def hand_over(self, letters: int, at_once: int = 4) -> None:
        """Hand over so many letters; return when every one has been answered with its id."""
        with ThreadPoolExecutor(at_once) as pool:
            for _ in pool.map(self._insist, range(letters)):
                pass

    def _insist(self, number: int) -> None:
        subject, body = f"Brev {number}", self._request(number)
        self.accepted[subject] = eventually(
            lambda: self._answer(body), within=INSISTING, saying=f"{subject} is accepted"
        )

    def _answer(self, body: bytes) -> str:
        next(self.tries)
        try:
            reply = Post(self.simulator)(PATH, body, self.identity)
        except (OSError, HTTPException, ssl.SSLError):
            return ""
        return reply.element.findtext("{*}return") or "" if reply.status == 200 else ""

    def _request(self, number: int) -> bytes:
        recipient = UNREACHABLE if number % 10 == 9 else REACHABLE[number % len(REACHABLE)]
        text = compose.MessageText(subject=f"Brev {number}", body="Hej!")
        content = compose.compose_delivery(
            self.identity.organisation, "Kommun A", RecipientId.parse(recipient), [text]
        )
        signed = compose.sign_delivery(content, self.identity)
        return envelope.wrap_element(for_wire(signed, wrapper=DISTRIBUTE, argument=SIGNED_DELIVERY))


class Background:
    """The handing over, beside what the test does meanwhile."""

    def __init__(self, senders: Senders, letters: int) -> None:
        self._problem: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=[senders, letters])
        self._thread.start()

    def _run(self, senders: Senders, letters: int) -> None:
        try:
            senders.hand_over(letters)
        except BaseException as problem:
            self._problem = problem

    def finish(self) -> None:
        self._thread.join()
        if self._problem is not None:
            raise self._problem


def choose(names: list[str], seed: int) -> Iterator[str]:
    """Names in a random order that is the same for each run."""
    chance = random.Random(seed)
    while True:
        yield chance.choice(names)
