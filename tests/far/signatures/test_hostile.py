"""Signatures meant to do harm, or broken: a clear fault, in bounded time."""

import base64
import time
import zlib
from pathlib import Path

import pytest
from cryptography import x509
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from contracts import common
from far.signatures import verify_signature
from infra.errors import RegistrationNotSigned, SignatureFault
from infra.pki import personal, revocation
from infra.pki.issuing import issue
from infra.signed_text import MAX_BYTES, sign_as_cms, sign_as_xml
from mailbox_ui.eid import SignatureForm, sign_text

MARIA, TEXT = "198101052382", "Jag öppnar en brevlåda."
SECONDS = 5.0
"""Of processor time; the slowest takes a twentieth of it."""


def fault_of(signature: bytes, text: str = TEXT) -> str:
    begun = time.process_time()
    with pytest.raises((SignatureFault, RegistrationNotSigned)) as refused:
        verify_signature(common.SignatureData(signature=signature, certificate="x"), text)
    assert time.process_time() - begun < SECONDS
    swedish, english = refused.value.text
    assert swedish
    assert len(english) < 1_000
    return english


def xml(inside: str) -> bytes:
    return f'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">{inside}</Signature>'.encode()


@pytest.mark.parametrize(
    ("signature", "says"),
    [
        (b"\x00", "neither an XML signature nor PKCS#7"),
        (b"hello there", "neither an XML signature nor PKCS#7"),
        (base64.b64encode(b"hello there"), "neither an XML signature nor PKCS#7"),
        (b"\x89PNG\r\n", "neither an XML signature nor PKCS#7"),
        (b"-----BEGIN PKCS7-----\nMII=\n-----END PKCS7-----", "neither an XML signature nor PKCS#7"),
        (b"<", "not well-formed XML"),
        (b"<a>", "not well-formed XML"),
        (b"<a/>", "holds 0 XML signatures"),
        (b"\xff\xfe<", "not well-formed XML"),
        (xml(""), "holds 0 certificates"),
        (xml("<SignedInfo/>"), "holds 0 certificates"),
        (b"\x30", "cannot be read"),
        (b"\x30\x80", "cannot be read"),
        (b"\x30\x03\x02\x01\x01", "cannot be read"),
        (b"\x30\x84\xff\xff\xff\xff", "cannot be read"),
        (bytes.fromhex("300b06092a864886f70d010702"), "cannot be read"),
        (bytes.fromhex("300f06092a864886f70d010701a0020400"), "is data and not signed_data"),
    ],
)
def test_what_is_no_signature_is_refused_by_what_it_is(signature: bytes, says: str) -> None:
    assert says in fault_of(signature)


def test_more_than_the_limit_is_refused_unread() -> None:
    assert f"at most {MAX_BYTES}" in fault_of(b"<" * (MAX_BYTES + 1))
    assert f"at most {MAX_BYTES}" in fault_of(b"A" * 2_000_000)


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'

    assert "DOCTYPE" in fault_of(f"{bomb}<a>&c;</a>".encode())


def test_no_file_is_read() -> None:
    wanted = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'

    assert "DOCTYPE" in fault_of(f"{wanted}<a>&b;</a>".encode())


def test_deep_xml_is_refused() -> None:
    assert "nested deeper" in fault_of(b"<a>" * 20_000 + b"</a>" * 20_000)


def test_many_elements_take_bounded_time() -> None:
    fault_of(xml("<Object>" + "<a/>" * 50_000 + "</Object>"))


def test_many_references_are_refused_before_they_are_computed() -> None:
    signature = sign_text(MARIA, TEXT).signature
    begins, ends = signature.index(b"<ds:Reference"), signature.index(b"</ds:SignedInfo>")

    many = signature[:begins] + signature[begins:ends] * 50 + signature[ends:]

    assert "50 Reference" in fault_of(many)


