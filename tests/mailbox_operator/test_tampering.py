"""Changed after signing, or signed with a certificate that does not hold: which part, in words, and no trace."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from infra.pki import files, store
from infra.pki.issuing import issue
from infra.pki.issuing.issue import Authority
from infra.pki.store import Identity
from sender import compose
from tests.cast import Sender
from tests.mailbox_operator.test_reception import nothing_is_stored

MESSAGE = "{http://minameddelanden.gov.se/schema/Message}"
MESSAGE_V3 = "{http://minameddelanden.gov.se/schema/Message/v3}"
DS = "{http://www.w3.org/2000/09/xmldsig#}"
BODY = f".//{MESSAGE_V3}Message/{MESSAGE_V3}Body/{MESSAGE}Body"
FILE = f".//{MESSAGE_V3}Attachment/{MESSAGE}Body"
SENDERS = f".//{MESSAGE_V3}SignedDelivery/{DS}Signature"
SEALS = f".//{MESSAGE_V3}Seal/../{DS}Signature"
Change = Callable[[str], str]


def to(text: str) -> Change:
    return lambda _: text


def by_one_sign(text: str) -> str:
    return ("A" if text[0] != "A" else "B") + text[1:]


def kommun_bs(_: str) -> str:
    return base64.b64encode(store.load_identity("kommun-b").certificate.public_bytes(Encoding.DER)).decode()


def in_base64(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


CHANGES: dict[str, tuple[str, Change, str]] = {
    "the text": (BODY, to(in_base64(b"Betala nu")), "Delivery har ändrats efter förseglingen"),
    "an attachment": (FILE, to(in_base64(b"%PDF-1.4 another")), "Bilagan «beslut.pdf» har ändrats"),
    "the recipient": (".//{*}Recipient", to("198101052382"), "troligen i Header"),
    "the sender's name": (".//{*}Sender/{*}Name", to("Kommun X"), "troligen i Header"),
    "the subject": (".//{*}Subject", to("Något annat"), "Subject"),
    "a file name": (".//{*}Filename", to("annat.pdf"), "Delivery har ändrats efter förseglingen"),
    "the day of the seal": (".//{*}ReceivedTime", to("2001-01-01"), "ändringen ligger i Seal"),
    "the seal's word": (".//{*}SignaturesOK", to("1"), "SignaturesOK ändrades efter signeringen"),
    "the sender's digest": (f"{SENDERS}//{DS}DigestValue", by_one_sign, "avsändarens Signature (SignedInfo"),
    "the sender's value": (f"{SENDERS}/{DS}SignatureValue", by_one_sign, "avsändarens Signature"),
    "the sender's certificate": (
        f"{SENDERS}//{DS}X509Certificate",
        kommun_bs,
        "avsändarens Signature",
    ),
    "a certificate to none": (f"{SENDERS}//{DS}X509Certificate", to("AAAA"), "avsändarens Signature (SignedInfo"),
    "the relay's value": (
        f"{SEALS}/{DS}SignatureValue",
        by_one_sign,
        "gjort med en annan nyckel",
    ),
    "the relay's certificate": (
        f"{SEALS}//{DS}X509Certificate",
        kommun_bs,
        "lägg det certifikat som",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_changed_on_the_way_is_refused_by_name(kommun_a: Sender, what: str) -> None:
    where, change, words = CHANGES[what]
    letter = etree.fromstring(kommun_a.letter().request)
    element = letter.find(where)
    assert element is not None
    element.text = change(element.text or "")

    fault = kommun_a.deliver(etree.tostring(letter)).fault

    assert fault.code == 5012
    assert words in fault.description
    assert nothing_is_stored()


@pytest.mark.parametrize("what", ["the text", "an attachment", "the recipient", "the subject"])
def test_what_the_relay_changed_before_it_sealed_is_told_from_that(kommun_a: Sender, what: str) -> None:
    where, change, _ = CHANGES[what]
    letter = kommun_a.letter()
    element = letter.signed.find(where)
    assert element is not None
    element.text = change(element.text or "")

    fault = kommun_a.deliver(letter).fault

    assert fault.code == 5012
    assert "ändrades efter att avsändaren signerade" in fault.description or "Bilagan" in fault.description
    assert nothing_is_stored()


def untrusted(folder: Path) -> Identity:
    """An authority of the simulator's names has issued a certificate in kommun-b's."""
    root = issue.root_authority(issue.new_key(), store.ROOT_NAME)
    authority = issue.issuing_authority(root, issue.new_key(), store.ISSUING_NAME)
    return issued(folder, authority, issue.new_key())


def by_itself(folder: Path) -> Identity:
    key = issue.new_key()
    name = store.load_identity("kommun-b").certificate.subject
    any_authority = issue.root_authority(key, "unused")
    own = issue.client_certificate(any_authority, key, name, crl_url="http://localhost/crl")
    return issued(folder, Authority(own, key), key)


def issued(folder: Path, authority: Authority, key: RSAPrivateKey) -> Identity:
    name: x509.Name = store.load_identity("kommun-b").certificate.subject
    certificate = issue.client_certificate(authority, key, name, crl_url="http://localhost/crl")
    files.write_identity(folder, key, certificate, [])
    return store.read_identity(folder)


BAD: dict[str, tuple[Callable[[Path], Identity], str]] = {
    "revoked": (lambda _: store.load_identity("aterkallad"), "är spärrat"),
    "expired": (lambda _: store.load_identity("utgangen"), "gick ut"),
    "untrusted": (untrusted, "med en annan nyckel"),
    "its own": (by_itself, "är signerat av sig självt"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_letter_signed_with_a_bad_certificate_is_refused(kommun_b: Sender, tmp_path: Path, kind: str) -> None:
    make, words = BAD[kind]

    fault = kommun_b.deliver(kommun_b.letter(signer=make(tmp_path))).fault

    assert fault.code == 5012
    assert fault.description.startswith("SignedDelivery: Certifikatet ")
    assert words in fault.description
    assert nothing_is_stored()


@pytest.mark.parametrize("kind", BAD)
def test_a_letter_sealed_with_a_bad_certificate_is_refused(kommun_b: Sender, tmp_path: Path, kind: str) -> None:
    make, words = BAD[kind]
    letter = kommun_b.letter(relay=make(tmp_path))

    fault = kommun_b.deliver(compose.wrap_sealed_delivery(letter.sealed)).fault

    assert fault.code == 5012
    assert fault.description.startswith("SealedDelivery: Certifikatet ")
    assert words in fault.description
    assert nothing_is_stored()
