"""Signatures of the usual form are verified without signxml: never with another verdict, word or result."""

import copy
import dataclasses
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from lxml import etree

from infra.errors import MinaMeddelandenError
from infra.xmlsig import SignedName, Verified, seal_element, sign_element, verify_sealed
from infra.xmlsig.names import ds
from infra.xmlsig.normalise import canonicalise_element, normalise_element, own_signatures
from infra.xmlsig.signature_element import read_signature
from infra.xmlsig.verification.direct_verifier import verify_directly
from infra.xmlsig.verification.policy import DEFAULT
from tests.infra.xmlsig.attacks import ATTACKS, Attack, signature
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
    sealed_letter,
    unsigned_seal,
)
from tests.infra.xmlsig.mutations import Mutation, apply_all, change_octets, mutations, octet_changes

SIGNXML = dataclasses.replace(DEFAULT, always_asks_signxml=True)
Case = tuple[etree._Element, SignedName]


def outcome(letter: etree._Element, version: SignedName, policy: Any) -> object:
    """All that a receiver learns: what was verified, octet by octet, or the words of the refusal."""
    try:
        result = verify_sealed(letter, version, Everyone(), policy=policy)
    except MinaMeddelandenError as fault:
        return fault.code, fault.text.swedish, fault.text.english
    except Exception as problem:
        return type(problem), str(problem)
    return facts(result.outer), facts(result.inner)


def facts(verified: Verified) -> dict[str, object]:
    trees = ("element", "whole")
    return {
        field.name: etree.tostring(value.getroottree()) if field.name in trees else value
        for field in dataclasses.fields(verified)
        for value in [getattr(verified, field.name)]
    } | {f"{name}'s octets": canonicalise_element(getattr(verified, name)) for name in trees}


def require_same_outcome(letter: etree._Element, version: SignedName) -> object:
    before = etree.tostring(letter.getroottree())
    direct = outcome(letter, version, DEFAULT)
    assert direct == outcome(letter, version, SIGNXML)
    assert etree.tostring(letter.getroottree()) == before
    return direct


def is_verified_directly(letter: etree._Element, version: SignedName = V3) -> bool:
    root = normalise_element(letter, version)
    said = read_signature(own_signatures(root)[0], DEFAULT)
    return verify_directly(root, said, said.certificates[0]) is not None


@cache
def signers() -> tuple[Signer, Signer]:
    return Signer.of("162021004748", "kommun-a", 1024), Signer.of("162021003898", "kommun-b", 1024)


def sealed(
    version: SignedName, identity: str | None, change: Callable[[etree._Element], object]
) -> etree._Element:
    """A letter whose content was changed before its sender signed it: the signatures hold."""
    sender, relay = signers()
    content = delivery(version, identity=identity, attachment=b"%PDF")
    change(content)
    signed = sign_element(etree.fromstring(etree.tostring(content)), sender.key, sender.certificate)
    return on_the_wire(seal_element(signed, DAY, relay.key, relay.certificate), version)


def signed_by_hand(change: Callable[[etree._Element], object], digest: str) -> etree._Element:
    """As another stack signs: the same form, other octets, and whatever the seal then covers."""
    sender, relay = signers()
    content = delivery(attachment=b"%PDF")
    change(content)
    signed = hand_signed(normalise_element(content, V3.inner), sender, digest=digest)
    return on_the_wire(hand_signed(unsigned_seal(signed), relay))


def letters_of(kind: str, version: SignedName, content: list[Mutation]) -> Case:
    def change(element: etree._Element) -> None:
        apply_all(element, content)

    if kind == "by hand":
        return signed_by_hand(change, "sha256"), V3
    return sealed(version, "signed-1" if kind == "with id" else None, change), version


def check_drawn(
    kind: str, version: SignedName, content: list[Mutation], later: list[Mutation], octets: list[tuple[int, bytes]]
) -> None:
    """The property, also for longer runs than a test's: hypothesis draws the arguments."""
    try:
        letter, version = letters_of(kind, version, content)
    except Exception:
        # What cannot be signed cannot be sent.
        letter, version = letters_of(kind, version, [])
    letter = change_octets(apply_all(letter, later), octets)
    result = require_same_outcome(letter, version)
    event("holds" if isinstance(result, tuple) and isinstance(result[0], dict) else "refused")


DRAWN = {
    "kind": st.sampled_from(["plain", "with id", "by hand"]),
    "version": st.sampled_from([V3, V1]),
    "content": mutations,
    "later": mutations,
    "octets": octet_changes,
}


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(**DRAWN)
def test_whatever_is_changed_the_outcome_is_the_one_that_signxml_gives(**drawn: Any) -> None:
    check_drawn(**drawn)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
@pytest.mark.parametrize("version", [V3, V1], ids=lambda version: version.name)
@pytest.mark.parametrize("identity", [None, "signed-1"])
def test_an_attack_gets_the_same_words(version: SignedName, identity: str | None, attack: Attack) -> None:
    letter = sealed(version, identity, lambda _content: None)
    attack(letter)

    refusal = require_same_outcome(letter, version)

    assert isinstance(refusal, tuple)
    assert refusal[0] == 5012
    assert all(isinstance(words, str) for words in refusal[1:])


