"""The two usual mistakes in an X509Certificate are named: PEM, and a chain where one certificate belongs."""

import base64

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from contracts.certificate_wording import complaint_on_octets, complaint_on_text
from infra.pki import files
from tests.infra.pki.makers import SUBJECT, authority, made


@pytest.fixture(scope="module")
def chain() -> list[x509.Certificate]:
    root = authority("Root")
    return [made(SUBJECT, root).certificate, root.certificate]


def octets(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def test_one_certificate_is_no_mistake(chain: list[x509.Certificate]) -> None:
    for certificate in chain:
        assert complaint_on_octets(octets(certificate)) is None
        assert complaint_on_text(base64.encodebytes(octets(certificate)).decode()) is None


def test_a_certificate_in_pem_is_named_so(chain: list[x509.Certificate]) -> None:
    complaint = complaint_on_text(files.to_pem(chain[0]).decode())

    assert complaint is not None
    assert complaint.swedish.startswith("ett certifikat i PEM")
    assert complaint.english.startswith("a certificate in PEM")


def test_a_chain_in_pem_is_counted(chain: list[x509.Certificate]) -> None:
    complaint = complaint_on_text(files.to_pem(*chain, chain[0]).decode())

    assert complaint is not None
    assert complaint.swedish.startswith("3 certifikat")
    assert complaint.english.startswith("3 certificates")


def test_a_chain_in_one_base64_is_counted(chain: list[x509.Certificate]) -> None:
    complaint = complaint_on_octets(b"".join(map(octets, chain)))

    assert complaint is not None
    assert complaint.english.startswith("2 certificates")


def test_a_chain_of_base64_texts_is_counted_where_each_ends_with_padding(chain: list[x509.Certificate]) -> None:
    one = base64.b64encode(b"\x30\x00" * 5).decode()
    assert one.endswith("=")

    complaint = complaint_on_text(f"{one}\n{one}")

    assert complaint is not None
    assert complaint.english.startswith("2 certificates")


@given(contents=st.lists(st.binary(max_size=300), min_size=2, max_size=6))
def test_sequences_one_after_another_are_counted_whatever_they_hold(contents: list[bytes]) -> None:
    complaint = complaint_on_octets(
        b"".join(b"\x30\x82" + len(each).to_bytes(2, "big") + each for each in contents)
    )

    assert complaint is not None
    assert complaint.english.startswith(f"{len(contents)} certificates")


@given(data=st.binary(max_size=60))
def test_other_octets_are_read_without_an_error(data: bytes) -> None:
    for each in (data, b"\x30" + data, b"\x30\x80" + data, b"\x30\xff" + data):
        complaint = complaint_on_octets(each)
        assert complaint is None or "certificates in one X509Certificate" in complaint.english


@given(text=st.text(max_size=60))
def test_other_texts_are_read_without_an_error(text: str) -> None:
    complaint = complaint_on_text(text)

    assert complaint is None or "=" in text or "BEGIN" in text
