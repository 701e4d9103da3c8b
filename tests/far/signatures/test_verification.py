"""A person's signature is verified: the text, the certificate, the nonce; each refusal says what to do."""

import base64
import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from django.conf import settings

from contracts import common
from far.signatures import verify_signature
from infra import clock
from infra.errors import MinaMeddelandenError, RegistrationNotSigned, SignatureFault
from infra.errors.codes import ErrorCode
from infra.pki import nonces, store
from infra.pki.personal import Subject
from infra.signed_text import sign_as_cms, sign_as_xml
from mailbox_ui.eid import Flaw, SignatureForm, sign_text
from mailbox_ui.eid.legitimations import legitimation_of
from mailbox_ui.models import EidHolder

SignatureData = common.SignatureData
MARIA = "198101052382"
TEXT = "Jag öppnar en brevlåda hos Min myndighetspost.\nMyndigheter får skicka sin post dit – inte på papper."
SIGNED_FORMS = [SignatureForm.XML, SignatureForm.PKCS7, SignatureForm.PKCS7_DETACHED]


def refusal_of(data: SignatureData, text: str = TEXT) -> MinaMeddelandenError:
    with pytest.raises((SignatureFault, RegistrationNotSigned)) as refused:
        verify_signature(data, text)
    return refused.value


def explains(refused: MinaMeddelandenError, code: ErrorCode, swedish: str, english: str) -> bool:
    assert swedish in refused.text.swedish, refused.text.swedish
    assert english in refused.text.english, refused.text.english
    return refused.code is code


@pytest.mark.parametrize("form", SIGNED_FORMS)
def test_a_signature_of_the_simulated_e_legitimation_holds(form: SignatureForm) -> None:
    EidHolder.objects.create(number=MARIA, name="Maria Ek")
    before = clock.now()

    verified = verify_signature(sign_text(MARIA, TEXT, form), TEXT)

    assert verified.number == MARIA
    assert not verified.is_mocked
    assert len(verified.digest) == 32
    assert before - timedelta(seconds=2) <= verified.signed_at <= clock.now()


@pytest.mark.parametrize("form", SIGNED_FORMS)
def test_each_signing_has_a_digest_of_its_own(form: SignatureForm) -> None:
    digests = {verify_signature(sign_text(MARIA, TEXT, form), TEXT).digest for _ in range(3)}

    assert len(digests) == 3


def test_the_same_signature_has_the_same_digest_whatever_stands_beside_it() -> None:
    data = sign_text(MARIA, TEXT)

    other = dataclasses.replace(data, certificate="Någon annan", nonce="77", encoding_of_signed_text="utf-8")

    # The nonce within the signature is its own, so another one beside it is refused.
    assert explains(refusal_of(other), ErrorCode.REGISTER_SIGNATURE_ERROR, "Nonce «77»", "Nonce “77”")
    assert (
        verify_signature(dataclasses.replace(other, nonce=None), TEXT).digest
        == verify_signature(data, TEXT).digest
    )


@pytest.mark.parametrize("form", SIGNED_FORMS)
def test_a_signature_over_another_text_is_refused(form: SignatureForm) -> None:
    refused = refusal_of(sign_text(MARIA, TEXT, form, flaw=Flaw.OTHER_TEXT))

    assert refused.code in {ErrorCode.REGISTER_SIGNATURE_ERROR, ErrorCode.SIGNATURE_ERROR}
    assert "en annan" in refused.text.swedish
    assert "another" in refused.text.english


def test_the_refusal_shows_where_the_texts_differ() -> None:
    refused = refusal_of(sign_text(MARIA, "Jag öppnar en låda."), "Jag öppnar en brevlåda.")

    assert explains(
        refused,
        ErrorCode.REGISTER_SIGNATURE_ERROR,
        "från tecken 15 står «låda.» i stället för «brevlåda.»",
        "from character 15 it says “låda.” instead of “brevlåda.”",
    )


