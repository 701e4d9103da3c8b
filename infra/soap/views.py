"""SOAP over HTTP: POST answers a call, GET gives the contract."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from gunicorn.http.errors import ParseException

from contracts import catalogue, publish
from infra import trace
from infra.errors import InternalError, InvalidInput, MinaMeddelandenError, NotFound
from infra.errors.explanation import Check
from infra.hooks import exchanges
from infra.http_worker import malformed
from infra.pki.peer import Caller, caller_from_environ, claimed_caller
from infra.pki.trust import current_trust
from infra.soap.endpoint import Endpoint
from infra.soap.http_binding.body import read_body, read_refused_body
from infra.soap.http_binding.broken_answer import BrokenAnswer
from infra.soap.http_binding.computation_lock import compute_in_turn
from infra.soap.messages import envelope, faults
from infra.soap.messages.parser import compressed_content
from infra.soap.reports.exchange_reports import report_incoming
from infra.soap.reports.refusal_log import log_refusal
from infra.texts import Text

XML = "text/xml; charset=utf-8"
XML_TYPES = frozenset({"text/xml", "application/xml"})
CHUNK = 65_536


class SoapView:
    """The view of one endpoint, or of several that the address chooses among."""

    # Callers identify themselves with a certificate, never with a cookie, so no request can be forged.
    csrf_exempt = True

    def __init__(self, endpoint: Endpoint | Callable[..., Endpoint], *, in_process: bool = True) -> None:
        """`in_process`: roles of this process may call it without a socket, and so without a time limit."""
        self._endpoint = endpoint
        self.in_process = in_process

    def endpoint(self, **kwargs: str) -> Endpoint:
        return self._endpoint if isinstance(self._endpoint, Endpoint) else self._endpoint(**kwargs)

    def __call__(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        label = trace.read_label(request.headers.get(trace.LABEL_HEADER))
        with trace.use_trace(request.headers.get("traceparent")), trace.use_label(label):
            response = self._respond(request, self.endpoint(**kwargs))
            response["X-Trace-Id"] = trace.current_trace()
            # A fault is an answer. Without this Django logs each one as an error.
            response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
            return response

    def _respond(self, request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
        if request.method in {"GET", "HEAD"}:
            return contract_response(request, endpoint)
        if request.method != "POST":
            return _method_not_allowed(request)
        begun = time.monotonic()
        try:
            _require_xml(request)
            _require_label(request)
        except MinaMeddelandenError as problem:
            sent = _sent(request, read_refused_body(request) if exchanges.has_listeners() else b"")
            return _fault_response(endpoint.service.path, problem, sent, begun)
        try:
            data = read_body(request)
        except MinaMeddelandenError as problem:
            return _fault_response(endpoint.service.path, problem, _sent(request), begun)
        with compute_in_turn():
            answer = endpoint.handle(
                data,
                lambda: _caller(request),
                charset=_charset(request),
                address=request.path,
                content_type=request.headers.get("Content-Type", ""),
                claimed=lambda: claimed_caller(request.META),
            )
        if answer.breaks is not None:
            return BrokenAnswer(request, answer.breaks, answer.body, content_type=XML)
        return HttpResponse(answer.body, status=answer.status, content_type=XML)


def contract_response(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """Answer `?wsdl` and `?xsd=<name>` with this server's own address in them; else describe the service."""
    address = request.build_absolute_uri(request.path)
    service_address = f"{settings.SOAP_BASE_URL.rstrip('/')}/{request.path.removeprefix(settings.SOAP_BASE_PATH)}"
    names = {name.lower(): str(value) for name, value in request.GET.items()}
    if "xsd" in names:
        try:
            return HttpResponse(publish.schema_document(names["xsd"], address), content_type=XML)
        except LookupError:
            name = names["xsd"]
            return _text_response(
                404,
                Text(
                    f"Inget schema heter {name!r}. Se {address}?wsdl.",
                    f"No schema document is named {name!r}. See {address}?wsdl.",
                ),
            )
    if "wsdl" in names:
        document = publish.service_document(endpoint.service, service_address, schemas_at=address)
        return HttpResponse(document, content_type=XML)
    return _text_response(
        200,
        Text(
            f"{endpoint.service.path}: en SOAP 1.1-tjänst. Kontraktet: {address}?wsdl. "
            f"Skicka POST till {service_address}.",
            f"{endpoint.service.path}: a SOAP 1.1 service. The contract: {address}?wsdl. "
            f"POST to {service_address}.",
        ),
    )


