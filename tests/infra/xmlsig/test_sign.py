"""What the simulator signs holds for every verifier and with any prefixes of the SOAP stack."""

import copy
import hashlib
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from signxml.algorithms import DigestAlgorithm

from infra.errors import SignatureFault
from infra.identity import OrganisationNumber
from infra.xmlsig import (
    SignatureWarning,
    SignedForm,
    SignedName,
    for_wire,
    require_signer,
    seal_element,
    sign_element,
    verify_sealed,
    verify_signature,
    with_prefixes,
)
from infra.xmlsig.names import DS, MESSAGE_V3, SERVICE_V3, ds
from infra.xmlsig.normalise import canonicalise_element, normalise_element
from infra.xmlsig.sign import SHA1, SHA256, SHA512
from tests.infra.xmlsig.letters import (
    DAY,
    V1,
    V3,
    Everyone,
    Signer,
    certificate_for,
    delivery,
    find,
    on_the_wire,
    received,
    sealed_letter,
)


def test_a_signed_delivery_has_one_transform_and_the_signer_s_certificate(sender: Signer) -> None:
    signed = sign_element(delivery(), sender.key, sender.certificate)

    transforms = [part.get("Algorithm") for part in signed.iter(ds("Transform"))]
    assert transforms == [f"{DS}enveloped-signature"]
    assert find(signed, "CanonicalizationMethod").get("Algorithm") == "http://www.w3.org/2001/10/xml-exc-c14n#"
    assert find(signed, "X509SubjectName").text == "CN=kommun-a+SERIALNUMBER=162021004748"
    assert [etree.QName(part).localname for part in find(signed, "X509Data")] == [
        "X509SubjectName",
        "X509Certificate",
    ]
    assert signed[-1].tag == ds("Signature")
    assert {part.prefix for part in signed.iter()} == {None}


@pytest.mark.parametrize("digest", [SHA1, SHA256, SHA512])
def test_each_digest_a_receiver_may_ask_for_holds(
    sender: Signer, everyone: Everyone, digest: DigestAlgorithm
) -> None:
    signed = sign_element(delivery(), sender.key, sender.certificate, digest=digest)

    result = verify_signature(signed, SignedName.SIGNED_DELIVERY_V3, everyone)

    noticed = {SHA1: (SignatureWarning.SHA1,), SHA512: (SignatureWarning.SHA512,)}
    assert result.warnings == noticed.get(digest, ())
    assert result.digest == hashlib.new(digest.name, canonicalise_element(result.element)).digest()
    assert result.signed_octets_digest == hashlib.sha256(canonicalise_element(result.element)).digest()


def test_a_sender_s_signature_may_bear_the_name_that_the_library_uses_for_its_own(
    sender: Signer, relay: Signer, everyone: Everyone
) -> None:
    signed = sign_element(delivery(), sender.key, sender.certificate)
    find(signed, "Signature").set("Id", "placeholder")

    sealed = seal_element(signed, DAY, relay.key, relay.certificate)

    assert verify_sealed(on_the_wire(sealed), V3, everyone).inner.organisation == OrganisationNumber.parse(
        "162021004748"
    )


@pytest.mark.parametrize("version", [V3, V1])
def test_a_sealed_letter_holds_after_the_wire(
    sender: Signer, relay: Signer, everyone: Everyone, version: SignedName
) -> None:
    result = verify_sealed(on_the_wire(sealed_letter(sender, relay, version), version), version, everyone)

    assert result.outer.organisation == OrganisationNumber.parse("162021003898")
    assert result.inner.organisation == OrganisationNumber.parse("162021004748")
    assert (result.outer.form, result.inner.form) == (SignedForm.NORMALISED, SignedForm.NORMALISED)
    assert find(result.outer.element, "ReceivedTime").text == DAY.isoformat()
    assert everyone.asked == [relay.certificate, sender.certificate]


def test_the_seal_keeps_the_delivery_of_a_sender_that_refers_to_its_id(
    letter_with_ids: etree._Element, everyone: Everyone
) -> None:
    result = verify_sealed(letter_with_ids, V3, everyone)

    assert find(letter_with_ids, "Reference").get("URI") == "#signed-1"
    assert result.inner.element.get("Id") == "signed-1"


def test_on_the_wire_every_element_has_a_prefix_declared_on_the_wrapper(sender: Signer, relay: Signer) -> None:
    name = f"{{{SERVICE_V3}}}deliverSecure"
    wrapper = for_wire(sealed_letter(sender, relay), wrapper=name, argument=name)

    octets = etree.tostring(wrapper)

    assert all(part.prefix for part in wrapper.iter())
    assert octets.count(b"xmlns") == octets[: octets.index(b">")].count(b"xmlns")
    assert [wrapper.tag, wrapper[0].tag] == [name, name]


def test_prefixes_leave_attributes_and_text_as_they_were(letter_with_ids: etree._Element) -> None:
    prefixed = with_prefixes(normalise_element(letter_with_ids, V3))

    assert canonicalise_element(normalise_element(prefixed, V3)) == canonicalise_element(
        normalise_element(letter_with_ids, V3)
    )


def test_neither_signing_nor_verifying_changes_what_it_was_given(
    sender: Signer, letter: etree._Element, everyone: Everyone
) -> None:
    unsigned = delivery()
    before = [etree.tostring(unsigned), etree.tostring(letter.getroottree())]

    sign_element(unsigned, sender.key, sender.certificate)
    verify_sealed(letter, V3, everyone)

    assert [etree.tostring(unsigned), etree.tostring(letter.getroottree())] == before


