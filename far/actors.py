"""Who takes part in the infrastructure, and who may act for whom."""

from django.db.models import Q

from far.models import Dispatcher, DispatchRight, Sender, ServiceSupplier
from infra.errors import AccessDenied, DispatcherNotApproved, SenderNotRegistered
from infra.identity import OrganisationNumber


def senders() -> list[Sender]:
    """Every registered sender that is not suspended, by name."""
    return list(Sender.objects.filter(suspended=False).order_by("name", "organisation"))


def dispatchers() -> list[tuple[Dispatcher, list[str]]]:
    """Every relay that is not suspended, with the organisation numbers it may send for."""
    rights: dict[int, list[str]] = {}
    pairs = DispatchRight.objects.filter(sender__suspended=False).order_by("sender__organisation")
    for dispatcher_id, sender in pairs.values_list("dispatcher_id", "sender__organisation"):
        rights.setdefault(dispatcher_id, []).append(sender)
    found = Dispatcher.objects.filter(suspended=False).order_by("name", "organisation")
    return [(dispatcher, rights.get(dispatcher.pk, [])) for dispatcher in found]


def is_sender(number: str) -> bool:
    """Is the organisation registered as a sender, and not suspended?"""
    return Sender.objects.filter(organisation=number, suspended=False).exists()


def registered_sender(number: str) -> Sender:
    """The sender with this number.

    Raises:
        SenderNotRegistered: nobody has it, or the sender is suspended (5014).
    """
    sender = Sender.objects.filter(organisation=number, suspended=False).first()
    if sender is None:
        raise SenderNotRegistered(
            f"{number} är inte registrerad som avsändare i FaR. Registrerade avsändare ges av getSenders.",
            f"{number} is not registered as a sender in FaR. getSenders lists the registered senders.",
        )
    return sender


def require_actor(caller: OrganisationNumber) -> None:
    """Only those who take part may ask the register.

    Raises:
        AccessDenied: the organisation is no sender, relay or mailbox operator, or is suspended (5002).
    """
    number = caller.value
    active = Q(organisation=number, suspended=False)
    if not any(model.objects.filter(active).exists() for model in (Sender, Dispatcher, ServiceSupplier)):
        raise AccessDenied(
            f"{number} är inte aktör i infrastrukturen: varken avsändare, förmedlare eller brevlådeoperatör "
            "i FaR. Anropa med certifikatet för en organisation som är det, till exempel kommun-a.",
            f"{number} is no actor of the infrastructure: neither sender, relay nor mailbox operator in FaR. "
            "Call with the certificate of an organisation that is, for instance kommun-a.",
        )


def require_right_to_ask(caller: OrganisationNumber, sender: Sender) -> None:
    """About a sender's mail may ask the sender itself, its approved relays and the mailbox operators.

    Raises:
        DispatcherNotApproved: the caller is none of them (6005).
    """
    number = caller.value
    if number == sender.organisation:
        return
    if ServiceSupplier.objects.filter(organisation=number, suspended=False).exists():
        return
    rights = DispatchRight.objects.filter(
        sender=sender, dispatcher__organisation=number, dispatcher__suspended=False
    )
    if not rights.exists():
        raise not_approved(number, sender.organisation)


def not_approved(dispatcher: str, sender: str) -> DispatcherNotApproved:
    return DispatcherNotApproved(
        f"{dispatcher} är inte godkänd förmedlare för avsändaren {sender}. Godkända förmedlare ges av "
        "getDispatchers.",
        f"{dispatcher} is not an approved relay of the sender {sender}. getDispatchers lists the approved relays.",
    )
