"""Certificates are kept in memory, and callers make them: large ones are refused, and none is kept."""

import base64
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from contracts.certificate_wording import MAX_OCTETS
from infra.pki.trust import TrustStore
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from tests.cast import SERVICE, Sender
from tests.infra.pki.makers import SUBJECT, Made, authority, made

SURPLUS = x509.ObjectIdentifier("1.2.3.4.5")
LARGE = 1_000_000
MIB = 1_048_576


def with_surplus(size: int, issuer: Made | None = None) -> Made:
    return made(SUBJECT, issuer, [(x509.UnrecognizedExtension(SURPLUS, bytes(size)), False)])


def varied(certificate: x509.Certificate, number: int) -> x509.Certificate:
    """Another certificate of the same size, whose signature nobody has checked."""
    octets = bytearray(certificate.public_bytes(Encoding.DER))
    middle = len(octets) // 2
    octets[middle : middle + 4] = number.to_bytes(4, "big")
    return x509.load_der_x509_certificate(bytes(octets))


def trust(*anchors: Made) -> TrustStore:
    return TrustStore(tuple(anchor.certificate for anchor in anchors), (), frozenset())


def resident_bytes() -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("needs /proc")
    [line] = [line for line in status.read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) * 1024


def test_one_of_some_size_is_taken() -> None:
    root = authority("Root")

    trust(root).check(with_surplus(MAX_OCTETS // 2, root).certificate)


def test_a_larger_one_is_refused_in_words() -> None:
    root = authority("Root")

    with pytest.raises(CertificateProblem) as refusal:
        trust(root).check(with_surplus(MAX_OCTETS, root).certificate)

    assert refusal.value.reason is CertificateReason.UNREADABLE
    assert f"larger than {MAX_OCTETS} bytes" in refusal.value.text.english


def test_a_larger_one_on_the_way_is_passed_over() -> None:
    root = authority("Root")
    leaf, large = made(SUBJECT, root), with_surplus(LARGE).certificate

    trust(root).check(leaf.certificate, intermediates=[large])


def test_memory_does_not_grow_with_those_that_are_sent_along() -> None:
    root = authority("Root")
    leaf, large = made(SUBJECT, root).certificate, with_surplus(LARGE).certificate
    store = trust(root)
    store.check(leaf, intermediates=[varied(large, 0)])

    before = resident_bytes()
    for number in range(1, 101):
        store.check(leaf, intermediates=[varied(large, number)])

    assert resident_bytes() - before < 60 * MIB


@pytest.mark.django_db
def test_memory_does_not_grow_with_those_in_letters(kommun_a: Sender) -> None:
    letter = kommun_a.letter()
    certificate = next(letter.signed.iter("{http://www.w3.org/2000/09/xmldsig#}X509Certificate"))
    large = with_surplus(LARGE).certificate

    def fault(number: int) -> str:
        octets = varied(large, number).public_bytes(Encoding.DER)
        certificate.text = base64.b64encode(octets).decode()
        return kommun_a.post(SERVICE, letter.request, kommun_a.identity).fault.text.english

    assert f"X509Certificate in KeyInfo is larger than {MAX_OCTETS} bytes" in fault(0)
    before = resident_bytes()
    for number in range(1, 31):
        fault(number)
    assert resident_bytes() - before < 60 * MIB
