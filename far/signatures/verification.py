"""Verify a person's signature: over the agreement text, by a trusted e-legitimation, with a fresh nonce."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.serialization import Encoding

from contracts import common
from far.signatures.agreement import octets_to_sign, require_agreement, require_charset
from far.signatures.mocked import is_mocked, read_mocked
from infra import clock
from infra.errors import InternalError, RegistrationNotSigned, SignatureFault
from infra.errors.explanation import Check
from infra.pki import nonces, personal
from infra.pki.personal import Subject
from infra.pki.validation.problems import CertificateProblem, CertificateReason, name_of
from infra.signed_text import MAX_BYTES, SignedText, read_cms, read_xml
from infra.xmlsig.faults import quote

_XML: Final = (b"<", b"\xef\xbb\xbf<", b"\xfe\xff", b"\xff\xfe")
_DER_SEQUENCE: Final = b"\x30"


@dataclass(frozen=True, slots=True)
class VerifiedSignature:
    """A person's signature that holds. Whether the person may sign is for others to decide."""

    number: str
    """The person's twelve digits."""
    name: str
    """As the certificate says."""
    is_mocked: bool
    """It is the reference implementation's plain form for tests: nothing was signed."""
    digest: bytes
    """SHA-256. It recognises the same signature, however it is written."""
    signed_at: datetime
    nonce: str = ""
    """The nonce, if the simulated e-legitimation issued it."""

    @property
    def digests(self) -> tuple[str, ...]:
        """What must not have been used before, in hex: the signature, and the nonce that is good for one."""
        own = self.digest.hex()
        return (own, hashlib.sha256(f"nonce {self.nonce}".encode()).hexdigest()) if self.nonce else (own,)


def verify_signature(data: common.SignatureData, agreement_text: str) -> VerifiedSignature:
    """Verify that a person has signed this agreement text.

    Raises:
        SignatureFault: the signature does not hold, or its certificate is not accepted (5012).
        RegistrationNotSigned: nothing or another text was signed, or the nonce is stale (5010).
    """
    octets = _unwrapped(data.signature)
    nonce = _fresh_nonce(data.nonce or "")
    if is_mocked(octets):
        subject = read_mocked(octets)
        return VerifiedSignature(subject.number, subject.name, True, _mocked_digest(data), clock.now(), nonce)
    charset = require_charset(data.encoding_of_signed_text or "")
    signed = _read(octets, agreement_text, charset)
    require_agreement(signed.contents, agreement_text, charset)
    _require_same_nonce(signed, data.nonce or "")
    subject = _trusted_subject(signed)
    return VerifiedSignature(subject.number, subject.name, False, _digest(signed), _moment(signed), nonce)


def _unwrapped(given: bytes) -> bytes:
    """The signature. Some write it in base64 themselves before their SOAP stack does so again."""
    if not given.strip():
        raise RegistrationNotSigned(
            "Signature är tom. Låt personen signera avtalstexten med sin e-legitimation, som XML-signatur eller "
            "PKCS#7.",
            "Signature is empty. Let the person sign the agreement text with the e-legitimation, as XML signature "
            "or PKCS#7.",
            slug="signature-empty",
        )
    if len(given) > MAX_BYTES:
        raise SignatureFault(
            f"Signature är {len(given)} byte; högst {MAX_BYTES} godtas. Ta inte med annat än text och certifikat.",
            f"Signature is {len(given)} bytes; at most {MAX_BYTES} are accepted. Include only text and "
            "certificates.",
            slug="signature-too-large",
        )
    if _is_known(given):
        return given
    try:
        return base64.b64decode(given.translate(None, b" \t\r\n"), validate=True)
    except (binascii.Error, ValueError):
        return given


def _is_known(octets: bytes) -> bool:
    return octets.lstrip().startswith(_XML) or octets.startswith(_DER_SEQUENCE) or is_mocked(octets)


