"""The two sides that are compared: the published contract, and what our server serves."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from lxml import etree
from zeep.transports import Transport

from contracts.catalogue import Service
from mailbox_operator.models import Operator
from mailbox_operator.soap import register_calls, service
from mailbox_operator.soap.service import STATE_OPERATOR
from tests.contracts import documents
from tests.contracts.documents import Fetch, Schemas

WEB = "http://localhost:8000/webservice/accao/"


class Published:
    """The published contract: descriptions and schemas as they lie in ../shared, in a folder per version."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._schemas: dict[str, Schemas] = {}
        self._validators: dict[str, etree.XMLSchema] = {}

    def description(self, service: Service) -> str:
        return str(self.folder / _version_of(service) / f"{service.name}.wsdl")

    def fetch(self, address: str) -> bytes:
        return Path(address).read_bytes()

    def schemas(self, service: Service) -> Schemas:
        if service.path not in self._schemas:
            self._schemas[service.path] = documents.read_schemas(self.fetch, self.description(service))
        return self._schemas[service.path]

    def validator(self, service: Service) -> etree.XMLSchema:
        if service.path not in self._validators:
            (schema,) = documents.inline_schemas(self.fetch, self.description(service))
            alone = etree.fromstring(etree.tostring(schema), base_url=self.description(service))
            self._validators[service.path] = etree.XMLSchema(alone)
        return self._validators[service.path]


def _version_of(service: Service) -> str:
    if service.name == "Authority":
        return "v3"  # in its latest edition: the service has no version
    return service.path.partition("/")[2] or "v1"


@pytest.fixture(scope="session")
def published(shared: Path) -> Published:
    return Published(shared / "contracts")


@pytest.fixture
def operators(db: None) -> None:
    """Two operators, each with an address of its own: all that a description needs of the world."""
    for name in (STATE_OPERATOR, "kivra.com"):
        Operator.objects.create(name=name, display_name=name, organisation="165560000001")
    service.forget_endpoints()
    register_calls.forget_endpoints()


@pytest.fixture
def fetch_served(client: Client, operators: None) -> Fetch:
    """Gets an address of the web listener from the Django application."""

    def fetch(address: str) -> bytes:
        url = urlsplit(address)
        answer = client.get(f"{url.path}?{url.query}", headers={"host": url.netloc})
        assert answer.status_code == 200, answer.content
        return answer.content

    return fetch


class ServedTransport(Transport):
    """Loads descriptions and schemas from the Django application instead of a socket."""

    def __init__(self, fetch: Fetch) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # zeep has no types
        self._fetch = fetch

    def load(self, url: str) -> bytes:
        return self._fetch(url)


@pytest.fixture
def served_transport(fetch_served: Fetch) -> ServedTransport:
    return ServedTransport(fetch_served)
