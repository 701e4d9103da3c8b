"""Connections to other systems: over mutual TLS, kept alive, to servers that the current trust store accepts."""

import ssl
from contextlib import suppress
from functools import lru_cache

import urllib3
from cryptography import x509
from django.conf import settings
from urllib3.connection import HTTPSConnection

from infra.pki import files
from infra.pki.trust import TrustStore, current_trust
from infra.pki.validation.problems import CertificateProblem


class ServerRefused(urllib3.exceptions.SSLError):
    """The server's certificate is on the revocation list, or that list is not known."""

    def __init__(self, problem: CertificateProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Connection(HTTPSConnection):
    """Refuses a server with a revoked certificate. OpenSSL's own check would demand a list of every issuer."""

    def connect(self) -> None:
        super().connect()
        leaf = self.sock.getpeercert(binary_form=True)  # type: ignore[union-attr]  # it is TLS, and connected
        try:
            current_trust().require_not_revoked(x509.load_der_x509_certificate(leaf))
        except CertificateProblem as problem:
            self.close()
            raise ServerRefused(problem) from problem


class _ConnectionPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Connection


@lru_cache(maxsize=32)
def pool_of(identity_folder: str, trust: TrustStore) -> urllib3.PoolManager:
    """Connections of the identity to servers that the current trust store accepts."""
    context = ssl.create_default_context(cafile=str(settings.PKI_DIR / "ca.pem"))
    for anchor in trust.anchors:
        # OpenSSL refuses some certificates that cryptography reads. Such a certificate must not stop every call.
        with suppress(ssl.SSLError):
            context.load_verify_locations(cadata=files.to_pem(anchor).decode())
    context.load_cert_chain(f"{identity_folder}/client.pem", f"{identity_folder}/client.key")
    manager = urllib3.PoolManager(ssl_context=context, maxsize=8)
    manager.pool_classes_by_scheme = {"http": urllib3.HTTPConnectionPool, "https": _ConnectionPool}
    return manager
