"""The right to deliver: a relay that the register knows delivers for a sender that has approved it.

Source: founding document 1.3; contract Authority, getSenders and getDispatchers.
"""

from infra.errors import AccessDenied, DispatcherNotApproved, SenderNotRegistered
from infra.far_client import RegisteredActors
from infra.pki.peer import Caller
from infra.texts import Text
from mailbox_operator import register
from mailbox_operator.models import Operator


def require_right(operator: Operator, caller: Caller, sender: str) -> str:
    """Return the sender's name in the register if the caller may deliver for it.

    The name in the delivery is only the sender's own claim, so a mailbox must not show it as true.

    Raises:
        AccessDenied: the caller is no relay (5002). SenderNotRegistered: 5014.
        DispatcherNotApproved: the sender has not approved the relay (6005).
        InternalError: the register did not answer (4999).
    """
    actors, relay = register.list_actors(operator.name), caller.organisation.value
    require_relay(actors, relay)
    require_sender(actors, sender)
    require_approval(actors, relay, sender)
    return actors.senders[sender] or sender


def require_relay(actors: RegisteredActors, relay: str) -> None:
    """Raises AccessDenied where the organisation is no relay (5002)."""
    if relay not in actors.dispatchers:
        raise AccessDenied(
            f"{relay} är ingen förmedlare i FaR och får inte leverera. Anropa med certifikatet för en "
            "förmedlare som getDispatchers ger.",
            f"{relay} is no relay in FaR and may not deliver. Call with the certificate of a relay that "
            "getDispatchers gives.",
            slug="caller-is-no-relay",
            where="certificate/serialNumber",
            expected=Text("en förmedlare i FaR", "a relay in FaR"),
            received=relay,
            fix=Text(
                "Anropa med certifikatet för en förmedlare, lämna brevet till en sådan med distributeSecure, "
                "eller koppla in organisationen som förmedlare under Aktörer.",
                "Call with the certificate of a relay, hand the letter to one by distributeSecure, or connect "
                "the organisation as a relay under Actors.",
            ),
        )


def require_sender(actors: RegisteredActors, sender: str) -> None:
    """Raises SenderNotRegistered (5014)."""
    if sender not in actors.senders:
        raise SenderNotRegistered(
            f"Avsändaren {sender} (Header/Sender/Id) är inte registrerad i FaR. getSenders ger dem som är det.",
            f"The sender {sender} (Header/Sender/Id) is not registered in FaR. getSenders gives those that are.",
            slug="sender-not-registered",
            where="Header/Sender/Id",
            expected=Text("en avsändare som getSenders ger", "a sender that getSenders gives"),
            received=sender,
            fix=Text(
                "Koppla in avsändaren under Aktörer, med PUT /api/v1/actors, eller använd en som finns.",
                "Connect the sender under Actors, with PUT /api/v1/actors, or use one that exists.",
            ),
        )


def require_approval(actors: RegisteredActors, relay: str, sender: str) -> None:
    """Raises DispatcherNotApproved (6005)."""
    if not actors.may_send(relay, sender):
        raise DispatcherNotApproved(
            f"{relay} är inte godkänd förmedlare för avsändaren {sender}. getDispatchers ger dem som är det.",
            f"{relay} is not an approved relay of the sender {sender}. getDispatchers gives those that are.",
            slug="relay-not-approved",
            where="SealedDelivery/Signature",
            expected=Text(f"en förmedlare som {sender} har godkänt", f"a relay that {sender} has approved"),
            received=relay,
            fix=Text(
                "Låt avsändaren godkänna förmedlaren i FaR (konsolen: Aktörer), eller skicka genom en som "
                "getDispatchers ger.",
                "Let the sender approve the relay in FaR (console: Actors), or send through one that "
                "getDispatchers gives.",
            ),
        )
