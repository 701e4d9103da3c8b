"""What a delivery says, as the printer reads it."""

import pytest

from formedlare.models import Content, Distribution
from infra.texts import Text
from print_supplier.errors import NotPrintable
from print_supplier.paper.content import AttachedFile, LetterContents, read_contents
from sender import compose
from tests import cast
from tests.print_supplier.letters import text
from tests.print_supplier.pdf_files import attached
from tests.relay import Relay


def contents_of(distribution: Distribution) -> LetterContents:
    return read_contents(bytes(Content.objects.get(distribution=distribution).xml))


def test_a_secure_delivery_is_read_with_sender_message_support_and_files(relay: Relay) -> None:
    contents = contents_of(relay.distribute(cast.TOLVAN, text(relay, attached("beslut.pdf"), subject="Beslut")))

    assert contents.sender_name == "Kommun A"
    [message] = contents.messages
    assert message.subject == "Beslut"
    assert "Du har fått ett beslut" in message.text
    assert message.support.text
    assert [file.filename for file in contents.attachments] == ["beslut.pdf"]
    assert contents.attachments[0].content.startswith(b"%PDF")


def test_a_notification_is_read_as_one_message_without_files(relay: Relay) -> None:
    contents = contents_of(relay.notify(cast.TOLVAN, text=compose.MessageText("Lånetiden går ut", "På måndag.")))

    [message] = contents.messages
    assert (message.subject, message.text, contents.attachments) == ("Lånetiden går ut", "På måndag.", [])


def test_reference_and_attention_are_empty_when_the_sender_leaves_them_out(relay: Relay) -> None:
    delivery = relay.sender.delivery(cast.TOLVAN, text(relay))
    delivery.header.reference, delivery.header.attention = None, None

    contents = contents_of(relay.distribute_delivery(delivery))

    assert (contents.reference, contents.attention) == ("", "")


def test_html_is_known_by_its_type_with_parameters_too(relay: Relay) -> None:
    html = text(relay, body="<p>Hej</p>", body_type="text/html; charset=utf-8")

    [message] = contents_of(relay.distribute(cast.TOLVAN, html)).messages

    assert message.is_html


def delivery_with_body(relay: Relay, octets: bytes, body_type: str = "text/plain") -> Distribution:
    delivery = relay.sender.delivery(cast.TOLVAN, text(relay))
    delivery.message[0].body.body = octets
    delivery.message[0].body.content_type = body_type
    return relay.distribute_delivery(delivery)


@pytest.mark.parametrize(
    ("octets", "read"),
    [
        ("Räksmörgås".encode(), "Räksmörgås"),
        ("\ufeffRäksmörgås".encode(), "Räksmörgås"),
        ("Räksmörgås – 5 €".encode("cp1252"), "Räksmörgås – 5 €"),
    ],
    ids=["utf-8", "with a byte order mark", "windows-1252"],
)
def test_the_body_is_read_in_the_encoding_that_it_is_written_in(relay: Relay, octets: bytes, read: str) -> None:
    [message] = contents_of(delivery_with_body(relay, octets)).messages

    assert message.text == read


@pytest.mark.parametrize("name", ["text/csv", "application/pdf"])
def test_a_notification_that_is_no_text_is_named_in_both_languages(relay: Relay, name: str) -> None:
    distribution = relay.notify(cast.TOLVAN, text=text(relay, body="a;b", body_type=name))

    with pytest.raises(NotPrintable) as refusal:
        contents_of(distribution)

    assert refusal.value.text == Text(
        f"meddelandetextens typ är {name}, inte text/plain eller text/html",
        f"the body's content type is {name}, not text/plain or text/html",
    )


def test_the_type_of_a_file_is_read_without_its_parameters() -> None:
    assert AttachedFile("a.pdf", "Application/PDF; name=a.pdf", b"").main_type == "application/pdf"