@pytest.mark.parametrize("form", SIGNED_FORMS)
@pytest.mark.parametrize(
    ("flaw", "swedish", "english"),
    [
        (Flaw.EXPIRED, "gick ut", "expired"),
        (Flaw.REVOKED, "är spärrat", "is revoked"),
        (Flaw.UNTRUSTED, "inte utfärdat av någon som utfärdar e-legitimationer", "put the issuer's certificate"),
    ],
)
def test_a_certificate_that_is_not_accepted_is_refused(
    form: SignatureForm, flaw: Flaw, swedish: str, english: str
) -> None:
    refused = refusal_of(sign_text(MARIA, TEXT, form, flaw=flaw))

    assert explains(refused, ErrorCode.SIGNATURE_ERROR, swedish, english)


@pytest.mark.parametrize("form", [*SIGNED_FORMS, SignatureForm.MOCKED])
def test_the_signature_of_somebody_else_holds_and_says_whose_it_is(form: SignatureForm) -> None:
    assert verify_signature(sign_text(MARIA, TEXT, form, flaw=Flaw.WRONG_PERSON), TEXT).number == "191212121212"


def test_an_organisation_s_certificate_is_no_person_s() -> None:
    store.ensure_identities(settings.PKI_DIR)
    agency = store.load_identity("kommun-a")

    xml = sign_as_xml(TEXT, agency.key, (agency.certificate, *agency.chain), nonce="1")
    cms = sign_as_cms(TEXT, agency.key, (agency.certificate, *agency.chain), nonce="1")

    for signature in (xml, cms):
        refused = refusal_of(SignatureData(signature=signature, certificate="x"))
        assert explains(refused, ErrorCode.SIGNATURE_ERROR, "inte utfärdat av någon", "is not issued by anybody")


class TestNonce:
    def test_a_fresh_one_of_the_simulator_is_accepted_and_remembered(self) -> None:
        nonce = nonces.issue_nonce()

        verified = verify_signature(sign_text(MARIA, TEXT, nonce=nonce), TEXT)

        assert verified.nonce == nonce
        assert len(set(verified.digests)) == 2

    @pytest.mark.parametrize("form", SignatureForm)
    def test_a_stale_one_is_refused(self, form: SignatureForm, monkeypatch: pytest.MonkeyPatch) -> None:
        data = sign_text(MARIA, TEXT, form, nonce=nonces.issue_nonce())
        later = datetime.now(UTC) + nonces.FRESH_FOR + timedelta(seconds=1)
        monkeypatch.setattr(clock, "now", lambda: later)

        refused = refusal_of(data)

        assert explains(refused, ErrorCode.REGISTER_SIGNATURE_ERROR, "för gammal", "is stale")

    @pytest.mark.parametrize("form", SignatureForm)
    def test_the_simulated_e_legitimation_signs_a_stale_one_on_purpose(self, form: SignatureForm) -> None:
        refused = refusal_of(sign_text(MARIA, TEXT, form, flaw=Flaw.STALE_NONCE))

        assert explains(refused, ErrorCode.REGISTER_SIGNATURE_ERROR, "Hämta en ny", "Get a new one")

    @pytest.mark.parametrize("nonce", ["", "4711", "\x00", "x" * 5_000, "ÅÄÖ:1:2"])
    def test_one_of_another_issuer_has_no_age(self, nonce: str) -> None:
        assert verify_signature(sign_text(MARIA, TEXT, SignatureForm.PKCS7, nonce=nonce), TEXT).nonce == ""

    def test_a_changed_one_is_not_the_simulator_s(self) -> None:
        nonce = nonces.issue_nonce()

        refused = refusal_of(dataclasses.replace(sign_text(MARIA, TEXT, nonce=nonce), nonce=nonce[:-1]))

        assert explains(
            refused, ErrorCode.REGISTER_SIGNATURE_ERROR, "en annan än den i", "another than the one in"
        )


