"""The signer: choose its certificate in KeyInfo, and check that the certificate is trusted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from lxml import etree
from signxml.algorithms import digest_algorithm_implementations

from infra.errors import InternalError, SignatureFault
from infra.identity import OrganisationNumber
from infra.pki.trust import organisation_of
from infra.pki.validation.problems import CertificateProblem
from infra.texts import Text
from infra.xmlsig.names import SignedName
from infra.xmlsig.normalise import canonicalise_element
from infra.xmlsig.signature_element import SignatureElement
from infra.xmlsig.verification.policy import SignaturePolicy


class Trust(Protocol):
    """Checks that a certificate is trusted, valid at the time, and not revoked."""

    def check(
        self,
        certificate: x509.Certificate,
        *,
        intermediates: Sequence[x509.Certificate] = (),
        at: datetime | None = None,
    ) -> None:
        """Return, or raise CertificateProblem."""


def choose_certificate(signature_element: SignatureElement, info: etree._Element) -> x509.Certificate:
    """The signer's certificate: the one with the key that made the signature, else the first, as in real ones."""
    if len(signature_element.certificates) > 1:
        for certificate in signature_element.certificates:
            if is_made_by(signature_element, certificate, canonicalise_element(info, exclusive=True)):
                return certificate
    return signature_element.certificates[0]


def is_made_by(signature_element: SignatureElement, certificate: x509.Certificate, signed_info: bytes) -> bool:
    """Whether the certificate's RSA key made the signature value over these octets of SignedInfo."""
    key = rsa_key_of(certificate)
    if key is None:
        return False
    try:
        algorithm = digest_algorithm_implementations[signature_element.signature_method]()
        key.verify(signature_element.value, signed_info, PKCS1v15(), algorithm)
    except InvalidSignature:
        return False
    return True


def rsa_key_of(certificate: x509.Certificate) -> RSAPublicKey | None:
    """The certificate's key if it is one that the infrastructure signs with."""
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, RSAPublicKey) else None


def require_rsa_key(certificate: x509.Certificate, policy: SignaturePolicy) -> RSAPublicKey:
    key = rsa_key_of(certificate)
    if key is None:
        raise SignatureFault(
            "Certifikatets nyckel är inte en RSA-nyckel; signera med ett certifikat med RSA-nyckel.",
            "The certificate's key is not an RSA key; sign with a certificate that has an RSA key.",
            slug="signing-key-not-rsa",
            where="Signature/KeyInfo/X509Data/X509Certificate",
            expected="RSA",
        )
    if not policy.min_key_bits <= key.key_size <= policy.max_key_bits:
        bounds = f"{policy.min_key_bits}-{policy.max_key_bits}"
        raise SignatureFault(
            f"Certifikatets nyckel har {key.key_size} bitar; {bounds} godtas.",
            f"The certificate's key has {key.key_size} bits; {bounds} are accepted.",
            slug="signing-key-length",
            where="Signature/KeyInfo/X509Data/X509Certificate",
            expected=Text(f"{bounds} bitar", f"{bounds} bits"),
            received=str(key.key_size),
        )
    return key


def trusted_organisation(
    signature_element: SignatureElement,
    certificate: x509.Certificate,
    signed_as: SignedName,
    trust: Trust,
    at: datetime | None,
) -> OrganisationNumber:
    intermediates = [other for other in signature_element.certificates if other is not certificate]
    try:
        trust.check(certificate, intermediates=intermediates, at=at)
        return organisation_of(certificate)
    except CertificateProblem as problem:
        if problem.is_ours:
            raise InternalError.saying(problem.text, **problem.facts) from problem
        what = signed_as.local_name
        raise SignatureFault.saying(f"{what}: " + problem.text, **problem.facts) from problem
