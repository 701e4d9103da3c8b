"""The addresses of operators by their behaviour; two of them answer without SOAP."""

import time
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from infra import trace
from infra.errors import InternalError
from infra.errors.explanation import AtFault, Check
from infra.hooks import exchanges
from infra.hooks.disruptions import Break
from infra.pki.peer import claimed_caller
from infra.soap.endpoint import Endpoint
from infra.soap.http_binding.body import read_body
from infra.soap.http_binding.broken_answer import BrokenAnswer
from infra.soap.reports.exchange_reports import report_incoming
from infra.soap.views import SoapView
from testbed.operators.behaviours import Behaviour
from testbed.operators.endpoints import endpoint_with

GARBAGE = b"\x00\xff<html><body>Apache Tomcat - HTTP Status 200 - \xe5\xe4\xf6</body>"
WITHOUT_SOAP: Final = frozenset({Behaviour.BREAKING_OFF, Behaviour.GARBAGE})


class BehaviourView(SoapView):
    """Operators of one behaviour, or of the one that the address names.

    Over a socket only, where the caller's time limit applies and a held call does not keep the relay busy.
    """

    def __init__(self, behaviour: Behaviour | None = None, operator: str = "") -> None:
        super().__init__(self._find, in_process=False)
        self._behaviour, self._operator = behaviour, operator

    def __call__(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        behaviour = self._behaviour_of(**kwargs)
        if request.method == "POST" and behaviour in WITHOUT_SOAP:
            label = trace.read_label(request.headers.get(trace.LABEL_HEADER))
            with trace.use_trace(request.headers.get("traceparent")), trace.use_label(label):
                return _answer_without_soap(request, behaviour)
        return super().__call__(request, **kwargs)

    def _behaviour_of(self, behaviour: str = "", **_: str) -> Behaviour:
        try:
            return self._behaviour or Behaviour(behaviour)
        except ValueError as problem:
            raise Http404(f"no behaviour {behaviour}") from problem

    def _find(self, behaviour: str = "", operator: str = "") -> Endpoint:
        return endpoint_with(self._behaviour_of(behaviour), self._operator or operator)


def _answer_without_soap(request: HttpRequest, behaviour: Behaviour) -> HttpResponse:
    begun, data = time.monotonic(), read_body(request)
    if behaviour is Behaviour.GARBAGE:
        _tell(request, begun, data, 200, GARBAGE, _garbage())
        return HttpResponse(GARBAGE, content_type="text/html")
    _tell(request, begun, data, 0, b"", _breaks_off())
    return BrokenAnswer(request, Break.CLOSE, b"", status=500)


def _tell(
    request: HttpRequest, begun: float, data: bytes, status: int, response: bytes, problem: InternalError
) -> None:
    if exchanges.has_listeners():
        report_incoming(
            request.path,
            "Service/v3",
            begun,
            status=status,
            request=data,
            response=response,
            caller=claimed_caller(request.META),
            fault=problem,
        )


def _garbage() -> InternalError:
    return InternalError(
        "Den här operatören svarar med något som inte är SOAP; så är den gjord.",
        "This operator answers with something that is no SOAP; it is made that way.",
        slug="test-operator-answers-garbage",
        check=Check.SYSTEM,
        at_fault=AtFault.OPERATOR,
    )


def _breaks_off() -> InternalError:
    return InternalError(
        "Den här operatören bryter förbindelsen utan att svara; så är den gjord.",
        "This operator breaks the connection without an answer; it is made that way.",
        slug="test-operator-breaks-off",
        check=Check.SYSTEM,
        at_fault=AtFault.OPERATOR,
    )
