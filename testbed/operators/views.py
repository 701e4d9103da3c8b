"""The addresses of operators by their behaviour; two of them answer without SOAP."""

import socket

from django.http import Http404, HttpRequest, HttpResponse

from infra.soap.endpoint import Endpoint
from infra.soap.views import SoapView, read_body
from testbed.operators.behaviours import Behaviour
from testbed.operators.endpoints import endpoint_with

GARBAGE = b"\x00\xff<html><body>Apache Tomcat - HTTP Status 200 - \xe5\xe4\xf6</body>"


class BehaviourView(SoapView):
    """Operators of one behaviour, or of the one that the address names.

    Over a socket only, where the caller's time limit applies and a held call does not keep the relay busy.
    """

    def __init__(self, behaviour: Behaviour | None = None, operator: str = "") -> None:
        super().__init__(self._find, in_process=False)
        self._behaviour, self._operator = behaviour, operator

    def __call__(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        behaviour = self._behaviour_of(**kwargs)
        if request.method == "POST" and behaviour is Behaviour.BREAKING_OFF:
            return _break_off(request)
        if request.method == "POST" and behaviour is Behaviour.GARBAGE:
            read_body(request)
            return HttpResponse(GARBAGE, content_type="text/html")
        return super().__call__(request, **kwargs)

    def _behaviour_of(self, behaviour: str = "", **_: str) -> Behaviour:
        try:
            return self._behaviour or Behaviour(behaviour)
        except ValueError as problem:
            raise Http404(f"no behaviour {behaviour}") from problem

    def _find(self, behaviour: str = "", operator: str = "") -> Endpoint:
        return endpoint_with(self._behaviour_of(behaviour), self._operator or operator)


def _break_off(request: HttpRequest) -> HttpResponse:
    """Read the call and close the connection beneath the server, which then has nobody to answer."""
    read_body(request)
    connection = request.META.get("gunicorn.socket")
    if isinstance(connection, socket.socket):
        connection.shutdown(socket.SHUT_RDWR)
    return HttpResponse(status=500)
