"""Read a ds:Signature into typed values, and refuse by name what the policy does not accept.

Everything here is checked before a digest or a signature is computed.
"""

import base64
import binascii
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final, TypeVar

from cryptography import x509
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod

from contracts import certificate_wording
from infra.errors import SignatureFault
from infra.texts import Text
from infra.xmlsig.faults import quote
from infra.xmlsig.names import EXC_C14N, child_elements, ds
from infra.xmlsig.verification.policy import SignaturePolicy, Transform


@dataclass(frozen=True, slots=True)
class SignatureElement:
    """The parts of a ds:Signature that the policy accepts."""

    canonicalisation: CanonicalizationMethod
    signature_method: SignatureMethod
    uri: str
    transforms: tuple[Transform, ...]
    digest_method: DigestAlgorithm
    digest: bytes
    value: bytes
    certificates: tuple[x509.Certificate, ...]

    @property
    def is_exclusive(self) -> bool:
        """The reference is canonicalised exclusively. The default is inclusive."""
        return Transform.EXCLUSIVE_C14N in self.transforms


def read_signature(signature: etree._Element, policy: SignaturePolicy) -> SignatureElement:
    """Read a signature.

    Raises:
        SignatureFault: its parts are not exactly those of the infrastructure's signatures, or an
            algorithm is outside the policy.
    """
    # A ds:Object would be content that no reference covers, inside the signed element.
    info, value, key_info = _parts(signature, "SignedInfo", "SignatureValue", "KeyInfo")
    method, algorithm, reference = _parts(info, "CanonicalizationMethod", "SignatureMethod", "Reference")
    transforms, digest_method, digest = _parts(reference, "Transforms", "DigestMethod", "DigestValue")
    return SignatureElement(
        canonicalisation=_accepted(method, policy.canonicalisations),
        signature_method=_accepted(algorithm, policy.signature_methods),
        uri=_uri(reference),
        transforms=_transforms(transforms, policy),
        digest_method=_accepted(digest_method, policy.digests),
        digest=decode_base64(digest),
        value=decode_base64(value),
        certificates=_certificates(key_info, policy),
    )


def _parts(parent: etree._Element, *names: str) -> list[etree._Element]:
    found = child_elements(parent)
    if [child.tag for child in found] != [ds(name) for name in names]:
        inside, expected = _local(parent), ", ".join(names)
        actual = quote(", ".join(_local(child) for child in found) or "-")
        raise SignatureFault(
            f"Signaturens {inside} ska innehålla exakt {expected} men innehåller {actual}; "
            "signera med en enda referens och utan andra delar.",
            f"The signature's {inside} must contain exactly {expected} but contains {actual}; "
            "sign with one single reference and without other parts.",
            slug="signature-parts-wrong",
            fix=Text(
                f"Låt {inside} ha {expected}, i den ordningen, i stället för {actual}.",
                f"Let {inside} have {expected}, in this order, instead of {actual}.",
            ),
            where=inside,
            expected=expected,
            received=actual,
        )
    return found


def _local(element: etree._Element) -> str:
    return quote(etree.QName(element).localname)


AnAlgorithm = TypeVar("AnAlgorithm", bound=Enum)


def _accepted(element: etree._Element, accepted: frozenset[AnAlgorithm]) -> AnAlgorithm:
    """The algorithm that the element names, if the policy has it."""
    asked = element.get("Algorithm", "")
    for algorithm in accepted:
        if algorithm.value == asked:
            _require_no_parameters(element)
            return algorithm
    listed = ", ".join(sorted(algorithm.value for algorithm in accepted if algorithm.value))
    raise SignatureFault(
        f"{_local(element)} «{quote(asked)}» godtas inte; godtagna är {listed}.",
        f"{_local(element)} “{quote(asked)}” is not accepted; accepted are {listed}.",
        slug="signature-algorithm-not-accepted",
        fix=Text(
            f"Byt Algorithm i {_local(element)} från {quote(asked)} till en av: {listed}.",
            f"Change Algorithm of {_local(element)} from {quote(asked)} to one of: {listed}.",
        ),
        where=_local(element),
        expected=listed,
        received=quote(asked),
    )


def _require_no_parameters(element: etree._Element) -> None:
    """Refuse parameters of an algorithm, except InclusiveNamespaces, which changes nothing without prefixes."""
    for part in child_elements(element):
        if part.tag != f"{{{EXC_C14N}}}InclusiveNamespaces":
            raise SignatureFault(
                f"{_local(element)} har en parameter som inte godtas ({_local(part)}); ta bort den.",
                f"{_local(element)} has a parameter that is not accepted ({_local(part)}); remove it.",
                slug="signature-parameter-not-accepted",
                where=_local(element),
                received=_local(part),
            )


