"""Text where base64 should stand is refused by name, signed or not: it would be delivered as rubbish."""

import pytest
from lxml import etree

from contracts import service_v3
from contracts.codec import to_element
from infra.soap.messages import envelope
from infra.xmlsig import SignedName
from infra.xmlsig.normalise import normalise_element
from infra.xmlsig.sign import sign_element
from tests.cast import Letter, Sender
from tests.mailbox_operator.test_reception import nothing_is_stored

MESSAGE = "{http://minameddelanden.gov.se/schema/Message}"
INNER = SignedName.SIGNED_DELIVERY_V3
COMMA = (
    " är inte base64: tecknet ',' på plats 4. Koda innehållet i base64.",
    " is not base64: the character ',' at position 4. Encode the content in base64.",
)
LENGTH = ("längden eller tecknen = i slutet stämmer inte", "its length or its closing = are wrong")


def unencoded(kommun_a: Sender, text: str, place: str = "Body") -> Letter:
    """A letter signed by somebody who forgot to encode: the signature holds."""
    letter = kommun_a.letter()
    unsigned = normalise_element(letter.signed, INNER)
    unsigned.remove(unsigned[-1])
    [*_, body] = unsigned.iterfind(f".//{{*}}{place}/{MESSAGE}Body")
    body.text = text
    return Letter(sign_element(unsigned, kommun_a.identity.key, kommun_a.identity.certificate), letter.relay)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hej, du har fått plats…", ("Body" + COMMA[0], "Body" + COMMA[1])),
        ("\n  Hej, du", COMMA),
        ("fåfå", ("tecknet 'å' på plats 2", "the character 'å' at position 2")),
        ("\u00a0SGVq", ("på plats 1", "at position 1")),
        ("Hejsan", LENGTH),
        ("UE==RG==", LENGTH),
    ],
)
def test_a_signed_text_that_nobody_encoded_is_refused(kommun_a: Sender, text: str, told: tuple[str, str]) -> None:
    fault = kommun_a.deliver(unencoded(kommun_a, text)).fault

    assert fault.code == 5001
    assert all(words in fault.description for words in told)
    assert "är tom" not in fault.description
    assert nothing_is_stored()


def test_an_attachment_is_told_from_the_text(kommun_a: Sender) -> None:
    fault = kommun_a.deliver(unencoded(kommun_a, "%PDF-1.4abc", "Attachment")).fault

    assert fault.code == 5001
    assert "Attachment/Body är inte base64: tecknet '%' på plats 1." in fault.description
    assert nothing_is_stored()


def test_lines_and_white_space_in_base64_are_read(kommun_a: Sender) -> None:
    assert kommun_a.deliver(unencoded(kommun_a, "\r\n  SGVq\n\tIGR1\n")).delivered


def test_a_notification_is_refused_as_well(kommun_a: Sender) -> None:
    request = etree.fromstring(
        envelope.wrap_element(to_element(service_v3.Notify(notify=kommun_a.notification())))
    )
    [*_, body] = request.iterfind(f".//{MESSAGE}Body")
    body.text = "Hej, du har fått plats…"

    fault = kommun_a.deliver(etree.tostring(request)).fault

    assert fault.code == 5001
    assert COMMA[0] in fault.description
    assert COMMA[1] in fault.description
    assert nothing_is_stored()