@pytest.mark.parametrize(
    ("name", "version"),
    [("deliverSecure-v3-sha1-prefixed.xml", V3), ("deliverSecure-v1-sha1-prefixed.xml", V1)],
)
def test_the_letters_of_real_senders_give_the_same_result(shared: Path, name: str, version: SignedName) -> None:
    root = etree.parse(shared / "vectors" / name).getroot()
    letters = [found for found in root.iter(etree.Element) if found.tag in version.travels_as]

    assert letters
    for letter in letters:
        require_same_outcome(letter, version)


def test_usual_letters_are_verified_directly(letter: etree._Element, old_letter: etree._Element) -> None:
    assert is_verified_directly(letter)
    assert is_verified_directly(old_letter, V1)


def exclusive_transform(own: etree._Element) -> None:
    child(find(own, "Transforms"), own.nsmap[own.prefix], "Transform").set(
        "Algorithm", "http://www.w3.org/2001/10/xml-exc-c14n#"
    )


def empty_transform(own: etree._Element) -> None:
    child(find(own, "Transforms"), own.nsmap[own.prefix], "Transform").set("Algorithm", "")


def inclusive_signed_info(own: etree._Element) -> None:
    find(own, "CanonicalizationMethod").set("Algorithm", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")


def prefix_list(own: etree._Element) -> None:
    etree.SubElement(
        find(own, "CanonicalizationMethod"), "{http://www.w3.org/2001/10/xml-exc-c14n#}InclusiveNamespaces"
    ).set("PrefixList", "a")


def comment_in_the_digest(own: etree._Element) -> None:
    find(own, "DigestValue").append(etree.Comment("x"))


def instruction_in_the_value(own: etree._Element) -> None:
    find(own, "SignatureValue").append(etree.ProcessingInstruction("x"))


def key_value(own: etree._Element) -> None:
    child(find(own, "KeyInfo"), own.nsmap[own.prefix], "KeyValue")


def key_name(own: etree._Element) -> None:
    child(find(own, "KeyInfo"), own.nsmap[own.prefix], "KeyName", "a")


def subject_changed(own: etree._Element) -> None:
    own.set("strange", "attribute")


@pytest.mark.parametrize(
    "change",
    [
        exclusive_transform,
        empty_transform,
        inclusive_signed_info,
        prefix_list,
        comment_in_the_digest,
        instruction_in_the_value,
        key_value,
        key_name,
        subject_changed,
    ],
)
def test_whatever_is_unusual_in_a_signature_is_asked_of_signxml(
    letter: etree._Element, change: Callable[[etree._Element], None]
) -> None:
    change(signature(letter))

    assert not is_verified_directly(letter)
    require_same_outcome(letter, V3)


def test_a_comment_outside_the_signature_is_no_part_of_what_is_read(letter: etree._Element) -> None:
    subject = find(letter, "Subject")
    assert subject.text is not None
    comment = etree.Comment("x")
    comment.tail, subject.text = subject.text[3:], subject.text[:3]
    subject.append(comment)

    assert is_verified_directly(letter)
    require_same_outcome(letter, V3)


def test_what_is_read_is_parsed_from_the_octets_that_were_digested(letter: etree._Element) -> None:
    root = normalise_element(letter, V3)
    said = read_signature(own_signatures(root)[0], DEFAULT)

    content = verify_directly(root, said, said.certificates[0])

    assert content is not None
    assert canonicalise_element(content.tree) == content.octets
    assert content.tree.getroottree() is not root.getroottree()
    assert own_signatures(root), "the tree given is left as it was"
    hasher = hashes.Hash(hashes.SHA256())
    hasher.update(content.octets)
    assert hasher.finalize() == said.digest


@pytest.mark.parametrize("place", ["DigestValue", "SignatureValue"])
def test_one_bit_decides(letter: etree._Element, place: str) -> None:
    value = find(signature(letter), place)
    assert value.text is not None
    value.text = ("B" if value.text[0] == "A" else "A") + value.text[1:]

    assert not is_verified_directly(letter)
    require_same_outcome(letter, V3)


def test_another_certificate_does_not_do(letter: etree._Element, sender: Signer) -> None:
    root = normalise_element(letter, V3)
    said = read_signature(own_signatures(root)[0], DEFAULT)

    assert verify_directly(root, said, sender.certificate) is None


def test_content_changed_after_the_signature_was_read_is_not_verified(letter: etree._Element) -> None:
    root = normalise_element(letter, V3)
    said = read_signature(own_signatures(root)[0], DEFAULT)
    changed = copy.deepcopy(root)
    find(changed, "Subject").text = "ändrat"

    assert verify_directly(changed, said, said.certificates[0]) is None
    assert verify_directly(root, said, said.certificates[0]) is not None
    assert find(changed, "Signature").tag == ds("Signature")


def test_a_letter_of_two_megabytes_gives_the_same_result(sender: Signer, relay: Signer) -> None:
    letter = on_the_wire(sealed_letter(sender, relay, attachment=bytes(1_400_000)))

    assert is_verified_directly(letter)
    require_same_outcome(letter, V3)
