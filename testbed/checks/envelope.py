"""Check a SOAP envelope as the services would, without delivering it: all that is wrong, not only the first.

The checks are the services' own functions, in their order. Where one would end the call, the others that can still
be made are made as well. Nothing is stored.
"""

from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from contracts import catalogue, schemas
from contracts.catalogue import Operation, Service
from infra.errors import InvalidInput
from infra.errors.explanation import Check
from infra.soap.endpoint import MUST_UNDERSTAND, VERSION_MISMATCH
from infra.soap.messages import envelope as soap
from infra.soap.messages.parser import MustUnderstand, VersionMismatch, parse_envelope
from infra.texts import Text
from testbed.checks.bare_delivery import check_bare_delivery
from testbed.checks.findings import Findings
from testbed.checks.operations import notifications, recipient_questions, sealed, signed

MAX_VIOLATIONS: Final = 100
"""Of the schema that are told: the rest follows from them most often."""

CheckContent = Callable[[etree._Element, Findings], None]
_CONTENT: Final[Mapping[tuple[str, str], CheckContent]] = {
    ("Service/v3", "deliverSecure"): sealed.check_request,
    ("Message/v3", "distributeSecure"): signed.check_request,
    ("Service/v3", "notify"): notifications.check_request,
    ("Notification/v3", "distribute"): notifications.check_request,
    ("Recipient/v3", "isReachable"): recipient_questions.check_request,
}
"""What stands beyond the schema, by service and operation."""


def check_envelope(data: bytes, charset: str | None = None) -> Findings:
    """All for which a service would refuse the envelope. The caller sees to its size: at most 2 MiB."""
    findings = Findings()
    body = _body_of(data, charset, findings)
    if body is None:
        check_bare_delivery(data, charset, findings, _check_schema)
        return findings
    called = _operation_of(body)
    if called is None:
        findings.add(_unknown(body))
        return findings
    service, operation = called
    findings.operation = f"{service.path} {operation.name}"
    _check_schema(service, body, findings)
    if check := _CONTENT.get((service.path, operation.name)):
        check(body, findings)
    return findings


def _check_schema(service: Service, body: etree._Element, findings: Findings) -> None:
    for violation in schemas.all_violations(service, body)[:MAX_VIOLATIONS]:
        where = f"<{violation.element}>, {violation.line}"
        text = violation.swedish, violation.english
        fix = Text(
            f"Rätta <{violation.element}> på rad {violation.line}; {service.path}?xsd ger schemat.",
            f"Correct <{violation.element}> in line {violation.line}; {service.path}?xsd gives the schema.",
        )
        findings.add(InvalidInput(*text, slug="schema-violated", where=where, fix=fix))


def _body_of(data: bytes, charset: str | None, findings: Findings) -> etree._Element | None:
    try:
        with findings.noted():
            return parse_envelope(data, charset).body
    except VersionMismatch:
        findings.add_soap_problem("soap-version", VERSION_MISMATCH, "Envelope")
    except MustUnderstand as unknown:
        text = MUST_UNDERSTAND.format(header=unknown.header)
        findings.add_soap_problem("soap-header-not-understood", text, f"Header/{unknown.header}")
    return None


def _operation_of(body: etree._Element) -> tuple[Service, Operation] | None:
    for service in catalogue.ALL_SERVICES.values():
        if operation := service.operations.get(str(body.tag)):
            return service, operation
    return None


def _unknown(body: etree._Element) -> InvalidInput:
    if body.tag == soap.FAULT:
        return InvalidInput(
            "Kuvertet är ett svar (Fault), inte ett anrop. Klistra in det som skickades.",
            "The envelope is an answer (Fault), not a request. Paste what was sent.",
            slug="envelope-is-an-answer",
            check=Check.TRANSPORT,
            where="Body",
        )
    name = str(body.tag)
    return InvalidInput(
        f"Ingen tjänst har operationen {name}. Namnrymden avgör version: jämför med ?wsdl.",
        f"No service has the operation {name}. The namespace decides the version: compare with ?wsdl.",
        slug="operation-of-no-service",
        check=Check.TRANSPORT,
        where="Body",
    )
