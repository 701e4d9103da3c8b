"""Questions of a role to the register (FaR), over SOAP like all roles.

Source: contracts Recipient v3 isReachable, Authority getSenders and getDispatchers; wire.md,
"Reachability, as clients read it".
"""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings

from contracts import authority_service, recipient_v3
from contracts import recipient as recipient_contract
from infra.errors import InternalError, MinaMeddelandenError
from infra.errors.codes import ErrorCode
from infra.errors.explanation import Check
from infra.pki.store import Identity
from infra.soap import call_failures, client
from infra.soap.messages import faults
from infra.soap.messages.faults import Fault
from infra.texts import Text
from infra.versions import register_version

Response = TypeVar("Response")


@dataclass(frozen=True)
class RegisteredActors:
    """Registered senders, and the relays with the senders that each may send for."""

    senders: Mapping[str, str]
    """Organisation number -> name."""
    dispatchers: Mapping[str, frozenset[str]]
    """Organisation number -> senders that have approved it."""

    def may_send(self, dispatcher: str, sender: str) -> bool:
        return sender in self.dispatchers.get(dispatcher, frozenset())


@dataclass(frozen=True)
class Reachability:
    """The register's answer about one recipient for one sender."""

    recipient: str
    supplier: str | None
    """The operator's internet domain; none: no mailbox."""
    address: str
    """The address where the operator takes deliveries."""
    pending: bool
    sender_accepted: bool
    never_chosen: bool = False
    """The holder has never accepted or refused the sender: a sender that is not accepted is so by other rules."""


class RegisterRefused(MinaMeddelandenError):
    """The register refuses the question, for instance because the sender is no longer registered."""

    slug = "register-refused"
    check = Check.REGISTER

    def __init__(self, fault: Fault) -> None:
        super().__init__(*fault.text, slug=fault.reason or self.slug)
        self.fault_code = fault.code
        """The code of the fault: another register may use codes that ErrorCode does not name."""


def reachability_of(asker: Identity, sender: str, recipients: Sequence[str]) -> list[Reachability]:
    """Ask where the sender's mail to the recipients should go; answered in their order, at most 1,000.

    Raises:
        RegisterRefused: an application fault (from 5000, or 3: the asker's certificate).
        InternalError: no answer, or a system fault of the register. It may be asked again.
    """
    request = recipient_v3.IsReachable(sender_org_nr=sender, recipient_id=list(recipients))
    answer = ask_register(asker, "Recipient/v3", request, recipient_v3.IsReachableResponse)
    return [_read_status(status) for status in answer.return_value]


def chosen_operator(asker: Identity, holder: str) -> str | None:
    """The internet domain of the operator that the holder has chosen, or None without a mailbox.

    Raises:
        RegisterRefused: an application fault (from 5000, or 3: the asker's certificate).
        InternalError: no answer, or a system fault of the register. It may be asked again.
    """
    request = recipient_v3.IsRegistered(recipient_id=[holder])
    answer = ask_register(asker, "Recipient/v3", request, recipient_v3.IsRegisteredResponse)
    supplier = answer.return_value[0].service_supplier
    return supplier.name if supplier else None


def is_actor(asker: Identity) -> bool:
    """Whether the register has the asker as a sender, a relay or a mailbox operator, and not suspended.

    Raises:
        RegisterRefused: the question is refused for another reason (3: the certificate is not trusted).
        InternalError: no answer, or a system fault of the register.
    """
    try:
        ask_register(asker, "Authority", authority_service.GetSenders(), authority_service.GetSendersResponse)
    except RegisterRefused as refusal:
        if refusal.fault_code == ErrorCode.ACCESS_DENIED:
            return False
        raise
    return True


def _read_status(status: recipient_contract.ReachabilityStatus) -> Reachability:
    account = status.account_status
    supplier = account.service_supplier
    return Reachability(
        recipient=account.recipient_id,
        supplier=supplier.name if supplier else None,
        address=(supplier.service_adress or "") if supplier else "",
        pending=account.pending,
        sender_accepted=status.sender_accepted,
        never_chosen=status.last_sender_accept_change is None,
    )


class ActorList:
    """The register's actors, asked for again when they have changed or are older than
    settings.REGISTER_CACHE_SECONDS."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._actors: RegisteredActors | None = None
        self._version = register_version.NONE
        self._asked_at = 0.0

    def get(self, asker: Identity) -> RegisteredActors:
        """The actors.

        Raises:
            InternalError: the register did not answer, or refuses to say.
        """
        with self._lock:
            version, age = register_version.current(), time.monotonic() - self._asked_at
            is_fresh = version == self._version and age < settings.REGISTER_CACHE_SECONDS
            if self._actors is None or not is_fresh:
                self._actors = _actors_or_trouble(asker)
                self._version, self._asked_at = version, time.monotonic()
            return self._actors


def _actors_or_trouble(asker: Identity) -> RegisteredActors:
    try:
        return _ask_for_actors(asker)
    except RegisterRefused as refusal:
        raise InternalError(
            f"Registret (FaR) nekar frågan om aktörer: {refusal.text.swedish}",
            f"The register (FaR) refuses the question about actors: {refusal.text.english}",
            slug="register-refused-actors-question",
        ) from refusal


def _ask_for_actors(asker: Identity) -> RegisteredActors:
    senders = ask_register(
        asker, "Authority", authority_service.GetSenders(), authority_service.GetSendersResponse
    )
    dispatchers = ask_register(
        asker, "Authority", authority_service.GetDispatchers(), authority_service.GetDispatchersResponse
    )
    return RegisteredActors(
        senders={sender.id: sender.name for sender in senders.return_value},
        dispatchers={item.id: frozenset(item.senders) for item in dispatchers.return_value},
    )


def ask_register(asker: Identity, service: str, request: object, response: type[Response]) -> Response:
    """Call an operation of the register's with the asker's certificate. `service` is its path, as "Recipient/v3".

    Raises:
        RegisterRefused: an application fault (from 5000, or 3: the asker's certificate).
        InternalError: no answer, or a system fault of the register. It may be asked again.
    """
    try:
        return client.call_service(settings.REGISTER_URL + service, request, response, identity=asker)
    except faults.FaultReceived as refusal:
        if refusal.fault.is_permanent:
            raise RegisterRefused(refusal.fault) from refusal
        raise _no_answer(refusal.fault.text) from refusal
    except call_failures.CallFailed as problem:
        raise _no_answer(problem.text) from problem


def _no_answer(reason: Text) -> InternalError:
    return InternalError(
        f"Registret (FaR) svarade inte: {reason.swedish}. Försök igen senare.",
        f"The register (FaR) did not answer: {reason.english}. Try again later.",
        slug="register-did-not-answer",
    )
