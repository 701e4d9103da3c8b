"""TLS that takes any client certificate, and behaves as gunicorn expects of a socket."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.pki import files, store
from infra.pki.tls import ExplainingContext, TlsSocket
from tests.infra.pki.makers import SUBJECT, Made, authority, made


class Conversation:
    """A client and the server's end of its connection."""

    def __init__(self, pki: Path, client: ssl.SSLContext | None) -> None:
        self.plain, served = socket.socketpair()
        self.server: TlsSocket = ExplainingContext(*store.server_files(pki)).wrap_socket(served)
        self.server.settimeout(10)
        self._client = client
        self._found: list[ssl.SSLSocket] = []

    def start(self, then: Callable[[ssl.SSLSocket], None]) -> threading.Thread:
        """Shake hands as a client in a thread, and go on with `then`."""

        def act() -> None:
            assert self._client is not None
            with suppress(OSError):
                connection = self._client.wrap_socket(self.plain, server_hostname="localhost")
                self._found.append(connection)
                then(connection)

        thread = threading.Thread(target=act)
        thread.start()
        return thread

    def close(self) -> None:
        for end in (*self._found, self.plain):
            end.close()
        self.server.close()


def client_context(pki: Path, identity: Path | None = None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(pki / "ca.pem"))
    if identity is not None:
        context.load_cert_chain(identity / "client.pem", identity / "client.key")
    return context


@pytest.fixture
def conversation(made_pki: Path) -> Iterator[Conversation]:
    talk = Conversation(made_pki, client_context(made_pki, made_pki / "clients" / "kommun-a"))
    yield talk
    talk.close()


def received_until_end(server: TlsSocket) -> bytes:
    data = b""
    while piece := server.recv(4096):
        data += piece
    return data


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.binary(min_size=1, max_size=40_000), max_size=5))
def test_what_the_client_sends_arrives_whole_and_in_order(made_pki: Path, pieces: list[bytes]) -> None:
    talk = Conversation(made_pki, client_context(made_pki))

    def send_all(connection: ssl.SSLSocket) -> None:
        for piece in pieces:
            connection.sendall(piece)
        connection.unwrap()

    thread = talk.start(send_all)
    try:
        assert received_until_end(talk.server) == b"".join(pieces)
    finally:
        talk.close()
        thread.join()


def test_a_large_answer_arrives_whole(conversation: Conversation) -> None:
    answer = bytes(range(256)) * 4_000
    arrived = bytearray()

    def ask(connection: ssl.SSLSocket) -> None:
        connection.sendall(b"?")
        while len(arrived) < len(answer) and (piece := connection.recv(65_536)):
            arrived.extend(piece)

    thread = conversation.start(ask)
    assert conversation.server.recv(10) == b"?"
    conversation.server.sendall(answer)
    thread.join()

    assert bytes(arrived) == answer


def test_the_certificates_are_those_that_the_client_presented_the_leaf_first(
    conversation: Conversation, made_pki: Path
) -> None:
    thread = conversation.start(lambda connection: connection.sendall(b"?"))
    conversation.server.recv(1)
    thread.join()

    expected = files.read_certificates(made_pki / "clients" / "kommun-a" / "client.pem")
    assert conversation.server.peer_certificate_chain() == expected


def write_identity(folder: Path, leaf: Made) -> Path:
    folder.mkdir()
    (folder / "client.pem").write_bytes(files.to_pem(leaf.certificate))
    (folder / "client.key").write_bytes(files.key_bytes(leaf.key))
    return folder


@pytest.mark.parametrize("kind", ["unknown issuer", "expired", "none"])
def test_a_client_that_will_be_refused_can_still_speak_and_read_why(
    made_pki: Path, tmp_path: Path, kind: str
) -> None:
    leaf = made(SUBJECT, authority("Stranger"), days=(-9, -2) if kind == "expired" else (-1, 30))
    identity = None if kind == "none" else write_identity(tmp_path / "client", leaf)
    talk = Conversation(made_pki, client_context(made_pki, identity))
    thread = talk.start(lambda connection: connection.sendall(b"hello"))
    try:
        assert talk.server.recv(10) == b"hello"
        assert talk.server.peer_certificate_chain() == ([] if kind == "none" else [leaf.certificate])
    finally:
        talk.close()
        thread.join()


def test_a_client_that_is_silent_is_waited_for_no_longer_than_told(conversation: Conversation) -> None:
    conversation.server.settimeout(0.05)

    with pytest.raises(TimeoutError):
        conversation.server.recv(1)


def test_a_socket_that_does_not_block_says_that_nothing_is_there(conversation: Conversation) -> None:
    conversation.server.setblocking(False)

    with pytest.raises(BlockingIOError):
        conversation.server.recv(1)
    assert not conversation.server.is_handshake_done


def test_a_client_that_goes_in_the_handshake_is_an_aborted_connection(conversation: Conversation) -> None:
    conversation.plain.close()

    with pytest.raises(ConnectionError):
        conversation.server.recv(1)


def test_a_client_that_does_not_speak_tls_is_an_error_of_the_connection(conversation: Conversation) -> None:
    conversation.plain.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n")

    with pytest.raises(OSError, match=r"TLS: .*http request"):
        conversation.server.recv(1)


def test_a_client_that_closes_without_goodbye_has_ended(conversation: Conversation) -> None:
    kept: list[socket.socket] = []

    def send_and_go(connection: ssl.SSLSocket) -> None:
        connection.sendall(b"bye")
        kept.append(socket.socket(fileno=connection.detach()))
        kept[0].shutdown(socket.SHUT_WR)

    thread = conversation.start(send_and_go)

    assert received_until_end(conversation.server) == b"bye"
    thread.join()
    kept[0].close()


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_versions_of_tls_are_not_spoken(made_pki: Path) -> None:
    old = client_context(made_pki)
    # Without this, today's OpenSSL does not even offer them.
    old.set_ciphers("DEFAULT@SECLEVEL=0")
    old.minimum_version = ssl.TLSVersion.TLSv1
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    talk = Conversation(made_pki, old)
    thread = talk.start(lambda _connection: None)
    try:
        with pytest.raises(OSError, match=r"TLS: .*unsupported protocol"):
            talk.server.recv(1)
    finally:
        talk.close()
        thread.join()