def _transforms(parent: etree._Element, policy: SignaturePolicy) -> tuple[Transform, ...]:
    found = tuple(_accepted(part, policy.transforms) for part in child_elements(parent))
    if found[:1] != (Transform.ENVELOPED,) or len(set(found)) != len(found):
        raise SignatureFault(
            "Referensens första Transform ska vara enveloped-signature, och ingen får stå två gånger.",
            "The reference's first Transform must be enveloped-signature, and none may stand twice.",
            slug="signature-transforms-wrong",
            fix=Text(
                f"Skriv Transforms med {Transform.ENVELOPED.value} först, och därefter högst en kanonisering.",
                f"Write Transforms with {Transform.ENVELOPED.value} first, and after it at most one "
                "canonicalisation.",
            ),
            where="Signature/SignedInfo/Reference/Transforms",
            expected=Transform.ENVELOPED.value,
            received=", ".join(one.value or "-" for one in found) or "-",
        )
    return found


def _uri(reference: etree._Element) -> str:
    uri = reference.get("URI")
    if uri is None:
        raise SignatureFault(
            'Referensen saknar URI; skriv URI="" för att signera det element som bär signaturen.',
            'The reference has no URI; write URI="" to sign the element that carries the signature.',
            slug="signature-reference-without-uri",
            where="Signature/SignedInfo/Reference/@URI",
            expected='URI=""',
            received=Text("inget", "nothing"),
        )
    return uri


XML_SPACE: Final = b" \t\r\n"
CACHE_SIZE: Final = 1024


def decode_base64(element: etree._Element) -> bytes:
    """The octets of base64 text, at least one. White space may stand anywhere, other surplus characters not."""
    try:
        octets = base64.b64decode((element.text or "").encode("ascii").translate(None, XML_SPACE), validate=True)
    except (binascii.Error, ValueError):
        octets = b""
    if not octets:
        raise SignatureFault(
            f"{_local(element)} är inte giltig base64; skriv värdet oförändrat från signeringen.",
            f"{_local(element)} is not valid base64; write the value unchanged from the signing.",
            slug="signature-base64-invalid",
            where=_local(element),
            expected="base64",
        )
    return octets


def _certificates(key_info: etree._Element, policy: SignaturePolicy) -> tuple[x509.Certificate, ...]:
    found = key_info.findall(f"{ds('X509Data')}/{ds('X509Certificate')}")
    if not found:
        raise SignatureFault(
            "KeyInfo innehåller inget X509Certificate; utan certifikat framgår inte vem som signerat. "
            "Lägg signerarens certifikat i KeyInfo/X509Data.",
            "KeyInfo contains no X509Certificate; a key without a certificate does not say who signed. "
            "Put the signer's certificate in KeyInfo/X509Data.",
            slug="signature-without-certificate",
            fix=Text(
                "Lägg till KeyInfo/X509Data/X509Certificate med signerarens certifikat i base64, utan "
                "BEGIN och END. Enbart KeyValue räcker inte.",
                "Add KeyInfo/X509Data/X509Certificate with the signer's certificate in base64, without "
                "BEGIN and END. KeyValue alone is not enough.",
            ),
            where="Signature/KeyInfo/X509Data",
            expected="X509Certificate",
            received=Text("inget", "nothing"),
        )
    if len(found) > policy.max_certificates:
        raise SignatureFault(
            f"KeyInfo innehåller {len(found)} certifikat; högst {policy.max_certificates} godtas.",
            f"KeyInfo holds {len(found)} certificates; at most {policy.max_certificates} are accepted.",
            slug="signature-with-too-many-certificates",
            where="Signature/KeyInfo/X509Data",
            expected=Text(f"högst {policy.max_certificates}", f"at most {policy.max_certificates}"),
            received=str(len(found)),
        )
    return tuple(read_certificate(element) for element in found)


@lru_cache(maxsize=CACHE_SIZE)
def _certificate(octets: bytes) -> x509.Certificate:
    # A few signers sign nearly everything, and a cached certificate keeps the parts that were read.
    return x509.load_der_x509_certificate(octets)


def read_certificate(element: etree._Element) -> x509.Certificate:
    """Read an X509Certificate element; SignatureFault when it holds no certificate."""
    try:
        octets = _certificate_octets(element)
        if known := certificate_wording.complaint_on_octets(octets):
            raise _none(*known)
        return _certificate(octets)
    except (ValueError, x509.InvalidVersion):
        raise SignatureFault(
            "X509Certificate i KeyInfo är inte ett läsbart certifikat; skriv det oförändrat i base64 (DER).",
            "X509Certificate in KeyInfo cannot be read as a certificate; write it unchanged in base64 (DER).",
            slug="signature-certificate-unreadable",
            where="Signature/KeyInfo/X509Data/X509Certificate",
        ) from None


def _certificate_octets(element: etree._Element) -> bytes:
    try:
        return decode_base64(element)
    except SignatureFault:
        if known := certificate_wording.complaint_on_text(element.text or ""):
            raise _none(*known) from None
        raise


def _none(swedish: str, english: str) -> SignatureFault:
    return SignatureFault(
        f"X509Certificate i KeyInfo är {swedish}.",
        f"X509Certificate in KeyInfo is {english}.",
        slug="signature-certificate-damaged",
        where="Signature/KeyInfo/X509Data/X509Certificate",
        received=Text(swedish, english),
    )
