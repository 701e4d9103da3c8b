"""Nobody calls in another's name by a header that only nginx may write: every trick, on both ports."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPResponse
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest

from infra.errors.codes import ErrorCode
from infra.pki import store
from infra.pki.store import Identity
from tests.cast import Reply
from tests.end_to_end.wire import PATIENCE, chunked
from tests.infra.soap.questions import RECIPIENT, question
from tests.infra.supervisor.nginx_front import nginx
from tests.infra.supervisor.simulator import Simulator, running_simulator
from tests.servers import free_port

STOLEN = "STOLEN"
"""Stands for the certificate of Kommun A, which is public."""
TRICKS = {
    "none": "",
    "as nginx writes it": f"X-SSL-Client-Cert: {STOLEN}\r\n",
    "lower case": f"x-ssl-client-cert: {STOLEN}\r\n",
    "mixed case": f"X-Ssl-cLIENT-Cert: {STOLEN}\r\n",
    "twice": f"X-SSL-Client-Cert: {STOLEN}\r\nX-SSL-Client-Cert: {STOLEN}\r\n",
    "twice, the first empty": f"X-SSL-Client-Cert:\r\nX-SSL-Client-Cert: {STOLEN}\r\n",
    "twice, the last empty": f"X-SSL-Client-Cert: {STOLEN}\r\nX-SSL-Client-Cert:\r\n",
    "underscores": f"X_SSL_Client_Cert: {STOLEN}\r\n",
    "some underscores": f"X-SSL_Client-Cert: {STOLEN}\r\n",
    "both spellings": f"X_SSL_CLIENT_CERT: {STOLEN}\r\nX-SSL-Client-Cert: {STOLEN}\r\n",
    "as CGI names it": f"HTTP_X_SSL_CLIENT_CERT: {STOLEN}\r\n",
    "blank before the colon": f"X-SSL-Client-Cert : {STOLEN}\r\n",
    "tab before the colon": f"X-SSL-Client-Cert\t: {STOLEN}\r\n",
    "folded onto another header": f"X-Other: a\r\n X-SSL-Client-Cert: {STOLEN}\r\n",
    "folded value": f"X-SSL-Client-Cert:\r\n {STOLEN}\r\n",
    "after a bare line feed": f"X-Other: a\nX-SSL-Client-Cert: {STOLEN}\r\n",
    "after a bare carriage return": f"X-Other: a\rX-SSL-Client-Cert: {STOLEN}\r\n",
    "hidden by Connection": f"Connection: close, X-SSL-Client-Cert\r\nX-SSL-Client-Cert: {STOLEN}\r\n",
    "from a trusted address": f"X-Forwarded-For: 127.0.0.1\r\nX-SSL-Client-Cert: {STOLEN}\r\n",
    "the name that the application uses": f"mm.proxied_certificate: {STOLEN}\r\n",
    "as another server names it": f"SSL_CLIENT_CERT: {STOLEN}\r\nX-Client-Cert: {STOLEN}\r\n",
}


@dataclass(frozen=True)
class Front:
    """nginx on two ports, and the simulator behind it, which believes it."""

    simulator: Simulator
    web_port: int

    def identity(self, name: str) -> Identity:
        return store.read_identity(self.simulator.folder / "pki" / "clients" / name)

    def stolen(self, headers: str) -> bytes:
        certificate = Path(self.identity("kommun-a").folder, "client.pem").read_text()
        leaf = certificate.partition("-----END CERTIFICATE-----")
        return headers.replace(STOLEN, quote("".join(leaf[:2]) + "\n", safe="")).encode()

    def say(self, port: int, words: bytes, caller: Identity | None) -> bytes:
        """All that is answered on a connection of its own."""
        context = ssl._create_unverified_context()
        if caller is not None:
            context.load_cert_chain(f"{caller.folder}/client.pem", f"{caller.folder}/client.key")
        with (
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as connection,
        ):
            connection.sendall(words)
            heard = b""
            while piece := connection.recv(65_536):
                heard += piece
            return heard

    def ask(self, port: int, headers: str, caller: Identity | None, *, in_chunks: bool = False) -> bytes:
        body = question()
        length = "Transfer-Encoding: chunked" if in_chunks else f"Content-Length: {len(body)}"
        start = f"POST {RECIPIENT} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\n{length}\r\n"
        close = "" if "Connection:" in headers else "Connection: close\r\n"
        pieces = b"".join(chunked(body)) if in_chunks else body
        return self.say(port, start.encode() + self.stolen(headers) + close.encode() + b"\r\n" + pieces, caller)


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    behind, web_port = free_port(), free_port()
    settings = {
        "MM_SOAP_PORT": str(behind),
        "MM_SOAP_TLS": "off",
        "MM_TRUSTED_PROXY": "127.0.0.1",
        "MM_WEB_TLS": "on",
    }
    with (
        running_simulator(tmp_path_factory.mktemp("front"), **settings) as simulator,
        nginx(simulator, behind, web_port),
    ):
        yield Front(simulator, web_port)


class _Heard:
    """What was heard, for the standard library to read as an answer."""

    def __init__(self, heard: bytes) -> None:
        self._heard = heard

    def makefile(self, *_: object) -> object:
        return BytesIO(self._heard)


def reply(heard: bytes) -> Reply:
    with closing(HTTPResponse(_Heard(heard))) as answer:  # type: ignore[arg-type]  # as much of a socket as it needs
        answer.begin()
        return Reply(answer.status, answer.read())


def is_refused(heard: bytes, code: ErrorCode) -> bool:
    """By nginx or gunicorn, which take no such headers, or by the simulator with this code."""
    return heard.startswith(b"HTTP/1.1 400 ") or reply(heard).fault.code == code


@pytest.mark.parametrize("in_chunks", [False, True], ids=["whole", "in chunks"])
@pytest.mark.parametrize("headers", TRICKS.values(), ids=TRICKS)
def test_who_shows_no_certificate_has_none(front: Front, headers: str, in_chunks: bool) -> None:
    for port in (front.simulator.soap_port, front.web_port):
        heard = front.ask(port, headers, None, in_chunks=in_chunks)

        assert is_refused(heard, ErrorCode.CERTIFICATE_ERROR), heard


@pytest.mark.parametrize("headers", TRICKS.values(), ids=TRICKS)
def test_who_shows_a_certificate_is_whom_it_names(front: Front, headers: str) -> None:
    outsider = front.identity("obehorig")

    heard = front.ask(front.simulator.soap_port, headers, outsider)
    assert is_refused(heard, ErrorCode.ACCESS_DENIED), heard
    assert heard.startswith(b"HTTP/1.1 400 ") or outsider.organisation.value in reply(heard).fault.description

    heard = front.ask(front.web_port, headers, outsider)
    assert is_refused(heard, ErrorCode.CERTIFICATE_ERROR), heard


def test_the_certificate_that_is_shown_is_believed(front: Front) -> None:
    asked = front.ask(front.simulator.soap_port, "", front.identity("kommun-a"))

    assert reply(asked).status == 200


@pytest.mark.parametrize(
    "length", ["Content-Length: 0\r\nTransfer-Encoding: chunked", "Transfer-Encoding: x, chunked"]
)
def test_no_request_hides_in_the_body_of_another(front: Front, length: str) -> None:
    hidden = (
        front.stolen(
            f"POST {RECIPIENT} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\n"
            f"X-SSL-Client-Cert: {STOLEN}\r\nContent-Length: {len(question())}\r\nConnection: close\r\n\r\n"
        )
        + question()
    )
    outer = f"POST {RECIPIENT} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\n{length}\r\n\r\n0\r\n\r\n"

    for port in (front.simulator.soap_port, front.web_port):
        heard = front.say(port, outer.encode() + hidden, None)

        assert b" 200 " not in heard.partition(b"\r\n")[0]
        assert b"AccountStatus" not in heard


@pytest.mark.parametrize("path", ["/pki/crl", "/pki/crl/../../webservice/accao/Recipient/v3", RECIPIENT])
def test_plain_http_on_the_port_of_the_pages_is_no_way_in_either(front: Front, path: str) -> None:
    request = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nConnection: close\r\n"
        f"X-SSL-Client-Cert: {STOLEN}\r\nContent-Length: {len(question())}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", front.web_port), timeout=PATIENCE) as caller:
        caller.sendall(front.stolen(request) + question())
        heard = b""
        while piece := caller.recv(65_536):
            heard += piece

    assert heard.split(b" ")[1] in {b"307", b"400", b"500"}, heard
    assert b"AccountStatus" not in heard
