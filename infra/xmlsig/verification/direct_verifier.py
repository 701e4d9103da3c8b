"""Verify a signature of the usual form as signxml does, without what signxml needs for all other forms.

The steps and the calls of lxml and cryptography are signxml's own (XMLVerifier.verify, version 5.2), so the
octets are the same. What is left out is its search for parts that the usual form does not have. A signature
that is not usual, or does not hold, is signxml's to judge.
"""

import copy
import hashlib

from cryptography import x509
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, digest_algorithm_implementations
from signxml.verifier import XMLVerifier

from infra.xmlsig.names import ds
from infra.xmlsig.normalise import canonicalise_element, own_signatures, without_signature
from infra.xmlsig.signature_element import SignatureElement
from infra.xmlsig.signed_content import SignedContent
from infra.xmlsig.verification.policy import Transform
from infra.xmlsig.verification.signing_certificate import is_made_by


def verify_directly(
    element: etree._Element,
    signature_element: SignatureElement,
    certificate: x509.Certificate,
    found_octets: bytes | None = None,
) -> SignedContent | None:
    """Verify the signature of a root and return what it covers; None where signxml must be asked.

    `signature_element` is what the root's one direct-child signature says; `found_octets` what it probably covers.
    """
    [signature] = own_signatures(element)
    if not _is_usual(signature, signature_element):
        return None
    try:
        if not _is_signed_info_held(signature, signature_element, certificate):
            return None
        return _content(element, signature_element, found_octets)
    except (etree.LxmlError, ValueError):
        return None


def _is_signed_info_held(
    signature: etree._Element, signature_element: SignatureElement, certificate: x509.Certificate
) -> bool:
    alone = etree.fromstring(etree.tostring(signature, with_tail=False))
    return _is_valid(alone) and is_made_by(
        signature_element, certificate, canonicalise_element(alone[0], exclusive=True)
    )


def _content(
    element: etree._Element, signature_element: SignatureElement, found_octets: bytes | None
) -> SignedContent | None:
    if found_octets is None or not _is_digest_of(found_octets, signature_element):
        found_octets = canonicalise_element(without_signature(copy.deepcopy(element)))
        if not _is_digest_of(found_octets, signature_element):
            return None
    return SignedContent(found_octets, etree.fromstring(found_octets))


def _is_digest_of(octets: bytes, signature_element: SignatureElement) -> bool:
    return hashlib.new(_digest_name(signature_element), octets).digest() == signature_element.digest


def _is_usual(signature: etree._Element, signature_element: SignatureElement) -> bool:
    """The whole element, one transform, exclusive SignedInfo, certificates alone, and no parameter or comment."""
    is_plain = (
        signature_element.uri == ""
        and signature_element.transforms == (Transform.ENVELOPED,)
        and signature_element.canonicalisation is CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
    )
    return is_plain and _has_only_elements(signature) and _has_only_usual_parts(signature)


def _has_only_elements(signature: etree._Element) -> bool:
    return next(signature.iter(etree.Comment, etree.ProcessingInstruction, etree.Entity), None) is None


def _has_only_usual_parts(signature: etree._Element) -> bool:
    info, _, key_info = signature
    method, _, reference = info
    without_parts = (method, *reference[0])
    return not any(map(len, without_parts)) and all(part.tag == ds("X509Data") for part in key_info)


def _is_valid(signature: etree._Element) -> bool:
    """By the schema of XML signatures, as signxml asks."""
    schemas: list[etree.XMLSchema] = XMLVerifier.schemas()  # type: ignore[no-untyped-call]  # signxml has no types
    return any(schema.validate(signature) for schema in schemas)


def _digest_name(signature_element: SignatureElement) -> str:
    return digest_algorithm_implementations[signature_element.digest_method]().name
