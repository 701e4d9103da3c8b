"""Orders of certificates, and signing requests, as tests make them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding

from infra.authorship import Author, Origin
from infra.identity import OrganisationNumber
from infra.pki import files
from infra.pki.issuing import ledger, orders
from infra.pki.issuing.certificate_order import CertificateOrder
from infra.pki.issuing.ledger import Record
from infra.pki.trust import TrustStore
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from infra.validation import InvalidValues
from tests.infra.pki.makers import Made, key, made, name

NUMBER = OrganisationNumber("162021006222")
TESTER = Author(Origin.REST, "testaren")
OWN_SUBJECT = "serialNumber=162021006222,CN=eget.example,O=Vi,C=SE"


def issue(pki: Path, **changes: Any) -> Record:
    values = {"organisation": NUMBER, "title": "Region Exempel", **changes}
    return orders.issue_certificate(pki, CertificateOrder(**values), TESTER)


def refusal(pki: Path, record: Record) -> CertificateReason | None:
    """Why a caller with the certificate is refused; None: it is let in."""
    try:
        TrustStore.from_folder(pki).check(record.certificate, intermediates=record.chain[1:], to_call=True)
    except CertificateProblem as problem:
        return problem.reason
    return None


def wrong_fields(refused: InvalidValues) -> dict[str, str]:
    """What is wrong, in English, by the name of the value."""
    return {value.field: value.text.english for value in refused.values}


def request(
    subject: str = "CN=me", signer: RSAPrivateKey | ec.EllipticCurvePrivateKey | None = None
) -> x509.CertificateSigningRequest:
    builder = x509.CertificateSigningRequestBuilder().subject_name(name(subject))
    return builder.sign(signer or key(1), hashes.SHA256())


def pem(made: x509.CertificateSigningRequest) -> str:
    return made.public_bytes(Encoding.PEM).decode()


def key_of(bits: int) -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=bits)


def issued_by(record: Record, signer: RSAPrivateKey) -> Record:
    """A certificate that the holder of another has signed as if it were an authority."""
    above = Made(record.certificate, signer)
    below = made(f"serialNumber={NUMBER.value},CN=x,O=X,C=SE", above, number=2)
    chain = files.to_pem(below.certificate, *record.chain).decode()
    return replace(record, serial=ledger.serial_of(below.certificate), pem=chain)
