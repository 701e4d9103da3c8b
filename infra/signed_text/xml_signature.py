"""Texts signed as XML signature: the signature contains the text, as BankID's and Telia's do, or stands in it.

Accepted: one Signature, as the root or as a child of the root, with references within the document. What
the references cover is read from the octets that were digested, never from what arrived.

Source: api-6.3 §3.1 (SignatureData); XML Signature Syntax and Processing 1.1.
"""

import base64
import binascii
from collections.abc import Iterator, Sequence
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature as WrongKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.algorithms import (
    CanonicalizationMethod,
    DigestAlgorithm,
    SignatureConstructionMethod,
    SignatureMethod,
)
from signxml.exceptions import SignXMLException
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, VerifyResult, XMLVerifier

from infra.errors import InvalidInput, SignatureFault
from infra.pki.validation.path import is_authority
from infra.signed_text.signed_text import (
    MAX_CERTIFICATES,
    CoveredText,
    SignedText,
    require_readable_certificate,
    require_usual_key,
)
from infra.soap.messages.parser import parse_document
from infra.texts import Text
from infra.xmlsig.faults import quote
from infra.xmlsig.names import DS, child_elements, ds
from infra.xmlsig.normalise import as_root
from infra.xmlsig.signature_element import read_certificate

BANKID: Final = "http://www.bankid.com/signature/v1.0.0/types"
MAX_REFERENCES: Final = 5
"""BankID's have two: what was signed, and the certificate."""
METHODS: Final = frozenset(
    {
        SignatureMethod.RSA_SHA256,
        SignatureMethod.RSA_SHA384,
        SignatureMethod.RSA_SHA512,
        SignatureMethod.SHA256_RSA_MGF1,
        SignatureMethod.SHA384_RSA_MGF1,
        SignatureMethod.SHA512_RSA_MGF1,
        SignatureMethod.ECDSA_SHA256,
        SignatureMethod.ECDSA_SHA384,
        SignatureMethod.ECDSA_SHA512,
    }
)
"""Without SHA-1, which no e-legitimation of today uses."""
DIGESTS: Final = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})
NOT_VERIFIABLE: Final = (SignXMLException, WrongKey, etree.LxmlError, ValueError, TypeError, LookupError)
"""What signxml and what it calls raise about a signature that does not hold or cannot be read."""
_WHAT: Final = Text("Signature, avkodad från base64,", "Signature, decoded from base64,")


class _Verifier(XMLVerifier):
    """signxml's verifier, which also reads the inclusive canonical form of BankID's signatures."""

    def _c14n(
        self,
        nodes: etree._Element,
        algorithm: CanonicalizationMethod,
        inclusive_ns_prefixes: list[str] | None = None,
    ) -> bytes:
        # Inside a larger tree libxml2 writes stray declarations: infra.xmlsig.normalise.as_root.
        inclusive = algorithm is CanonicalizationMethod.CANONICAL_XML_1_0
        octets: bytes = super()._c14n(as_root(nodes) if inclusive else nodes, algorithm, inclusive_ns_prefixes)
        return octets


def read_xml(data: bytes) -> SignedText:
    """Verify the signature over what it refers to, and return that.

    Raises:
        SignatureFault: it does not hold, or is none that is accepted, and what to do (5012).
    """
    root = _parse(data)
    signature = _only_signature(root)
    certificate, *chain = _certificates(signature)
    require_usual_key(certificate)
    results = _verify(root, signature, certificate)
    trees = [result.signed_xml for result in results if result.signed_xml is not None]
    return SignedText(
        contents=tuple(_contents(trees)),
        certificate=certificate,
        intermediates=tuple(chain),
        covered=_signed_info(results[0].signature_xml),
        nonce=next((nonce for tree in trees for nonce in _nonces(tree)), ""),
    )


