"""The caller's certificate: from the TLS socket, or from a proxy that the settings name as trusted."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, cast
from urllib.parse import unquote

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings

from infra.errors import CertificateError, InternalError
from infra.identity import OrganisationNumber
from infra.pki.store import Identity
from infra.pki.trust import TrustStore, organisation_of
from infra.pki.validation.problems import CertificateProblem
from infra.pki.validation.reading import NOT_READABLE
from infra.texts import Text

PROXY_HEADER = "HTTP_X_SSL_CLIENT_CERT"
"""URL-encoded PEM, as nginx gives it in $ssl_client_escaped_cert."""
PROXIED_CERTIFICATE = "mm.proxied_certificate"
"""The key in the WSGI environment for the header's value, once the proxy is trusted. No header has this name."""


class TlsPeer(Protocol):
    """A TLS connection that knows the certificates its peer presented, the leaf first."""

    def peer_certificate_chain(self) -> list[x509.Certificate]: ...


@dataclass(frozen=True)
class Caller:
    """The organisation that calls, and its certificate."""

    organisation: OrganisationNumber
    certificate: x509.Certificate
    name: str

    @property
    def serial(self) -> str:
        """The certificate's serial number, as the ledger writes it."""
        return f"{self.certificate.serial_number:x}"


def caller_from_environ(environ: Mapping[str, Any], trust: TrustStore) -> Caller:
    """The caller of a WSGI request.

    Raises:
        CertificateError: no certificate, or one that is not accepted, and what to do (code 3).
    """
    chain = presented_chain(environ)
    try:
        trust.check(chain[0], intermediates=chain[1:], to_call=True)
        return _caller_of(chain[0])
    except CertificateProblem as problem:
        if problem.is_ours:
            raise InternalError.saying(problem.text, **problem.facts) from problem
        raise CertificateError.saying(problem.text, **problem.facts) from problem


def claimed_caller(environ: Mapping[str, Any]) -> Caller | None:
    """The subject of the certificate that the caller of a WSGI request presented. It is not verified here.

    None: there is none, or it cannot be read or names no organisation.
    """
    try:
        return _caller_of(presented_chain(environ)[0])
    except (CertificateError, CertificateProblem):
        return None


def presented_chain(environ: Mapping[str, Any]) -> list[x509.Certificate]:
    """The certificates that the caller of a WSGI request presented, its own first; they may be unacceptable.

    Raises:
        CertificateError: none, or one that cannot be read (code 3).
    """
    try:
        chain = _presented_chain(environ)
    except NOT_READABLE as problem:
        raise CertificateError(
            f"Klientcertifikatet går inte att läsa: {problem}.",
            f"The client certificate cannot be read: {problem}.",
            slug="client-certificate-unreadable",
            where="TLS",
            received=str(problem),
        ) from problem
    if not chain:
        raise CertificateError(
            "Anropet saknar klientcertifikat. Anropa SOAP-porten med TLS och ett klientcertifikat, till exempel "
            "var/pki/clients/kommun-a/client.pem med client.key.",
            "The call has no client certificate. Call the SOAP port over TLS with a client certificate, for "
            "instance var/pki/clients/kommun-a/client.pem with client.key.",
            slug="client-certificate-missing",
            where="TLS",
            expected=Text("ett klientcertifikat", "a client certificate"),
            received=Text("inget", "none"),
            fix=Text(
                "Ge klienten certifikat och nyckel, och anropa SOAP-porten med https. Bakom en proxy: se "
                "docs/certificates.md.",
                "Give the client its certificate and key, and call the SOAP port with https. Behind a proxy: "
                "see docs/certificates.md.",
            ),
        )
    return chain


def take_proxied_certificate(environ: dict[str, Any]) -> None:
    """Believe a trusted proxy's X-SSL-Client-Cert, and forget anybody else's.

    For the SOAP application alone: its proxy sets the header. Elsewhere, the caller may have written it.
    """
    header = environ.pop(PROXY_HEADER, "")
    if environ.get("REMOTE_ADDR") in settings.TRUSTED_PROXIES:
        environ[PROXIED_CERTIFICATE] = header


def caller_of_identity(identity: Identity) -> Caller:
    """The caller for an identity that calls without a socket."""
    return _caller_of(identity.certificate)


@lru_cache(maxsize=1024)
def _caller_of(certificate: x509.Certificate) -> Caller:
    names = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    organisation = organisation_of(certificate)
    return Caller(organisation, certificate, str(names[0].value) if names else organisation.value)


def _presented_chain(environ: Mapping[str, Any]) -> list[x509.Certificate]:
    connection = environ.get("gunicorn.socket")
    if isinstance(connection, ssl.SSLSocket):
        leaf = connection.getpeercert(binary_form=True)
        return [x509.load_der_x509_certificate(leaf)] if leaf else []
    if hasattr(connection, "peer_certificate_chain"):
        return cast(TlsPeer, connection).peer_certificate_chain()
    return _from_header(str(environ.get(PROXIED_CERTIFICATE, "")))


def _from_header(header: str) -> list[x509.Certificate]:
    if not header:
        return []
    # WSGI servers join a repeated header with a comma. Only the proxy may send the header, and it sends one.
    if "," in header:
        raise CertificateError(
            "Huvudet X-SSL-Client-Cert står mer än en gång; proxyn ska ersätta det som redan står där.",
            "The header X-SSL-Client-Cert stands more than once; the proxy must replace what is there.",
            slug="proxy-certificate-header-twice",
            where="X-SSL-Client-Cert",
            expected=Text("en gång", "once"),
            received=Text("flera gånger", "several times"),
        )
    try:
        return x509.load_pem_x509_certificates(unquote(header).encode())
    except NOT_READABLE as problem:
        raise CertificateError(
            f"Proxyns huvud X-SSL-Client-Cert går inte att läsa: {problem}.",
            f"The proxy's header X-SSL-Client-Cert cannot be read: {problem}.",
            slug="proxy-certificate-header-unreadable",
            where="X-SSL-Client-Cert",
            expected=Text("URL-kodad PEM", "URL-encoded PEM"),
            received=str(problem),
        ) from problem
