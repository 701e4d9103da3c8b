"""Disruptions that testers order: a fault, a delay, a broken connection, the answer "not delivered".

Code that answers or calls asks here whether a rule disrupts it. The app that keeps the rules registers itself as
their source when it starts. While there is no rule, to ask costs one system call and no query.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from infra.errors import MinaMeddelandenError
from infra.errors.explanation import Check
from infra.soap.http_binding.computation_lock import let_others_compute


class DisruptionPlace(StrEnum):
    """The role or the transport that is disrupted."""

    FAR = "far"
    RELAY = "relay"
    OPERATOR = "operator"
    POPULATION_REGISTER = "population_register"
    COMPANY_REGISTER = "company_register"
    SMTP = "smtp"
    WEBHOOK = "webhook"


class Break(StrEnum):
    """The ways in which a connection breaks."""

    CLOSE = "close"
    """Before the request is handled, without an answer."""
    TLS = "tls"
    """Likewise, by an error of TLS."""
    RESET = "reset"
    """After the request was handled, instead of the answer."""
    HALF = "half"
    """In the middle of the answer."""
    GARBAGE = "garbage"
    """It does not: the answer is bytes that mean nothing."""

    @property
    def comes_first(self) -> bool:
        """The request has no effect."""
        return self in {Break.CLOSE, Break.TLS}


@dataclass(frozen=True)
class Occasion:
    """A call or a transport that a rule may disrupt. What is empty is not known there."""

    place: DisruptionPlace
    names: frozenset[str] = frozenset()
    """Of the sides: an operator's domain, the caller's organisation number, the id of a webhook."""
    operation: str = ""
    sender: str = ""
    recipients: Sequence[str] = ()
    label: str = ""


@dataclass(frozen=True)
class Disruption:
    """A disruption that a rule orders: one of the last three, or a delay alone."""

    rule: str
    """The id of the rule that says so."""
    delay_seconds: float = 0.0
    code: int | None = None
    """Of a fault; of SMTP or HTTP at places that speak it."""
    breaks: Break | None = None
    is_not_delivered: bool = False
    """The operator answers Delivered=false, and keeps nothing."""
    run: str = ""
    """The label of the only run that the rule applies to; empty: to all letters."""


class DisruptionSource(Protocol):
    """The app that keeps the rules."""

    def may_disrupt(self) -> bool:
        """Whether there is a rule. Called for every letter, so it must be quick."""

    def find(self, occasion: Occasion) -> Disruption | None:
        """The disruption by the first rule that applies; the rule counts it."""

    def is_removed(self, rule: str) -> bool:
        """Whether the rule with the id is removed. Asked while the rule delays a call."""


_sources: Final[list[DisruptionSource]] = []
_noticed: Final[ContextVar[list[Disruption] | None]] = ContextVar("disruptions noticed", default=None)
PROVOKED: Final = "provoked-by-a-rule"
"""The reason of what a rule of a tester lets go wrong."""
MAX_DELAYED: Final = 3
"""Calls of a process that are delayed at once, unless it has threads for more."""
LOOK_SECONDS: Final = 0.5
"""How often what is delayed looks whether its rule has been removed."""


class DelaySlots:
    """The calls of this process that may be delayed at once. Others need threads, too; they are not delayed."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._taken = 0
        self._lock = threading.Lock()

    @contextmanager
    def take_one(self) -> Iterator[bool]:
        """Take a slot for as long as the block runs. False: all are taken."""
        with self._lock:
            is_free = self._taken < self.limit
            self._taken += is_free
        try:
            yield is_free
        finally:
            with self._lock:
                self._taken -= is_free


delay_slots: Final = DelaySlots(MAX_DELAYED)


def register_source(source: DisruptionSource) -> None:
    """Ask `source` for the rules, in place of the source before it."""
    _sources[:] = [source]


@contextmanager
def collect_disruptions() -> Iterator[list[Disruption]]:
    """Collect the disruptions within the context, on both sides of calls that do not leave this process."""
    noticed: list[Disruption] = []
    token = _noticed.set(noticed)
    try:
        yield noticed
    finally:
        _noticed.reset(token)


def may_happen() -> bool:
    """There are rules, so it is worth the time to describe an occasion."""
    return any(source.may_disrupt() for source in _sources)


def find_disruption(occasion: Occasion) -> Disruption | None:
    """Find the disruption of the occasion and wait for as long as it delays, or until its rule is removed.

    The caller carries out the rest of the disruption. None: no rule applies.
    """
    found = next(filter(None, (source.find(occasion) for source in _sources)), None)
    noticed = _noticed.get()
    if found is not None and noticed is not None:
        noticed.append(found)
    if found is not None and found.delay_seconds:
        _delay(found)
    return found


def _delay(found: Disruption) -> None:
    with delay_slots.take_one() as is_free:
        if is_free:
            with let_others_compute():
                _sleep(found)


def _sleep(found: Disruption) -> None:
    ends = time.monotonic() + found.delay_seconds
    while (left := ends - time.monotonic()) > 0:
        time.sleep(min(left, LOOK_SECONDS))
        if left > LOOK_SECONDS and any(source.is_removed(found.rule) for source in _sources):
            return


class ProvokedFault(MinaMeddelandenError):
    """The fault that a rule of a tester demands. Its code is the rule's."""

    slug = PROVOKED
    check = Check.SYSTEM