def sign_as_xml(text: str, key: RSAPrivateKey, chain: Sequence[x509.Certificate], *, nonce: str) -> bytes:
    """Sign a text that was shown to a person, in the form of BankID's signatures. The nonce makes it unique."""
    shown = etree.Element(f"{{{BANKID}}}bankIdSignedData", nsmap={None: BANKID}, Id="bidSignedData")
    visible = etree.SubElement(shown, f"{{{BANKID}}}usrVisibleData", charset="UTF-8", visible="wysiwys")
    visible.text = base64.b64encode(text.encode()).decode()
    service = etree.SubElement(shown, f"{{{BANKID}}}srvInfo")
    etree.SubElement(service, f"{{{BANKID}}}nonce").text = base64.b64encode(nonce.encode()).decode()
    signer = XMLSigner(
        method=SignatureConstructionMethod.enveloping,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    signed: etree._Element = signer.sign(
        shown, key=key, cert=list(chain), reference_uri="#bidSignedData", key_info=_key_info(chain)
    )
    return etree.tostring(signed)


def _parse(data: bytes) -> etree._Element:
    try:
        return parse_document(data, what=_WHAT)
    except InvalidInput as problem:
        raise SignatureFault.saying(problem.text, **problem.facts) from problem


def _only_signature(root: etree._Element) -> etree._Element:
    found = list(root.iter(ds("Signature")))
    if len(found) != 1:
        raise SignatureFault(
            f"Signature innehåller {len(found)} XML-signaturer; det ska vara en. Skicka varje persons signatur i "
            "en egen SignatureData.",
            f"Signature holds {len(found)} XML signatures; it must be one. Send each person's signature in a "
            "SignatureData of its own.",
            slug="several-xml-signatures",
        )
    if found[0] is not root and found[0].getparent() is not root:
        raise SignatureFault(
            "XML-signaturen ska vara rotelementet, eller stå direkt under det.",
            "The XML signature must be the root element, or stand directly below it.",
            slug="xml-signature-misplaced",
        )
    return found[0]


def _certificates(signature: etree._Element) -> list[x509.Certificate]:
    """The signer's certificate, then the others."""
    found = signature.findall(f"{ds('KeyInfo')}/{ds('X509Data')}/{ds('X509Certificate')}")
    if not 1 <= len(found) <= MAX_CERTIFICATES:
        raise SignatureFault(
            f"Signaturens KeyInfo/X509Data innehåller {len(found)} certifikat; lägg dit signerarens, och vid "
            f"behov dess utfärdares, högst {MAX_CERTIFICATES}.",
            f"The signature's KeyInfo/X509Data holds {len(found)} certificates; put the signer's there, and its "
            f"issuers' where needed, at most {MAX_CERTIFICATES}.",
            slug="xml-signature-certificates",
        )
    certificates = [read_certificate(element) for element in found]
    for certificate in certificates:
        require_readable_certificate(certificate)
    return sorted(certificates, key=is_authority)


def _verify(root: etree._Element, signature: etree._Element, certificate: x509.Certificate) -> list[VerifyResult]:
    references = len(signature.findall(f"{ds('SignedInfo')}/{ds('Reference')}"))
    if not 1 <= references <= MAX_REFERENCES:
        raise SignatureFault(
            f"Signaturens SignedInfo har {references} Reference; 1-{MAX_REFERENCES} godtas.",
            f"The signature's SignedInfo has {references} Reference elements; 1-{MAX_REFERENCES} are accepted.",
            slug="xml-signature-references",
        )
    try:
        results = _Verifier().verify(root, x509_cert=certificate, expect_config=_configuration(certificate))
    except NOT_VERIFIABLE as problem:
        raise SignatureFault(
            f"XML-signaturen stämmer inte ({quote(problem)}). Skicka den oförändrad, som den signerades, och "
            "signera med RSA eller ECDSA och SHA-256.",
            f"The XML signature does not hold ({quote(problem)}). Send it unchanged, as it was signed, and sign "
            "with RSA or ECDSA and SHA-256.",
            slug="xml-signature-does-not-hold",
        ) from problem
    return results if isinstance(results, list) else [results]


def _configuration(certificate: x509.Certificate) -> SignatureConfiguration:
    return SignatureConfiguration(
        location="./",
        expect_references=True,
        signature_methods=METHODS,
        digest_algorithms=DIGESTS,
        # The trust store checks the certificate's time, and explains it.
        verification_time=certificate.not_valid_before_utc,
        default_reference_c14n_method=CanonicalizationMethod.CANONICAL_XML_1_0,
    )


def _signed_info(signature: etree._Element) -> bytes:
    info = signature.find(ds("SignedInfo"))
    assert info is not None, "a verified signature has one"
    return etree.tostring(info, method="c14n", exclusive=True)


def _contents(trees: Sequence[etree._Element]) -> Iterator[CoveredText]:
    """The texts in what was signed: what BankID showed, or else the text of each element without parts."""
    visible = [element for tree in trees for element in tree.iter(f"{{{BANKID}}}usrVisibleData")]
    if visible:
        yield from (CoveredText(_decoded(element.text or ""), element.get("charset", "")) for element in visible)
        return
    for tree in trees:
        if tree.tag != ds("KeyInfo"):
            leaves = (element for element in tree.iter(etree.Element) if not child_elements(element))
            yield from (CoveredText((element.text or "").encode(), "UTF-8") for element in leaves)


def _nonces(tree: etree._Element) -> Iterator[str]:
    for element in tree.iter(f"{{{BANKID}}}nonce"):
        yield _decoded(element.text or "").decode(errors="replace")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise SignatureFault(
            "usrVisibleData eller nonce i XML-signaturen är inte giltig base64.",
            "usrVisibleData or nonce in the XML signature is not valid base64.",
            slug="xml-signature-base64",
        ) from None


def _key_info(chain: Sequence[x509.Certificate]) -> etree._Element:
    key_info = etree.Element(ds("KeyInfo"), nsmap={None: DS})
    data = etree.SubElement(key_info, ds("X509Data"))
    for certificate in chain:
        der = certificate.public_bytes(Encoding.DER)
        etree.SubElement(data, ds("X509Certificate")).text = base64.b64encode(der).decode()
    return key_info
