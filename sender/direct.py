"""Send a delivery to its operator (look up, sign, seal, deliver), or hand it to a relay that does.

Source: founding document 4.2; wire.md, "Reachability, as clients read it".
"""

from collections.abc import Sequence
from typing import Final

from django.conf import settings

from contracts import message_v3, notification_v3, recipient_v3, service_v3
from contracts import recipient as recipient_contract
from infra.errors import ApplicationError
from infra.errors.codes import ErrorCode
from infra.errors.explanation import Check
from infra.identity import RecipientId
from infra.pki.store import Identity
from infra.soap import call_failures, client
from infra.soap.messages import envelope, faults
from infra.texts import Text, join_texts
from infra.xmlsig import for_wire
from sender import compose

DISTRIBUTE = "{http://minameddelanden.gov.se/schema/Message/v3}distributeSecure"
SIGNED_DELIVERY = "{http://minameddelanden.gov.se/schema/Message/v3}signedDelivery"


class LetterNotSent(ApplicationError):
    """The delivery was not made."""

    code = ErrorCode.SENDING_FAILED
    slug = "letter-not-sent"
    check = Check.STATE


OTHER_PORTS: Final = Text(
    "Kör simulatorn på andra portar? Sätt samma MM_SOAP_PORT här.",
    "Does the simulator run on other ports? Set the same MM_SOAP_PORT here.",
)
NOT_DELIVERED: Final = Text(
    "{recipient}: {operator} svarade att brevet inte levererades (Delivered=false), TransId {id}",
    "{recipient}: {operator} answered that the letter was not delivered (Delivered=false), TransId {id}",
)


def deliver_messages(sender: Identity, recipient: RecipientId, texts: Sequence[compose.MessageText]) -> str:
    """Deliver the messages as a sender that is its own relay; say what the operator answered.

    Raises:
        LetterNotSent: the recipient cannot be reached; the register or the operator refused or did not answer; or
            the operator answered Delivered=false.
    """
    try:
        status = _reachability(sender, recipient)
        supplier = _supplier_of(status, recipient)
        content = compose.compose_delivery(sender.organisation, sender.title, recipient, texts)
        sealed = compose.seal_delivery(compose.sign_delivery(content, sender), sender)
        answer = client.send_message(
            supplier.service_adress,
            compose.wrap_sealed_delivery(sealed),
            service_v3.DeliverSecureResponse,
            identity=sender,
        )
    except (call_failures.CallFailed, faults.FaultReceived) as problem:
        raise _not_sent(problem) from problem
    result = answer.return_value
    if not any(status.delivered for status in result.status):
        raise LetterNotSent(*NOT_DELIVERED.format(recipient=recipient, operator=supplier.name, id=result.trans_id))
    return f"{recipient}: delivered to {supplier.name}, TransId {result.trans_id}"


def hand_over(sender: Identity, recipient: RecipientId, texts: Sequence[compose.MessageText]) -> str:
    """Hand the messages, signed, to the simulator's relay, which finds the way; give back the distribution id.

    Raises:
        LetterNotSent: the relay refused, or did not answer.
    """
    signed = compose.sign_delivery(
        compose.compose_delivery(sender.organisation, sender.title, recipient, texts), sender
    )
    request = envelope.wrap_element(for_wire(signed, wrapper=DISTRIBUTE, argument=SIGNED_DELIVERY))
    address = f"{settings.SOAP_BASE_URL}Message/v3"
    try:
        answer = client.send_message(address, request, message_v3.DistributeSecureResponse, identity=sender)
    except (call_failures.CallFailed, faults.FaultReceived) as problem:
        raise _not_sent(problem) from problem
    return answer.return_value


def send_notification(sender: Identity, recipient: RecipientId, text: compose.MessageText) -> str:
    """Hand a message of protection class 1 to the simulator's relay; give back the distribution id.

    Where there is no mailbox it may go by e-mail. It is not signed, and attachments are left out.

    Raises:
        LetterNotSent: the relay refused, or did not answer.
    """
    delivery = compose.compose_notification(sender.organisation, sender.title, [recipient.value], text)
    request = notification_v3.Distribute(notification_delivery=delivery)
    address = f"{settings.SOAP_BASE_URL}Notification/v3"
    try:
        answer = client.call_service(address, request, notification_v3.DistributeResponse, identity=sender)
    except (call_failures.CallFailed, faults.FaultReceived) as problem:
        raise _not_sent(problem) from problem
    return answer.return_value


def _not_sent(problem: call_failures.CallFailed | faults.FaultReceived) -> LetterNotSent:
    if isinstance(problem, faults.FaultReceived):
        return LetterNotSent.saying(f"{problem.fault.code}: " + problem.fault.text)
    if isinstance(problem, call_failures.NobodyListens) and problem.address.startswith(settings.SOAP_BASE_URL):
        return LetterNotSent.saying(join_texts(". ", [problem.text, OTHER_PORTS]))
    return LetterNotSent.saying(problem.text)


def _reachability(sender: Identity, recipient: RecipientId) -> recipient_contract.ReachabilityStatus:
    request = recipient_v3.IsReachable(sender_org_nr=sender.organisation.value, recipient_id=[recipient.value])
    address = f"{settings.REGISTER_URL}Recipient/v3"
    answer = client.call_service(address, request, recipient_v3.IsReachableResponse, identity=sender)
    return answer.return_value[0]


def _supplier_of(
    status: recipient_contract.ReachabilityStatus, recipient: RecipientId
) -> recipient_contract.ServiceSupplier:
    """Read the answer as real senders do: accepted, complete, and with an address to deliver to."""
    account = status.account_status
    if account.pending:
        raise LetterNotSent(
            f"{recipient}: registreringen är inte klar", f"{recipient}: the registration is not complete"
        )
    if account.type_value is recipient_contract.AccountTypes.NOT or account.service_supplier is None:
        raise LetterNotSent(f"{recipient} har ingen brevlåda", f"{recipient} has no mailbox")
    if not status.sender_accepted:
        raise LetterNotSent(
            f"{recipient} tar inte emot post från den här avsändaren",
            f"{recipient} does not accept mail from this sender",
        )
    return account.service_supplier
