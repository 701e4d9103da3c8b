"""The signatures in a piece of XML as a tree, as they claim to be: nothing is verified here.

For pages that show what was signed with what; `infra.xmlsig.verification.verify` says whether it holds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.x509.oid import NameOID
from lxml import etree

from infra.errors import SignatureFault
from infra.pki.trust import organisation_of
from infra.pki.validation.problems import CertificateProblem
from infra.xmlsig.names import child_elements, ds
from infra.xmlsig.signature_element import decode_base64

MAX_SIGNATURES: Final = 5
MAX_RAW: Final = 2_097_152
MAX_OUTLINE: Final = 100_000
_LONG: Final = re.compile(r"(>[A-Za-z0-9+/\s]{60}+)([A-Za-z0-9+/=\s]{200,}+)(<)")
_BETWEEN: Final = re.compile(">(?=<)")


@dataclass(frozen=True, slots=True)
class ClaimedSignature:
    """A signature, with the signatures inside what it covers."""

    covers: str
    """The element's name."""
    method: str
    digest_method: str
    canonicalisation: str
    transforms: Sequence[str]
    uri: str
    digest: str
    signer: str
    signer_name: str
    """The organisation's name in the certificate; that of its subject, where it has none."""
    organisation: str
    issuer: str
    issuer_name: str
    serial: str
    valid_from: str
    valid_until: str
    inside: Sequence["ClaimedSignature"]


def signatures_of(element: etree._Element) -> list[ClaimedSignature]:
    """The signature that the element itself carries, with those inside it; else those beneath it."""
    inside = signatures_beneath(element)
    own = element.find(ds("Signature"))
    return [_signature(element, own, inside)] if own is not None else inside


def signatures_beneath(element: etree._Element) -> list[ClaimedSignature]:
    """The signatures nearest to the element, each with those inside the element that it covers."""
    found = []
    for child in child_elements(element):
        if child.tag == ds("Signature"):
            continue
        own = child.find(ds("Signature"))
        inside = signatures_beneath(child)
        found += [_signature(child, own, inside)] if own is not None else inside
    return found[:MAX_SIGNATURES]


def _signature(
    covered: etree._Element, signature: etree._Element, inside: list[ClaimedSignature]
) -> ClaimedSignature:
    certificate = _certificate(signature)
    reference = signature.find(f"{ds('SignedInfo')}/{ds('Reference')}")
    return ClaimedSignature(
        covers=etree.QName(covered).localname,
        method=_algorithm(signature, "SignedInfo", "SignatureMethod"),
        digest_method=_algorithm(reference, "DigestMethod"),
        canonicalisation=_algorithm(signature, "SignedInfo", "CanonicalizationMethod"),
        transforms=[_short(each.get("Algorithm", "")) for each in signature.iter(ds("Transform"))][:10],
        uri=(reference.get("URI") or "") if reference is not None else "",
        digest=(signature.findtext(f".//{ds('DigestValue')}") or "").strip()[:200],
        inside=inside,
        **_signer(certificate),
    )


def _signer(certificate: x509.Certificate | None) -> dict[str, str]:
    names = (
        "signer", "signer_name", "organisation", "issuer", "issuer_name", "serial", "valid_from", "valid_until",
    )  # fmt: skip
    if certificate is None:
        return dict.fromkeys(names, "")
    try:
        organisation = organisation_of(certificate).value
    except CertificateProblem:
        organisation = ""
    values = (
        certificate.subject.rfc4514_string(),
        _readable_name(certificate.subject),
        organisation,
        certificate.issuer.rfc4514_string(),
        _readable_name(certificate.issuer),
        f"{certificate.serial_number:x}",
        f"{certificate.not_valid_before_utc:%Y-%m-%d}",
        f"{certificate.not_valid_after_utc:%Y-%m-%d}",
    )
    return dict(zip(names, values, strict=True))


def _readable_name(name: x509.Name) -> str:
    for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
        if found := name.get_attributes_for_oid(kind):
            return str(found[0].value)
    return name.rfc4514_string()


def _certificate(signature: etree._Element) -> x509.Certificate | None:
    found = signature.find(f".//{ds('X509Certificate')}")
    try:
        return x509.load_der_x509_certificate(decode_base64(found)) if found is not None else None
    except (SignatureFault, ValueError, x509.InvalidVersion):
        return None


def _algorithm(element: etree._Element | None, *names: str) -> str:
    found = element.find("/".join(ds(name) for name in names)) if element is not None else None
    return _short(found.get("Algorithm", "")) if found is not None else ""


def _short(algorithm: str) -> str:
    """The last part of an algorithm's address, which is its name."""
    return algorithm.rpartition("#")[2] or algorithm.rpartition("/")[2]


def outline_xml(data: bytes) -> str:
    """The bytes as text, each element on a line of its own, and long base64 shortened."""
    text = _LONG.sub(_shortened, data[:MAX_RAW].decode("utf-8", "replace"))
    return _BETWEEN.sub(">\n", text)[:MAX_OUTLINE]


def _shortened(match: re.Match[str]) -> str:
    return f"{match[1]} … {len(match[2])} … {match[3]}"
