"""The contract that the server gives out is the published one, with the server's own address."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from lxml import etree
from zeep import Client as SoapClient

from contracts import publish
from contracts.catalogue import SERVICE_V1, SERVICES, Service
from tests.contracts import descriptions, documents
from tests.contracts.conftest import WEB, Published, ServedTransport
from tests.contracts.documents import Fetch, Schemas

each_service = pytest.mark.parametrize("service", SERVICES.values(), ids=lambda service: service.path)
SOAP_ADDRESS = "{http://schemas.xmlsoap.org/wsdl/soap/}address"
OPERATORS_OWN = "operators/kivra.com/Service/v3"
ALL_PATHS = [*SERVICES, OPERATORS_OWN]


soap_client: Callable[..., SoapClient] = SoapClient  # zeep has no types


@pytest.fixture
def clients(
    service: Service, published: Published, served_transport: ServedTransport
) -> tuple[SoapClient, SoapClient]:
    """One built from the published description, one from the served."""
    return (
        soap_client(published.description(service)),
        soap_client(f"{WEB}{service.path}?wsdl", transport=served_transport),
    )


@each_service
def test_clients_see_the_same_services_ports_bindings_and_operations(
    clients: tuple[SoapClient, SoapClient],
) -> None:
    theirs, ours = (descriptions.ports(client) for client in clients)

    assert ours == theirs


@each_service
def test_clients_see_the_same_elements_and_types(clients: tuple[SoapClient, SoapClient]) -> None:
    theirs, ours = (descriptions.types(client) for client in clients)

    assert ours.keys() == theirs.keys()
    assert {name for name in ours if ours[name] != theirs[name]} == set()


def test_the_services_have_their_59_operations() -> None:
    assert {path: len(service.operations) for path, service in SERVICES.items()} == {
        "Recipient": 11,
        "Recipient/v2": 14,
        "Recipient/v3": 14,
        "Service/v3": 3,
        "Message/v3": 2,
        "Notification/v3": 2,
        "Authority": 7,
        "Consent": 6,
    }


def test_the_operations_with_which_the_register_calls_operators_are_the_published_ones(
    published: Published, served_transport: ServedTransport
) -> None:
    theirs = soap_client(published.description(SERVICE_V1))
    ours = soap_client(f"{WEB}{SERVICE_V1.path}?wsdl", transport=served_transport)

    our_port, their_port = (descriptions.ports(client)["Service"]["ServicePort"] for client in (ours, theirs))
    assert {name: their_port["operations"][name] for name in our_port["operations"]} == our_port["operations"]
    assert our_port | {"operations": {}} == their_port | {"operations": {}}
    their_types, our_types = descriptions.types(theirs), descriptions.types(ours)
    assert {name: their_types.get(name) for name in our_types} == our_types


@each_service
def test_schemas_have_the_published_components_with_every_facet(
    service: Service, published: Published, fetch_served: Fetch
) -> None:
    theirs = published.schemas(service)
    ours = documents.read_schemas(fetch_served, f"{WEB}{service.path}?wsdl")

    assert {key: theirs.get(key) for key in ours} == ours
    assert reachable(theirs) <= ours.keys()


def reachable(schemas: Schemas) -> set[documents.Key]:
    """Elements, and the types that they use, directly or not. The rest can be in no message."""
    found: set[documents.Key] = set()
    todo = [key for key in schemas if key[0] == "element"]
    while todo:
        key = todo.pop()
        if key not in found and key in schemas:
            found.add(key)
            todo += documents.references(schemas[key])
    return found


@each_service
@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000"])
def test_a_description_names_the_soap_address_and_schemas_at_the_address_that_was_asked(
    service: Service, host: str, client: Client, operators: None
) -> None:
    path = f"{settings.SOAP_BASE_PATH}{service.path}"

    answer = client.get(f"{path}?wsdl", headers={"host": host})

    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert addresses(answer.content) == {f"{settings.SOAP_BASE_URL}{service.path}"}
    assert schema_hosts(answer.content) == {f"http://{host}{path}"}


@pytest.mark.parametrize("path", ALL_PATHS)
def test_the_soap_listener_describes_itself_at_its_own_address(path: str, operators: None) -> None:
    answer = ask_soap_listener(f"{path}?wsdl")

    assert addresses(answer.content) == {f"https://localhost:8443{settings.SOAP_BASE_PATH}{path}"}
    assert schema_hosts(answer.content) == addresses(answer.content)


def ask_soap_listener(address: str) -> HttpResponse:
    from infra.soap.wsgi import SoapRequest, application

    path = f"{settings.SOAP_BASE_PATH}{address}"
    asked = RequestFactory(headers={"host": "localhost:8443"}).get(path, secure=True)
    # Called past the WSGI server's signals, which would close the database of the test.
    answer = application.get_response(SoapRequest(asked.environ))
    assert isinstance(answer, HttpResponse)
    return answer


def addresses(description: bytes) -> set[str]:
    return {str(element.get("location")) for element in etree.fromstring(description).iter(SOAP_ADDRESS)}


def schema_hosts(document: bytes) -> set[str]:
    imports = etree.fromstring(document).iter(f"{documents.XS}import")
    return {str(each.get("schemaLocation")).partition("?xsd=")[0] for each in imports}


@pytest.mark.parametrize("name", publish.document_names())
def test_every_document_is_served_and_imports_from_where_it_came(name: str, fetch_served: Fetch) -> None:
    document = fetch_served(f"{WEB}Recipient/v3?xsd={name}")

    assert schema_hosts(document) <= {f"{WEB}Recipient/v3"}


@pytest.mark.parametrize(
    "name",
    [
        "unknown.xsd",
        "",
        "../catalogue.py",
        "../../manage.py",
        "..%2F..%2Fmanage.py",
        "../documents/message.xsd",
        "./message.xsd",
        "/etc/passwd",
        "message.xsd%00",
        "message",
        "MESSAGE.XSD",
        "*.xsd",
    ],
)
def test_nothing_but_the_documents_can_be_read_and_the_refusal_says_where_to_look(
    name: str, client: Client, operators: None
) -> None:
    path = f"{settings.SOAP_BASE_PATH}Recipient/v3"

    answer = client.get(f"{path}?xsd={name}")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert f"See http://testserver{path}?wsdl" in answer.content.decode()
    assert b"targetNamespace" not in answer.content, "nothing of a document is in the refusal"
