"""Chains from a certificate to a trust anchor: found among the certificates at hand, judged once, and cached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from infra.pki.validation.path import is_authority, require_valid_path
from infra.pki.validation.problems import CertificateProblem, CertificateReason, name_of
from infra.pki.validation.reading import require_readable
from infra.texts import Text

MAX_CHAIN_LENGTH: Final = 5
MAX_PATHS_TRIED: Final = 50
"""Signatures checked in search of a chain. The caller sends the intermediates, and may send many."""
REMEMBERED: Final = 512
"""Chains: the caller chooses the certificates that it sends along, up to 100,000 bytes of them."""


@dataclass(frozen=True, slots=True)
class Link:
    """A certificate of a chain, with its parts that each check needs, since reading them again is slow."""

    certificate: x509.Certificate
    begins: datetime
    ends: datetime
    identity: tuple[bytes, int]
    """Issuer's name in DER, and serial number."""

    @classmethod
    def of(cls, certificate: x509.Certificate) -> "Link":
        return cls(
            certificate,
            certificate.not_valid_before_utc,
            certificate.not_valid_after_utc,
            (certificate.issuer.public_bytes(), certificate.serial_number),
        )


@dataclass(frozen=True, slots=True)
class Chain:
    """A path from a certificate to an anchor, and the rule of RFC 5280 that it breaks, if any."""

    links: tuple[Link, ...]
    problem: CertificateProblem | None


@lru_cache(maxsize=REMEMBERED)
def find_chains(
    anchors: tuple[x509.Certificate, ...],
    own: tuple[x509.Certificate, ...],
    certificate: x509.Certificate,
    given: tuple[x509.Certificate, ...],
    *,
    to_call: bool,
) -> tuple[Chain, ...]:
    """The paths from the certificate to an anchor, those within the simulator first."""
    require_readable(certificate)
    issuers = _Issuers((*anchors, *own, *given))
    return tuple(_judge_path(path, to_call=to_call) for path in issuers.paths([certificate], anchors))


def _judge_path(path: Sequence[x509.Certificate], *, to_call: bool) -> Chain:
    links = tuple(map(Link.of, path))
    try:
        require_valid_path(path, to_call=to_call)
    except CertificateProblem as problem:
        return Chain(links, problem)
    return Chain(links, None)


class _Issuers:
    """Certificates among which issuers are searched, with a limit to the number of searches."""

    def __init__(self, candidates: tuple[x509.Certificate, ...]) -> None:
        self._candidates = candidates
        self._left = MAX_PATHS_TRIED

    def paths(
        self, path: list[x509.Certificate], anchors: tuple[x509.Certificate, ...]
    ) -> Iterator[list[x509.Certificate]]:
        """A pinned certificate is its own path."""
        if path[-1] in anchors:
            yield path
        elif len(path) < MAX_CHAIN_LENGTH:
            for issuer in self._candidates:
                if issuer not in path and self._issued(issuer, path[-1]):
                    yield from self.paths([*path, issuer], anchors)

    def _issued(self, issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
        if issuer.subject != certificate.issuer or not is_authority(issuer) or self._left == 0:
            return False
        self._left -= 1
        try:
            certificate.verify_directly_issued_by(issuer)
        except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
            return False
        return True


def validity_problem(link: Link, moment: datetime) -> CertificateProblem | None:
    if link.begins <= moment <= link.ends:
        return None
    name = name_of(link.certificate)
    if moment > link.ends:
        return CertificateProblem(
            CertificateReason.EXPIRED,
            f"Certifikatet {name} gick ut {link.ends:%Y-%m-%d %H:%M} UTC. Beställ ett nytt.",
            f"The certificate {name} expired on {link.ends:%Y-%m-%d %H:%M} UTC. Order a new one.",
            slug="certificate-expired",
            fix=Text(
                f"Beställ ett nytt i stället för {name}: PUT /api/v1/actors/<nummer> med certificate {{}}, "
                "eller konsolens sida Aktörer, Certifikat. Ändra också det som signerar.",
                f"Order a new one instead of {name}: PUT /api/v1/actors/<number> with certificate {{}}, or "
                "the console's page Aktörer, Certifikat. Change what signs, too.",
            ),
            where=name,
            expected=Text(f"giltigt {moment:%Y-%m-%d}", f"valid on {moment:%Y-%m-%d}"),
            received=Text(f"till {link.ends:%Y-%m-%d}", f"until {link.ends:%Y-%m-%d}"),
        )
    return CertificateProblem(
        CertificateReason.NOT_YET_VALID,
        f"Certifikatet {name} gäller först från {link.begins:%Y-%m-%d %H:%M} UTC.",
        f"The certificate {name} is not valid before {link.begins:%Y-%m-%d %H:%M} UTC.",
        slug="certificate-not-yet-valid",
        where=name,
        expected=Text(f"giltigt {moment:%Y-%m-%d %H:%M}", f"valid on {moment:%Y-%m-%d %H:%M}"),
        received=Text(f"från {link.begins:%Y-%m-%d %H:%M}", f"from {link.begins:%Y-%m-%d %H:%M}"),
        fix=Text(
            "Vänta tills det börjar gälla, ställ klockan rätt, eller beställ ett nytt.",
            "Wait until it is valid, set the clock right, or order a new one.",
        ),
    )