def _require_xml(request: HttpRequest) -> None:
    if request.content_type not in XML_TYPES:
        raise InvalidInput(
            f"Innehållstypen är {request.content_type or 'inte angiven'}; SOAP 1.1 skickas som text/xml.",
            f"The content type is {request.content_type or 'not given'}; SOAP 1.1 is sent as text/xml.",
            slug="content-type-not-xml",
            where="Content-Type",
            expected="text/xml; charset=utf-8",
            received=request.content_type or "-",
            fix=Text(
                "Sätt Content-Type: text/xml; charset=utf-8. SOAP 1.2 (application/soap+xml) används inte.",
                "Set Content-Type: text/xml; charset=utf-8. SOAP 1.2 (application/soap+xml) is not used.",
            ),
            check=Check.TRANSPORT,
        )
    encoding = request.headers.get("Content-Encoding", "identity")
    if encoding.lower() != "identity":
        raise compressed_content(encoding)


def _require_label(request: HttpRequest) -> None:
    if wrong := trace.wrong_with_label(trace.current_label() or ""):
        raise InvalidInput(*wrong, slug="label-unusable", where=trace.LABEL_HEADER, check=Check.TRANSPORT)


def _charset(request: HttpRequest) -> str | None:
    return (request.content_params or {}).get("charset")


def _caller(request: HttpRequest) -> Caller:
    return caller_from_environ(request.META, current_trust())


@dataclass(frozen=True)
class UnreadCall:
    """What is known of a call that is refused before a service has read it."""

    address: str = ""
    body: bytes = b""
    content_type: str = ""
    caller: Caller | None = None
    """As its certificate says, which nobody has judged."""


def _sent(request: HttpRequest, body: bytes = b"") -> UnreadCall:
    return UnreadCall(request.path, body, request.headers.get("Content-Type", ""), claimed_caller(request.META))


def _fault_response(service: str, error: MinaMeddelandenError, sent: UnreadCall, begun: float) -> HttpResponse:
    """A fault with HTTP 500, the only status with which all SOAP stacks show the fault's text."""
    fault = faults.fault_of(error)
    log_refusal(service, None, None, fault)
    body = envelope.wrap_element(faults.to_element(fault))
    if exchanges.has_listeners():
        report_incoming(
            sent.address,
            service,
            begun,
            status=500,
            request=sent.body,
            response=body,
            caller=sent.caller,
            fault=fault,
            content_type=sent.content_type,
        )
    response = HttpResponse(body, status=500, content_type=XML, headers={"Content-Length": str(len(body))})
    # Bytes that were not read would be taken for the next request, so the connection must not be used again.
    response["Connection"] = "close"
    response["X-Trace-Id"] = trace.current_trace()
    return response


def _method_not_allowed(request: HttpRequest) -> HttpResponse:
    response = _text_response(
        405,
        Text(
            f"{request.method} används inte här. Skicka ett SOAP 1.1-kuvert med POST, eller hämta ?wsdl med GET.",
            f"{request.method} is not used here. POST a SOAP 1.1 envelope, or GET ?wsdl.",
        ),
    )
    response["Allow"] = "GET, HEAD, POST"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request to an address where no service is."""
    paths = ", ".join(f"{settings.SOAP_BASE_PATH}{path}" for path in catalogue.ALL_SERVICES)
    return _error_response(
        request,
        404,
        NotFound(
            f"Ingen tjänst finns på {request.path}. Det finns: {paths}.",
            f"No service is at {request.path}. There are: {paths}.",
            slug="address-unknown",
            where=request.path,
            expected=paths,
            received=request.path,
            check=Check.TRANSPORT,
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed outside an endpoint."""
    return _error_response(
        request,
        500,
        InternalError(
            f"Simulatorn felade på {request.path}; felet står i dess logg.",
            f"The simulator failed at {request.path}; its log has the error.",
            slug="simulator-failed-at-address",
        ),
    )


def malformed_request(problem: ParseException) -> HttpResponse:
    """Answer bytes that are no HTTP request."""
    error = InvalidInput.saying(malformed.words_of(problem), slug="malformed-http", check=Check.TRANSPORT)
    with trace.use_trace():
        return _fault_response("-", error, UnreadCall(), time.monotonic())


def _error_response(request: HttpRequest, status: int, error: MinaMeddelandenError) -> HttpResponse:
    """Answer a POST with a fault, as SOAP stacks expect, and other methods with text."""
    is_call = request.method == "POST"
    if not is_call:
        return _text_response(status, error.text)
    label = trace.read_label(request.headers.get(trace.LABEL_HEADER))
    with trace.use_trace(request.headers.get("traceparent")), trace.use_label(label):
        sent = _sent(request, read_refused_body(request) if exchanges.has_listeners() else b"")
        return _fault_response(request.path, error, sent, time.monotonic())


def _text_response(status: int, text: Text) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
