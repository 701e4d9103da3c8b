"""The cast: two signers with keys of their own, and the letters they write."""

import base64
import copy
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import DigestAlgorithm

from infra.xmlsig import SignedName, for_wire, seal_element, sign_element
from infra.xmlsig.names import DS, EXC_C14N, MESSAGE, MESSAGE_V3, SERVICE_V3, ds
from infra.xmlsig.normalise import canonicalise_element, normalise_element

MESSAGE_V2 = "http://minameddelanden.gov.se/schema/Message/v2"
SENDER = "http://minameddelanden.gov.se/schema/Sender"
SERVICE = "http://minameddelanden.gov.se/Service"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
DAY = date(2024, 5, 6)
PDF = bytes(range(256)) * 4

V3 = SignedName.SEALED_DELIVERY_V3
V1 = SignedName.SEALED_DELIVERY_V1


@dataclass(frozen=True)
class Signer:
    """An organisation that signs."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @classmethod
    def of(cls, organisation: str, name: str, bits: int = 2048) -> "Signer":
        key = rsa.generate_private_key(65537, bits)
        return cls(key, certificate_for(key, organisation, name))


def certificate_for(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, organisation: str, name: str
) -> x509.Certificate:
    """A self-signed certificate in the shape of the real ones: one RDN with serialNumber and CN."""
    names = [(NameOID.SERIAL_NUMBER, organisation), (NameOID.COMMON_NAME, name)]
    subject = x509.Name([x509.RelativeDistinguishedName([x509.NameAttribute(*pair) for pair in names])])
    start = datetime(2024, 1, 1, tzinfo=UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=3650))
    )
    return builder.sign(key, hashes.SHA256())


class Everyone:
    """A trust that believes every certificate, and remembers which it was asked about."""

    def __init__(self) -> None:
        self.asked: list[x509.Certificate] = []
        self.intermediates: list[x509.Certificate] = []
        self.at: datetime | None = None

    def check(
        self,
        certificate: x509.Certificate,
        *,
        intermediates: Sequence[x509.Certificate] = (),
        at: datetime | None = None,
    ) -> None:
        self.asked.append(certificate)
        self.intermediates = list(intermediates)
        self.at = at


def child(parent: etree._Element, namespace: str, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}")
    element.text = text
    return element


def delivery(
    sealed_as: SignedName = V3,
    *,
    subject: str = "Välkommen till förskolan",
    text: bytes = b"Hej",
    attachment: bytes = PDF,
    identity: str | None = None,
) -> etree._Element:
    """An unsigned SignedDelivery with one message and one attachment."""
    space = sealed_as.namespace
    head = MESSAGE_V2 if sealed_as is V3 else space
    root = etree.Element(sealed_as.inner.value, nsmap={None: space})
    if identity:
        root.set("Id", identity)
    body = child(root, space, "Delivery")
    header = child(body, space, "Header")
    sender = child(header, head, "Sender")
    child(sender, SENDER, "Id", "162021004748")
    child(sender, SENDER, "Name", "Kommun A")
    child(header, head, "Recipient", "192705178354")
    message = child(body, space, "Message")
    _message_header(message, space, subject)
    content = child(message, space, "Body")
    child(content, MESSAGE, "ContentType", "text/plain")
    child(content, MESSAGE, "Body", base64.b64encode(text).decode())
    _attachment(message, space, attachment)
    return normalise_element(root, sealed_as.inner)


def _message_header(message: etree._Element, space: str, subject: str) -> None:
    header = child(message, space, "Header")
    child(header, space, "Id", "brev-1")
    child(header, space, "Subject", subject)
    support = child(header, space, "Supportinfo")
    child(support, space, "Text", "Ring oss\nom något är oklart & svårt")
    child(header, space, "Language", "svSE")


def _attachment(message: etree._Element, space: str, content: bytes) -> None:
    attachment = child(message, space, "Attachment")
    child(attachment, MESSAGE, "ContentType", "application/pdf")
    child(attachment, MESSAGE, "Body", base64.b64encode(content).decode())
    child(attachment, MESSAGE, "Checksum", hashlib.md5(content).hexdigest().upper())
    child(attachment, MESSAGE, "Filename", "beslut.pdf")


def sealed_letter(
    sender: Signer,
    relay: Signer,
    sealed_as: SignedName = V3,
    *,
    identity: str | None = None,
    attachment: bytes = PDF,
) -> etree._Element:
    """A SealedDelivery, signed by the one and sealed by the other, before the envelope."""
    unsigned = delivery(sealed_as, identity=identity, attachment=attachment)
    signed = sign_element(unsigned, sender.key, sender.certificate)
    return seal_element(signed, DAY, relay.key, relay.certificate)


def on_the_wire(sealed: etree._Element, sealed_as: SignedName = V3) -> etree._Element:
    """The deliverSecure argument, as a receiver finds it after parsing the SOAP message."""
    names = (f"{{{SERVICE_V3}}}deliverSecure",) * 2 if sealed_as is V3 else (f"{{{SERVICE}}}deliverSecure", "arg0")
    return enveloped(for_wire(sealed, wrapper=names[0], argument=names[1]))


def enveloped(wrapper: etree._Element) -> etree._Element:
    """Send the SOAP body element in an envelope; return its argument on the other side."""
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP, "unused": "urn:unused"})
    body = child(envelope, SOAP, "Body")
    body.append(wrapper)
    return received(etree.tostring(envelope))


def received(octets: bytes) -> etree._Element:
    """Parse a SOAP message; return the argument inside the body element."""
    return etree.fromstring(octets)[-1][0][0]


def find(element: etree._Element, name: str) -> etree._Element:
    """The first element with this local name, which must be there."""
    found = next(element.iter(f"{{*}}{name}"), None)
    assert found is not None, name
    return found


def hand_signed(
    element: etree._Element,
    signer: Signer,
    *,
    over: bytes | None = None,
    signed_info: Callable[[etree._Element], bytes] = lambda info: canonicalise_element(info, exclusive=True),
    certificate: x509.Certificate | None = None,
    digest: str = "sha256",
    hashed_with: hashes.HashAlgorithm | None = None,
) -> etree._Element:
    """Sign by hand, with any mistake: digest `over`, sign what `signed_info` makes of SignedInfo."""
    signed = copy.deepcopy(element)
    signature = etree.SubElement(signed, ds("Signature"), nsmap={None: DS})
    info = _signed_info(
        signature, hashlib.new(digest, canonicalise_element(element) if over is None else over).digest()
    )
    value = child(signature, DS, "SignatureValue")
    data = child(child(signature, DS, "KeyInfo"), DS, "X509Data")
    der = (certificate or signer.certificate).public_bytes(Encoding.DER)
    child(data, DS, "X509Certificate", base64.b64encode(der).decode())
    octets = signer.key.sign(signed_info(info), padding.PKCS1v15(), hashed_with or hashes.SHA256())
    value.text = base64.b64encode(octets).decode()
    return etree.fromstring(etree.tostring(signed))


def _signed_info(signature: etree._Element, digest: bytes) -> etree._Element:
    info = child(signature, DS, "SignedInfo")
    child(info, DS, "CanonicalizationMethod").set("Algorithm", EXC_C14N)
    child(info, DS, "SignatureMethod").set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")
    reference = child(info, DS, "Reference")
    reference.set("URI", "")
    transforms = child(reference, DS, "Transforms")
    child(transforms, DS, "Transform").set("Algorithm", f"{DS}enveloped-signature")
    child(reference, DS, "DigestMethod").set("Algorithm", DigestAlgorithm.SHA256.value)
    child(reference, DS, "DigestValue", base64.b64encode(digest).decode())
    return info


def unsigned_seal(signed: etree._Element, received_time: str = "2024-05-06") -> etree._Element:
    """A SealedDelivery v3 without its signature, for a relay that signs by hand."""
    sealed = etree.Element(V3.value, nsmap={None: MESSAGE_V3})
    sealed.append(copy.deepcopy(signed))
    around = child(sealed, MESSAGE_V3, "Seal")
    child(around, MESSAGE, "ReceivedTime", received_time)
    child(around, MESSAGE, "SignaturesOK", "true")
    return normalise_element(sealed, V3)
