"""Each usual mistake, made for real, is named; what cannot be known is told as such."""

import base64
import re
import time
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import hashes
from lxml import etree
from signxml.algorithms import CanonicalizationMethod
from signxml.signer import XMLSigner

from infra.errors import SignatureFault
from infra.xmlsig import for_wire, seal_element, verify_signature
from infra.xmlsig.names import DS, MESSAGE, MESSAGE_V3, SERVICE_V3
from infra.xmlsig.normalise import canonicalise_element, own_signatures, rename_root, without_signature
from tests.infra.xmlsig.letters import (
    DAY,
    V1,
    V3,
    Everyone,
    Signer,
    child,
    delivery,
    find,
    hand_signed,
    on_the_wire,
    received,
    sealed_letter,
    unsigned_seal,
)
from tests.infra.xmlsig.refusals import reason

NAME = f"{{{SERVICE_V3}}}deliverSecure"


@pytest.fixture
def seal_over(signed: etree._Element, relay: Signer) -> Callable[[bytes], etree._Element]:
    """A letter whose seal covers the octets given, not those that are sent."""

    def make(octets: bytes) -> etree._Element:
        return on_the_wire(hand_signed(unsigned_seal(signed), relay, over=octets))

    return make


SealOver = Callable[[bytes], etree._Element]


class TestTheFormThatWasSigned:
    def test_prefixes_kept_under_the_contract_s_name(self, signed: etree._Element, relay: Signer) -> None:
        """The stack kept the prefixes, and then renamed the root to the SOAP argument's name."""
        wire = for_wire(unsigned_seal(signed), wrapper=NAME, argument=NAME)
        over = etree.fromstring(etree.tostring(wire[0]))
        over.tag = V3.value
        letter = for_wire(
            hand_signed(unsigned_seal(signed), relay, over=canonicalise_element(over)), wrapper=NAME, argument=NAME
        )

        assert "SealedDelivery was signed as received, namespace prefixes kept" in reason(letter[0])

    def test_prefixes_kept_under_the_wrapper_s_name(self, signed: etree._Element, relay: Signer) -> None:
        wire = for_wire(unsigned_seal(signed), wrapper=NAME, argument=NAME)
        sealed = hand_signed(unsigned_seal(signed), relay, over=canonicalise_element(wire[0]))
        letter = for_wire(sealed, wrapper=NAME, argument=NAME)

        assert "namespace prefixes kept" in reason(letter[0])

    def test_the_name_of_the_soap_wrapper(self, signed: etree._Element, seal_over: SealOver) -> None:
        letter = seal_over(canonicalise_element(rename_root(unsigned_seal(signed), NAME)))

        assert reason(letter) == (
            f"The signature was computed under the element name {NAME}; sign under {V3.value} "
            "and let the SOAP layer rename only afterwards."
        )

    def test_the_name_of_another_version(self, signed: etree._Element, seal_over: SealOver) -> None:
        letter = seal_over(canonicalise_element(rename_root(unsigned_seal(signed), V1.value)))

        assert f"under the element name {V1.value}" in reason(letter)

    def test_the_unqualified_argument_of_version_1(self, sender: Signer, relay: Signer) -> None:
        sealed = without_signature(sealed_letter(sender, relay, V1))
        letter = on_the_wire(
            hand_signed(sealed, relay, over=canonicalise_element(rename_root(sealed, "arg0"))), V1
        )

        assert "under the element name arg0" in reason(letter, V1)

    def test_only_the_child_was_signed(self, sender: Signer, relay: Signer) -> None:
        unsigned = delivery()
        signed = hand_signed(unsigned, sender, over=canonicalise_element(unsigned[0]))
        letter = on_the_wire(seal_element(signed, DAY, relay.key, relay.certificate))

        assert "Only Delivery was signed; sign the whole SignedDelivery" in reason(letter)

    def test_the_whole_soap_message_was_signed(self, signed: etree._Element, relay: Signer) -> None:
        empty = on_the_wire(unsigned_seal(signed))
        over = canonicalise_element(empty.getroottree().getroot())
        letter = on_the_wire(hand_signed(unsigned_seal(signed), relay, over=over))

        assert "The whole SOAP message was signed" in reason(letter)

    def test_comments_were_counted(self, sender: Signer, relay: Signer) -> None:
        unsigned = delivery()
        find(unsigned, "Header").append(etree.Comment("to be removed"))
        over = etree.tostring(unsigned, method="c14n", with_comments=True)
        signed = hand_signed(unsigned, sender, over=over)
        letter = received(_enveloped_octets(seal_keeping_comments(signed, relay)))

        assert "Comments in the XML were counted" in reason(letter)

    def test_the_inner_signature_was_removed_before_sealing(
        self, signed: etree._Element, seal_over: SealOver
    ) -> None:
        bare = unsigned_seal(signed)
        without_signature(find(bare, "SignedDelivery"))

        assert "The seal was computed without the sender's Signature" in reason(
            seal_over(canonicalise_element(bare))
        )

    def test_empty_elements_were_added(self, sender: Signer, relay: Signer) -> None:
        unsigned = delivery()
        over = canonicalise_element(unsigned)
        child(find(unsigned, "Supportinfo"), MESSAGE_V3, "URL")
        child(find(unsigned, "Supportinfo"), MESSAGE_V3, "PhoneNumber")
        letter = on_the_wire(
            seal_element(hand_signed(unsigned, sender, over=over), DAY, relay.key, relay.certificate)
        )

        assert "The empty elements (URL, PhoneNumber) were not there when the message was signed" in reason(letter)

    def test_another_digest_method_than_the_one_named(self, signed: etree._Element, relay: Signer) -> None:
        letter = on_the_wire(hand_signed(unsigned_seal(signed), relay, digest="sha512"))

        assert reason(letter) == (
            "DigestValue was computed with SHA512 but DigestMethod says SHA256; name the one in use."
        )