def test_many_certificates_are_refused_before_they_are_read() -> None:
    signature = sign_text(MARIA, TEXT).signature
    ends, one = b"</ds:X509Data>", b"<ds:X509Certificate>MII=</ds:X509Certificate>"

    many = signature.replace(ends, one * 90 + ends)

    assert "holds 92 certificates" in fault_of(many)


def test_asn1_deep_in_itself_is_refused() -> None:
    for one in (b"\x30\x80", b"\xa0\x80", b"\x24\x80"):
        fault_of(b"\x30\x80" + one * 60_000)


def test_compressed_data_are_not_unpacked() -> None:
    compressed = zlib.compress(b"0" * 100_000_000)
    content_info = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x09\xa0" + _length(compressed) + compressed

    assert "not signed_data" in fault_of(b"\x30" + _length(content_info) + content_info)


def test_several_signers_are_refused() -> None:
    signature = sign_text(MARIA, TEXT).signature

    assert "holds 2 XML signatures" in fault_of(b"<both>" + signature + signature + b"</both>")


def test_a_signature_moved_around_another_text_is_refused() -> None:
    own = sign_text(MARIA, TEXT).signature
    other = b'<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="object">Jag avslutar allt.</ds:Object>'
    moved = own.replace(b"</ds:Signature>", other + b"</ds:Signature>")

    assert "does not hold" in fault_of(moved, "Jag avslutar allt.")


def test_text_beside_what_was_signed_does_not_count() -> None:
    own = sign_text(MARIA, TEXT).signature
    beside = own.replace(b"</ds:Signature>", b"<ds:Object>Jag avslutar allt.</ds:Object></ds:Signature>")

    assert "another than the agreement text" in fault_of(beside, "Jag avslutar allt.")


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("CN=Maria Ek", "must be a personal identity number or coordination number of twelve digits"),
        ("serialNumber=162021004748,CN=Maria Ek", "must be a personal identity number"),
        ("serialNumber=198101052382,CN=Maria\nEk", "holds control characters"),
        ("serialNumber=198101052382,CN=\x1b[31m", "holds control characters"),
    ],
)
def test_a_trusted_certificate_of_no_person_is_refused(subject: str, says: str) -> None:
    key, authority = issue.new_key(), personal.load_issuing_authority(Path(settings.PKI_DIR))
    name = x509.Name.from_rfc4514_string(subject, {"serialNumber": x509.NameOID.SERIAL_NUMBER})
    certificate = issue.client_certificate(authority, key, name, crl_url=revocation.personal_list_url())

    for sign_as in (sign_as_xml, sign_as_cms):
        assert says in fault_of(sign_as(TEXT, key, [certificate, authority.certificate], nonce="1"))


@pytest.mark.parametrize("form", [SignatureForm.XML, SignatureForm.PKCS7])
def test_no_octet_of_a_signature_can_be_changed_unnoticed(form: SignatureForm) -> None:
    whole = sign_text(MARIA, TEXT, form).signature
    step = max(1, len(whole) // 400)

    for place in range(0, len(whole), step):
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        _holds_for_maria_or_is_refused(changed)


def _holds_for_maria_or_is_refused(signature: bytes) -> None:
    """Some octets mean nothing, as a prefix, or the rest of the chain."""
    try:
        verified = verify_signature(common.SignatureData(signature=signature, certificate="x"), TEXT)
    except (SignatureFault, RegistrationNotSigned):
        return
    assert verified.number == MARIA
    assert not verified.is_mocked


@hypothesis_settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    st.binary(max_size=400), st.sampled_from([b"", b"<", b"\x30", b"\x30\x80", b"<?xml version='1.0'?>", b"C="])
)
def test_any_octets_are_refused_and_never_an_error(octets: bytes, begins: bytes) -> None:
    fault_of(begins + octets)


def _length(content: bytes) -> bytes:
    octets = len(content).to_bytes(4, "big")
    return b"\x84" + octets
