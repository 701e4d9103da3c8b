"""Send a delivery where the register says: look up, sign, seal, deliver.

Source: founding document 4.2; wire.md, "Reachability, as clients read it".
"""

from collections.abc import Sequence

from django.conf import settings

from contracts import recipient as recipient_contract
from contracts import recipient_v3, service_v3
from formedlare import compose
from infra.identity import RecipientId
from infra.pki.store import Identity
from infra.soap import client


class NotSent(Exception):
    """The delivery was not made, and why."""


def deliver(sender: Identity, recipient: RecipientId, texts: Sequence[compose.Text]) -> str:
    """Deliver the messages as a sender that is its own relay; say what the operator answered.

    Raises:
        NotSent: the recipient cannot be reached, or somebody on the way refused or did not answer.
    """
    try:
        status = _reachability(sender, recipient)
        supplier = _supplier(status, recipient)
        content = compose.delivery(sender.organisation, sender.title, recipient, texts)
        sealed = compose.sealed(compose.signed(content, sender), sender)
        answer = client.send(
            supplier.service_adress,
            compose.request(sealed),
            service_v3.DeliverSecureResponse,
            identity=sender,
        )
    except (client.CallFailed, client.FaultReceived) as problem:
        raise NotSent(str(problem)) from problem
    delivered = answer.return_value.status[0].delivered
    what = "delivered to" if delivered else "not delivered by"
    return f"{recipient}: {what} {supplier.name}, TransId {answer.return_value.trans_id}"


def _reachability(sender: Identity, recipient: RecipientId) -> recipient_contract.ReachabilityStatus:
    request = recipient_v3.IsReachable(sender_org_nr=sender.organisation.value, recipient_id=[recipient.value])
    address = f"{settings.REGISTER_URL}Recipient/v3"
    answer = client.call(address, request, recipient_v3.IsReachableResponse, identity=sender)
    return answer.return_value[0]


def _supplier(
    status: recipient_contract.ReachabilityStatus, recipient: RecipientId
) -> recipient_contract.ServiceSupplier:
    """Read the answer as real senders do: accepted, complete, and with an address to deliver to."""
    account = status.account_status
    if account.type_value is recipient_contract.AccountTypes.NOT or account.service_supplier is None:
        raise NotSent(f"{recipient} has no mailbox")
    if account.pending:
        raise NotSent(f"{recipient}: the registration is not complete")
    if not status.sender_accepted:
        raise NotSent(f"{recipient} does not accept mail from this sender")
    return account.service_supplier
