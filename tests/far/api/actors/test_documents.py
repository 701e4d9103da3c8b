"""The calls of docs/actors.md and docs/certificates.md are answered as they stand."""

import pytest
from django.test import Client

from tests.formedlare.api import curl


@pytest.mark.parametrize("document", ["actors.md", "certificates.md"])
def test_every_call_of_the_document_is_answered(client: Client, world: None, document: str) -> None:
    calls = curl.calls(document, {})

    assert len(calls) > 2
    for call in calls:
        answer = call.send(client)
        assert answer.status_code in {200, 201, 204}, (call, answer.content)


def test_the_documents_name_every_value_of_an_entry(client: Client, world: None) -> None:
    text = curl.document("actors.md")
    shown = client.get("/api/v1/actors/162021004748").json()

    assert [name for name in shown if f"`{name}`" not in text and name != "number"] == []


def test_the_documents_name_every_file(client: Client, world: None) -> None:
    text = curl.document("certificates.md")
    newest = client.get("/api/v1/certificates?limit=1").json()["results"][0]

    assert [name for name in newest["downloads"] if f"`{name}`" not in text] == []
