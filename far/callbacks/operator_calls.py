"""One call of FaR to a mailbox operator: with its own identity, to the Service of version 1."""

import re
from typing import Final, TypeVar
from urllib.parse import urlsplit, urlunsplit

from far.models import ServiceSupplier
from infra.pki import store
from infra.soap import client

Response = TypeVar("Response")
CALLS_AS: Final = "far"
_VERSION: Final = re.compile(r"/v\d+/?$")


def call_operator(supplier: ServiceSupplier, request: object, response_class: type[Response]) -> Response:
    """The operator's typed answer.

    Raises:
        FaultReceived: the operator refused.
        CallFailed: there was no usable answer.
    """
    identity = store.load_identity(CALLS_AS)
    return client.call_service(callback_address(supplier), request, response_class, identity=identity)


def callback_address(supplier: ServiceSupplier) -> str:
    """Where the operator answers FaR. Version 1 is at the address without a version: wire.md, Transport."""
    parts = urlsplit(supplier.service_address)
    return urlunsplit(parts._replace(path=_VERSION.sub("", parts.path)))
