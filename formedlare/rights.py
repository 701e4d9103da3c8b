"""The right to hand over a sender's deliveries: the sender is registered, and has approved the relays.

Source: wire.md, "Error codes that the reference implementation knows" (5014, 6005).
"""

from formedlare import register
from infra.errors import DispatcherNotApproved, SenderNotRegistered
from infra.pki.peer import Caller
from infra.texts import Text


def require_rights(sender: str, caller: Caller) -> str:
    """Return the sender's registered name if the caller may hand over its deliveries, and the relay may send them.

    Raises:
        SenderNotRegistered: 5014. DispatcherNotApproved: 6005. InternalError: the register did not answer.
    """
    actors = register.list_actors()
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
    relay = register.relay_identity().organisation.value
    if not actors.may_send(relay, sender):
        raise _not_approved(relay, sender)
    handed_over_by = caller.organisation.value
    if handed_over_by != sender and not actors.may_send(handed_over_by, sender):
        raise _not_approved(handed_over_by, sender)
    return actors.senders[sender] or sender


def _not_approved(relay: str, sender: str) -> DispatcherNotApproved:
    return DispatcherNotApproved(
        f"{relay} är inte godkänd förmedlare för avsändaren {sender}. getDispatchers ger dem som är det; "
        "avsändaren själv får alltid lämna sina försändelser.",
        f"{relay} is not an approved relay of the sender {sender}. getDispatchers gives those that are; "
        "the sender itself may always hand over its deliveries.",
        slug="relay-not-approved",
        where="Header/Sender/Id",
        expected=Text(f"en förmedlare som {sender} har godkänt", f"a relay that {sender} has approved"),
        received=relay,
        fix=Text(
            "Låt avsändaren godkänna förmedlaren i FaR (konsolen: Aktörer), eller skicka genom en som "
            "getDispatchers ger.",
            "Let the sender approve the relay in FaR (console: Actors), or send through one that "
            "getDispatchers gives.",
        ),
    )
