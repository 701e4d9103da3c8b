"""What the relay seals is free of what a real operator's verifier refuses, where no signature forbids it."""

import textwrap

import pytest
from lxml import etree

from infra.xmlsig import SignatureWarning, seal_element, sign_element, verify_sealed
from infra.xmlsig.names import ds
from tests.infra.xmlsig.letters import DAY, V3, Everyone, Signer, delivery, find, hand_signed, on_the_wire

NOT_COVERED = ["SignatureValue", "X509Certificate"]


def in_lines(element: etree._Element) -> None:
    """As Java's XML-DSig writes base64."""
    element.text = "\r\n".join(textwrap.wrap(element.text or "", 76)) + "\r\n"


@pytest.mark.parametrize("name", NOT_COVERED)
@pytest.mark.parametrize("gap", ["\r\n", "\n", " \t", "\r"])
def test_base64_that_no_signature_covers_is_sealed_in_one_line(
    name: str, gap: str, sender: Signer, relay: Signer, everyone: Everyone
) -> None:
    signed = sign_element(delivery(), sender.key, sender.certificate)
    whole = find(signed, name).text or ""
    find(signed, name).text = f"{gap}{whole[:40]}{gap}{whole[40:]}{gap}"

    sealed = seal_element(signed, DAY, relay.key, relay.certificate)

    assert find(sealed, name).text == whole
    result = verify_sealed(on_the_wire(sealed), V3, everyone)
    assert (result.inner.warnings, result.outer.warnings) == ((), ())


def test_the_digest_is_sealed_as_it_was_signed(sender: Signer, relay: Signer, everyone: Everyone) -> None:
    def wrapped(info: etree._Element) -> bytes:
        in_lines(find(info, "DigestValue"))
        return etree.tostring(info, method="c14n", exclusive=True)

    signed = hand_signed(delivery(), sender, signed_info=wrapped)
    written = find(signed, "DigestValue").text

    sealed = seal_element(signed, DAY, relay.key, relay.certificate)

    assert written is not None
    assert written.endswith("\r\n")
    assert find(sealed, "DigestValue").text == written
    # The relay cannot change it, so its seal says that the verifier will not like it.
    result = verify_sealed(on_the_wire(sealed), V3, everyone)
    assert result.outer.warnings == (SignatureWarning.CARRIAGE_RETURN,)


def test_what_was_handed_over_is_not_changed(sender: Signer, relay: Signer) -> None:
    signed = sign_element(delivery(), sender.key, sender.certificate)
    in_lines(find(signed, "SignatureValue"))
    before = etree.tostring(signed)

    seal_element(signed, DAY, relay.key, relay.certificate)

    assert etree.tostring(signed) == before


def test_only_the_sender_s_own_signature_is_touched(sender: Signer, relay: Signer, everyone: Everyone) -> None:
    unsigned = delivery()
    inside = etree.SubElement(find(unsigned, "Message"), ds("SignatureValue"))
    inside.text = "skriven\r\n av avsändaren"
    signed = sign_element(unsigned, sender.key, sender.certificate)

    sealed = seal_element(signed, DAY, relay.key, relay.certificate)

    assert find(sealed, "SignatureValue").text == "skriven\r\n av avsändaren"
    assert verify_sealed(on_the_wire(sealed), V3, everyone)