def seal_keeping_comments(signed: etree._Element, relay: Signer) -> etree._Element:
    return hand_signed(unsigned_seal(signed), relay)


def _enveloped_octets(sealed: etree._Element) -> bytes:
    wrapper = for_wire(sealed, wrapper=NAME, argument=NAME)
    envelope = etree.Element("e")
    child(envelope, MESSAGE, "Body").append(wrapper)
    return etree.tostring(envelope)


class TestWhoSigned:
    def test_another_key_than_the_certificate_s(self, signed: etree._Element, relay: Signer) -> None:
        stranger = Signer.of("165560000001", "stranger", bits=1024)
        sealed = hand_signed(unsigned_seal(signed), stranger, certificate=relay.certificate)

        assert "SignatureValue was made with another key" in reason(on_the_wire(sealed))
        assert "serialNumber=162021003898" in reason(on_the_wire(sealed))

    def test_the_relay_s_key_with_the_sender_s_certificate(self, sender: Signer, relay: Signer) -> None:
        signed = hand_signed(delivery(), relay, certificate=sender.certificate)
        letter = on_the_wire(seal_element(signed, DAY, relay.key, relay.certificate))

        assert re.search(
            r"the key of another certificate \(.*162021003898.*\) than the one in KeyInfo \(.*162021004748",
            reason(letter),
        )

    def test_signed_info_with_a_prefix(self, signed: etree._Element, relay: Signer) -> None:
        """signxml, left to itself: the digest is right, but SignedInfo has its ds: prefix."""
        signer = XMLSigner(c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0)
        by_the_book = signer.sign(
            unsigned_seal(signed),
            key=relay.key,
            cert=[relay.certificate],
            exclude_c14n_transform_element=True,
        )

        assert "SignedInfo was signed with a prefix" in reason(on_the_wire(by_the_book))

    def test_signed_info_canonicalised_inclusively(self, signed: etree._Element, relay: Signer) -> None:
        sealed = hand_signed(unsigned_seal(signed), relay)
        letter = on_the_wire(sealed)
        info = own_signatures(letter)[0][0]
        again = hand_signed(unsigned_seal(signed), relay, signed_info=lambda _: canonicalise_element(info))

        assert "SignedInfo was canonicalised inclusively" in reason(on_the_wire(again))

    def test_signed_info_without_a_namespace(self, signed: etree._Element, relay: Signer) -> None:
        def bare(info: etree._Element) -> bytes:
            return canonicalise_element(info, exclusive=True).replace(f' xmlns="{DS}"'.encode(), b"")

        letter = on_the_wire(hand_signed(unsigned_seal(signed), relay, signed_info=bare))

        assert "SignedInfo was signed without a namespace" in reason(letter)

    def test_the_content_signed_directly(self, signed: etree._Element, relay: Signer) -> None:
        sealed = unsigned_seal(signed)
        letter = on_the_wire(hand_signed(sealed, relay, signed_info=lambda _: canonicalise_element(sealed)))

        assert "The content itself was signed instead of SignedInfo" in reason(letter)

    def test_signature_pretty_printed(self, letter: etree._Element) -> None:
        etree.indent(own_signatures(letter)[0])

        assert "Signature was pretty-printed after signing" in reason(letter)

    def test_another_signature_method_than_the_one_named(self, signed: etree._Element, relay: Signer) -> None:
        letter = on_the_wire(hand_signed(unsigned_seal(signed), relay, hashed_with=hashes.SHA512()))

        assert reason(letter) == (
            "SignatureValue was made with SHA512 but SignatureMethod says RSA_SHA256; name the one in use."
        )

    def test_signed_info_changed_afterwards(self, letter: etree._Element) -> None:
        find(own_signatures(letter)[0], "Reference").set("Type", "urn:something")

        assert "SignedInfo was changed after signing" in reason(letter)


