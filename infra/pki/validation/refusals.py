"""The texts of refused certificates: not trusted, revoked, or impossible to decide."""

from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from infra.errors.explanation import AtFault, Check
from infra.pki.validation.problems import CertificateProblem, CertificateReason, name_of
from infra.texts import Text

OLD_HASHES: Final = (hashes.SHA1, hashes.MD5)
"""Hash algorithms with which cryptography verifies no certificates."""


def no_revocation_list_error() -> CertificateProblem:
    return CertificateProblem(
        CertificateReason.NO_REVOCATION_LIST,
        "Simulatorns spärrlista var/pki/issuing.crl saknas eller går inte att läsa, så inga certifikat kan "
        "godtas. Starta om simulatorn, så görs en ny.",
        "The simulator's revocation list var/pki/issuing.crl is missing or cannot be read, so no certificates "
        "can be accepted. Restart the simulator, and it makes a new one.",
        slug="revocation-list-missing",
        check=Check.SYSTEM,
        at_fault=AtFault.INFRASTRUCTURE,
        retry=True,
    )


def revoked_error(certificate: x509.Certificate) -> CertificateProblem:
    return CertificateProblem(
        CertificateReason.REVOKED,
        f"Certifikatet {name_of(certificate)} med serienummer {certificate.serial_number:x} är spärrat. "
        "Använd ett annat.",
        f"The certificate {name_of(certificate)} with serial number {certificate.serial_number:x} is revoked. "
        "Use another one.",
        slug="certificate-revoked",
        fix=Text(
            f"{certificate.serial_number:x} kan inte bli giltigt igen. Beställ ett nytt: PUT "
            f"/api/v1/actors/<nummer> med certificate {{}}.",
            f"{certificate.serial_number:x} cannot become valid again. Order a new one: PUT "
            f"/api/v1/actors/<number> with certificate {{}}.",
        ),
        where=name_of(certificate),
        expected=Text("inte spärrat", "not revoked"),
        received=f"{certificate.serial_number:x}",
    )


VERSION_1: Final = Text(
    "är av version 1 av X.509, som saknar tillägg: det säger inte vad nyckeln får användas till, eller om den "
    "får utfärda andra. Så blir det när OpenSSL 3.0 signerar med x509 -req utan -extfile. Gör det igen med "
    "-extfile och en fil med raden keyUsage=digitalSignature,keyEncipherment, eller för en utfärdare "
    "basicConstraints=critical,CA:TRUE; eller beställ ett med manage.py issue_certificate",
    "is of version 1 of X.509, which has no extensions: it does not say what the key may be used for, or whether "
    "it may issue others. OpenSSL 3.0 makes it so when x509 -req signs without -extfile. Make it anew with "
    "-extfile and a file with the line keyUsage=digitalSignature,keyEncipherment, or for an issuer "
    "basicConstraints=critical,CA:TRUE; or order one with manage.py issue_certificate",
)
"""To be read after a certificate's name."""


def old_version_error(certificate: x509.Certificate) -> CertificateProblem:
    """Version 1. Source: RFC 5280, 4.1.2.1: with extensions the version is 3, and 6.1.4 (k) demands them."""
    name = name_of(certificate)
    return CertificateProblem(
        CertificateReason.VERSION,
        f"Certifikatet {name} {VERSION_1.swedish}.",
        f"The certificate {name} {VERSION_1.english}.",
        slug="certificate-version-1",
    )


def untrusted_error(certificate: x509.Certificate, authorities: set[x509.Name]) -> CertificateProblem:
    swedish, english = _describe_issuer(certificate, authorities)
    return CertificateProblem(
        CertificateReason.UNTRUSTED,
        f"Certifikatet {name_of(certificate)} {swedish}. Använd ett av certifikaten i var/pki/clients, eller "
        "lägg utfärdarens certifikat i var/pki/trusted.",
        f"The certificate {name_of(certificate)} {english}. Use one of the certificates in var/pki/clients, or "
        "put the issuer's certificate into var/pki/trusted.",
        slug="certificate-untrusted",
        where=name_of(certificate),
        received=certificate.issuer.rfc4514_string(),
        expected=Text("en utfärdare som är betrodd här", "an issuer that is trusted here"),
        fix=Text(
            "Använd ett av certifikaten i var/pki/clients, eller lägg utfärdarens certifikat i var/pki/trusted "
            "(konsolen: Aktörer, Certifikat). Skicka hela kedjan utom roten.",
            "Use one of the certificates in var/pki/clients, or put the issuer's certificate into "
            "var/pki/trusted (console: Actors, Certificates). Send the whole chain but for the root.",
        ),
    )


def _describe_issuer(certificate: x509.Certificate, authorities: set[x509.Name]) -> tuple[str, str]:
    issuer = certificate.issuer.rfc4514_string({NameOID.SERIAL_NUMBER: "serialNumber"})
    if certificate.issuer == certificate.subject:
        return "är signerat av sig självt", "is signed by itself"
    if isinstance(certificate.signature_hash_algorithm, OLD_HASHES):
        name = certificate.signature_hash_algorithm.name
        return (
            f"är signerat av {issuer} med {name}; bara certifikatet självt kan göras betrott",
            f"is signed by {issuer} with {name}; only the certificate itself can be made trusted",
        )
    if certificate.issuer in authorities:
        return (
            f"är utfärdat i simulatorns namn ({issuer}) men med en annan nyckel, troligen före en make reset",
            f"is issued in the simulator's name ({issuer}) but by another key, probably before a make reset",
        )
    return (
        f"är utfärdat av {issuer}, som simulatorn inte litar på",
        f"is issued by {issuer}, which the simulator does not trust",
    )
