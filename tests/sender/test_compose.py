"""What a sender composes has the contract's form, is signed over all of it, and sealed by a relay."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from lxml import etree

from contracts import codec, message_v3
from infra import clock
from infra.identity import OrganisationNumber, RecipientId
from infra.pki import store
from infra.pki.store import Identity
from infra.soap.messages.parser import parse_envelope
from sender import compose
from tests import cast
from tests.notification_parts import compose_email, compose_sms

KOMMUN_A = OrganisationNumber("162021004748")
MARIA = RecipientId(cast.MARIA)
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"


@pytest.fixture
def signer() -> Identity:
    store.ensure_identities(Path(settings.PKI_DIR))
    return store.load_identity("kommun-a")


def composed(*texts: compose.MessageText) -> message_v3.SecureDelivery:
    return compose.compose_delivery(KOMMUN_A, "Kommun A", MARIA, texts)


def only_message(**values: object) -> message_v3.SecureMessage:
    [message] = composed(compose.MessageText("Beslut", "Hej!", **values)).message  # type: ignore[arg-type]  # passed on as they came
    return message


def size_of(element: etree._Element) -> int:
    return len(etree.tostring(element))


def test_a_delivery_names_its_sender_and_its_recipient() -> None:
    header = composed(compose.MessageText("Beslut", "Hej!")).header

    assert (header.sender.id, header.sender.name, header.recipient) == (KOMMUN_A.value, "Kommun A", MARIA.value)


def test_messages_keep_their_order_and_have_ids_of_their_own() -> None:
    messages = composed(*(compose.MessageText(f"Brev {number}", "Hej!") for number in range(5))).message

    assert [message.header.subject for message in messages] == [f"Brev {number}" for number in range(5)]
    assert len({message.header.id for message in messages}) == 5


def test_a_message_keeps_the_id_that_it_is_given() -> None:
    assert only_message(message_id="mitt-eget").header.id == "mitt-eget"


@pytest.mark.parametrize("body_type", ["text/plain", "text/html"])
def test_a_body_is_utf8_of_the_type_that_was_chosen(body_type: str) -> None:
    [message] = composed(compose.MessageText("Beslut", "Hej Åsa 😀", body_type)).message

    assert message.body.content_type == body_type
    assert message.body.body.decode() == "Hej Åsa 😀"


def test_support_has_a_text_also_where_nothing_was_given() -> None:
    support = only_message().header.supportinfo

    assert support.text == "Kontakta vår kundtjänst om du har frågor."
    assert (support.url, support.phone_number, support.email_adress) == (None, None, None)


def test_support_is_written_as_it_was_given() -> None:
    support = only_message(
        support_text="Ring oss.",
        support_url="https://kommun-a.example/hjalp",
        support_phone="08-123 45 67",
        support_email="hjalp@kommun-a.example",
    ).header.supportinfo

    assert support.text == "Ring oss."
    assert support.url == "https://kommun-a.example/hjalp"
    assert (support.phone_number, support.email_adress) == ("08-123 45 67", "hjalp@kommun-a.example")


@pytest.mark.parametrize("content", [b"", cast.PDF, bytes(range(256))], ids=["empty", "pdf", "every byte"])
def test_an_attached_file_carries_its_bytes_and_their_checksum(content: bytes) -> None:
    [attachment] = only_message(attachments=[compose.AttachedFile("fil.bin", content, "x/y")]).attachment

    assert (attachment.filename, attachment.content_type, attachment.body) == ("fil.bin", "x/y", content)
    assert attachment.checksum == hashlib.md5(content, usedforsecurity=False).hexdigest().upper()


def test_an_attached_file_is_a_pdf_unless_it_is_said_to_be_something_else() -> None:
    assert compose.AttachedFile("beslut.pdf", cast.PDF).content_type == "application/pdf"


def test_attached_files_keep_their_order() -> None:
    files = [compose.AttachedFile(f"{number}.pdf", cast.PDF) for number in (3, 1, 2)]

    assert [file.filename for file in only_message(attachments=files).attachment] == ["3.pdf", "1.pdf", "2.pdf"]


def test_what_is_written_is_read_back_alike() -> None:
    text = compose.MessageText("Åäö <&>", "Rad 1\nRad 2", attachments=[compose.AttachedFile("å.pdf", cast.PDF)])
    content = composed(text)

    [delivery] = compose.unsigned_delivery(content)

    assert codec.from_element(message_v3.SecureDelivery, delivery) == content


def test_a_signature_stands_beside_the_delivery_that_it_covers(signer: Identity) -> None:
    element = compose.sign_delivery(composed(compose.MessageText("Beslut", "Hej!")), signer)

    assert [etree.QName(child).localname for child in element] == ["Delivery", "Signature"]
    assert len(element.findall(f".//{SIGNATURE}")) == 1


def test_an_unsigned_delivery_has_no_signature() -> None:
    element = compose.unsigned_delivery(composed(compose.MessageText("Beslut", "Hej!")))

    assert element.findall(f".//{SIGNATURE}") == []
    assert etree.QName(element).localname == "SignedDelivery"


def test_a_seal_keeps_the_sender_s_signature_and_adds_the_relay_s(signer: Identity) -> None:
    signed = compose.sign_delivery(composed(compose.MessageText("Beslut", "Hej!")), signer)

    sealed = compose.seal_delivery(signed, store.load_identity("formedlaren"))

    assert etree.QName(sealed).localname == "SealedDelivery"
    assert len(sealed.findall(f".//{SIGNATURE}")) == 2


def test_a_seal_is_dated_by_the_simulator_s_clock(signer: Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2030, 12, 31, 23, 30, tzinfo=UTC))

    sealed = compose.seal_delivery(compose.sign_delivery(composed(compose.MessageText("B", "H")), signer), signer)

    assert b"2031-01-01" in etree.tostring(sealed)


@pytest.mark.parametrize("size", [1, 100_000])
def test_seal_and_envelope_add_no_more_than_is_reckoned_with(signer: Identity, size: int) -> None:
    files = [compose.AttachedFile("stor.bin", bytes(size))]
    signed = compose.sign_delivery(composed(compose.MessageText("B", "H", attachments=files)), signer)

    request = compose.wrap_sealed_delivery(compose.seal_delivery(signed, store.load_identity("formedlaren")))

    assert len(request) - size_of(signed) <= compose.MAX_SEAL_AND_ENVELOPE
    assert etree.QName(parse_envelope(request).body).localname == "deliverSecure"


def test_a_notification_goes_to_many_and_has_no_attachments() -> None:
    people = [cast.MARIA, cast.ARVID]
    text = compose.MessageText("Dags", "Hej!", attachments=[compose.AttachedFile("a.pdf", cast.PDF)])

    content = compose.compose_notification(KOMMUN_A, "Kommun A", people, text)

    assert content.header.recipient == people
    assert content.message.header.subject == "Dags"
    assert b"a.pdf" not in etree.tostring(codec.to_element(content))
    assert (content.email_message, content.sms_message) == (None, None)


def test_a_notification_says_in_email_and_sms_what_was_written_for_them() -> None:
    content = compose.compose_notification(
        KOMMUN_A,
        "Kommun A",
        [cast.MARIA],
        compose.MessageText("Dags", "Hej!"),
        email=compose_email("kommun@kommun-a.example", "Dags att lämna", "Hej i e-post!"),
        sms=compose_sms("Kommun A", "Hej i sms!"),
    )

    assert content.email_message is not None
    assert content.sms_message is not None
    assert (content.email_message.header.from_value, content.email_message.header.subject) == (
        "kommun@kommun-a.example",
        "Dags att lämna",
    )
    assert content.email_message.text == "Hej i e-post!"
    assert (content.sms_message.header.from_value, content.sms_message.text) == ("Kommun A", "Hej i sms!")
