"""The actors of the infrastructure, and the senders that each relay may act for.

The actors are few and needed in every call, so each process keeps them in memory until they change
(infra.versions.register_version), and at most for settings.REGISTER_CACHE_SECONDS.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from far.models import Dispatcher, DispatchRight, Sender, ServiceSupplier
from far.suspended import require_not_suspended, require_sender_not_suspended
from infra.errors import AccessDenied, DispatcherNotApproved, SenderNotRegistered
from infra.identity import OrganisationNumber
from infra.texts import Text
from infra.versions import register_version


@dataclass(frozen=True)
class Actors:
    """Every actor that is not suspended, by organisation number, in order of name."""

    senders: Mapping[str, Sender]
    dispatchers: Mapping[str, Dispatcher]
    may_send_for: Mapping[str, frozenset[str]]
    """Dispatcher -> senders that have approved it."""
    suppliers: Mapping[int, ServiceSupplier]
    """By primary key, as accounts refer to them."""
    supplier_numbers: frozenset[str] = field(default_factory=frozenset)

    def is_sender(self, number: str) -> bool:
        """The organisation is registered as a sender."""
        return number in self.senders

    def registered_sender(self, number: str) -> Sender:
        """The sender with this number.

        Raises:
            SenderNotRegistered: there is none, or it is suspended (5014).
        """
        sender = self.senders.get(number)
        if sender is None:
            require_sender_not_suspended(number)
            raise SenderNotRegistered(
                f"{number} är inte registrerad som avsändare i FaR. Registrerade avsändare ges av getSenders.",
                f"{number} is not registered as a sender in FaR. getSenders lists the registered senders.",
                slug="sender-unknown-to-far",
                fix=Text(
                    f"Koppla in {number} som avsändare: PUT /api/v1/actors/{number} med roles "
                    '["sender"], eller rätta numret.',
                    f'Connect {number} as a sender: PUT /api/v1/actors/{number} with roles ["sender"], '
                    "or correct the number.",
                ),
                expected=Text("en avsändare som getSenders ger", "a sender that getSenders gives"),
                received=number,
            )
        return sender

    def require_actor(self, caller: OrganisationNumber) -> None:
        """Return if the caller may ask the register: only actors may.

        Raises:
            AccessDenied: the organisation is no sender, relay or mailbox operator, or is suspended (5002).
        """
        number = caller.value
        if not any(number in actors for actors in (self.senders, self.dispatchers, self.supplier_numbers)):
            require_not_suspended(number)
            raise AccessDenied(
                f"{number} är inte aktör i infrastrukturen: varken avsändare, förmedlare eller "
                f"brevlådeoperatör i FaR. Konsolens sida Aktörer, eller PUT /api/v1/actors/{number}, kopplar in "
                "den. Eller anropa som en aktör, till exempel kommun-a.",
                f"{number} is no actor of the infrastructure: neither sender, relay nor mailbox operator in "
                f"FaR. The console's page Aktörer, or PUT /api/v1/actors/{number}, connects it. Or call as an "
                "actor, for instance kommun-a.",
                slug="caller-is-no-actor",
                fix=Text(
                    f"PUT /api/v1/actors/{number} kopplar in den som anropar.",
                    f"PUT /api/v1/actors/{number} connects the caller.",
                ),
                where="certificate/serialNumber",
                expected=Text("en aktör i FaR", "an actor in FaR"),
                received=number,
            )

    def require_right_to_ask(self, caller: OrganisationNumber, sender: str) -> None:
        """Return if the caller is the sender, one of its approved relays or a mailbox operator.

        Raises:
            DispatcherNotApproved: the caller is none of them (6005).
        """
        number = caller.value
        is_close = number == sender or number in self.supplier_numbers
        if not is_close and sender not in self.may_send_for.get(number, ()):
            raise DispatcherNotApproved(
                f"{number} är inte godkänd förmedlare för avsändaren {sender}. Godkända förmedlare ges av "
                "getDispatchers.",
                f"{number} is not an approved relay of the sender {sender}. getDispatchers lists the approved "
                "relays.",
                slug="relay-not-approved-by-sender",
                fix=Text(
                    f"Låt {sender} godkänna {number}: PATCH /api/v1/actors/{sender} med {number} i "
                    "dispatchers, eller konsolens sida Aktörer. Eller anropa med avsändarens eget "
                    "certifikat.",
                    f"Let {sender} approve {number}: PATCH /api/v1/actors/{sender} with {number} in "
                    "dispatchers, or the console's page Aktörer. Or call with the sender's own "
                    "certificate.",
                ),
                where="certificate/serialNumber",
                expected=Text(
                    f"avsändaren {sender}, en förmedlare som den har godkänt, eller en operatör",
                    f"the sender {sender}, a relay that it has approved, or an operator",
                ),
                received=number,
            )


class _Memory:
    """Keeps the actors that were read last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._actors: Actors | None = None
        self._version = register_version.NONE
        self._read_at = 0.0

    def get(self) -> Actors:
        with self._lock:
            version, age = register_version.current(), time.monotonic() - self._read_at
            is_fresh = version == self._version and age < settings.REGISTER_CACHE_SECONDS
            if self._actors is None or not is_fresh:
                self._actors, self._version, self._read_at = read_actors(), version, time.monotonic()
            return self._actors


_memory = _Memory()


def current_actors() -> Actors:
    """The actors, as of the last change that this process could see."""
    return _memory.get()


def read_actors() -> Actors:
    """Read the actors from the database, with one query per table."""
    senders = Sender.objects.filter(suspended=False).order_by("name", "organisation")
    dispatchers = Dispatcher.objects.filter(suspended=False).order_by("name", "organisation")
    suppliers = ServiceSupplier.objects.filter(suspended=False)
    by_key = {supplier.pk: supplier for supplier in suppliers}
    return Actors(
        senders={sender.organisation: sender for sender in senders},
        dispatchers={dispatcher.organisation: dispatcher for dispatcher in dispatchers},
        may_send_for=_rights(),
        suppliers=by_key,
        supplier_numbers=frozenset(supplier.organisation for supplier in by_key.values()),
    )


def _rights() -> dict[str, frozenset[str]]:
    rights: dict[str, set[str]] = {}
    pairs = DispatchRight.objects.filter(sender__suspended=False, dispatcher__suspended=False)
    for dispatcher, sender in pairs.values_list("dispatcher__organisation", "sender__organisation"):
        rights.setdefault(dispatcher, set()).add(sender)
    return {dispatcher: frozenset(senders) for dispatcher, senders in rights.items()}