class TestWhatIsNotKnown:
    def test_a_changed_attachment_is_found_by_its_checksum(self, letter: etree._Element) -> None:
        find(find(letter, "Attachment"), "Body").text = base64.b64encode(b"another PDF").decode()

        assert reason(letter).startswith("The attachment «beslut.pdf» was changed after signing")

    def test_a_change_in_the_seal_is_told_from_the_sender_s_signature_that_holds(
        self, letter: etree._Element
    ) -> None:
        find(letter, "ReceivedTime").text = "2023-01-01"

        assert reason(letter).startswith(
            "The sender's signature holds but the seal does not: the change lies in Seal"
        )

    def test_a_change_after_sealing(self, letter: etree._Element) -> None:
        find(letter, "Subject").text = "Något helt annat"

        said = reason(letter)

        assert said.startswith("Neither the seal nor the sender's signature holds")
        assert "The attachments match their Checksum" in said
        assert "Subject" in said

    def test_a_change_before_sealing(self, signed: etree._Element, relay: Signer) -> None:
        find(signed, "Subject").text = "Något helt annat"
        letter = on_the_wire(seal_element(signed, DAY, relay.key, relay.certificate))

        assert reason(letter).startswith("The seal holds but the sender's signature does not")

    def test_a_change_of_a_delivery_that_nobody_sealed_shows_both_digests(self, signed: etree._Element) -> None:
        find(signed, "Subject").text = "Något helt annat"

        with pytest.raises(SignatureFault) as fault:
            verify_signature(signed, V3.inner, Everyone())

        stated = find(signed, "DigestValue").text
        assert f"Signed SHA256 {stated}, computed " in fault.value.text.english
        assert f"Signerat SHA256 {stated}, uträknat " in fault.value.text.swedish

    @pytest.mark.parametrize("size", [1_400_000, 1_700_000])
    def test_large_letters_are_explained_in_bounded_time(self, sender: Signer, relay: Signer, size: int) -> None:
        """Guesses are bounded in number and in octets; beyond 2 MiB there are none."""
        letter = on_the_wire(sealed_letter(sender, relay, V3, attachment=bytes(size)))
        find(letter, "Subject").text = "Något helt annat"
        start = time.process_time()

        assert "Signed SHA256" in reason(letter)
        assert time.process_time() - start < 3


def test_hostile_content_breaks_no_explanation(letter: etree._Element) -> None:
    find(letter, "ReceivedTime").text = "0001-01-01"
    find(letter, "Checksum").text = "å" * 1000
    find(letter, "Header").append(etree.ProcessingInstruction("xml-stylesheet", 'href="a>b<c"'))
    find(letter, "Message").set("odd", 'a > b " c')

    assert reason(letter)
