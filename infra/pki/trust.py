"""The trust store: a certificate is trusted if its chain leads to the simulator's authority or to a pinned one.

A chain does not change, so it is cached. Time and revocation are checked at each call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings

from infra.identity import IdentityError, OrganisationNumber
from infra.pki import files, pinned, revocation
from infra.pki.pinned import UnreadableFile
from infra.pki.validation import refusals
from infra.pki.validation.chains import REMEMBERED, Chain, Link, find_chains, validity_problem
from infra.pki.validation.problems import CertificateProblem, CertificateReason, name_of
from infra.pki.validation.reading import NOT_READABLE, is_readable
from infra.texts import Text


@dataclass(frozen=True)
class TrustStore:
    """The trust anchors: authorities, and single certificates that are trusted themselves."""

    anchors: tuple[x509.Certificate, ...]
    intermediates: tuple[x509.Certificate, ...]
    revoked: frozenset[tuple[bytes, int]] | None
    """Issuer's name in DER, and serial number. None: the list is not known, so no certificate is accepted."""
    unreadable: tuple[UnreadableFile, ...] = ()
    """Files of the folder that could not be read."""

    @classmethod
    def from_folder(cls, pki_dir: Path) -> "TrustStore":
        """The simulator's own authority and the files `<pki>/trusted/*.pem`."""
        root, issuing = files.read_certificates(pki_dir / "ca.pem")
        certificates, unreadable = pinned.read_trusted(pki_dir)
        try:
            revoked = revocation.revoked_by(pki_dir, issuing)
        except revocation.NoList as problem:
            return cls((root, *certificates), (issuing,), None, (*unreadable, UnreadableFile(*problem.args)))
        return cls((root, *certificates), (issuing,), revoked, unreadable)

    def check(
        self,
        certificate: x509.Certificate,
        *,
        intermediates: Sequence[x509.Certificate] = (),
        at: datetime | None = None,
        to_call: bool = False,
    ) -> None:
        """Return if the certificate is trusted at that time (now, when not given): to sign, or to call.

        Raises:
            CertificateProblem: it is not, and why.
        """
        if self.revoked is None:
            raise refusals.no_revocation_list_error()
        moment, first = at or datetime.now(UTC), None
        given = tuple(filter(is_readable, intermediates))
        for chain in find_chains(self.anchors, self.intermediates, certificate, given, to_call=to_call):
            problem = self._problem(chain, self.revoked, moment)
            if problem is None:
                return
            first = first or problem
        raise first or self._untrusted(certificate, given)

    def require_not_revoked(self, certificate: x509.Certificate) -> None:
        """Return unless the certificate is on the revocation list. Its chain has been checked before.

        Raises:
            CertificateProblem: it is, or the list is not known.
        """
        if self.revoked is None:
            raise refusals.no_revocation_list_error()
        if Link.of(certificate).identity in self.revoked:
            raise refusals.revoked_error(certificate)

    def _untrusted(self, certificate: x509.Certificate, given: Sequence[x509.Certificate]) -> CertificateProblem:
        known = (*self.anchors, *self.intermediates, *given)
        for issuer in known:
            # It may not issue others, so no path was found through it.
            if issuer.subject == certificate.issuer and issuer.version is x509.Version.v1:
                return refusals.old_version_error(issuer)
        return refusals.untrusted_error(certificate, {one.subject for one in (*self.anchors, *self.intermediates)})

    @staticmethod
    def _problem(
        chain: Chain, revoked: frozenset[tuple[bytes, int]], moment: datetime
    ) -> CertificateProblem | None:
        for link in chain.links:
            if problem := validity_problem(link, moment):
                return problem
            if link.identity in revoked:
                return refusals.revoked_error(link.certificate)
        return chain.problem


def current_trust() -> TrustStore:
    """The trust store of the folder, read again when one of its files has changed."""
    return trust_in(settings.PKI_DIR)


def trust_in(pki_dir: Path) -> TrustStore:
    """As `current_trust`, for another folder with these files."""
    watched = (*_fixed_files(pki_dir), *pinned.list_paths(pki_dir))
    return _read_store(pki_dir, tuple(map(pinned.stamp_of, watched)))


def unreadable_files() -> tuple[UnreadableFile, ...]:
    """The files with trusted certificates that cannot be read. Their certificates are not trusted."""
    pki_dir = Path(settings.PKI_DIR)
    personal = pki_dir / "eid"
    folders = (pki_dir, personal) if personal.is_dir() else (pki_dir,)
    return tuple(file for folder in folders for file in _unreadable_in(folder))


def _unreadable_in(folder: Path) -> tuple[UnreadableFile, ...]:
    try:
        return trust_in(folder).unreadable
    except (OSError, *NOT_READABLE) as problem:
        return (UnreadableFile(folder / "ca.pem", str(problem)),)


@lru_cache(maxsize=16)
def _fixed_files(pki_dir: Path) -> tuple[str, str]:
    # Each call asks for them, and composing paths takes longer than looking at the files.
    return f"{pki_dir}/ca.pem", str(revocation.list_path(pki_dir))


@lru_cache(maxsize=4)
def _read_store(pki_dir: Path, _stamps: tuple[pinned.Stamp, ...]) -> TrustStore:
    return TrustStore.from_folder(pki_dir)


@lru_cache(maxsize=REMEMBERED)
def organisation_of(certificate: x509.Certificate) -> OrganisationNumber:
    """The number in the subject's serialNumber, in any shape of the RDNs.

    Raises:
        CertificateProblem: there is none, or it is no organisation number.
    """
    values = [str(item.value) for item in certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)]
    try:
        [number] = values
        return _in_full(number)
    except (ValueError, IdentityError) as problem:
        found = ", ".join(values) or "(-)"
        raise CertificateProblem(
            CertificateReason.NO_ORGANISATION,
            f"Certifikatet {name_of(certificate)} saknar organisationsnummer: serialNumber i subject är {found}, "
            "och ska vara 16 följt av organisationsnumret.",
            f"The certificate {name_of(certificate)} has no organisation number: the subject's serialNumber is "
            f"{found}, and must be 16 followed by the organisation number.",
            slug="certificate-without-organisation",
            where="subject/serialNumber",
            expected=Text("16 och organisationsnumret", "16 and the organisation number"),
            received=found,
        ) from problem


def _in_full(number: str) -> OrganisationNumber:
    """The number as certificates write it: all twelve digits. Source: wire.md, Transport."""
    organisation = OrganisationNumber.parse(number)
    if organisation.value != number:
        raise IdentityError(f"{number!r} is not {organisation.value}")
    return organisation