def _read(octets: bytes, agreement_text: str, charset: str) -> SignedText:
    if octets.lstrip().startswith(_XML):
        return read_xml(octets.lstrip())
    if octets.startswith(_DER_SEQUENCE):
        return read_cms(octets, octets_to_sign(agreement_text, charset))
    raise SignatureFault(
        "Signature är varken en XML-signatur eller PKCS#7 (DER). Skicka signaturen i base64, oförändrad som den "
        "gjordes.",
        "Signature is neither an XML signature nor PKCS#7 (DER). Send the signature in base64, unchanged as it "
        "was made.",
        slug="signature-of-unknown-kind",
    )


def _fresh_nonce(nonce: str) -> str:
    """The nonce if the simulated e-legitimation issued it; empty: another did, or there is none."""
    issued = nonces.issued_at(nonce)
    if issued is None:
        return ""
    if not issued <= clock.now() <= issued + nonces.FRESH_FOR:
        minutes = int(nonces.FRESH_FOR.total_seconds() // 60)
        raise RegistrationNotSigned(
            f"Nonce är för gammal: den utfärdades {issued:%Y-%m-%d %H:%M:%S} UTC och gäller i {minutes} minuter. "
            "Hämta en ny och låt personen signera igen.",
            f"The Nonce is stale: it was issued at {issued:%Y-%m-%d %H:%M:%S} UTC and is good for {minutes} "
            "minutes. Get a new one and let the person sign again.",
            slug="nonce-stale",
        )
    return nonce


def _require_same_nonce(signed: SignedText, nonce: str) -> None:
    """A nonce within the signature is the one beside it, where both are there."""
    if nonce and signed.nonce and nonce != signed.nonce:
        raise RegistrationNotSigned(
            f"Nonce «{quote(nonce)}» är en annan än den i signaturen («{quote(signed.nonce)}»). Skicka den som "
            "signerades, eller ingen.",
            f"The Nonce “{quote(nonce)}” is another than the one in the signature (“{quote(signed.nonce)}”). Send "
            "the one that was signed, or none.",
            slug="nonce-is-another",
        )


def _trusted_subject(signed: SignedText) -> Subject:
    try:
        personal.current_trust().check(signed.certificate, intermediates=signed.intermediates)
        return personal.subject_of(signed.certificate)
    except CertificateProblem as problem:
        if problem.is_ours:
            raise InternalError(
                "Spärrlistan var/pki/eid/issuing.crl saknas eller går inte att läsa. Starta om simulatorn, så "
                "görs en ny.",
                "The revocation list var/pki/eid/issuing.crl is missing or cannot be read. Restart the simulator, "
                "and it makes a new one.",
                slug="eid-revocation-list-missing",
            ) from problem
        if problem.reason is CertificateReason.UNTRUSTED:
            name = quote(name_of(signed.certificate))
            raise SignatureFault(
                f"Certifikatet {name} är inte utfärdat av någon som utfärdar e-legitimationer. Signera med den "
                "simulerade e-legitimationen, eller lägg utfärdarens certifikat i var/pki/eid/trusted.",
                f"The certificate {name} is not issued by anybody who issues e-legitimations. Sign with the "
                "simulated e-legitimation, or put the issuer's certificate into var/pki/eid/trusted.",
                slug="eid-issuer-unknown",
                check=Check.CERTIFICATE,
            ) from problem
        raise SignatureFault.saying(problem.text, **problem.facts) from problem


def _moment(signed: SignedText) -> datetime:
    """When it was signed, as the signer says; a time that has not come yet is not believed."""
    now = clock.now()
    return min(signed.signed_at or now, now)


def _digest(signed: SignedText) -> bytes:
    """Of the octets that the signature value covers, and of the key: neither can be written in another way."""
    return hashlib.sha256(signed.certificate.public_bytes(Encoding.DER) + signed.covered).digest()


def _mocked_digest(data: common.SignatureData) -> bytes:
    """Of all of the data, since nothing in the plain form differs from one time to the next but the nonce."""
    parts = (data.signature, data.certificate, data.nonce or "", data.encoding_of_signed_text or "UTF-8")
    return hashlib.sha256(repr(parts).encode()).digest()
