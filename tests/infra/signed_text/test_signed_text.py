"""Which keys a person may sign with."""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa

from infra.errors import SignatureFault
from infra.errors.codes import ErrorCode
from infra.signed_text.signed_text import MIN_RSA_BITS, SignersKey, require_readable_certificate, require_usual_key
from tests.infra.pki.makers import SUBJECT, made
from tests.infra.xmlsig.letters import certificate_for


def of_key(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> x509.Certificate:
    return certificate_for(key, "198101052382", "Anna")


def for_public_key(key: ed25519.Ed25519PublicKey | dsa.DSAPublicKey) -> x509.Certificate:
    """A certificate that another key has signed: some keys sign nothing that a certificate can carry."""
    issuer = made(SUBJECT, None)
    old = issuer.certificate
    lasts = (old.not_valid_before_utc, old.not_valid_after_utc)
    return x509.CertificateBuilder(old.issuer, old.subject, key, 17, *lasts).sign(issuer.key, hashes.SHA256())


def refused(certificate: x509.Certificate) -> SignatureFault:
    with pytest.raises(SignatureFault) as problem:
        require_usual_key(certificate)
    assert problem.value.code == ErrorCode.SIGNATURE_ERROR
    return problem.value


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()], ids=lambda curve: curve.name)
def test_a_key_on_an_elliptic_curve_is_usual(curve: ec.EllipticCurve) -> None:
    key = ec.generate_private_key(curve)

    found: SignersKey = require_usual_key(of_key(key))

    assert found == key.public_key()


def test_an_rsa_key_of_2048_bits_is_the_shortest() -> None:
    shortest, shorter = rsa.generate_private_key(65537, MIN_RSA_BITS), rsa.generate_private_key(65537, 1024)

    assert require_usual_key(of_key(shortest)) == shortest.public_key()
    problem = refused(of_key(shorter))
    assert problem.explanation.reason == "signer-key-length"
    assert "1024 bitar" in problem.text.swedish
    assert "1024 bits" in problem.text.english


def test_a_key_of_another_kind_is_refused() -> None:
    keys = (ed25519.Ed25519PrivateKey.generate().public_key(), dsa.generate_private_key(1024).public_key())
    for key in keys:
        assert refused(for_public_key(key)).explanation.reason == "signer-key-of-unknown-kind"


def test_a_certificate_that_cannot_be_read_is_the_signatures_fault_with_the_certificates_reason() -> None:
    broken = made("CN=Anna\n,C=SE", None).certificate

    with pytest.raises(SignatureFault) as problem:
        require_readable_certificate(broken)

    assert problem.value.explanation.reason == "certificate-name-has-control-characters"
    assert refused(broken).explanation.reason == problem.value.explanation.reason


def test_a_certificate_that_can_be_read_passes() -> None:
    require_readable_certificate(made(SUBJECT, None).certificate)