class TestTimeOfSigning:
    def test_a_time_that_has_not_come_is_not_believed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        data = sign_text(MARIA, TEXT, SignatureForm.PKCS7)
        earlier = datetime.now(UTC) - timedelta(hours=2)
        monkeypatch.setattr(clock, "now", lambda: earlier)

        assert verify_signature(data, TEXT).signed_at == earlier

    def test_the_time_in_the_signature_counts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        data = sign_text(MARIA, TEXT, SignatureForm.PKCS7)
        later = datetime.now(UTC) + timedelta(hours=2)
        monkeypatch.setattr(clock, "now", lambda: later)

        assert verify_signature(data, TEXT).signed_at < later - timedelta(hours=1)


class TestForms:
    @pytest.mark.parametrize("form", SignatureForm)
    def test_a_signature_in_base64_once_more_is_read_all_the_same(self, form: SignatureForm) -> None:
        data = sign_text(MARIA, TEXT, form)

        twice = dataclasses.replace(data, signature=base64.encodebytes(data.signature))

        assert verify_signature(twice, TEXT).number == MARIA

    def test_line_ends_do_not_matter(self) -> None:
        for form in SIGNED_FORMS:
            assert verify_signature(sign_text(MARIA, TEXT.replace("\n", "\r\n"), form), TEXT).number == MARIA
            assert verify_signature(sign_text(MARIA, TEXT, form), TEXT.replace("\n", "\r\n")).number == MARIA

    @pytest.mark.parametrize("text", ["", " ", "a", "å" * 10_000, "<a>&amp;]]></a>\t\"'", "\u2028\U0001f4ee"])
    def test_any_text_can_be_signed(self, text: str) -> None:
        for form in SIGNED_FORMS:
            assert verify_signature(sign_text(MARIA, text, form), text).number == MARIA

    def test_the_text_may_be_signed_in_base64(self) -> None:
        inside = base64.b64encode(TEXT.encode()).decode()

        for form in SIGNED_FORMS:
            assert verify_signature(sign_text(MARIA, inside, form), TEXT).number == MARIA

    @pytest.mark.parametrize("charset", ["ISO-8859-1", "iso_8859-1", "windows-1252", "UTF-16LE"])
    def test_another_encoding_of_the_signed_text_can_be_said(self, charset: str) -> None:
        signature = signed_by_another_library("Jag öppnar".encode(charset))

        said = SignatureData(signature=signature, certificate="x", encoding_of_signed_text=charset)
        assert verify_signature(said, "Jag öppnar").number == MARIA
        refused = refusal_of(dataclasses.replace(said, encoding_of_signed_text=None), "Jag öppnar")
        assert refused.code is ErrorCode.REGISTER_SIGNATURE_ERROR

    def test_an_unknown_encoding_is_refused_with_those_that_are_known(self) -> None:
        data = dataclasses.replace(sign_text(MARIA, TEXT), encoding_of_signed_text="EBCDIC")

        assert explains(refusal_of(data), ErrorCode.SIGNATURE_ERROR, "«EBCDIC» är okänd", "ISO-8859-1")


@pytest.mark.parametrize("signature", [b"", b" \r\n"])
def test_an_empty_signature_is_no_signature(signature: bytes) -> None:
    refused = refusal_of(SignatureData(signature=signature, certificate=""))

    assert explains(refused, ErrorCode.REGISTER_SIGNATURE_ERROR, "Signature är tom", "Signature is empty")


def signed_by_another_library(octets: bytes) -> bytes:
    """By Maria, as PKCS#7 that cryptography writes."""
    own = legitimation_of(Subject(MARIA, "Maria Ek"))
    builder = pkcs7.PKCS7SignatureBuilder().set_data(octets)
    builder = builder.add_signer(own.certificate, own.key, hashes.SHA256()).add_certificate(own.issuers[0])
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])
