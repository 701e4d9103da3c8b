"""Disruptions of SOAP calls: which rule a call meets, and what it answers then."""

import re
import uuid
from collections.abc import Mapping
from typing import Final

from lxml import etree

from contracts import catalogue, notification_v3, service, service_v3
from infra.errors import InternalError
from infra.errors.codes import ErrorCode
from infra.errors.explanation import AtFault, Check, Details
from infra.hooks import disruptions, runs
from infra.hooks.disruptions import Break, Disruption, DisruptionPlace, Occasion, ProvokedFault
from infra.soap.http_binding.computation_lock import let_others_compute
from infra.soap.messages.unnamed_values import SENDER_FIRST, UNNAMED

_PLACES: Final[Mapping[str, DisruptionPlace]] = {
    "Recipient": DisruptionPlace.FAR,
    "Authority": DisruptionPlace.FAR,
    "Consent": DisruptionPlace.FAR,
    "Message": DisruptionPlace.RELAY,
    "Notification": DisruptionPlace.RELAY,
    "Service": DisruptionPlace.OPERATOR,
    "PopulationRegister": DisruptionPlace.POPULATION_REGISTER,
    "CompanyRegister": DisruptionPlace.COMPANY_REGISTER,
}
"""By the name of the service, without its version."""
_SENDERS: Final = ("{*}senderOrgNr", "{*}senderId")
_NUMBER: Final = re.compile(r"[0-9]{12}")
_RECIPIENTS: Final = ("{*}Recipient", "{*}recipientId", "{*}RecipientId", "{*}PersonId", "{*}personId")


def disruption_of(
    path: str, operation: catalogue.Operation, body: etree._Element, names: frozenset[str], certificate: str
) -> Disruption | None:
    """Find the disruption of a call of the service at `path`, and wait for as long as it delays.

    Call it only where `disruptions.may_happen`. `certificate`: the caller's, its serial number.
    """
    sender, recipients = _sender_in(body), _recipients_in(body)
    occasion = Occasion(
        place=place_at(path),
        names=names,
        operation=operation.name,
        sender=sender,
        recipients=recipients,
        label=runs.label_of(sender=sender, recipients=recipients, certificate=certificate) or "",
    )
    with let_others_compute():
        return disruptions.find_disruption(occasion)


def operation_at(request_name: str) -> tuple[str, catalogue.Operation]:
    """The path of the service and its operation, by the qualified name of the request's element."""
    return next(
        (path, found.operations[request_name])
        for path, found in catalogue.ALL_SERVICES.items()
        if request_name in found.operations
    )


def require_no_fault(found: Disruption, path: str) -> None:
    """Return where the call of the service at `path` need not be refused.

    Raises:
        ProvokedFault: it must.
    """
    if found.code is None:
        return
    fault = ProvokedFault(
        f"En testare har bett om felet (regel {found.rule}, under Styrning i konsolen).",
        f"A tester has asked for this fault (rule {found.rule}, under Steering in the console).",
        **_whose(path),
    )
    fault.code = ErrorCode(found.code)
    raise fault


def broken_off(how: Break) -> InternalError:
    """What the journal says of an answer that did not come whole; the caller is told nothing."""
    return InternalError(
        f"En testare har bett om att svaret bryts ({how.value}), under Styrning i konsolen.",
        f"A tester has asked for the answer to break ({how.value}), under Steering in the console.",
        slug="answer-broken-by-a-rule",
        check=Check.SYSTEM,
    )


def _whose(path: str) -> Details:
    """The side that must act: the operator, at a fault of an operator; else it follows from the code."""
    return {"at_fault": AtFault.OPERATOR} if place_at(path) is DisruptionPlace.OPERATOR else {}


def place_at(path: str) -> DisruptionPlace:
    """The owner of the service at this path."""
    return _PLACES[path.partition("/")[0]]


def not_delivered(operation: str, body: etree._Element) -> object | None:
    """The operator's response that it has delivered to nobody; None: the operation delivers nothing."""
    make = _NOT_DELIVERED.get(operation)
    return make(_recipients_in(body)) if make else None


def _secure(recipients: list[str]) -> object:
    status = [service.DeliveryStatus(recipient_id=recipient, delivered=False) for recipient in recipients]
    result = service.DeliveryResult(trans_id=str(uuid.uuid4()), status=status)
    return service_v3.DeliverSecureResponse(return_value=result)


def _notified(recipients: list[str]) -> object:
    none = notification_v3.DeliveryStatus(delivered_flag=False)
    status = [
        notification_v3.NotificationStatus(recipient_id=recipient, delivery_status=none)
        for recipient in recipients
    ]
    return service_v3.NotifyResponse(
        return_value=notification_v3.NotifyResult(trans_id=str(uuid.uuid4()), status=status)
    )


_NOT_DELIVERED: Final = {"deliverSecure": _secure, "notify": _notified}


def _sender_in(body: etree._Element) -> str:
    found = next(body.iter(*_SENDERS), None)
    if found is None:
        found = next((part for part in body.iter("{*}Id") if _is_of_sender(part)), None)
    if found is None and _has_sender_first(body):
        found = body.find(UNNAMED[0])
    return (found.text or "").strip() if found is not None else ""


def _has_sender_first(body: etree._Element) -> bool:
    return etree.QName(body).localname in SENDER_FIRST


def _is_of_sender(identifier: etree._Element) -> bool:
    parent = identifier.getparent()
    return parent is not None and etree.QName(parent).localname in {"Sender", "sender"}


def _recipients_in(body: etree._Element) -> list[str]:
    named = [(part.text or "").strip() for part in body.iter(*_RECIPIENTS)]
    unnamed = body.iterchildren(*(UNNAMED[1:] if _has_sender_first(body) else UNNAMED))
    return named + [number for part in unnamed if _NUMBER.fullmatch(number := (part.text or "").strip())]
