"""Certificates that break the standard are refused in a fault, whether they call or sign."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.x509.oid import ExtensionOID
from django.conf import settings

from infra.errors.codes import ErrorCode
from infra.identity import OrganisationNumber
from infra.pki import store
from infra.pki.store import Identity
from tests import cast
from tests.cast import SERVICE, Sender
from tests.infra.pki.makers import Made, made
from tests.infra.soap.questions import RECIPIENT, question

FIRST, SECOND = x509.ObjectIdentifier("1.2.3.4.5"), x509.ObjectIdentifier("1.2.3.4.6")
NUMBER = x509.NameAttribute(x509.NameOID.SERIAL_NUMBER, "162021004748")
PLACEHOLDER = "PLACEHOLDER"


def issuing() -> Made:
    authority = store.load_issuing_authority(Path(settings.PKI_DIR))
    return Made(authority.certificate, authority.key)


def subject(organisation: str) -> x509.Name:
    return x509.Name([NUMBER, x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, organisation)])


def altered(leaf: Made, before: bytes, after: bytes) -> Made:
    """The certificate with other octets in it, signed again by its issuer."""
    assert len(before) == len(after)
    signed = leaf.certificate.tbs_certificate_bytes
    assert before in signed
    signed = signed.replace(before, after)
    value = issuing().key.sign(signed, PKCS1v15(), hashes.SHA256())
    algorithm = bytes.fromhex("300d06092a864886f70d01010b0500")
    content = signed + algorithm + _der(3, b"\0" + value)
    return Made(x509.load_der_x509_certificate(_der(0x30, content)), leaf.key)


def _der(tag: int, content: bytes) -> bytes:
    length = len(content).to_bytes(2, "big")
    return bytes([tag, 0x82]) + length + content


def with_control_characters(characters: str) -> Made:
    name = made(subject(PLACEHOLDER), issuing())
    octets = (characters * len(PLACEHOLDER))[: len(PLACEHOLDER)].encode("latin-1")
    return altered(name, PLACEHOLDER.encode(), octets)


def with_an_extension_twice() -> Made:
    extensions = [(x509.UnrecognizedExtension(oid, b"\x05\x00"), False) for oid in (FIRST, SECOND)]
    return altered(
        made(subject("Kommun A"), issuing(), extensions), b"\x06\x04\x2a\x03\x04\x06", b"\x06\x04\x2a\x03\x04\x05"
    )


def with_a_broken_extension() -> Made:
    usage = x509.UnrecognizedExtension(ExtensionOID.KEY_USAGE, b"\x05\x00")
    return made(subject("Kommun A"), issuing(), [(usage, True)])


def with_broken_alternative_names() -> Made:
    names = x509.UnrecognizedExtension(ExtensionOID.SUBJECT_ALTERNATIVE_NAME, b"\x30\x04\x87\x02\x01\x02")
    return made(subject("Kommun A"), issuing(), [(names, False)])


def with_a_name_in_no_encoding() -> Made:
    return with_control_characters("\xff\xfe")


ODD: dict[str, Callable[[], Made]] = {
    "an extension twice": with_an_extension_twice,
    "a broken extension": with_a_broken_extension,
    "broken alternative names": with_broken_alternative_names,
    "a name in no encoding": with_a_name_in_no_encoding,
    "a null": lambda: with_control_characters("\0"),
    "a bell": lambda: with_control_characters("\a"),
    "a line break": lambda: with_control_characters("A\n"),
    "an escape": lambda: with_control_characters("\x1b[2J"),
}


def identity(odd: Made) -> Identity:
    number = OrganisationNumber("162021004748")
    return Identity("odd", "Kommun A", number, odd.key, odd.certificate, (issuing().certificate,), "")


@pytest.mark.parametrize("kind", ODD)
def test_a_caller_with_one_reads_why(world: None, post: cast.Post, kind: str) -> None:
    reply = post(RECIPIENT, question(), identity(ODD[kind]()))

    assert (reply.status, reply.fault.code) == (500, ErrorCode.CERTIFICATE_ERROR)
    assert "Beställ ett nytt" in reply.fault.text.swedish or "går inte att läsa" in reply.fault.text.swedish
    assert "certificate" in reply.fault.text.english


@pytest.mark.parametrize("kind", ODD)
def test_a_letter_signed_with_one_is_refused_with_the_reason(kommun_a: Sender, kind: str) -> None:
    odd = identity(ODD[kind]())
    try:
        letter = kommun_a.letter(signer=odd)
        request = letter.request
    except ValueError:
        pytest.skip("nor can the signer write down its name")

    reply = kommun_a.post(SERVICE, request, kommun_a.identity)

    assert (reply.status, reply.fault.code) == (500, ErrorCode.SIGNATURE_ERROR)
    assert "ertifikat" in reply.fault.text.swedish
