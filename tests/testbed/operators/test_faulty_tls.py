"""Operators with a server certificate that a caller must refuse: over TLS, as a sender meets them."""

import contextlib
import shutil
import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import LazySettings
from django.core.management import call_command

from far.models import ServiceSupplier
from infra.pki import files, revocation
from testbed.operators import faulty_tls, server_certificates
from testbed.operators.behaviours import CERTIFICATES, Behaviour
from testbed.operators.faulty_tls import FaultyServer
from testbed.world import actors

LETTER = b"POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n<a/>\n"


@pytest.fixture
def own_pki(pki: None, tmp_path: Path, settings: LazySettings) -> Path:
    """A copy of the certificates that the test may change."""
    folder = shutil.copytree(settings.PKI_DIR, tmp_path / "pki")
    settings.PKI_DIR = folder
    return folder


@pytest.fixture(params=CERTIFICATES)
def behaviour(request: pytest.FixtureRequest) -> Behaviour:
    return Behaviour(request.param)


@pytest.fixture
def port(own_pki: Path, behaviour: Behaviour) -> Iterator[int]:
    """A listener of that behaviour."""
    server_certificates.ensure_certificates(own_pki)
    listener = socket.create_server(("127.0.0.1", 0))
    with ThreadPoolExecutor(1) as pool:
        server = FaultyServer(behaviour, listener, pool)
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        yield listener.getsockname()[1]
        server.shutdown()
        serving.join()
        server.server_close()


def careful(pki: Path) -> ssl.SSLContext:
    """A caller that trusts our authority, and asks its revocation list."""
    context = ssl.create_default_context(cafile=str(pki / "ca.pem"))
    crl = x509.load_der_x509_crl(revocation.list_path(pki).read_bytes())
    # OpenSSL reads revocation lists from files alone.
    file = pki / "crl.pem"
    file.write_bytes(crl.public_bytes(Encoding.PEM))
    context.load_verify_locations(cafile=str(file))
    context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
    return context


def exchange(port: int, context: ssl.SSLContext) -> bytes:
    with (
        socket.create_connection(("127.0.0.1", port), 10) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as connection,
    ):
        connection.sendall(LETTER)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


REASONS = {
    Behaviour.EXPIRED_CERTIFICATE: "certificate has expired",
    Behaviour.WRONG_HOST: "Hostname mismatch",
    Behaviour.UNTRUSTED_CERTIFICATE: "self-signed certificate in certificate chain",
    Behaviour.REVOKED_CERTIFICATE: "certificate revoked",
}


def test_a_careful_caller_ends_the_handshake_for_the_right_reason(
    own_pki: Path, port: int, behaviour: Behaviour
) -> None:
    with pytest.raises(ssl.SSLCertVerificationError) as problem:
        exchange(port, careful(own_pki))

    assert REASONS[behaviour] in problem.value.verify_message


def test_a_caller_that_looks_at_nothing_is_told_so(port: int) -> None:
    careless = ssl._create_unverified_context()

    answer = exchange(port, careless)

    assert answer.startswith(b"HTTP/1.0 500")
    assert b"[server-certificate-not-checked]" in answer


def test_silence_and_noise_stop_nobody(own_pki: Path, port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as noise, contextlib.suppress(OSError):
        noise.sendall(b"GET / HTTP/1.1\r\n\r\n")
        noise.recv(100)

    assert b"500" in exchange(port, ssl._create_unverified_context())


def test_certificates_are_kept_from_one_start_to_the_next(own_pki: Path, behaviour: Behaviour) -> None:
    server_certificates.ensure_certificates(own_pki)
    before = server_certificates.files_of(own_pki, behaviour)[0].read_bytes()

    server_certificates.ensure_certificates(own_pki)

    assert server_certificates.files_of(own_pki, behaviour)[0].read_bytes() == before


def test_they_are_made_anew_for_another_host(own_pki: Path, settings: LazySettings) -> None:
    server_certificates.ensure_certificates(own_pki)
    settings.HOSTS = ["mm.test.example"]

    server_certificates.ensure_certificates(own_pki)

    [expired, *_] = files.read_certificates(
        server_certificates.files_of(own_pki, Behaviour.EXPIRED_CERTIFICATE)[0]
    )
    assert expired.not_valid_after_utc < datetime.now(UTC)
    assert "mm.test.example" in str(expired.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)


def test_without_ports_they_lead_nowhere(settings: LazySettings) -> None:
    settings.FAULTY_TLS_PORT = 0

    address = faulty_tls.address_of(Behaviour.WRONG_HOST, "x.example")

    assert address.startswith("https://wrong-host.invalid/")


def test_the_register_follows_the_ports(world: None, settings: LazySettings) -> None:
    settings.FAULTY_TLS_PORT = 9990

    call_command("seed", verbosity=0)

    addresses = dict(ServiceSupplier.objects.values_list("name", "service_path"))
    assert {addresses[name].split("/")[2] for name in actors.CERTIFICATES.values()} == {
        f"localhost:{9990 + place}" for place in range(4)
    }
