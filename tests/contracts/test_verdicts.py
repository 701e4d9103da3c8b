"""Every instance of the corpus gets the same verdict from the published schemas and from ours."""

from collections import Counter
from collections.abc import Iterator

import pytest
from lxml import etree

from contracts import schemas
from contracts.catalogue import SERVICE_V1, SERVICES, Operation, Service
from tests.contracts.conftest import Published
from tests.contracts.corpus import instances_of
from tests.contracts.instances import Author, Plan

FEWEST = 12
"""Changes to one part: its name, place, content and attributes each in several ways."""

EACH_OPERATION = [
    pytest.param(service, operation, id=f"{service.path}-{operation.name}")
    for service in (*SERVICES.values(), SERVICE_V1)
    for operation in service.operation_list
]


def body_elements(operation: Operation) -> Iterator[str]:
    yield from (operation.request_name, operation.response_name, operation.fault_name)


@pytest.mark.parametrize(("service", "operation"), EACH_OPERATION)
def test_published_and_own_schemas_give_every_instance_the_same_verdict(
    service: Service, operation: Operation, published: Published
) -> None:
    validator = published.validator(service)
    author = Author(published.schemas(service))
    for name in body_elements(operation):
        verdicts: Counter[bool] = Counter()
        changes: Counter[str] = Counter()
        for instance in instances_of(author, name):
            verdict = validator.validate(etree.fromstring(instance.data))
            verdicts[verdict] += 1
            changes[instance.label.partition(": ")[0]] += 1
            assert allowed(service, instance.data) == verdict, f"{name}: {instance.label}: {instance.data!r}"
        assert verdicts.keys() == {True, False}, f"{name}: the corpus has instances of one verdict only"
        parts = {part.place for part in author.write(name, Plan(optional=True, many=1))}
        assert min(changes[part] for part in parts) >= FEWEST


def allowed(service: Service, data: bytes) -> bool:
    try:
        schemas.validate_element(service, etree.fromstring(data))
    except schemas.SchemaViolation:
        return False
    return True
