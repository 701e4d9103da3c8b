"""What the simulated e-legitimation signs is what a register reads."""

import base64
from pathlib import Path

import pytest
from lxml import etree

from contracts import codec, common
from infra import clock
from infra.errors import InvalidInput
from infra.pki import nonces
from infra.signed_text import read_cms, read_xml
from mailbox_ui.eid import Flaw, SignatureForm, sign_text, signature_xml
from mailbox_ui.models import EidHolder

MARIA, TEXT = "198101052382", "Jag öppnar en brevlåda."


@pytest.fixture(autouse=True)
def maria(pki: Path) -> None:
    EidHolder.objects.create(number=MARIA, name="Maria Svensson")


def test_an_xml_signature_covers_the_text() -> None:
    read = read_xml(sign_text(MARIA, TEXT).signature)

    assert read.contents[0].octets.decode() == TEXT
    assert read.nonce


def test_a_pkcs7_signature_has_the_text_in_it_or_not() -> None:
    inside = read_cms(sign_text(MARIA, TEXT, SignatureForm.PKCS7).signature, [b""])
    apart = sign_text(MARIA, TEXT, SignatureForm.PKCS7_DETACHED).signature

    assert inside.contents[0].octets.decode() == TEXT
    assert read_cms(apart, [TEXT.encode()]).contents[0].octets.decode() == TEXT
    assert TEXT.encode() not in apart


def test_the_data_are_complete() -> None:
    data = sign_text(MARIA, TEXT, nonce="4711")

    assert data.certificate == "Simulator Personal CA"
    assert data.encoding_of_signed_text == "UTF-8"
    assert data.nonce == "4711"
    assert read_xml(data.signature).nonce == "4711"
    assert sign_text(MARIA, TEXT).nonce is None


def test_the_plain_form_names_the_person_and_comes_with_a_nonce() -> None:
    data = sign_text(MARIA, TEXT, SignatureForm.MOCKED)

    expected = f"SERIALNUMBER={MARIA}, GIVENNAME=Maria, SURNAME=Svensson, CN=Maria Svensson, C=SE"
    assert data.signature.decode() == expected
    assert nonces.issued_at(data.nonce or "") is not None


@pytest.mark.parametrize("written", ["19810105-2382", "8101052382", " 198101052382 "])
def test_the_number_may_be_written_in_any_way(written: str) -> None:
    assert f"SERIALNUMBER={MARIA}," in sign_text(written, TEXT, SignatureForm.MOCKED).signature.decode()


def test_somebody_unknown_can_sign_too() -> None:
    assert "CN=Test Person," in sign_text("191212121212", TEXT, SignatureForm.MOCKED).signature.decode()


@pytest.mark.parametrize("number", ["162021004748", "", "Maria", "198101052383", "19810105238a", "\x00"])
def test_who_is_no_person_cannot(number: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sign_text(number, TEXT)

    assert "personal identity number or coordination number" in refused.value.text.english


def test_the_wrong_person_is_another_one_whoever_is_asked() -> None:
    instead = sign_text(MARIA, TEXT, SignatureForm.MOCKED, flaw=Flaw.WRONG_PERSON).signature.decode()
    instead_of_him = sign_text(
        "191212121212", TEXT, SignatureForm.MOCKED, flaw=Flaw.WRONG_PERSON
    ).signature.decode()

    assert "SERIALNUMBER=191212121212" in instead
    assert "SERIALNUMBER=192705178354" in instead_of_him


@pytest.mark.parametrize("flaw", [Flaw.EXPIRED, Flaw.REVOKED, Flaw.UNTRUSTED, Flaw.OTHER_TEXT])
def test_the_plain_form_cannot_have_flaws_of_what_it_lacks(flaw: Flaw) -> None:
    with pytest.raises(InvalidInput) as refused:
        sign_text(MARIA, TEXT, SignatureForm.MOCKED, flaw=flaw)

    assert "wrong_person" in refused.value.text.swedish


@pytest.mark.parametrize("form", SignatureForm)
def test_a_stale_nonce_comes_with_every_form(form: SignatureForm) -> None:
    issued = nonces.issued_at(sign_text(MARIA, TEXT, form, flaw=Flaw.STALE_NONCE).nonce or "")

    assert issued is not None
    assert issued + nonces.FRESH_FOR < clock.now()


def test_another_text_is_another_one() -> None:
    assert read_xml(sign_text(MARIA, TEXT, flaw=Flaw.OTHER_TEXT).signature).contents[0].octets.decode() != TEXT


def test_the_element_to_paste_is_the_contract_s() -> None:
    data = sign_text(MARIA, TEXT, SignatureForm.PKCS7, nonce="<&>")

    element = etree.fromstring(signature_xml(data))

    assert codec.from_element(common.SignatureData, element) == data
    assert base64.b64encode(data.signature).decode() in signature_xml(data)
