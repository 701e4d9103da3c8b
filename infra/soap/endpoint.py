"""One class for every SOAP service: dispatch, schema, typed handlers, faults."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar, get_type_hints

from django.conf import settings
from lxml import etree

from contracts import catalogue, codec, schemas
from infra.authorship import acting_as
from infra.errors import MinaMeddelandenError
from infra.errors.explanation import AtFault, Check, Explanation
from infra.hooks import disruptions, exchanges, runs
from infra.hooks.disruptions import Break, Disruption
from infra.pki.peer import Caller
from infra.soap.call_errors import error_of, schema_error, unknown_operation_error
from infra.soap.disrupted import broken_off, disruption_of, not_delivered, require_no_fault
from infra.soap.messages import envelope, faults
from infra.soap.messages.fault_codes import code_on_wire
from infra.soap.messages.parser import SOAP_11, MustUnderstand, VersionMismatch, parse_envelope
from infra.soap.messages.reading import read_message
from infra.soap.reports import calls
from infra.soap.reports.exchange_reports import XML, report_incoming
from infra.soap.reports.refusal_log import log_refusal
from infra.texts import Text

VERSION_MISMATCH: Final = Text(
    f"Tjänsten talar SOAP 1.1. Kuvertet ska ha namnrymden {SOAP_11}.",
    f"The service speaks SOAP 1.1. The envelope must have the namespace {SOAP_11}.",
)
MUST_UNDERSTAND: Final = Text(
    "Ingen här förstår {header}; infrastrukturen använder inga SOAP-headrar.",
    "Nobody here understands {header}; the infrastructure uses no SOAP headers.",
)

Handler = Callable[[Any, Caller], Any]
TypedHandler = TypeVar("TypedHandler", bound=Handler)


@dataclass(frozen=True)
class HttpAnswer:
    """The HTTP answer: 200 with the response, 500 with a Fault."""

    status: int
    body: bytes
    operation: str = ""
    caller: Caller | None = None
    fault: faults.Fault | None = None
    """Why it was refused, if it was. What of these three is missing was not known yet."""
    breaks: Break | None = None
    """A tester wants the connection to break instead of the answer, or in it."""


class Endpoint:
    """A service of the contracts, with the handlers that this installation has for its operations.

    Dispatch is on the qualified name of the body's element, never on SOAPAction, which clients send
    empty, quoted or not at all.
    """

    def __init__(self, path: str, *, operator: str = "") -> None:
        """`operator`: the internet domain of the mailbox operator that has the service."""
        self.service = catalogue.ALL_SERVICES[path]
        self.operator = operator
        self._handlers: dict[str, tuple[Handler, bool]] = {}

    def operation(self, handler: TypedHandler) -> TypedHandler:
        """Register `(request, caller) -> response`; the request's type says which operation it serves."""
        first_hint = next(iter(get_type_hints(handler).values()))
        operation = self.service.operation_of(first_hint)
        self._handlers[operation.request_name] = (handler, True)
        return handler

    def signed_operation(self, name: str) -> Callable[[TypedHandler], TypedHandler]:
        """Register a handler that gets the element as it came, because it must verify before it reads."""

        def register(handler: TypedHandler) -> TypedHandler:
            self._handlers[self.service.operation_named(name).request_name] = (handler, False)
            return handler

        return register

    def handler_of(self, name: str) -> Handler:
        """The handler of the operation with this name, for an endpoint that does something before it."""
        return self._handlers[self.service.operation_named(name).request_name][0]

    def handle(
        self,
        data: bytes,
        identify: Callable[[], Caller],
        charset: str | None = None,
        *,
        address: str = "",
        content_type: str = XML,
        claimed: Callable[[], Caller | None] = lambda: None,
    ) -> HttpAnswer:
        """Answer one call, and tell of it. `identify` returns the caller, or raises when it cannot be accepted.

        `content_type`: as the caller wrote it, for the report.
        `claimed`: the organisation in the certificate, accepted or not. It is reported where the call was refused
        before its caller was known.
        """
        begun = time.monotonic()
        answer = self._answer(data, identify, charset)
        self._report(address, begun, data, answer, claimed, content_type)
        return answer

    def _report(
        self,
        address: str,
        begun: float,
        data: bytes,
        answer: HttpAnswer,
        claimed: Callable[[], Caller | None] = lambda: None,
        content_type: str = XML,
    ) -> None:
        if exchanges.has_listeners():
            report_incoming(
                address,
                self.service.path,
                begun,
                status=answer.status,
                request=data,
                response=answer.body,
                operation=answer.operation,
                caller=answer.caller or claimed(),
                fault=broken_off(answer.breaks) if answer.breaks else answer.fault,
                content_type=content_type,
            )

    def _answer(self, data: bytes, identify: Callable[[], Caller], charset: str | None) -> HttpAnswer:
        operation: catalogue.Operation | None = None
        caller: Caller | None = None
        body: etree._Element | None = None
        try:
            body = parse_envelope(data, charset).body
            operation = self._operation_of(body)
            caller = identify()
            runs.adopt_label(certificate=caller.serial)
            disruption = self._disruption_of(operation, body, caller)
            if disruption is not None and (answer := self._disrupted(disruption, operation, body, caller)):
                return answer
            answer = HttpAnswer(200, self._response(operation, body, caller), operation.name, caller)
            return replace(answer, breaks=disruption.breaks) if disruption else answer
        except VersionMismatch:
            return self._refuse_envelope(
                "VersionMismatch",
                "soap-version",
                VERSION_MISMATCH,
            )
        except MustUnderstand as unknown:
            return self._refuse_envelope(
                "MustUnderstand",
                "soap-header-not-understood",
                MUST_UNDERSTAND.format(header=unknown.header),
            )
        except Exception as problem:
            return self._refusal(problem, operation, caller, body)

    def call(self, request: object, caller: Caller, *, address: str = "") -> object:
        """Answer a typed message of this process: what `handle` answers to its bytes, without the bytes.

        Returns the handler's response, which belongs to the caller from then on; an HttpAnswer where the call is
        refused. The schema judges the message, and where the settings say so the response.
        """
        begun, element = time.monotonic(), codec.to_element(request)
        operation = self.service.operations.get(str(element.tag))
        handler, typed = self._handlers.get(str(element.tag), (None, False))
        if operation is None or handler is None or not typed or not schemas.is_valid(self.service, element):
            # Words on what is wrong name the line where it stands.
            return self.handle(envelope.wrap_element(element), lambda: caller, address=address)
        try:
            disruption = self._disruption_of(operation, element, caller)
            if disruption is not None and (answer := self._disrupted(disruption, operation, element, caller)):
                self._report(address, begun, envelope.wrap_element(element), answer)
                return answer
            with acting_as(caller.organisation.value):
                response = handler(request, caller)
            if settings.VALIDATE_ANSWERS:
                schemas.validate_element(self.service, codec.to_element(response))
        except Exception as problem:
            refusal = self._refusal(problem, operation, caller, request)
            self._report(address, begun, envelope.wrap_element(element), refusal)
            return refusal
        calls.report_call(self.service.path, operation.name, caller, request)
        if exchanges.has_listeners():
            # It has no bytes, so these are written for the listeners alone.
            answer = HttpAnswer(200, envelope.wrap_message(response), operation.name, caller)
            self._report(address, begun, envelope.wrap_message(request), answer)
        if disruption is not None and disruption.breaks:
            return HttpAnswer(200, b"", operation.name, caller, breaks=disruption.breaks)
        return response

    def _disruption_of(
        self, operation: catalogue.Operation, body: etree._Element, caller: Caller
    ) -> Disruption | None:
        if not disruptions.may_happen():
            return None
        names = frozenset({caller.organisation.value, self.operator} - {""})
        return disruption_of(self.service.path, operation, body, names, caller.serial)

    def _disrupted(
        self, disruption: Disruption, operation: catalogue.Operation, body: etree._Element, caller: Caller
    ) -> HttpAnswer | None:
        """The answer that a tester wants instead of the call; None: the call is made, and its answer may break."""
        require_no_fault(disruption, self.service.path)
        if disruption.breaks and disruption.breaks.comes_first:
            return HttpAnswer(0, b"", operation.name, caller, breaks=disruption.breaks)
        if disruption.is_not_delivered and (response := not_delivered(operation.name, body)):
            return HttpAnswer(200, envelope.wrap_message(response), operation.name, caller)
        return None

    def _operation_of(self, body: etree._Element) -> catalogue.Operation:
        operation = self.service.operations.get(str(body.tag))
        if operation is not None:
            return operation
        raise unknown_operation_error(self.service, str(body.tag))

    def _response(self, operation: catalogue.Operation, body: etree._Element, caller: Caller) -> bytes:
        self._validate(body)
        handler, typed = self._handlers[operation.request_name]
        request = read_message(operation.request_class, body) if typed else body
        with acting_as(caller.organisation.value):
            response = handler(request, caller)
        if settings.VALIDATE_ANSWERS:
            schemas.validate_element(self.service, codec.to_element(response))
        wrapped = envelope.wrap_message(response)
        calls.report_call(self.service.path, operation.name, caller, request)
        return wrapped

    def _validate(self, body: etree._Element) -> None:
        try:
            schemas.validate_element(self.service, body)
        except schemas.SchemaViolation as violation:
            raise schema_error(self.service, violation) from violation

    def _refusal(
        self, problem: Exception, operation: catalogue.Operation | None, caller: Caller | None, request: object
    ) -> HttpAnswer:
        error = error_of(problem)
        if operation and caller:
            calls.report_call(self.service.path, operation.name, caller, request, code_on_wire(error.code))
        return self._refuse(error, operation, caller)

    def _refuse(
        self, error: MinaMeddelandenError, operation: catalogue.Operation | None, caller: Caller | None
    ) -> HttpAnswer:
        fault = faults.fault_of(error)
        log_refusal(self.service.path, operation.name if operation else None, caller, fault)
        detail = operation.fault_name if operation else faults.APPLICATION_FAULT
        body = envelope.wrap_element(faults.to_element(fault, detail))
        return HttpAnswer(500, body, operation.name if operation else "", caller, fault)

    def _refuse_envelope(self, code: str, reason: str, text: Text) -> HttpAnswer:
        """SOAP 1.1 demands a fault without detail, and so without call id, for what is wrong outside the body."""
        explanation = Explanation(reason, Check.TRANSPORT, AtFault.YOU, retry=False)
        fault = faults.Fault(code=0, text=text, call_id="", reason=reason, explanation=explanation)
        log_refusal(self.service.path, None, None, fault)
        return HttpAnswer(500, envelope.wrap_element(faults.plain_fault(code, fault.description)), fault=fault)
