"""Letters: composed, signed and sealed as the contract's senders do it.

An element is built and signed without prefixes, and written on the wire with a prefix for each namespace: the
signature covers the prefix-free form, and some operators find no signature in a default namespace.
"""

import hashlib
import uuid
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from lxml import etree
from signxml.algorithms import CanonicalizationMethod
from signxml.signer import XMLSigner

MESSAGE: Final = "http://minameddelanden.gov.se/schema/Message"
V2: Final = f"{MESSAGE}/v2"
V3: Final = f"{MESSAGE}/v3"
MATTER: Final = "http://minameddelanden.gov.se/schema/OfficialMatter/v3"
SENDER: Final = "http://minameddelanden.gov.se/schema/Sender"
SERVICE: Final = "http://minameddelanden.gov.se/schema/Service/v3"
DS: Final = "http://www.w3.org/2000/09/xmldsig#"
SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
PREFIXES: Final = {
    "soap": SOAP,
    "s3": SERVICE,
    "m3": V3,
    "m2": V2,
    "m": MESSAGE,
    "matter": MATTER,
    "sender": SENDER,
    "ds": DS,
}


@dataclass(frozen=True)
class File:
    """A file to send along."""

    name: str
    content: bytes
    content_type: str = "application/pdf"


@dataclass(frozen=True)
class Matter:
    """The event in an official matter (ärende) that a letter tells of; what is empty is left out.

    `status` is `recipientinitiative` (the recipient's turn), `senderinitiative` or `closed`.
    """

    id: str = ""
    event_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    preceding_event_id: str = ""
    subject: str = ""
    event_type: str = ""
    status: str = ""
    on: date = field(default_factory=lambda: datetime.now(UTC).date())


@dataclass(frozen=True)
class Letter:
    """What a sender has to say."""

    subject: str = "Beslut"
    body: str | bytes = "Du har fått ett beslut."
    content_type: str = "text/plain"
    files: Sequence[File] = ()
    message_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    reference: str = ""
    correlation_id: str = ""
    support: str = "Kontakta vår kundtjänst om du har frågor."
    matter: Matter | None = None
    reply: str = ""
    """`REQUESTED`, `ACCEPTED` or `NOT_ALLOWED`."""
    receipt_request: str = ""
    """`SIMPLE`, `SIGNED` or `NOT`."""


@dataclass(frozen=True)
class Keys:
    """A key and its certificate, in PEM."""

    key_pem: str
    certificate_pem: str


def signed(letter: Letter, sender: str, sender_name: str, recipient: str, keys: Keys) -> etree._Element:
    """The SignedDelivery of the letter to one recipient, with the sender's signature."""
    origin = _element(V2, "Sender", _element(SENDER, "Id", sender), _element(SENDER, "Name", sender_name))
    header = _element(V3, "Header", origin, _element(V2, "Recipient", recipient))
    for name, value in (("Reference", letter.reference), ("CorrelationId", letter.correlation_id)):
        if value:
            header.append(_element(V2, name, value))
    return sign(_element(V3, "SignedDelivery", _element(V3, "Delivery", header, _message(letter))), keys)


def sealed(signed_delivery: etree._Element, keys: Keys) -> etree._Element:
    """The SealedDelivery with today's seal and the relay's signature."""
    today = _element(MESSAGE, "ReceivedTime", datetime.now(UTC).date().isoformat())
    seal = _element(V3, "Seal", today, _element(MESSAGE, "SignaturesOK", "true"))
    return sign(_element(V3, "SealedDelivery", signed_delivery, seal), keys)


def deliver_secure(sealed_delivery: etree._Element) -> bytes:
    """The SOAP message to a mailbox operator."""
    return envelope(_element(SERVICE, "deliverSecure", _element(SERVICE, "deliverSecure", *sealed_delivery)))


def distribute_secure(signed_delivery: etree._Element) -> bytes:
    """The SOAP message to a relay."""
    return envelope(_element(V3, "distributeSecure", _element(V3, "signedDelivery", *signed_delivery)))


