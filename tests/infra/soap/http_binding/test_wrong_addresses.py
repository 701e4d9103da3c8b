"""XML for a wrong address, on the listener of the pages: SOAP stacks show faults, and nothing of a 404."""

import pytest
from django.test import Client

from tests import cast
from tests.infra.soap.questions import question

KINDS = ("text/xml; charset=utf-8", "application/soap+xml", "multipart/related; boundary=x")
ADDRESSES = (
    "/",
    "/nowhere",
    "/Recipient/v3",
    "/webservice/accao/Recipient/v4",
    "/webservice/accao/Recipient/v3/",
    "/pki/crl",
    "/healthz",
    "/konsol/",
    "/post/",
    "/logga-ut/",
)


@pytest.fixture
def strict(db: None) -> Client:
    """A caller without the token that the pages' forms have."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_fault_that_names_the_services(strict: Client, path: str, kind: str) -> None:
    answer = strict.generic("POST", path, question(), kind)

    assert answer.status_code == 500
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer["Content-Length"] == str(len(answer.content))
    fault = cast.Reply(answer.status_code, answer.content).fault
    assert fault.code == 5003
    assert f"Ingen tjänst finns på {path}." in fault.text.swedish
    assert "/webservice/accao/Recipient/v3" in fault.text.english


def test_its_trace_stands_in_the_answer(strict: Client) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"

    answer = strict.generic(
        "POST", "/nowhere", question(), "text/xml", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"}
    )

    assert answer["X-Trace-Id"] == trace


def test_a_stack_is_known_by_its_soap_action_too(strict: Client) -> None:
    answer = strict.generic("POST", "/nowhere", question(), "text/plain", headers={"SOAPAction": '""'})

    assert cast.Reply(answer.status_code, answer.content).fault.code == 5003


@pytest.mark.parametrize(("method", "status"), [("GET", 404), ("PUT", 404), ("DELETE", 404)])
def test_other_methods_are_answered_as_pages_answer(strict: Client, method: str, status: int) -> None:
    assert strict.generic(method, "/nowhere", b"<x/>", "text/xml").status_code == status


def test_a_form_is_answered_as_a_form(strict: Client) -> None:
    answer = strict.post("/logga-ut/", {"a": "b"})

    assert answer.status_code == 403
    assert answer["Content-Type"].startswith("text/html")


def test_rest_answers_in_its_own_way(strict: Client) -> None:
    answer = strict.generic("POST", "/api/v1/webhooks", b"<x/>", "text/xml")

    assert answer.status_code == 415
