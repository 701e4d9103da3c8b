"""Check the two signatures of a letter, each by itself."""

from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from lxml import etree

from infra.errors import MinaMeddelandenError
from infra.errors.explanation import Check
from infra.identity import OrganisationNumber
from infra.pki.trust import current_trust, organisation_of
from infra.pki.validation.problems import CertificateProblem
from infra.xmlsig import SignedName, Verified, verify_signature
from infra.xmlsig.names import ds
from infra.xmlsig.normalise import own_signatures
from infra.xmlsig.signature_element import read_certificate
from testbed.checks.findings import Findings


class _TrustEverybody:
    """Trusts every certificate: its own check has been made already, and the signature is still to be verified."""

    def check(
        self,
        certificate: x509.Certificate,
        *,
        intermediates: Sequence[x509.Certificate] = (),
        at: datetime | None = None,
    ) -> None:
        """Return."""


def check_signature(element: etree._Element, name: SignedName, findings: Findings) -> Verified | None:
    """Note what is wrong with the signature and with its certificate; what it covers, where it holds."""
    where = f"{name.local_name}/Signature"
    try:
        return verify_signature(element, name, current_trust())
    except MinaMeddelandenError as error:
        findings.add(error, where)
        if error.explanation.check is not Check.CERTIFICATE:
            return None
    return findings.result_of(lambda: verify_signature(element, name, _TrustEverybody()), where)


def signer_of(element: etree._Element) -> OrganisationNumber | None:
    """The organisation of the certificate in the signature, whether or not the signature holds."""
    for signature in own_signatures(element):
        found = next(signature.iter(ds("X509Certificate")), None)
        if found is not None:
            return _organisation_of(found)
    return None


def _organisation_of(element: etree._Element) -> OrganisationNumber | None:
    try:
        return organisation_of(read_certificate(element))
    except (MinaMeddelandenError, CertificateProblem):
        return None
