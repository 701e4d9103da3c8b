"""Certificates of persons, as an e-legitimation has them: an authority of its own, in `<pki>/eid`.

It stands apart from the organisations' authority, so that neither's certificates pass for the other's. The
folder has the same files: ca.pem, issuing.crl, and trusted/ for other issuers of e-legitimations.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509.oid import NameOID
from django.conf import settings

from infra.identity import IdentityError, RecipientId
from infra.pki import files, revocation
from infra.pki.issuing import authority_files, issue
from infra.pki.issuing.issue import Authority
from infra.pki.trust import TrustStore, trust_in
from infra.pki.validation.problems import CertificateProblem, CertificateReason, name_of

ROOT_NAME: Final = "Simulator Personal Root CA"
ISSUING_NAME: Final = "Simulator Personal CA"
MAX_NAME: Final = 64
"""Octets of UTF-8 in each part of a name. RFC 5280 allows 64 characters, cryptography 64 octets."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The person that a certificate names."""

    number: str
    name: str


def authority_folder(pki_dir: Path) -> Path:
    """The folder of the authority that issues e-legitimations."""
    return pki_dir / "eid"


def ensure_authority(pki_dir: Path) -> None:
    """Make the authority and its revocation list where they are missing; renew a list that is about to lapse."""
    own = authority_folder(pki_dir)
    authority = load_issuing_authority(pki_dir)
    if revocation.is_believable(own, authority):
        revocation.renew_list(own, authority)
    else:
        revocation.make_list(own, authority)


def load_issuing_authority(pki_dir: Path) -> Authority:
    """The authority that issues to persons, created on first use together with its root."""
    own = authority_folder(pki_dir)
    return authority_files.read_or_make(own, own / "ca", ROOT_NAME, ISSUING_NAME)


def issue_certificate(
    authority: Authority, key: RSAPrivateKey, subject: Subject, *, begins: datetime | None = None
) -> x509.Certificate:
    """A person's certificate for two years, from now on or from `begins`."""
    url = revocation.personal_list_url()
    return issue.client_certificate(authority, key, _name(subject), crl_url=url, begins=begins)


def revoke_certificate(pki_dir: Path, certificate: x509.Certificate) -> None:
    """Put the certificate on the authority's revocation list."""
    own = authority_folder(pki_dir)
    with files.lock_folder(own):
        revocation.add_to_list(own, load_issuing_authority(pki_dir), certificate.serial_number)


def current_trust() -> TrustStore:
    """The issuers of e-legitimations that are trusted: the simulator's, and those in `<pki>/eid/trusted`."""
    return trust_in(authority_folder(Path(settings.PKI_DIR)))


def subject_of(certificate: x509.Certificate) -> Subject:
    """The person that the certificate names.

    Raises:
        CertificateProblem: its serialNumber is no personal identity number or coordination number.
    """
    values = [str(item.value) for item in certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)]
    try:
        [number] = values
        return Subject(_personal_number(number), name_of(certificate))
    except (ValueError, IdentityError) as problem:
        found = ", ".join(values) or "(-)"
        raise CertificateProblem(
            CertificateReason.NO_PERSON,
            f"Certifikatet {name_of(certificate)} är ingen persons: serialNumber i subject är {found}, och ska "
            "vara ett personnummer eller samordningsnummer med tolv siffror. Signera med personens "
            "e-legitimation.",
            f"The certificate {name_of(certificate)} is no person's: the subject's serialNumber is {found}, and "
            "must be a personal identity number or coordination number of twelve digits. Sign with the person's "
            "e-legitimation.",
            slug="certificate-without-person",
        ) from problem


def _personal_number(text: str) -> str:
    number = RecipientId.parse(text)
    if number.value != text or not number.is_person:
        raise IdentityError(f"{number!r} is no person's twelve digits")
    return number.value


def _name(subject: Subject) -> x509.Name:
    """In the order of the reference implementation's form: SERIALNUMBER, GIVENNAME, SURNAME, CN, C."""
    given, _, surname = subject.name.rpartition(" ")
    parts = (
        (NameOID.COUNTRY_NAME, "SE"),
        (NameOID.COMMON_NAME, _shortened(subject.name)),
        (NameOID.SURNAME, _shortened(surname)),
        (NameOID.GIVEN_NAME, _shortened(given or surname)),
        (NameOID.SERIAL_NUMBER, subject.number),
    )
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _shortened(name: str) -> str:
    return name.encode()[:MAX_NAME].decode(errors="ignore")
