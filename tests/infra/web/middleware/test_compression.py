"""What goes out compressed, and what does not."""

import gzip
import zlib
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from infra.web.middleware.compression import TextCompressionMiddleware

LONG = "Beslut om förskoleplats. " * 200


def answer(response: HttpResponse | StreamingHttpResponse, accepts: str = "gzip, br") -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        return response

    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return TextCompressionMiddleware(view)(request)  # type: ignore[return-value]  # Django's is looser


@pytest.mark.parametrize(
    "media_type",
    [
        "text/html; charset=utf-8",
        "text/csv",
        "text/xml; charset=utf-8",
        "application/json",
        "application/problem+json",
        "application/vnd.oai.openapi; charset=utf-8",
        "application/vnd.oai.openapi+json",
        "image/svg+xml",
    ],
)
def test_text_is_compressed_for_those_who_ask(media_type: str) -> None:
    got = answer(HttpResponse(LONG, content_type=media_type))

    assert got["Content-Encoding"] == "gzip"
    assert got["Vary"] == "Accept-Encoding"
    assert int(got["Content-Length"]) == len(got.content) < len(LONG) / 5
    assert gzip.decompress(got.content).decode() == LONG


@pytest.mark.parametrize("media_type", ["application/pdf", "image/png", "application/zip", "font/woff2"])
def test_what_is_compressed_already_is_left_as_it_is(media_type: str) -> None:
    got = answer(HttpResponse(LONG, content_type=media_type))

    assert "Content-Encoding" not in got
    assert got.content.decode() == LONG


@pytest.mark.parametrize("accepts", ["", "identity", "br"])
def test_who_does_not_ask_gets_plain_text(accepts: str) -> None:
    got = answer(HttpResponse(LONG), accepts)

    assert "Content-Encoding" not in got
    assert got.content.decode() == LONG


def test_the_length_does_not_tell_what_is_in_the_answer() -> None:
    """BREACH guesses secrets by the length of answers: the same answer must vary in length."""
    lengths = {len(answer(HttpResponse(LONG)).content) for _ in range(30)}

    assert len(lengths) > 5


def test_a_streamed_answer_is_sent_while_it_is_made() -> None:
    made: list[int] = []

    def lines() -> Iterator[str]:
        for number in range(2_000):
            made.append(number)
            yield "".join(f"{number * factor % 7919};" for factor in range(1, 400)) + "\n"

    got = answer(StreamingHttpResponse(lines(), content_type="text/csv"))
    pieces = iter(got)
    unpacked = zlib.decompressobj(31)
    text = b""
    while not text:
        text = unpacked.decompress(next(pieces))

    assert got["Content-Encoding"] == "gzip"
    assert "Content-Length" not in got
    assert text.startswith(b"0;0;")
    assert len(made) < 200


@pytest.mark.parametrize("path", ["/", "/logga-in/", "/api/schema/", "/webservice/accao/Recipient/v3?wsdl"])
def test_pages_descriptions_and_contracts_are_compressed(world: None, client: Client, path: str) -> None:
    plain = client.get(path, follow=True)
    got = client.get(path, follow=True, headers={"accept-encoding": "gzip"})

    assert plain.status_code == got.status_code == 200
    assert "Content-Encoding" not in plain
    assert got["Content-Encoding"] == "gzip"
    assert len(got.content) < len(plain.content) / 2
