"""Anybody may fetch the authority's certificate and its revocation list, which certificates refer to."""

from pathlib import Path

import pytest
from cryptography import x509
from django.test import Client

from infra.pki import files, revocation, store


def test_the_revocation_list_is_served_where_certificates_say(client: Client, own_pki: Path) -> None:
    answer = client.get("/" + revocation.list_url().split("/", 3)[3])

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pkix-crl"
    revoked = files.read_certificates(own_pki / "clients" / store.REVOKED / "client.pem")[0]
    found = x509.load_der_x509_crl(answer.content)
    assert found.get_revoked_certificate_by_serial_number(revoked.serial_number) is not None


def test_the_chain_of_the_authority_is_served_in_pem(client: Client, own_pki: Path) -> None:
    answer = client.get("/pki/ca.pem")

    assert answer.headers["Content-Type"] == "application/x-pem-file"
    root, issuing = x509.load_pem_x509_certificates(answer.content)
    issuing.verify_directly_issued_by(root)
    assert b"PRIVATE" not in answer.content


def test_those_of_persons_are_served_where_their_certificates_say(client: Client, own_pki: Path) -> None:
    listed = client.get("/" + revocation.personal_list_url().split("/", 3)[3])
    chain = client.get("/pki/eid/ca.pem")

    root, issuing = x509.load_pem_x509_certificates(chain.content)
    issuing.verify_directly_issued_by(root)
    assert x509.load_der_x509_crl(listed.content).issuer == issuing.subject
    assert client.get("/pki/ca.pem").content != chain.content


@pytest.mark.parametrize("path", ["/pki/crl", "/pki/ca.pem", "/pki/eid/crl", "/pki/eid/ca.pem"])
def test_nothing_can_be_written_there(client: Client, own_pki: Path, path: str) -> None:
    assert client.head(path).status_code == 200
    assert client.post(path, b"x", content_type="text/plain").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/pki/ca/root.key",
        "/pki/clients/kommun-a/client.key",
        "/pki/../pki/ca/issuing.key",
        "/pki/eid/ca/issuing.key",
    ],
)
def test_no_key_is_served(client: Client, own_pki: Path, path: str) -> None:
    assert client.get(path).status_code == 404
