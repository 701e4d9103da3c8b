"""What an operator asks the register (FaR), over the wire as everybody does."""

import threading
import time
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings

from contracts import authority_service, recipient_v3
from infra.errors import InternalError
from infra.pki import store
from infra.soap import client

Response = TypeVar("Response")
ORGANISATION_CALLER = "minmyndighetspost.se"
"""Whose certificate asks when no particular operator does."""


@dataclass(frozen=True)
class Actors:
    """Registered senders, and the relays with the senders that each may send for."""

    senders: frozenset[str]
    dispatchers: dict[str, tuple[str, frozenset[str]]]
    """Organisation number -> name and senders."""


@dataclass(frozen=True)
class Whereabouts:
    """What the register says of one recipient for one sender."""

    supplier: str | None
    pending: bool
    sender_accepted: bool


def whereabouts(operator: str, sender: str, recipient: str) -> Whereabouts:
    """Ask where the sender's mail to the recipient should go. `operator` is who asks.

    Raises:
        InternalError: the register did not answer (4999): the sender may try again.
    """
    request = recipient_v3.IsReachable(sender_org_nr=sender, recipient_id=[recipient])
    answer = _ask(operator, "Recipient/v3", request, recipient_v3.IsReachableResponse)
    status = answer.return_value[0]
    supplier = status.account_status.service_supplier
    return Whereabouts(
        supplier=supplier.name if supplier else None,
        pending=status.account_status.pending,
        sender_accepted=status.sender_accepted,
    )


def chosen_operator(holder: str) -> str | None:
    """The internet domain of the operator that the holder has chosen, or None without a mailbox."""
    request = recipient_v3.IsRegistered(recipient_id=[holder])
    answer = _ask(ORGANISATION_CALLER, "Recipient/v3", request, recipient_v3.IsRegisteredResponse)
    supplier = answer.return_value[0].service_supplier
    return supplier.name if supplier else None


class _ActorList:
    """The register's actors, asked for again when older than settings.REGISTER_CACHE_SECONDS."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._actors: Actors | None = None
        self._asked_at = 0.0

    def get(self, operator: str) -> Actors:
        with self._lock:
            age = time.monotonic() - self._asked_at
            if self._actors is None or age >= settings.REGISTER_CACHE_SECONDS:
                self._actors = _ask_for_actors(operator)
                self._asked_at = time.monotonic()
            return self._actors

    def forget(self) -> None:
        with self._lock:
            self._actors = None


actor_list = _ActorList()


def _ask_for_actors(operator: str) -> Actors:
    senders = _ask(operator, "Authority", authority_service.GetSenders(), authority_service.GetSendersResponse)
    dispatchers = _ask(
        operator, "Authority", authority_service.GetDispatchers(), authority_service.GetDispatchersResponse
    )
    return Actors(
        senders=frozenset(sender.id for sender in senders.return_value),
        dispatchers={item.id: (item.name, frozenset(item.senders)) for item in dispatchers.return_value},
    )


def _ask(operator: str, service: str, request: object, response: type[Response]) -> Response:
    address = settings.REGISTER_URL + service
    try:
        return client.call(address, request, response, identity=store.identity(operator))
    except (client.CallFailed, client.FaultReceived) as problem:
        raise InternalError(
            f"Registret (FaR) svarade inte: {problem}. Inget har sparats; försök igen.",
            f"The register (FaR) did not answer: {problem}. Nothing was stored; try again.",
        ) from problem
