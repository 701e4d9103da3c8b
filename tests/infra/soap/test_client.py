"""What a role learns when it asks another one over TLS: the answer, a fault, or why there was no usable answer."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from contracts import authority_service
from contracts.codec import to_element
from infra import trace
from infra.errors import InvalidInput
from infra.errors.codes import ErrorCode
from infra.errors.explanation import AtFault
from infra.pki import files, revocation, store
from infra.pki.store import Identity
from infra.soap import client
from infra.soap.call_failures import CallFailed, NoAnswer, NobodyListens, Unreached
from infra.soap.messages import envelope, faults
from infra.soap.messages.faults import FaultReceived
from tests.servers import free_port

REQUEST = authority_service.GetSenders()
ANSWER = envelope.wrap_element(to_element(authority_service.GetSendersResponse()))
FAULT = envelope.wrap_element(faults.to_element(faults.fault_of(InvalidInput("Fel", "Wrong"))))


class Register:
    """Another system that answers what the test wants, and remembers what it was asked."""

    def __init__(self) -> None:
        self.status, self.body = 200, ANSWER
        self.headers: list[dict[str, str]] = []
        self.callers: list[str] = []
        self.before_answer: Callable[[], object] = lambda: None


@pytest.fixture
def identity(own_pki: Path) -> Identity:
    return store.read_identity(own_pki / "clients" / "kommun-a")


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def address(own_pki: Path, register: Register) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            register.headers.append(dict(self.headers.items()))
            register.callers.append(str(self.connection.getpeercert()))
            register.before_answer()
            self.send_response(register.status)
            self.send_header("Content-Length", str(len(register.body)))
            self.end_headers()
            self.wfile.write(register.body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(own_pki / "ca.pem"))
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_cert_chain(*map(str, store.server_files(own_pki)))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}/Authority"
    server.shutdown()
    thread.join()
    server.server_close()


def ask(address: str, identity: Identity) -> authority_service.GetSendersResponse:
    return client.call_service(address, REQUEST, authority_service.GetSendersResponse, identity=identity)


def failure(address: str, identity: Identity) -> CallFailed:
    with pytest.raises(CallFailed) as problem:
        ask(address, identity)
    assert problem.value.code == ErrorCode.INTERNAL_ERROR
    assert problem.value.text.swedish != problem.value.text.english
    return problem.value


def test_the_answer_comes_back_typed(address: str, identity: Identity) -> None:
    assert ask(address, identity) == authority_service.GetSendersResponse()


def test_the_call_presents_the_role_s_own_certificate(
    address: str, identity: Identity, register: Register
) -> None:
    ask(address, identity)

    assert "162021004748" in register.callers[0]


def test_the_call_carries_the_trace_and_the_label(address: str, identity: Identity, register: Register) -> None:
    with trace.use_trace() as current, trace.use_label("run-1"):
        ask(address, identity)

    [headers] = register.headers
    assert headers["traceparent"].split("-")[1] == current
    assert headers[trace.LABEL_HEADER] == "run-1"
    assert headers["Content-Type"] == "text/xml; charset=utf-8"


@pytest.mark.parametrize(
    ("label", "sent"),
    [("prov räk 🙂", "prov räk 🙂"), ("a\nX-Other: b", "a?X-Other: b"), ("a\r\n\r\nb", "a????b"), ("å\x00", "å?")],
)
def test_a_label_of_any_text_is_passed_on_and_adds_no_header(
    address: str, identity: Identity, register: Register, label: str, sent: str
) -> None:
    with trace.use_label(label):
        ask(address, identity)

    assert trace.read_label(register.headers[0][trace.LABEL_HEADER]) == sent
    assert "X-Other" not in register.headers[0]


@pytest.mark.parametrize("status", [200, 500])
def test_a_fault_is_received_with_its_code(
    address: str, identity: Identity, register: Register, status: int
) -> None:
    register.status, register.body = status, FAULT

    with pytest.raises(FaultReceived) as refusal:
        ask(address, identity)

    assert refusal.value.fault.code == ErrorCode.INVALID_INPUT
    assert tuple(refusal.value.fault.text) == ("Fel", "Wrong")


@pytest.mark.parametrize("status", [202, 301, 403, 404, 503])
def test_another_status_is_no_usable_answer(
    address: str, identity: Identity, register: Register, status: int
) -> None:
    register.status = status

    assert f"HTTP {status}" in failure(address, identity).text.english


@pytest.mark.parametrize("body", [b"", b"<html/>", b"{}", ANSWER[:-20], b"<!DOCTYPE a><a/>"])
def test_what_is_no_soap_is_no_usable_answer(
    address: str, identity: Identity, register: Register, body: bytes
) -> None:
    register.body = body

    assert "not SOAP 1.1" in failure(address, identity).text.english


def test_an_answer_to_another_question_is_no_usable_answer(
    address: str, identity: Identity, register: Register
) -> None:
    element = to_element(authority_service.GetSendersResponse())
    element.append(element.makeelement("{urn:other}surprise"))
    register.body = envelope.wrap_element(element)

    problem = failure(address, identity)

    assert "surprise has no place" in problem.text.english
    assert "surprise hör inte hemma" in problem.text.swedish


def test_an_answer_without_end_is_given_up(
    address: str, identity: Identity, register: Register, settings: Settings
) -> None:
    settings.MAX_SOAP_BYTES = 100_000
    register.body = b" " * 400_000

    assert "does not end" in failure(address, identity).text.english


def test_where_nobody_listens_the_letter_was_not_delivered(identity: Identity) -> None:
    problem = failure(f"https://127.0.0.1:{free_port()}/Authority", identity)

    assert isinstance(problem, NobodyListens)
    assert "takes no connections" in problem.text.english


def test_a_server_whose_certificate_is_not_trusted_gets_no_letter(
    address: str, identity: Identity, register: Register, settings: Settings, tmp_path: Path
) -> None:
    settings.PKI_DIR = tmp_path / "another"
    store.ensure_identities(settings.PKI_DIR)
    stranger = store.read_identity(settings.PKI_DIR / "clients" / "kommun-a")

    problem = failure(address, stranger)

    assert isinstance(problem, Unreached)
    assert register.headers == []


def test_a_server_whose_certificate_is_revoked_gets_no_letter(
    address: str, identity: Identity, register: Register, own_pki: Path
) -> None:
    [certificate, *_] = files.read_certificates(own_pki / "server" / "server.pem")
    revocation.add_to_list(own_pki, store.load_issuing_authority(own_pki), certificate.serial_number)

    problem = failure(address, identity)

    assert isinstance(problem, Unreached)
    why = problem.explanation
    assert (why.reason, why.at_fault, why.retry) == ("certificate-revoked", AtFault.OPERATOR, True)
    assert f"{certificate.serial_number:x}" in problem.text.english
    assert register.headers == []


def test_without_a_revocation_list_no_server_gets_a_letter(
    address: str, identity: Identity, register: Register, own_pki: Path
) -> None:
    revocation.list_path(own_pki).unlink()

    problem = failure(address, identity)

    assert problem.explanation.reason == "revocation-list-missing"
    assert problem.explanation.at_fault is AtFault.INFRASTRUCTURE
    assert register.headers == []


def test_a_server_that_is_silent_may_have_the_letter(
    address: str, identity: Identity, register: Register, settings: Settings
) -> None:
    settings.SOAP_READ_SECONDS = 0.2
    given_up = threading.Event()
    register.before_answer = lambda: given_up.wait(10)
    try:
        problem = failure(address, identity)
    finally:
        given_up.set()

    assert isinstance(problem, NoAnswer)
    assert not isinstance(problem, Unreached)
    assert "in time" in problem.text.english


def test_a_server_that_hangs_up_in_the_handshake_did_not_answer(identity: Identity) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:

        def hang_up() -> None:
            listener.accept()[0].close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        problem = failure(f"https://127.0.0.1:{listener.getsockname()[1]}/Authority", identity)
        thread.join()

    assert isinstance(problem, NoAnswer)
