"""What the SOAP endpoint does with HTTP: types, methods, sizes, encodings, headers."""

import pytest
from django.test import Client
from lxml import etree

from contracts import codec
from tests import cast
from tests.cast import SERVICE, Sender
from tests.conftest import PeerSocket
from tests.infra.soap.questions import QUESTION, RECIPIENT, question, soap


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        ({"content_type": "application/json"}, "application/json"),
        ({"content_type": "application/soap+xml"}, "application/soap+xml"),
        ({"content_type": "multipart/related; type=text/xml; boundary=x"}, "multipart/related"),
        ({"content_type": ""}, "not given"),
        ({"content_type": "text/xml", "HTTP_CONTENT_ENCODING": "gzip"}, "gzip"),
        ({"content_type": "text/xml; charset=klingon"}, "klingon"),
        ({"content_type": "text/xml; charset=rot13"}, "rot13"),
    ],
)
def test_a_wrong_content_type_or_encoding_is_named_in_a_fault(
    kommun_a: Sender, client: Client, headers: dict[str, str], named: str
) -> None:
    answer = client.generic("POST", RECIPIENT, question(), **headers)  # type: ignore[arg-type]  # headers are given by name

    assert answer.status_code == 500
    assert answer["Content-Length"] == str(len(answer.content))
    fault = cast.Reply(answer.status_code, answer.content).fault
    assert fault.code == 5001
    assert named in fault.text.english


@pytest.mark.parametrize(
    ("question", "status", "swedish", "english"),
    [
        (
            "",
            200,
            "Recipient/v3: en SOAP 1.1-tjänst. Kontraktet: ",
            "Recipient/v3: a SOAP 1.1 service. The contract: ",
        ),
        ("?xsd=nope", 404, "Inget schema heter 'nope'. Se ", "No schema document is named 'nope'. See "),
    ],
)
def test_a_get_for_anything_but_the_contract_is_told_where_that_is(
    client: Client, question: str, status: int, swedish: str, english: str
) -> None:
    answer = client.get(f"{RECIPIENT}{question}")

    assert answer.status_code == status
    for half, words in zip(answer.content.decode().split(" | "), (swedish, english), strict=True):
        assert half.startswith(words)
        assert f"{RECIPIENT}?wsdl." in half


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_wrong_method_is_answered_with_those_that_are_right(
    kommun_a: Sender, client: Client, method: str
) -> None:
    answer = client.generic(method, RECIPIENT)

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, POST"


def test_two_mebibytes_are_taken_and_one_byte_more_is_not(kommun_a: Sender, post: cast.Post) -> None:
    whole = 2_097_152
    padded = question() + b" " * (whole - len(question()))

    assert post(RECIPIENT, padded, kommun_a.identity).status == 200
    reply = post(RECIPIENT, padded + b" ", kommun_a.identity)
    assert (reply.status, reply.fault.code) == (500, 5005)


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "iso-8859-1", "utf-16"])
def test_the_encoding_that_the_header_names_is_used(kommun_a: Sender, client: Client, charset: str) -> None:
    text = soap(etree.tostring(codec.to_element(QUESTION)).decode()).decode()
    peer = PeerSocket([kommun_a.identity.certificate, *kommun_a.identity.chain])

    answer = client.generic(
        "POST",
        RECIPIENT,
        text.encode(charset),
        f"text/xml; charset={charset}",
        **{"gunicorn.socket": peer},  # type: ignore[arg-type]  # headers are given by name
    )

    assert answer.status_code == 200


def test_the_callers_trace_is_followed(kommun_a: Sender, client: Client) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"

    answer = client.generic("POST", SERVICE, b"x", "text/xml", HTTP_TRACEPARENT=f"00-{trace}-b7ad6b7169203331-01")

    assert answer["X-Trace-Id"] == trace


@pytest.mark.parametrize(("length", "status"), [(100, 200), (101, 500)])
def test_a_label_that_is_too_long_is_refused_and_not_cut(
    kommun_a: Sender, client: Client, length: int, status: int
) -> None:
    peer = PeerSocket([kommun_a.identity.certificate, *kommun_a.identity.chain])

    answer = client.generic(
        "POST",
        RECIPIENT,
        question(),
        "text/xml",
        headers={"X-MM-Label": "x" * length},
        **{"gunicorn.socket": peer},  # type: ignore[arg-type]  # headers are given by name
    )

    assert answer.status_code == status
    if status == 500:
        fault = cast.Reply(500, answer.content).fault
        assert fault.code == 5001
        assert "X-MM-Label" in fault.description
        assert "101 characters, and may be at most 100" in fault.description
