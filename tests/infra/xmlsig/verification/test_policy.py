"""Every algorithm and key outside the policy is refused by its name; what is merely weak is a warning."""

import base64
import copy
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod

from infra.errors import SignatureFault
from infra.xmlsig import SignatureWarning, sign_element, verify_signature
from infra.xmlsig.names import DS, EXC_C14N
from infra.xmlsig.normalise import canonicalise_element
from infra.xmlsig.sign import SHA1
from infra.xmlsig.verification.policy import DEFAULT
from tests.infra.xmlsig.letters import V3, Everyone, Signer, certificate_for, child, delivery, find, hand_signed

SIGNED = V3.inner


def refused(element: etree._Element) -> str:
    with pytest.raises(SignatureFault) as fault:
        verify_signature(element, SIGNED, Everyone())
    return fault.value.text.on_wire


@pytest.mark.parametrize("method", sorted(set(SignatureMethod) - DEFAULT.signature_methods, key=str))
def test_a_signature_method_outside_the_policy_is_named(signed: etree._Element, method: SignatureMethod) -> None:
    find(signed, "SignatureMethod").set("Algorithm", method.value)

    assert f"SignatureMethod «{method.value}» godtas inte" in refused(signed)


@pytest.mark.parametrize("method", sorted(set(DigestAlgorithm) - DEFAULT.digests, key=str))
def test_a_digest_method_outside_the_policy_is_named(signed: etree._Element, method: DigestAlgorithm) -> None:
    find(signed, "DigestMethod").set("Algorithm", method.value)

    assert f"DigestMethod «{method.value}» godtas inte" in refused(signed)


@pytest.mark.parametrize("method", sorted(set(CanonicalizationMethod) - DEFAULT.canonicalisations, key=str))
def test_a_canonicalisation_outside_the_policy_is_named(
    signed: etree._Element, method: CanonicalizationMethod
) -> None:
    find(signed, "CanonicalizationMethod").set("Algorithm", method.value)

    assert f"CanonicalizationMethod «{method.value}» godtas inte" in refused(signed)