def test_the_same_delivery_is_known_again_whatever_its_prefixes(
    sender: Signer, relay: Signer, everyone: Everyone
) -> None:
    sealed = sealed_letter(sender, relay)

    first = verify_sealed(on_the_wire(sealed), V3, everyone).inner
    again = verify_sealed(_with_random_prefixes(on_the_wire(sealed), ["x", "y"]), V3, everyone).inner

    assert (first.signature_value, first.signed_octets_digest) == (
        again.signature_value,
        again.signed_octets_digest,
    )


def test_carriage_returns_and_white_space_are_signed_as_they_are(
    sender: Signer, relay: Signer, everyone: Everyone
) -> None:
    unsigned = delivery(subject=" två \r\n rader\t ")
    find(unsigned, "Attachment").tail = "\r\n "
    signed = sign_element(unsigned, sender.key, sender.certificate)
    find(signed, "X509Certificate").tail = "\r\n"
    sealed = seal_element(signed, DAY, relay.key, relay.certificate)

    result = verify_sealed(on_the_wire(sealed), V3, everyone)

    assert find(result.inner.element, "Subject").text == " två \r\n rader\t "


def test_unqualified_and_foreign_content_keeps_its_names(
    sender: Signer, relay: Signer, everyone: Everyone
) -> None:
    unsigned = delivery()
    matter = etree.SubElement(find(unsigned, "Message"), f"{{{MESSAGE_V3}}}OfficialMatter")
    matter.append(
        etree.fromstring(
            '<m:case xmlns:m="urn:m" xmlns:x="urn:x" xmlns:unused="urn:u" x:kind="a" xml:lang="sv">'
            "<plain>text<?keep this?></plain></m:case>"
        )
    )

    result = verify_sealed(
        on_the_wire(
            seal_element(sign_element(unsigned, sender.key, sender.certificate), DAY, relay.key, relay.certificate)
        ),
        V3,
        everyone,
    )

    case = find(result.inner.element, "case")
    assert (case.tag, case.get("{urn:x}kind"), case[0].tag) == ("{urn:m}case", "a", "plain")
    assert b"urn:u" not in etree.tostring(result.inner.element)


def test_an_organisation_that_is_not_the_expected_signer_is_named(
    letter: etree._Element, everyone: Everyone
) -> None:
    inner = verify_sealed(letter, V3, everyone).inner

    require_signer(inner, OrganisationNumber.parse("162021004748"))
    with pytest.raises(SignatureFault, match=r"162021004748.*162021003898"):
        require_signer(inner, OrganisationNumber.parse("162021003898"))


def test_the_time_asked_about_reaches_the_trust(letter: etree._Element, everyone: Everyone) -> None:
    at = datetime(2025, 1, 1, tzinfo=UTC)

    verify_sealed(letter, V3, everyone, at=at)

    assert everyone.at == at


def test_of_several_certificates_the_one_whose_key_signed_is_taken(
    sender: Signer, relay: Signer, everyone: Everyone
) -> None:
    signed = sign_element(delivery(), sender.key, sender.certificate)
    data = find(signed, "X509Data")
    data.insert(0, copy.deepcopy(_certificate_element(relay)))

    result = verify_signature(signed, SignedName.SIGNED_DELIVERY_V3, everyone)

    assert result.certificate == sender.certificate
    assert everyone.intermediates == [relay.certificate]


def _certificate_element(signer: Signer) -> etree._Element:
    return find(sign_element(delivery(), signer.key, signer.certificate), "X509Certificate")


def test_two_certificates_of_the_same_key_take_the_first(sender: Signer, everyone: Everyone) -> None:
    renewed = certificate_for(sender.key, "162021004748", "kommun-a")
    signed = sign_element(delivery(), sender.key, sender.certificate)
    find(signed, "X509Data").append(_certificate_element(Signer(sender.key, renewed)))

    assert verify_signature(signed, SignedName.SIGNED_DELIVERY_V3, everyone).certificate == sender.certificate


PREFIXES = st.lists(st.from_regex(r"[a-z][a-z0-9]{0,3}", fullmatch=True), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(prefixes=PREFIXES, version=st.sampled_from([V3, V1]), random=st.randoms(use_true_random=False))
def test_signatures_hold_under_any_prefixes(
    sender: Signer,
    relay: Signer,
    everyone: Everyone,
    prefixes: list[str],
    version: SignedName,
    random: Random,
) -> None:
    signed = on_the_wire(sealed_letter(sender, relay, version), version)

    result = verify_sealed(_with_random_prefixes(signed, prefixes, random), version, everyone)

    assert (result.outer.form, result.inner.form) == (SignedForm.NORMALISED, SignedForm.NORMALISED)


def _with_random_prefixes(
    element: etree._Element, prefixes: list[str], random: Random | None = None
) -> etree._Element:
    """Rewrite as some SOAP stack might: prefixes, default namespaces and unused declarations anywhere."""
    random = random or Random(1)
    envelope = etree.Element("{urn:envelope}e", nsmap={"e0": "urn:envelope", random.choice(prefixes): "urn:other"})
    wrapper = etree.SubElement(etree.SubElement(envelope, "body"), "wrapper")
    _rewritten(wrapper, element, prefixes, random)
    return received(etree.tostring(envelope))


def _rewritten(parent: etree._Element, source: etree._Element, prefixes: list[str], random: Random) -> None:
    namespace = etree.QName(source).namespace
    names: dict[str | None, str] = {random.choice(prefixes): "urn:unused"}
    if namespace:
        names[random.choice([*prefixes, None])] = namespace
    target = etree.SubElement(parent, source.tag, dict(source.attrib), nsmap=names)
    target.text, target.tail = source.text, source.tail
    for part in source:
        _rewritten(target, part, prefixes, random)