def envelope(content: etree._Element) -> bytes:
    """A SOAP 1.1 message with the content, every element with a prefix that the envelope declares."""
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap=PREFIXES)
    _copy_into(etree.SubElement(root, f"{{{SOAP}}}Body"), content)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def sign(element: etree._Element, keys: Keys) -> etree._Element:
    """The element with an enveloped signature, RSA with SHA-256; SignedInfo is signed without a prefix."""
    signer = XMLSigner(c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0)
    signer.namespaces = {None: DS}  # type: ignore[dict-item]  # what lxml calls a default namespace
    made = signer.sign(
        etree.fromstring(etree.tostring(element)),
        key=_key(keys.key_pem),
        cert=keys.certificate_pem,
        exclude_c14n_transform_element=True,
    )
    return etree.fromstring(etree.tostring(made))


@lru_cache(maxsize=64)
def _key(pem: str) -> RSAPrivateKey:
    """The key, of which OpenSSL checks once that it is sound: that takes longer than ten signatures."""
    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("Letters are signed with RSA keys; this key is of another kind.")
    return key


def _element(namespace: str, name: str, *content: etree._Element | str) -> etree._Element:
    made = etree.Element(f"{{{namespace}}}{name}", nsmap={None: namespace})
    for part in content:
        if isinstance(part, str):
            made.text = part
        else:
            made.append(part)
    return made


def _message(letter: Letter) -> etree._Element:
    header = _element(
        V3,
        "Header",
        _element(V3, "Id", letter.message_id),
        _element(V3, "Subject", letter.subject),
        _element(V3, "Supportinfo", _element(V3, "Text", letter.support)),
        *([_official_matter(letter.matter)] if letter.matter else []),
        _element(V3, "Language", "svSE"),
        *_filled(V3, ("Reply", letter.reply), ("ReceiptRequest", letter.receipt_request)),
    )
    octets = letter.body.encode() if isinstance(letter.body, str) else letter.body
    body = _element(V3, "Body", *_content(letter.content_type, octets))
    return _element(V3, "Message", header, body, *map(_attachment, letter.files))


def _official_matter(matter: Matter) -> etree._Element:
    names = ("EventId", matter.event_id), ("OfficialMatterId", matter.id)
    identity = _filled(MATTER, *names, ("PrecedingEventId", matter.preceding_event_id))
    texts = ("MatterSubject", matter.subject), ("EventType", matter.event_type), ("MatterStatus", matter.status)
    extension = _element(
        V3,
        "OfficialMatterExtension",
        _element(MATTER, "Timestamp", matter.on.isoformat()),
        *([_element(MATTER, "Identity", *identity)] if identity else []),
        *_filled(MATTER, *texts),
    )
    return _element(V3, "OfficialMatter", extension)


def _filled(namespace: str, *named: tuple[str, str]) -> list[etree._Element]:
    """An element for each name that has a value."""
    return [_element(namespace, name, value) for name, value in named if value]


def _content(content_type: str, octets: bytes) -> tuple[etree._Element, etree._Element]:
    return _element(MESSAGE, "ContentType", content_type), _element(MESSAGE, "Body", b64encode(octets).decode())


def _attachment(file: File) -> etree._Element:
    # The contract's Checksum is MD5; what protects the file is the signature.
    checksum = hashlib.md5(file.content, usedforsecurity=False).hexdigest().upper()
    return _element(
        V3,
        "Attachment",
        *_content(file.content_type, file.content),
        _element(MESSAGE, "Checksum", checksum),
        _element(MESSAGE, "Filename", file.name),
    )


def _copy_into(parent: etree._Element, element: etree._Element) -> None:
    """Append a copy with names that take the prefixes that an ancestor declares."""
    made = etree.SubElement(parent, element.tag, dict(element.attrib))
    made.text = element.text
    for child in element:
        _copy_into(made, child)
