"""Sign and seal as the infrastructure's reference code does, and write the result for the wire.

Source: wire.md, "When the simulator itself signs".
"""

import base64
import copy
from datetime import date
from functools import lru_cache
from typing import Final, cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.signer import XMLSigner

from infra.xmlsig.names import DS, MESSAGE, SignedName, ds
from infra.xmlsig.normalise import normalise_element, own_signatures, rename_root

SHA1: Final = DigestAlgorithm.SHA1
SHA256: Final = DigestAlgorithm.SHA256
SHA512: Final = DigestAlgorithm.SHA512

_METHODS: Final = {
    SHA1: SignatureMethod.RSA_SHA1,
    SHA256: SignatureMethod.RSA_SHA256,
    SHA512: SignatureMethod.RSA_SHA512,
}


# As Java, write the attribute's name and not its number, 2.5.4.5.
_SUBJECT_NAMES: Final = {NameOID.SERIAL_NUMBER: "SERIALNUMBER"}


class _Signer(XMLSigner):
    """signxml's signer for trees that no other code uses. It can also sign with SHA-1."""

    def __init__(self, digest: DigestAlgorithm) -> None:
        super().__init__(
            signature_algorithm=_METHODS[digest],
            digest_algorithm=digest,
            c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
        )
        # SignedInfo must be signed without its ds: prefix, which real verifiers remove before they verify.
        self.namespaces = cast(dict[str, str], {None: DS})

    def check_deprecated_methods(self) -> None:
        """Accept SHA-1: the caller chose it by name."""

    def get_root(self, data: etree._Element) -> etree._Element:
        # Copying a root in memory loses no declarations, so it is not written and parsed.
        return copy.deepcopy(data)

    def _findall(self, element: etree._Element, query: str, xpath: str = "") -> list[etree._Element]:
        # signxml looks for a place to put the signature: a Signature with the Id "placeholder". A sender's own
        # may be called that, and is none.
        del element, query, xpath
        return []


@lru_cache
def _signer(digest: DigestAlgorithm) -> _Signer:
    return _Signer(digest)


def sign_element(
    element: etree._Element,
    key: RSAPrivateKey,
    certificate: x509.Certificate,
    *,
    digest: DigestAlgorithm = SHA256,
) -> etree._Element:
    """Return a new tree: the element without prefixes, with its Signature as the last child.

    The element must have its contract name (SignedDelivery or SealedDelivery). The signature refers to
    the element's Id where it has one. Use SHA-1 only where the receiving operator asks for it.
    """
    return _sign(rename_root(element, str(element.tag)), key, certificate, digest)


def _sign(
    element: etree._Element, key: RSAPrivateKey, certificate: x509.Certificate, digest: DigestAlgorithm
) -> etree._Element:
    """Sign a root that has no prefixes."""
    signed = _signer(digest).sign(
        element,
        key=key,
        cert=[certificate],
        key_info=_key_info(certificate),
        exclude_c14n_transform_element=True,  # real verifiers accept the single transform only
    )
    return etree.fromstring(etree.tostring(signed))


def _key_info(certificate: x509.Certificate) -> etree._Element:
    key_info = etree.Element(ds("KeyInfo"), nsmap={None: DS})
    data = etree.SubElement(key_info, ds("X509Data"))
    etree.SubElement(data, ds("X509SubjectName")).text = certificate.subject.rfc4514_string(_SUBJECT_NAMES)
    der = certificate.public_bytes(Encoding.DER)
    etree.SubElement(data, ds("X509Certificate")).text = base64.b64encode(der).decode()
    return key_info


def seal_element(
    signed_delivery: etree._Element,
    received: date,
    key: RSAPrivateKey,
    certificate: x509.Certificate,
    *,
    digest: DigestAlgorithm = SHA256,
) -> etree._Element:
    """Return a SealedDelivery of the same version around a signed delivery, signed by the relay.

    `received` is the day on which the relay took the delivery in. Verify the sender's signature first:
    the seal says that it holds.

    White space goes from the sender's SignatureValue and X509Certificate, which no signature covers yet: a real
    operator's verifier refuses a seal over carriage returns (wire.md, "Seen when real software was run").
    """
    namespace = etree.QName(signed_delivery).namespace or ""
    sealed_as = SignedName(f"{{{namespace}}}SealedDelivery")
    sealed = etree.Element(sealed_as.value, nsmap={None: namespace})
    sealed.append(_without_line_ends(normalise_element(signed_delivery, sealed_as.inner)))
    sealed.append(_seal(namespace, received))
    return _sign(sealed, key, certificate, digest)


_COVERED_BY_NOTHING: Final = (ds("SignatureValue"), f"{ds('KeyInfo')}/{ds('X509Data')}/{ds('X509Certificate')}")
"""Within a Signature. DigestValue is not among them: SignatureValue is computed over it as it is written."""


def _without_line_ends(signed_delivery: etree._Element) -> etree._Element:
    for signature in own_signatures(signed_delivery):
        for path in _COVERED_BY_NOTHING:
            for element in signature.findall(path):
                element.text = "".join((element.text or "").split())
    return signed_delivery


def _seal(namespace: str, received: date) -> etree._Element:
    element = etree.Element(f"{{{namespace}}}Seal", nsmap={None: namespace})
    for name, text in (("ReceivedTime", received.isoformat()), ("SignaturesOK", "true")):
        etree.SubElement(element, f"{{{MESSAGE}}}{name}", nsmap={None: MESSAGE}).text = text
    return element


def with_prefixes(element: etree._Element) -> etree._Element:
    """Return a copy in which every element has a prefix and all prefixes are declared on the root.

    That is how the Java stacks write, and one real verifier does not find a signature that stands in a
    default namespace. What is signed is not touched: verifiers remove prefixes before they look.
    """
    root = etree.Element(element.tag, nsmap=_prefixes(element))
    root.attrib.update(element.attrib)
    root.text = element.text
    # lxml gives what it takes in the prefixes of its new parent and drops the old declarations.
    root.extend(list(copy.deepcopy(element)))
    return root


def for_wire(element: etree._Element, *, wrapper: str, argument: str) -> etree._Element:
    """Put a signed element into its SOAP body element: renamed to the argument's name, all prefixed.

    `wrapper` and `argument` are qualified names: for deliverSecure v3 both are
    `{http://minameddelanden.gov.se/schema/Service/v3}deliverSecure`.
    """
    around, renamed = etree.Element(wrapper), copy.deepcopy(element)
    renamed.tag = argument
    around.append(renamed)
    return with_prefixes(around)


def _prefixes(element: etree._Element) -> dict[str | None, str]:
    """A prefix for every namespace of the subtree, in order of appearance."""
    found = dict.fromkeys(etree.QName(node).namespace for node in element.iter(etree.Element))
    return {f"ns{number}": namespace for number, namespace in enumerate(found, start=1) if namespace}
