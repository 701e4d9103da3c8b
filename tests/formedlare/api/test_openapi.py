"""The description of the interface, its interactive page, and what every answer has in common."""

from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from openapi_spec_validator import validate

from tests.formedlare.api.conftest import Api

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"


def generated() -> str:
    out = StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return out.getvalue()


def test_the_description_is_valid_and_the_document_is_what_is_served() -> None:
    assert DOCUMENT.read_text() == generated(), (
        "docs/openapi.yaml is not what the views say: python manage.py spectacular --file docs/openapi.yaml"
    )


def test_an_independent_validator_finds_the_description_valid() -> None:
    validate(yaml.load(DOCUMENT.read_text(), yaml.CSafeLoader))


def test_every_operation_says_how_it_refuses() -> None:
    paths = yaml.load(DOCUMENT.read_text(), yaml.CSafeLoader)["paths"]
    for operations in paths.values():
        for operation in operations.values():
            assert list(operation["responses"]["default"]["content"]) == ["application/problem+json"]


def test_the_served_description_is_the_document(client: Client, db: None) -> None:
    served = client.get("/api/schema/")
    assert served.status_code == 200
    assert yaml.load(served.content, yaml.CSafeLoader) == yaml.load(DOCUMENT.read_text(), yaml.CSafeLoader)
    assert client.get("/api/schema/?format=json").json()["info"]["title"] == "Mina meddelanden-simulatorn"


def test_every_operation_says_what_it_answers_and_has_a_summary() -> None:
    paths = yaml.load(DOCUMENT.read_text(), yaml.CSafeLoader)["paths"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert operation.get("summary"), f"{method} {path}"
            assert operation["responses"], f"{method} {path}"
            for status in {"200", "201"} & operation["responses"].keys():
                assert "content" in operation["responses"][status], f"{method} {path}"


def test_errors_are_described_in_the_shape_that_they_have() -> None:
    paths = yaml.load(DOCUMENT.read_text(), yaml.CSafeLoader)["paths"]
    answers = [
        (status, answer["content"])
        for operations in paths.values()
        for operation in operations.values()
        for status, answer in operation["responses"].items()
        if "content" in answer
    ]
    for status, content in answers:
        assert (list(content) == ["application/problem+json"]) == (status >= "400"), (status, content)


def test_the_page_needs_nothing_from_elsewhere_and_nothing_inline(client: Client, db: None) -> None:
    page = client.get("/api/docs/")

    text = page.content.decode()
    assert "//" not in text.replace("<!DOCTYPE", "")
    assert "<style" not in text
    assert text.count("<script") == text.count("<script src=")
    assert "unsafe" not in page["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["nothing", "deliveries/", "senders", "webhooks/1", ""])
def test_addresses_that_are_not_there_are_answered_in_json(api: Api, path: str) -> None:
    assert "/api/docs/" in api.problem("GET", path, status=404)["detail"]


def test_a_method_that_is_not_there_names_those_that_are(api: Api) -> None:
    problem = api.problem("DELETE", "lanes", status=405)
    assert "GET" in problem["detail"]


def test_another_form_than_json_is_not_to_be_had(api: Api) -> None:
    answer = api.client.get("/api/v1/lanes", headers={"Accept": "text/html"})
    assert answer.status_code == 406
    assert api.client.get("/api/v1/lanes", headers={"Accept": "*/*"}).status_code == 200


def test_a_mistake_of_ours_is_answered_in_the_same_shape(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("oops")

    monkeypatch.setattr("formedlare.deliveries.search.find_deliveries", broken)
    problem = api.problem("GET", "deliveries", status=500)
    assert "oops" not in str(problem)
