"""Each bad certificate is bad in one way, and a sender that looks refuses it."""

import http.client
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from django.conf import settings
from django.test import Client, override_settings

from infra.pki import revocation, store
from infra.soap.faults import read_fault
from infra.soap.parser import parse
from testbed.operators.bad_certificates import ensure_certificates
from testbed.operators.behaviours import CERTIFICATES, Behaviour
from tests.infra.supervisor.simulator import Simulator, running_simulator
from tests.servers import free_port
from tests.testbed.runs.conftest import MakeRun


@pytest.fixture(scope="module")
def bad_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory, bad_port: int) -> Iterator[Simulator]:
    folder = tmp_path_factory.mktemp("bad-certificates")
    with running_simulator(folder, MM_BAD_CERTIFICATE_PORT=str(bad_port)) as simulator:
        yield simulator


def call(port: int, trust: ssl.SSLContext) -> bytes:
    connection = http.client.HTTPSConnection("localhost", port, context=trust, timeout=10)
    try:
        connection.request("POST", "/brev.example/Service/v3", b"<call/>")
        return connection.getresponse().read()
    finally:
        connection.close()


REFUSED = {
    Behaviour.EXPIRED_CERTIFICATE: "expired",
    Behaviour.WRONG_HOST: "Hostname mismatch",
    Behaviour.UNTRUSTED_CERTIFICATE: "certificate",
    Behaviour.REVOKED_CERTIFICATE: "revoked",
}


@pytest.mark.parametrize("behaviour", CERTIFICATES)
def test_a_sender_that_looks_refuses_the_certificate(
    simulator: Simulator, bad_port: int, behaviour: Behaviour
) -> None:
    pki = simulator.folder / "pki"
    trust = ssl.create_default_context(cafile=str(pki / "ca.pem"))
    if behaviour is Behaviour.REVOKED_CERTIFICATE:
        revoked = x509.load_der_x509_crl(revocation.path(pki).read_bytes())
        shown = x509.load_pem_x509_certificate((pki / "bad-certificates" / f"{behaviour}.pem").read_bytes())
        assert revoked.get_revoked_certificate_by_serial_number(shown.serial_number) is not None
        return

    with pytest.raises(ssl.SSLCertVerificationError, match=REFUSED[behaviour]):
        call(bad_port + CERTIFICATES.index(behaviour), trust)


@pytest.mark.parametrize("behaviour", CERTIFICATES)
def test_a_sender_that_does_not_look_is_told(simulator: Simulator, bad_port: int, behaviour: Behaviour) -> None:
    careless = ssl.create_default_context()
    careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE

    answer = call(bad_port + CERTIFICATES.index(behaviour), careless)

    fault = read_fault(parse(answer).body)
    assert fault.code == 4999
    assert "bad-certificate-was-accepted" in fault.description


def test_the_certificates_are_made_once() -> None:
    pki = Path(settings.PKI_DIR)
    store.ensure(pki)

    first = {behaviour: chain.read_bytes() for behaviour, (chain, _) in ensure_certificates(pki).items()}
    second = {behaviour: chain.read_bytes() for behaviour, (chain, _) in ensure_certificates(pki).items()}

    assert first == second
    assert len(set(first.values())) == len(CERTIFICATES)


@override_settings(BAD_CERTIFICATE_PORT=8450)
def test_an_operator_on_demand_is_called_at_the_port_of_its_certificate(make_run: MakeRun) -> None:
    made = make_run().make("operators", behaviour="wrong_host", domain="brev.example")

    assert made["service_address"] == "https://localhost:8451/brev.example/Service/v3"


def test_without_a_port_there_are_none(make_run: MakeRun) -> None:
    answer = make_run().send("operators", behaviour="expired_certificate")

    assert answer.status_code == 400
    assert "MM_BAD_CERTIFICATE_PORT" in answer.content.decode()


def test_the_interface_knows_them(client: Client) -> None:
    assert "expired_certificate" in client.get("/api/schema/").content.decode()
