"""Read a ds:Signature into typed values, and refuse by name what the policy does not accept.

Everything here is checked before a digest or a signature is computed.
"""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod

from infra.errors import SignatureFault
from infra.xmlsig.faults import refusal, shown
from infra.xmlsig.names import EXC_C14N, ds, elements
from infra.xmlsig.policy import SignaturePolicy, Transform


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """What a ds:Signature says, within the policy."""

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
        """Whether the reference is canonicalised exclusively; without a word about it, it is inclusive."""
        return Transform.EXCLUSIVE_C14N in self.transforms


def read_block(signature: etree._Element, policy: SignaturePolicy) -> SignatureBlock:
    """Read a signature.

    Raises:
        SignatureFault: its parts are not exactly those of the infrastructure's signatures, or an
            algorithm is outside the policy.
    """
    # A ds:Object would be content that no reference covers, inside the signed element.
    info, value, key_info = _parts(signature, "SignedInfo", "SignatureValue", "KeyInfo")
    method, algorithm, reference = _parts(info, "CanonicalizationMethod", "SignatureMethod", "Reference")
    transforms, digest_method, digest = _parts(reference, "Transforms", "DigestMethod", "DigestValue")
    return SignatureBlock(
        canonicalisation=_canonicalisation(method, policy),
        signature_method=_signature_method(algorithm, policy),
        uri=_uri(reference),
        transforms=_transforms(transforms, policy),
        digest_method=_digest_method(digest_method, policy),
        digest=decoded(digest),
        value=decoded(value),
        certificates=_certificates(key_info, policy),
    )


def _parts(parent: etree._Element, *names: str) -> list[etree._Element]:
    found = elements(parent)
    if [child.tag for child in found] != [ds(name) for name in names]:
        inside, expected = _local(parent), ", ".join(names)
        actual = shown(", ".join(_local(child) for child in found) or "-")
        raise refusal(
            f"Signaturens {inside} ska innehålla exakt {expected} men innehåller {actual}; "
            "signera med en enda referens och utan andra delar.",
            f"The signature's {inside} must contain exactly {expected} but contains {actual}; "
            "sign with one single reference and without other parts.",
        )
    return found


def _local(element: etree._Element) -> str:
    return shown(etree.QName(element).localname)


def _algorithm(element: etree._Element) -> str:
    _require_no_parameters(element)
    return element.get("Algorithm", "")


def _require_no_parameters(element: etree._Element) -> None:
    """An InclusiveNamespaces list means nothing where no prefixes are; any other parameter computes."""
    for child in elements(element):
        if child.tag != f"{{{EXC_C14N}}}InclusiveNamespaces":
            raise refusal(
                f"{_local(element)} har en parameter som inte godtas ({_local(child)}); ta bort den.",
                f"{_local(element)} has a parameter that is not accepted ({_local(child)}); remove it.",
            )


def _not_accepted(what: str, asked: str, accepted: Iterable[str]) -> SignatureFault:
    listed = ", ".join(sorted(accepted))
    return refusal(
        f"{what} «{shown(asked)}» godtas inte; godtagna är {listed}.",
        f"{what} “{shown(asked)}” is not accepted; accepted are {listed}.",
    )


def _canonicalisation(element: etree._Element, policy: SignaturePolicy) -> CanonicalizationMethod:
    asked, accepted = _algorithm(element), policy.canonicalisations
    for method in accepted:
        if method.value == asked:
            return method
    raise _not_accepted("CanonicalizationMethod", asked, (method.value for method in accepted))


def _signature_method(element: etree._Element, policy: SignaturePolicy) -> SignatureMethod:
    asked, accepted = _algorithm(element), policy.signature_methods
    for method in accepted:
        if method.value == asked:
            return method
    raise _not_accepted("SignatureMethod", asked, (method.value for method in accepted))


def _digest_method(element: etree._Element, policy: SignaturePolicy) -> DigestAlgorithm:
    asked, accepted = _algorithm(element), policy.digests
    for method in accepted:
        if method.value == asked:
            return method
    raise _not_accepted("DigestMethod", asked, (method.value for method in accepted))


def _transforms(parent: etree._Element, policy: SignaturePolicy) -> tuple[Transform, ...]:
    found = tuple(_transform(child, policy) for child in elements(parent))
    if found[:1] != (Transform.ENVELOPED,) or len(set(found)) != len(found):
        raise refusal(
            "Referensens första Transform ska vara enveloped-signature, och ingen får stå två gånger.",
            "The reference's first Transform must be enveloped-signature, and none may stand twice.",
        )
    return found


def _transform(element: etree._Element, policy: SignaturePolicy) -> Transform:
    asked, accepted = _algorithm(element), policy.transforms
    for transform in accepted:
        if element.tag == ds("Transform") and transform.value == asked:
            return transform
    raise _not_accepted("Transform", asked, (transform.value for transform in accepted if transform.value))


def _uri(reference: etree._Element) -> str:
    uri = reference.get("URI")
    if uri is None:
        raise refusal(
            'Referensen saknar URI; skriv URI="" för att signera det element som bär signaturen.',
            'The reference has no URI; write URI="" to sign the element that carries the signature.',
        )
    return uri


XML_SPACE: Final = " \t\r\n"


def decoded(element: etree._Element) -> bytes:
    """The octets of base64 text. White space may stand anywhere; other surplus characters may not."""
    text = (element.text or "").translate({ord(space): None for space in XML_SPACE})
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise refusal(
            f"{_local(element)} är inte giltig base64; skriv värdet oförändrat från signeringen.",
            f"{_local(element)} is not valid base64; write the value unchanged from the signing.",
        ) from None


def _certificates(key_info: etree._Element, policy: SignaturePolicy) -> tuple[x509.Certificate, ...]:
    found = key_info.findall(f"{ds('X509Data')}/{ds('X509Certificate')}")
    if not found:
        raise refusal(
            "KeyInfo innehåller inget X509Certificate; utan certifikat framgår inte vem som signerat. "
            "Lägg signerarens certifikat i KeyInfo/X509Data.",
            "KeyInfo contains no X509Certificate; a key without a certificate does not say who signed. "
            "Put the signer's certificate in KeyInfo/X509Data.",
        )
    if len(found) > policy.maximum_certificates:
        raise refusal(
            f"KeyInfo innehåller {len(found)} certifikat; högst {policy.maximum_certificates} godtas.",
            f"KeyInfo holds {len(found)} certificates; at most {policy.maximum_certificates} are accepted.",
        )
    return tuple(read_certificate(element) for element in found)


def read_certificate(element: etree._Element) -> x509.Certificate:
    """Read an X509Certificate element; SignatureFault when it holds no certificate."""
    try:
        return x509.load_der_x509_certificate(decoded(element))
    except (ValueError, x509.InvalidVersion):
        raise refusal(
            "X509Certificate i KeyInfo är inte ett läsbart certifikat; skriv det oförändrat i base64 (DER).",
            "X509Certificate in KeyInfo cannot be read as a certificate; write it unchanged in base64 (DER).",
        ) from None
