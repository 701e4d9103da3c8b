"""The octets of each signature in each form that is tried, from any request at all."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from infra.errors import NotFound
from infra.xmlsig.names import ds
from testbed.checks.octets.hashed_octets import HashedForm, HashedOctets, Signature, digest_of, hashed_octets
from tests.cast import ARVID, Sender
from tests.relay import Relay

ALL = {(signature, form) for signature in Signature for form in HashedForm}


def by_form(request: bytes) -> dict[tuple[Signature, HashedForm], HashedOctets]:
    return {(one.signature, one.form): one for one in hashed_octets(request)}


@pytest.fixture
def sealed(kommun_a: Sender) -> bytes:
    return kommun_a.letter().request


@given(st.binary(max_size=200))
def test_what_is_no_letter_has_none_and_says_what_has(octets: bytes) -> None:
    with pytest.raises(NotFound) as refusal:
        hashed_octets(octets)
    assert "deliverSecure" in refusal.value.text.swedish
    assert "distributeSecure" in refusal.value.text.english


def test_a_sealed_letter_has_each_form_of_both_signatures(sealed: bytes) -> None:
    assert set(by_form(sealed)) == ALL


def test_a_letter_for_a_relay_has_those_of_its_sender_alone(kommun_a: Sender) -> None:
    found = by_form(Relay(kommun_a).request(ARVID))

    assert set(found) == {(Signature.SENDER, form) for form in HashedForm}
    assert found[Signature.SENDER, HashedForm.NORMALISED].is_signed


def test_the_signer_hashed_the_form_without_prefixes(sealed: bytes) -> None:
    found = by_form(sealed)

    for signature in Signature:
        assert found[signature, HashedForm.NORMALISED].is_signed
        assert not found[signature, HashedForm.IN_ENVELOPE].is_signed
        assert not found[signature, HashedForm.SIGNED_INFO].is_signed


def test_each_digest_is_that_of_the_octets_beside_it(sealed: bytes) -> None:
    for one in hashed_octets(sealed):
        assert one.method == "SHA256"
        assert base64.b64decode(one.digest) == hashlib.sha256(one.octets).digest()
        assert one.size == len(one.octets)


def test_a_letter_that_was_changed_was_signed_in_no_form(sealed: bytes) -> None:
    found = by_form(sealed.replace(b"svSE", b"enGB", 1))

    assert not any(one.is_signed for one in found.values())
    assert b"enGB" in found[Signature.SENDER, HashedForm.NORMALISED].octets


def test_no_form_of_what_a_signature_covers_holds_the_signature_itself(sealed: bytes) -> None:
    for (signature, form), one in by_form(sealed).items():
        if form is not HashedForm.SIGNED_INFO:
            inside = 1 if signature is Signature.SEAL else 0
            assert one.octets.count(b"SignatureValue>") == inside * 2


def test_signed_info_is_told_without_a_digest_of_its_own(sealed: bytes) -> None:
    one = by_form(sealed)[Signature.SEAL, HashedForm.SIGNED_INFO]

    assert one.octets.startswith(b"<SignedInfo xmlns=")
    assert one.signed_digest == ""


def test_a_signature_that_cannot_be_read_still_has_its_octets(sealed: bytes) -> None:
    broken = sealed.replace(b"xmlenc#sha256", b"xmlenc#sha0")

    found = by_form(broken)

    assert found[Signature.SENDER, HashedForm.NORMALISED].octets
    assert {one.method for one in found.values()} == {""}
    assert {one.digest for one in found.values()} == {""}
    assert not any(one.is_signed for one in found.values())


def test_a_letter_whose_seal_was_taken_away_has_the_sender_s_octets(sealed: bytes) -> None:
    root = etree.fromstring(sealed)
    [*_, seal] = root.iter(ds("Signature"))
    parent = seal.getparent()
    assert parent is not None
    parent.remove(seal)

    assert {signature for signature, _ in by_form(etree.tostring(root))} == {Signature.SENDER}


@given(st.binary(max_size=50))
def test_without_a_method_there_is_no_digest(octets: bytes) -> None:
    assert digest_of(octets, "") == ""
    assert base64.b64decode(digest_of(octets, "SHA512")) == hashlib.sha512(octets).digest()
