"""A letter as people read it and as it was signed, from its bytes, also from damaged ones."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.pki import store
from infra.texts import EMPTY
from sender import compose
from testbed.journal import letter_view
from testbed.journal.letter_view import LetterView, VerificationResult, read_letter
from tests import cast
from tests.cast import PDF, Sender

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def enveloped(content: str) -> bytes:
    return f'<e:Envelope xmlns:e="{SOAP}"><e:Body>{content}</e:Body></e:Envelope>'.encode()


def message(kind: str, body: str, subject: str = "Beslut") -> str:
    return (
        f"<Message><Header><Subject>{subject}</Subject></Header>"
        f"<Body><ContentType>{kind}</ContentType><Body>{body}</Body></Body></Message>"
    )


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def read(content: str, operation: str = "deliverSecure") -> LetterView:
    found = read_letter(operation, enveloped(content))
    assert found is not None
    return found


@pytest.fixture
def letter(kommun_a: Sender) -> LetterView:
    found = read_letter("deliverSecure", kommun_a.letter().request)
    assert found is not None
    return found


@given(st.sampled_from(["deliverSecure", "notify", "", "unknown"]), st.binary(max_size=200))
def test_any_bytes_are_a_letter_or_none(operation: str, octets: bytes) -> None:
    assert read_letter(operation, octets) is None


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=100))
def test_any_plain_text_is_shown_as_it_was_written(text: str) -> None:
    [shown] = read(f"<a>{message('text/plain', encoded(text))}</a>").messages

    assert shown.text == text


def test_a_call_without_a_letter_or_a_signature_is_no_letter() -> None:
    assert read_letter("isReachable", enveloped("<a/>")) is None


def test_a_letter_has_its_words_and_its_files(letter: LetterView) -> None:
    [shown] = letter.messages

    assert shown.subject == "Beslut om förskoleplats"
    assert shown.text == "Du har fått ett beslut om förskoleplats."
    [file] = shown.files
    assert (file.name, file.content_type, file.size) == ("beslut.pdf", "application/pdf", len(PDF))
    assert file.checksum


def test_several_messages_stand_in_their_order(kommun_a: Sender) -> None:
    texts = [kommun_a.text(subject=subject) for subject in ("Första", "Andra", "Tredje")]
    found = read_letter("deliverSecure", kommun_a.letter(cast.ARVID, *texts).request)

    assert found is not None
    assert [each.subject for each in found.messages] == ["Första", "Andra", "Tredje"]


def test_the_seal_stands_around_the_sender_s_signature(letter: LetterView) -> None:
    [seal] = letter.signatures
    [sender] = seal.inside

    assert sender.covers == "SignedDelivery"
    assert (seal.method, seal.digest_method) == ("rsa-sha256", "sha256")
    assert "enveloped-signature" in seal.transforms
    assert seal.organisation == sender.organisation == "162021004748"
    assert sender.inside == []


def test_a_signature_tells_whose_certificate_it_has_and_for_how_long(letter: LetterView) -> None:
    certificate = store.load_identity("kommun-a").certificate
    signature = letter.signatures[0]

    assert signature.serial == f"{certificate.serial_number:x}"
    assert signature.issuer == certificate.issuer.rfc4514_string()
    assert signature.valid_until == f"{certificate.not_valid_after_utc:%Y-%m-%d}"
    assert signature.valid_from < signature.valid_until


def test_signatures_that_hold_are_said_to_hold(letter: LetterView) -> None:
    assert (letter.holds, letter.why_not) == (VerificationResult.YES, EMPTY)


def test_a_letter_that_was_changed_does_not_hold_and_says_why(kommun_a: Sender) -> None:
    changed = kommun_a.letter().request.replace(b"svSE", b"enGB", 1)

    found = read_letter("deliverSecure", changed)

    assert found is not None
    assert found.holds is VerificationResult.NO
    assert found.why_not.swedish
    assert found.why_not.english
    assert found.why_not.swedish != found.why_not.english


def test_a_letter_of_a_sender_alone_is_verified_as_one(kommun_a: Sender) -> None:
    signed = kommun_a.letter().signed
    from infra.soap.messages import envelope
    from infra.xmlsig import for_wire
    from infra.xmlsig.names import MESSAGE_V3

    request = envelope.wrap_element(
        for_wire(signed, wrapper=f"{{{MESSAGE_V3}}}distributeSecure", argument=f"{{{MESSAGE_V3}}}signedDelivery")
    )

    found = read_letter("distributeSecure", request)

    assert found is not None
    assert found.holds is VerificationResult.YES
    assert [each.organisation for each in found.signatures] == ["162021004748"]


@pytest.mark.parametrize("operation", ["notify", "distribute", ""])
def test_what_nobody_signs_is_not_tried(operation: str) -> None:
    found = read(f"<a>{message('text/plain', encoded('Hej'))}</a>", operation)

    assert found.holds is VerificationResult.NOT_TRIED


@pytest.mark.parametrize("certificate", ["", "nonsense", "QUJD", "=", "%", base64.b64encode(b"0" * 100).decode()])
def test_a_certificate_that_cannot_be_read_names_nobody(certificate: str) -> None:
    ds = "http://www.w3.org/2000/09/xmldsig#"
    signed = (
        f'<o><a><Signature xmlns="{ds}"><SignedInfo/><KeyInfo><X509Data><X509Certificate>{certificate}'
        "</X509Certificate></X509Data></KeyInfo></Signature></a></o>"
    )

    [found] = read(signed).signatures

    assert (found.covers, found.signer, found.organisation, found.serial) == ("a", "", "", "")
    assert (found.method, found.digest, found.uri, list(found.transforms)) == ("", "", "", [])


def test_html_is_shown_as_text() -> None:
    body = encoded("<h1>Beslut</h1><p>Du har f&aring;tt ett <b>beslut</b>.</p><script>alert(1)</script>")

    [shown] = read(f"<a>{message('text/html', body)}</a>").messages

    assert "Du har fått ett beslut." in shown.text
    assert "<" not in shown.text
    assert "alert" not in shown.text


def test_a_body_that_is_no_base64_is_shown_as_it_stands() -> None:
    [shown] = read(f"<a>{message('text/plain', 'A')}</a>").messages

    assert shown.text == "A"


def test_a_body_in_another_alphabet_than_utf_8_is_still_read() -> None:
    body = base64.b64encode("förskola".encode("latin-1")).decode()

    assert "rskola" in read(f"<a>{message('text/plain', body)}</a>").messages[0].text


def test_a_long_text_is_shown_up_to_the_limit() -> None:
    [shown] = read(f"<a>{message('text/plain', encoded('x' * 60_000))}</a>").messages

    assert len(shown.text) == letter_view.MAX_TEXT


def test_no_more_messages_are_shown_than_a_page_holds() -> None:
    many = message("text/plain", encoded("x")) * (letter_view.MAX_MESSAGES + 5)

    assert len(read(f"<a>{many}</a>").messages) == letter_view.MAX_MESSAGES


def test_a_file_whose_bytes_are_no_base64_has_no_size(kommun_a: Sender) -> None:
    attachment = "<Attachment><ContentType>x</ContentType><Body>A</Body><Filename>f</Filename></Attachment>"
    body = message("text/plain", encoded("x")).replace("</Message>", f"{attachment}</Message>")

    [file] = read(f"<a>{body}</a>").messages[0].files

    assert (file.name, file.size, file.checksum) == ("f", 0, "")


def test_a_letter_from_compose_reads_the_same_after_sealing(kommun_a: Sender) -> None:
    text = compose.MessageText("Å ä ö", "Rad ett\nrad två", attachments=[])

    found = read_letter("deliverSecure", kommun_a.letter(cast.MARIA, text).request)

    assert found is not None
    assert [(each.subject, each.text) for each in found.messages] == [("Å ä ö", "Rad ett\nrad två")]