@pytest.mark.parametrize(
    "transform",
    [
        "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "http://www.w3.org/2002/06/xmldsig-filter2",
        "http://www.w3.org/TR/1999/REC-xslt-19991116",
        "http://www.w3.org/2000/09/xmldsig#base64",
        "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    ],
)
def test_a_transform_outside_the_policy_is_named(signed: etree._Element, transform: str) -> None:
    child(find(signed, "Transforms"), DS, "Transform").set("Algorithm", transform)

    assert f"Transform «{transform}» godtas inte" in refused(signed)


@pytest.mark.parametrize("transform", [EXC_C14N, ""])
def test_the_second_transforms_seen_in_the_wild_are_accepted(sender: Signer, transform: str) -> None:
    def with_second(info: etree._Element) -> bytes:
        child(find(info, "Transforms"), DS, "Transform").set("Algorithm", transform)
        return canonicalise_element(info, exclusive=True)

    signed = hand_signed(delivery(), sender, signed_info=with_second)

    assert verify_signature(signed, SIGNED, Everyone()).certificate == sender.certificate


@pytest.mark.parametrize("order", [[EXC_C14N], [EXC_C14N, f"{DS}enveloped-signature"]])
def test_the_first_transform_must_be_enveloped_signature(signed: etree._Element, order: list[str]) -> None:
    transforms = find(signed, "Transforms")
    transforms.clear()
    for algorithm in order:
        child(transforms, DS, "Transform").set("Algorithm", algorithm)

    assert "must be enveloped-signature" in refused(signed)


def test_inclusive_canonicalisation_of_signed_info_holds(sender: Signer) -> None:
    def inclusive(info: etree._Element) -> bytes:
        find(info, "CanonicalizationMethod").set("Algorithm", CanonicalizationMethod.CANONICAL_XML_1_0.value)
        return canonicalise_element(info, exclusive=True)

    signed = hand_signed(delivery(), sender, signed_info=inclusive)

    assert verify_signature(signed, SIGNED, Everyone()).warnings == ()


def test_a_policy_without_sha1_refuses_it(sender: Signer) -> None:
    signed = sign_element(delivery(), sender.key, sender.certificate, digest=SHA1)
    strict = replace(DEFAULT, digests=frozenset({DigestAlgorithm.SHA256}))

    assert verify_signature(signed, SIGNED, Everyone()).warnings == (SignatureWarning.SHA1,)
    with pytest.raises(SignatureFault, match=r"DigestMethod .*sha1"):
        verify_signature(signed, SIGNED, Everyone(), policy=strict)


def test_a_short_key_is_a_warning_and_a_shorter_one_a_refusal(sender: Signer) -> None:
    short = Signer.of("162021004748", "kommun-a", bits=1024)
    signed = sign_element(delivery(), short.key, short.certificate)

    assert verify_signature(signed, SIGNED, Everyone()).warnings == (SignatureWarning.SHORT_KEY,)
    with pytest.raises(SignatureFault, match="1024 bits; 2048-8192 are accepted"):
        verify_signature(signed, SIGNED, Everyone(), policy=replace(DEFAULT, min_key_bits=2048))


def test_a_key_so_long_that_it_only_costs_time_is_refused(signed: etree._Element) -> None:
    with pytest.raises(SignatureFault, match="2048 bits; 1024-1536 are accepted"):
        verify_signature(signed, SIGNED, Everyone(), policy=replace(DEFAULT, max_key_bits=1536))


def test_a_certificate_with_an_elliptic_key_is_refused(signed: etree._Element) -> None:
    certificate = certificate_for(ec.generate_private_key(ec.SECP256R1()), "162021004748", "kommun-a")
    der = certificate.public_bytes(Encoding.DER)
    find(signed, "X509Certificate").text = base64.b64encode(der).decode()

    assert "is not an RSA key" in refused(signed)


def test_a_bare_key_does_not_say_who_signed(signed: etree._Element) -> None:
    info = find(signed, "KeyInfo")
    info.clear()
    child(child(info, DS, "KeyValue"), DS, "RSAKeyValue")

    assert "KeyInfo contains no X509Certificate" in refused(signed)


def test_what_is_no_certificate_is_told(signed: etree._Element) -> None:
    find(signed, "X509Certificate").text = base64.b64encode(b"not a certificate").decode()

    assert "cannot be read as a certificate" in refused(signed)


def test_more_certificates_than_a_chain_has_are_refused(signed: etree._Element) -> None:
    data, text = find(signed, "X509Data"), find(signed, "X509Certificate").text
    for _ in range(8):
        child(data, DS, "X509Certificate", text)

    assert "holds 9 certificates; at most 8" in refused(signed)


@pytest.mark.parametrize("name", ["SignatureValue", "DigestValue"])
def test_values_must_be_base64(signed: etree._Element, name: str) -> None:
    find(signed, name).text = "åäö"

    assert f"{name} is not valid base64" in refused(signed)


def test_wrapped_base64_in_the_signature_holds(signed: etree._Element) -> None:
    for name in ("SignatureValue", "X509Certificate"):
        part = find(signed, name)
        assert part.text is not None
        part.text = "\r\n".join(part.text[at : at + 76] for at in range(0, len(part.text), 76)) + "\r\n"

    assert verify_signature(signed, SIGNED, Everyone()).warnings == ()


def test_strangers_words_are_repeated_only_in_part(signed: etree._Element) -> None:
    find(signed, "DigestMethod").set("Algorithm", "x" * 100_000)

    assert len(refused(signed)) < 2000


def test_a_schema_violation_inside_the_signature_is_refused(signed: etree._Element) -> None:
    child(find(signed, "X509Data"), DS, "SignatureValue")

    assert "cannot be read" in refused(signed)


def test_the_policy_names_no_algorithm_that_computes_or_shares_a_secret() -> None:
    assert {method.name for method in DEFAULT.signature_methods} == {"RSA_SHA1", "RSA_SHA256", "RSA_SHA512"}


def test_a_transform_that_a_real_operator_refuses_is_noticed(sender: Signer) -> None:
    def with_another(info: etree._Element) -> bytes:
        transform = copy.deepcopy(find(info, "Transform"))
        transform.set("Algorithm", CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0.value)
        find(info, "Transforms").append(transform)
        return canonicalise_element(info, exclusive=True)

    signed = hand_signed(delivery(), sender, signed_info=with_another)

    assert verify_signature(signed, SIGNED, Everyone()).warnings == (SignatureWarning.EXCLUSIVE_C14N,)


@pytest.mark.parametrize(
    ("subject", "warnings"),
    [
        ("två\r\nrader", (SignatureWarning.CARRIAGE_RETURN,)),
        ("två\nrader", ()),
        ("talar om &#xD; och &#13;", ()),
    ],
)
def test_carriage_returns_in_signed_text_are_noticed(
    sender: Signer, subject: str, warnings: tuple[SignatureWarning, ...]
) -> None:
    signed = sign_element(delivery(subject=subject), sender.key, sender.certificate)

    assert verify_signature(signed, SIGNED, Everyone()).warnings == warnings


@pytest.mark.parametrize("name", ["DigestValue", "SignatureValue"])
@pytest.mark.parametrize("written", [None, "", " \n", "instruction"])
def test_a_value_without_octets_is_refused(signed: etree._Element, name: str, written: str | None) -> None:
    value = find(signed, name)
    value.text = written
    if written == "instruction":
        value.text = None
        value.append(etree.ProcessingInstruction("x", "y"))
        value[0].tail = "QQ=="

    assert f"{name} is not valid base64" in refused(signed)
