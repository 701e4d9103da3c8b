"""Typed messages carry everything that the contract allows, and are those of the documents."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from contracts import codec, generate, schemas
from contracts.catalogue import BASE, SERVICE_V1, SERVICES, Service
from tests.contracts.conftest import Published
from tests.contracts.corpus import instances_of
from tests.contracts.instances import Author

DS = "{http://www.w3.org/2000/09/xmldsig#}"
WITHOUT_ORDER = frozenset({f"{DS}X509Data", f"{DS}SPKIData"})
"""Repeated groups, of which a typed message keeps a list per kind. Signatures are verified on the tree."""


def body_elements() -> Iterator[tuple[Service, str, type[Any]]]:
    # The relay's before the operators', whose elements hold the relay's and cost more to read.
    for service in (SERVICE_V1, *reversed(SERVICES.values())):
        for operation in service.operation_list:
            yield service, operation.request_name, operation.request_class
            yield service, operation.response_name, operation.response_class
            yield service, operation.fault_name, operation.fault_class


EACH_BODY_ELEMENT = [
    pytest.param(service, name, kind, id=name.removeprefix(f"{{{BASE}").replace("}", "-"))
    for name, (service, _, kind) in {element[1]: element for element in body_elements()}.items()
]


@pytest.fixture(scope="module")
def covered() -> set[tuple[str, ...]]:
    """Changes at kinds of places that some element's test has had: all elements share their types."""
    return set()


@pytest.mark.filterwarnings("ignore::xsdata.exceptions.ConverterWarning")  # of base64 that is kept as text
@pytest.mark.parametrize(("service", "name", "kind"), EACH_BODY_ELEMENT)
def test_every_valid_instance_is_read_and_written_back_without_loss(
    service: Service, name: str, kind: type[Any], published: Published, covered: set[tuple[str, ...]]
) -> None:
    for instance in instances_of(Author(published.schemas(service)), name):
        change = (*(instance.place[:3] or [name]), instance.label.rpartition(": ")[2])
        if change in covered:
            continue
        element = parsed(instance.data)
        if not published.validator(service).validate(element):
            continue
        covered.add(change)
        try:
            message = codec.from_element(kind, element)
        except codec.NotReadable:
            # The schemas' validator passes over what is no base64; a letter read so would be rubbish.
            assert not instance.as_written, instance.label
            continue
        written = codec.to_element(message, name)
        if written.tag == codec.to_element(message).tag:
            assert codec.to_octets(message) == etree.tostring(written, encoding="UTF-8", xml_declaration=False)
        if instance.as_written:
            assert content(written) == content(element), instance.label
        else:
            schemas.validate_element(service, written)
            assert codec.from_element(kind, written) == message, instance.label


def parsed(data: bytes) -> etree._Element:
    """As the server reads: without comments."""
    return etree.fromstring(data, etree.XMLParser(remove_comments=True))


Content = tuple[str, dict[str, str], str, list[Any], str]


def content(element: etree._Element) -> Content:
    """What canonical XML would say, prefixes aside."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    inner = [content(child) for child in element]
    if element.tag in WITHOUT_ORDER:
        inner.sort(key=repr)
    return str(element.tag), attributes, element.text or "", inner, element.tail or ""


def test_the_generated_modules_are_those_of_the_documents(tmp_path: Path) -> None:
    generate.write_modules(tmp_path)

    assert files(tmp_path) == files(generate.GENERATED)


def files(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.glob("*.py")}
