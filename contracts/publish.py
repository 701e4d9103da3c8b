"""The contract as it is served: service descriptions and schemas with the server's own address."""

from pathlib import PurePosixPath
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import quote

from lxml import etree

from contracts.catalogue import APPLICATION_FAULT, Operation, Service
from contracts.generate import DOCUMENTS

WSDL = "http://schemas.xmlsoap.org/wsdl/"
SOAP = "http://schemas.xmlsoap.org/wsdl/soap/"
XS = "http://www.w3.org/2001/XMLSchema"
HTTP = "http://schemas.xmlsoap.org/soap/http"
MESSAGES_WITHOUT_VERSION = frozenset({"isAuthorizedSigner"})
"""Operations with messages that have no version in their names, as all other messages have."""


def service_document(service: Service, service_address: str, *, schemas_at: str) -> bytes:
    """The WSDL of a service that answers at `service_address`, its schemas to be had below `schemas_at`."""
    root = etree.Element(
        f"{{{WSDL}}}definitions",
        nsmap={"wsdl": WSDL, "soap": SOAP, "xsd": XS, "tns": service.namespace, **_prefixes(service)},
        name=service.name,
        targetNamespace=service.namespace,
    )
    _types(root, service, schemas_at)
    for name, (part, element) in _messages(service).items():
        _add(_add(root, "message", name=name), "part", name=part, element=_name(root, element))
    _port(root, service)
    _binding(root, service)
    _service(root, service, service_address)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def schema_document(name: str, schemas_at: str) -> bytes:
    """A schema document, its imports pointing at the server. `name` is one of `document_names`.

    Raises:
        LookupError: there is no document of that name.
    """
    if name not in document_names():
        raise LookupError(name)
    tree = etree.parse(DOCUMENTS / name)
    for imported in tree.iter(f"{{{XS}}}import"):
        path = normpath(PurePosixPath(name).parent / str(imported.get("schemaLocation")))
        imported.set("schemaLocation", _location(path, schemas_at))
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def document_names() -> list[str]:
    """The schema documents by their paths; those of earlier editions are in folders."""
    return sorted(file.relative_to(DOCUMENTS).as_posix() for file in DOCUMENTS.rglob("*.xsd"))


def _location(name: str, schemas_at: str) -> str:
    return f"{schemas_at}?xsd={quote(name)}"


def _prefixes(service: Service) -> dict[str, str]:
    namespaces = {
        str(etree.QName(name).namespace)
        for operation in service.operation_list
        for name in (operation.request_name, operation.response_name, operation.fault_name)
    }
    return {f"ns{number}": namespace for number, namespace in enumerate(sorted(namespaces), start=1)}


def _name(root: etree._Element, qualified: str) -> str:
    """A qualified name as an attribute's value writes it."""
    name = etree.QName(qualified)
    prefix = next(prefix for prefix, namespace in root.nsmap.items() if namespace == name.namespace)
    return f"{prefix}:{name.localname}"


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{WSDL}}}{tag}", attributes)


def _add_soap(parent: etree._Element, tag: str, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{SOAP}}}{tag}", attributes)


def _types(root: etree._Element, service: Service, schemas_at: str) -> None:
    schema = etree.SubElement(_add(root, "types"), f"{{{XS}}}schema")
    for document in service.documents:
        namespace = str(etree.parse(DOCUMENTS / document).getroot().get("targetNamespace"))
        etree.SubElement(
            schema,
            f"{{{XS}}}import",
            {"namespace": namespace, "schemaLocation": _location(document, schemas_at)},
        )


def _messages(service: Service) -> dict[str, tuple[str, str]]:
    """Name of a message -> its part and that part's element."""
    messages = {}
    for operation in service.operation_list:
        names = _message_names(operation)
        messages[names.request] = ("parameters", operation.request_name)
        messages[names.response] = ("parameters", operation.response_name)
        messages[names.fault] = (operation.fault_part, operation.fault_name)
    return messages


class _MessageNames(NamedTuple):
    request: str
    response: str
    fault: str


def _message_names(operation: Operation) -> _MessageNames:
    """The name as in the published descriptions: stub generators name their fault classes after messages."""
    version = "" if operation.name in MESSAGES_WITHOUT_VERSION else _version(operation.request_name)
    fault = etree.QName(operation.fault_name).localname
    if operation.fault_name == APPLICATION_FAULT:
        fault += _version(operation.fault_name)
    return _MessageNames(f"{operation.name}Request{version}", f"{operation.name}Response{version}", fault)


def _version(qualified: str) -> str:
    """`V2` or `V3` where the name's namespace ends in one, else nothing."""
    last = str(etree.QName(qualified).namespace).rpartition("/")[2]
    return last.upper() if last in {"v2", "v3"} else ""


def _port(root: etree._Element, service: Service) -> None:
    port = _add(root, "portType", name=service.port)
    for operation in service.operation_list:
        element = _add(port, "operation", name=operation.name)
        names = _message_names(operation)
        _add(element, "input", message=f"tns:{names.request}")
        _add(element, "output", message=f"tns:{names.response}")
        _add(element, "fault", name="fault", message=f"tns:{names.fault}")


def _binding(root: etree._Element, service: Service) -> None:
    binding = _add(root, "binding", name=service.binding, type=f"tns:{service.port}")
    _add_soap(binding, "binding", style="document", transport=HTTP)
    for operation in service.operation_list:
        element = _add(binding, "operation", name=operation.name)
        _add_soap(element, "operation", soapAction="")
        _add_soap(_add(element, "input"), "body", use="literal")
        _add_soap(_add(element, "output"), "body", use="literal")
        _add_soap(_add(element, "fault", name="fault"), "fault", name="fault", use="literal")


def _service(root: etree._Element, service: Service, address: str) -> None:
    element = _add(root, "service", name=service.name)
    port = _add(element, "port", name=service.port, binding=f"tns:{service.binding}")
    _add_soap(port, "address", location=address)
