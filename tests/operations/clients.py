"""Clients of the published contracts that zeep has built, and what they get for an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from lxml import etree
from zeep import Client
from zeep.exceptions import Fault
from zeep.transports import Transport

from contracts.catalogue import ALL_SERVICES
from infra.pki import store
from tests.cast import Post

SOAP_BASE_PATH = "/webservice/accao/"


class Refused(Exception):
    """The operation answered a fault of its family."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(f"{code}: {description}")
        self.code = code
        self.description = description


@dataclass
class Clients:
    """One client for each service's version, which calls through the test's own transport."""

    contracts: Path
    post: Post

    def call(self, path: str, operation: str, caller: str, *arguments: Any) -> Any:
        """What the operation answers, as zeep reads it. `caller`: the folder of a certificate.

        Raises:
            Refused: a fault, in the element that the contract has for the operation.
        """
        client = _client(self.contracts, path)
        client.transport.carry = lambda body: self._carry(path, body, caller)
        try:
            return getattr(client.service, operation)(*arguments)
        except Fault as fault:
            raise _refused(path, operation, fault) from fault

    def _carry(self, path: str, body: bytes, caller: str) -> requests.Response:
        reply = self.post(f"{SOAP_BASE_PATH}{path}", body, store.load_identity(caller))
        response = requests.Response()
        response.status_code, response._content = reply.status, reply.body
        response.headers["Content-Type"] = "text/xml; charset=utf-8"
        return response


class _Carried(Transport):
    """Posts requests into the Django application."""

    carry: Callable[[bytes], requests.Response]

    def post(self, address: str, message: bytes, headers: dict[str, str]) -> requests.Response:  # noqa: ARG002 (the signature is of the class above)
        return self.carry(message)


_clients: dict[str, Any] = {}


def _client(contracts: Path, path: str) -> Any:
    if path not in _clients:
        service = ALL_SERVICES[path]
        folder = "v3" if service.name == "Authority" else path.partition("/")[2] or "v1"
        make: Callable[..., Any] = Client
        transport = _Carried()  # type: ignore[no-untyped-call]  # zeep has no types
        _clients[path] = make(str(contracts / folder / f"{service.name}.wsdl"), transport=transport)
    return _clients[path]


def _refused(path: str, operation: str, fault: Any) -> Refused:
    expected = ALL_SERVICES[path].operation_named(operation).fault_name
    detail = fault.detail[0]
    assert detail.tag == expected, f"{operation} answers {detail.tag}, and its contract has {expected}"
    texts = {etree.QName(part).localname: part.text for part in detail}
    return Refused(int(texts["ErrorCode"]), texts["Description"])
