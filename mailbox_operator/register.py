"""The questions that an operator asks the register (FaR), over SOAP like all roles.

A register that does not answer is the operator's own trouble (InternalError, 4999): the caller of the operator
may try again.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from contracts import recipient_v3
from infra import far_client
from infra.errors import InternalError
from infra.far_client import Reachability, RegisteredActors, RegisterRefused
from infra.pki import store
from infra.pki.store import Identity

ORGANISATION_CALLER = "minmyndighetspost.se"
"""The operator that asks, with its certificate, when the question does not concern one operator."""

Response = TypeVar("Response")

_actors = far_client.ActorList()


def list_actors(operator: str) -> RegisteredActors:
    """Registered senders and relays, as `operator` is told."""
    with _refusals_explained():
        return _actors.get(store.load_identity(operator))


def reachability_of(operator: str, sender: str, recipients: Sequence[str]) -> list[Reachability]:
    """The reachability of the recipients for the sender, in their order; at most 1,000."""
    with _refusals_explained():
        return far_client.reachability_of(store.load_identity(operator), sender, recipients)


def chosen_operator(holder: str) -> str | None:
    """The internet domain of the operator that the holder has chosen, or None without a mailbox."""
    with _refusals_explained():
        return far_client.chosen_operator(_asker(ORGANISATION_CALLER), holder)


def organisation_chosen_by(operator: str, holder: str) -> str:
    """The organisation number of the mailbox operator that the holder has chosen, as `operator` is told."""
    question = recipient_v3.IsRegistered(recipient_id=[holder])
    with _refusals_explained():
        answer = ask_register(operator, "Recipient/v3", question, recipient_v3.IsRegisteredResponse)
    supplier = answer.return_value[0].service_supplier if answer.return_value else None
    return supplier.id if supplier else ""


def ask_register(operator: str, service: str, request: object, response: type[Response]) -> Response:
    """Call an operation of the register's for a person, as the operator. `service` is its path, as "Consent".

    Raises:
        RegisterRefused: an application fault (from 5000), for the person to hear of.
        InternalError: no answer, or the operator has no certificate here to ask with.
    """
    return far_client.ask_register(_asker(operator), service, request, response)


def _asker(operator: str) -> Identity:
    """Raises InternalError where the operator has no certificate here."""
    try:
        return store.load_identity(operator)
    except LookupError as missing:
        raise InternalError(
            f"{operator} har inget certifikat här att fråga registret (FaR) med.",
            f"{operator} has no certificate here with which to ask the register (FaR).",
            slug="register-did-not-answer",
        ) from missing


@contextmanager
def _refusals_explained() -> Iterator[None]:
    try:
        yield
    except RegisterRefused as refusal:
        raise InternalError(
            f"Registret (FaR) avvisade frågan: {refusal}. Inget har sparats; försök igen.",
            f"The register (FaR) refused the question: {refusal}. Nothing was stored; try again.",
            slug="register-refused-operator-question",
        ) from refusal
