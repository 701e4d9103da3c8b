"""Check a SignedDelivery or SealedDelivery that stands in no envelope, as what signs a letter leaves it."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from contracts import catalogue
from contracts.catalogue import Operation, Service
from infra.errors import InvalidInput
from infra.soap.messages.parser import parse_document
from infra.texts import Text
from infra.xmlsig import SignedName
from infra.xmlsig.names import MESSAGE_V3, SERVICE_V3
from infra.xmlsig.normalise import rename_root
from testbed.checks.findings import Findings
from testbed.checks.operations import sealed, signed

CHECKED_ALONE: Final = Text(
    "Här står <{name}> utan kuvert. Resten kontrollerades som om det skickats med {operation} i {service}: där "
    "heter elementet <{argument}>.",
    "This is <{name}> without an envelope. The rest was checked as if it were sent by {operation} of {service}: "
    "there the element is named <{argument}>.",
)


@dataclass(frozen=True)
class BareDelivery:
    """A delivery's way into an envelope, and the check of its content."""

    service: str
    request: str
    """The qualified name of the operation's element, in which the delivery stands."""
    argument: str
    check: Callable[[etree._Element, Findings], None]


_BARE: Final[Mapping[str, BareDelivery]] = {
    SignedName.SIGNED_DELIVERY_V3.value: BareDelivery(
        "Message/v3", f"{{{MESSAGE_V3}}}distributeSecure", f"{{{MESSAGE_V3}}}signedDelivery", signed.check_delivery
    ),
    SignedName.SEALED_DELIVERY_V3.value: BareDelivery(
        "Service/v3", f"{{{SERVICE_V3}}}deliverSecure", f"{{{SERVICE_V3}}}deliverSecure", sealed.check_delivery
    ),
}
CheckSchema = Callable[[Service, etree._Element, Findings], None]


def check_bare_delivery(data: bytes, charset: str | None, findings: Findings, check_schema: CheckSchema) -> None:
    """Note all that is wrong in the delivery; nothing where it is none, or no XML."""
    try:
        root = parse_document(data, charset)
    except InvalidInput:
        return
    if bare := _BARE.get(str(root.tag)):
        service, operation = _called_by(bare)
        findings.operation = f"{service.path} {operation.name}"
        findings.warn([_remark(bare, root, findings.operation)])
        check_schema(service, _as_request(root, bare), findings)
        bare.check(root, findings)


def _called_by(bare: BareDelivery) -> tuple[Service, Operation]:
    service = catalogue.ALL_SERVICES[bare.service]
    return service, service.operations[bare.request]


def _as_request(root: etree._Element, bare: BareDelivery) -> etree._Element:
    request = etree.Element(bare.request)
    request.append(rename_root(deepcopy(root), bare.argument))
    return request


def _remark(bare: BareDelivery, root: etree._Element, called: str) -> Text:
    return CHECKED_ALONE.format(
        name=etree.QName(root).localname,
        operation=called.partition(" ")[2],
        service=bare.service,
        argument=etree.QName(bare.argument).localname,
    )
