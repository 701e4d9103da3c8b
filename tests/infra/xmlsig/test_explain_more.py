"""More mistakes, made for real: prefixes that are gone, all base64 wrapped anew, values in hex."""

import base64
import re
import textwrap

import pytest
from lxml import etree

from infra.xmlsig import seal_element, sign_element
from infra.xmlsig.names import DS, MESSAGE, MESSAGE_V3
from infra.xmlsig.normalise import canonicalise_element, own_signatures
from tests.infra.xmlsig.letters import (
    DAY,
    MESSAGE_V2,
    SENDER,
    Signer,
    child,
    delivery,
    find,
    hand_signed,
    on_the_wire,
    unsigned_seal,
)
from tests.infra.xmlsig.refusals import reason, refused


def in_hex(element: etree._Element) -> str:
    return base64.b64decode(element.text or "").hex()


def with_prefixes(tree: etree._Element, prefixes: dict[str | None, str]) -> etree._Element:
    """The same element as a SOAP stack writes it that declares these prefixes on the root."""
    holder = etree.Element("holder", nsmap=prefixes)
    text = etree.tostring(tree, encoding="unicode")

    def copy_into(parent: etree._Element, source: etree._Element) -> None:
        written = etree.SubElement(parent, source.tag)
        assert prefixes[written.prefix] == etree.QName(source).namespace
        written.text, written.tail = source.text, source.tail
        for attribute, value in source.attrib.items():
            written.set(attribute, value)
        for inner in source:
            copy_into(written, inner)

    copy_into(holder, etree.fromstring(text))
    return holder[0]


@pytest.mark.parametrize("prefix", ["ds", "dsig", "ns2"])
@pytest.mark.parametrize("on_the_root", [True, False])
def test_the_inner_signature_s_prefix_was_kept_when_sealing(
    sender: Signer, relay: Signer, prefix: str, on_the_root: bool
) -> None:
    signed = sign_element(delivery(), sender.key, sender.certificate)
    written = etree.tostring(unsigned_seal(signed), encoding="unicode")
    start, end = written.index("<Signature "), written.index("</Signature>") + len("</Signature>")
    signature = re.sub(r"<(/?)(?=[A-Z])", rf"<\1{prefix}:", written[start:end])
    declared = f' xmlns:{prefix}="{DS}"'
    signature = signature.replace(f' xmlns="{DS}"', "" if on_the_root else declared)
    before = written[:start].replace(">", f"{declared}>", 1) if on_the_root else written[:start]
    over = canonicalise_element(etree.fromstring(before + signature + written[end:]))

    said = reason(on_the_wire(hand_signed(unsigned_seal(signed), relay, over=over)))

    assert said.startswith(f"The seal was computed while the sender's Signature still had its prefix {prefix}:")


@pytest.mark.parametrize(("width", "end"), [(76, "\n"), (76, "\r\n"), (64, "\n")])
def test_all_base64_was_wrapped_after_sealing(letter: etree._Element, width: int, end: str) -> None:
    for part in letter.iter(f"{{{MESSAGE}}}Body", f"{{{DS}}}SignatureValue", f"{{{DS}}}X509Certificate"):
        part.text = end.join(textwrap.wrap(part.text or "", width))

    assert reason(letter).startswith("All base64 (Body, attachments, SignatureValue and X509Certificate)")


NUMBERED: dict[str, dict[str | None, str]] = {
    "all numbered": {"ns2": MESSAGE_V2, "ns3": SENDER, "ns4": MESSAGE_V3, "ns5": MESSAGE},
    "the root's own without": {None: MESSAGE_V3, "ns2": SENDER, "ns3": MESSAGE, "ns4": MESSAGE_V2},
    "from one": {"ns1": MESSAGE_V3, "ns2": MESSAGE_V2, "ns3": SENDER, "ns4": MESSAGE},
}


@pytest.mark.parametrize("exclusive", [True, False])
@pytest.mark.parametrize("prefixes", NUMBERED.values(), ids=NUMBERED)
def test_signed_with_numbered_prefixes_and_sent_without(
    sender: Signer, relay: Signer, prefixes: dict[str | None, str], exclusive: bool
) -> None:
    over = canonicalise_element(with_prefixes(delivery(), prefixes), exclusive=exclusive)
    signed = hand_signed(delivery(), sender, over=over)

    said = reason(on_the_wire(seal_element(signed, DAY, relay.key, relay.certificate)))

    assert said.startswith("SignedDelivery was signed with numbered prefixes (ns2:, ns3: …")


def test_a_digest_in_hex(letter: etree._Element) -> None:
    digest = find(own_signatures(letter)[0], "DigestValue")
    digest.text = in_hex(digest)

    fault = refused(letter)

    assert fault.text.swedish == "DigestValue är skriven i hex; den ska vara base64 av de 32 byten."
    assert fault.text.english == "DigestValue is written in hex; it must be base64 of the 32 bytes."


def test_a_digest_in_base64_of_hex(letter: etree._Element) -> None:
    digest = find(own_signatures(letter)[0], "DigestValue")
    digest.text = base64.b64encode(in_hex(digest).encode()).decode()

    assert reason(letter).startswith("DigestValue is written in hex")


def test_a_digest_of_another_length(letter: etree._Element) -> None:
    find(own_signatures(letter)[0], "DigestValue").text = "QUJD"

    assert reason(letter).startswith("DigestValue is 3 bytes, but SHA256 gives 32")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "SignatureValue is written in hex; it must be base64 of the 256 bytes."),
        ("QUJD", "SignatureValue is 3 bytes, but RSA 2048 gives 256"),
    ],
)
def test_a_signature_value_of_the_wrong_length(letter: etree._Element, value: str | None, told: str) -> None:
    element = find(own_signatures(letter)[0], "SignatureValue")
    element.text = value or in_hex(element)

    assert reason(letter).startswith(told)


def test_what_no_guess_explains_may_be_another_form_as_well_as_a_change(sender: Signer, relay: Signer) -> None:
    """Signed with an element that nobody guesses: the digests alone do not tell a change from that."""
    inner = delivery()
    odd = delivery()
    child(odd, "urn:odd", "Odd")
    letter = on_the_wire(
        seal_element(hand_signed(inner, sender, over=canonicalise_element(odd)), DAY, relay.key, relay.certificate)
    )
    sealed = unsigned_seal(sign_element(inner, sender.key, sender.certificate))
    around = on_the_wire(hand_signed(sealed, relay, over=canonicalise_element(odd)))

    assert "or was signed in another form than under its contract name" in reason(letter)
    assert "or else the seal was computed over another form" in reason(around)
    assert "eller signerades i en annan form" in refused(letter).text.swedish
