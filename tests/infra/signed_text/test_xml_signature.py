"""XML signatures of persons: the forms in which they come, and what each covers."""

import base64
import hashlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
from signxml.signer import XMLSigner

from infra.errors import SignatureFault
from infra.signed_text import CoveredText, read_xml, sign_as_xml
from tests.infra.signed_text.signers import TEXT, Signer, curve_signer, dsa_signer, rsa_signer

ENVELOPING, ENVELOPED = SignatureConstructionMethod.enveloping, SignatureConstructionMethod.enveloped
DS = "{http://www.w3.org/2000/09/xmldsig#}"


def signed(
    content: etree._Element,
    signer: Signer,
    *,
    how: SignatureConstructionMethod = ENVELOPING,
    method: SignatureMethod = SignatureMethod.RSA_SHA256,
    digest: DigestAlgorithm = DigestAlgorithm.SHA256,
    certificates: int = 2,
) -> bytes:
    xml_signer = XMLSigner(method=how, signature_algorithm=method, digest_algorithm=digest)
    chain = list(signer.chain[:certificates])
    return etree.tostring(xml_signer.sign(content, key=signer.key, cert=chain))


def element(tag: str, text: str, **attributes: str) -> etree._Element:
    found = etree.Element(tag, attributes)
    found.text = text
    return found


def refusal_of(signature: bytes) -> str:
    with pytest.raises(SignatureFault) as refused:
        read_xml(signature)
    return refused.value.text.english


def ours(signer: Signer | None = None) -> bytes:
    found = signer or rsa_signer()
    assert isinstance(found.key, RSAPrivateKey)
    return sign_as_xml(TEXT, found.key, found.chain, nonce="en nonce")


def test_our_own_has_the_text_the_nonce_and_the_chain() -> None:
    read = read_xml(ours())

    assert read.contents == (CoveredText(TEXT.encode(), "UTF-8"),)
    assert read.nonce == "en nonce"
    assert (read.certificate, *read.intermediates) == rsa_signer().chain
    assert read.signed_at is None


def test_our_own_looks_like_one_of_bankid() -> None:
    root = etree.fromstring(ours())

    [shown] = root.iter("{http://www.bankid.com/signature/v1.0.0/types}usrVisibleData")
    assert root.tag == f"{DS}Signature"
    assert base64.b64decode(shown.text or "").decode() == TEXT
    assert shown.get("charset") == "UTF-8"


def test_the_text_may_stand_in_an_element_that_the_signature_encloses() -> None:
    read = read_xml(signed(element("Text", TEXT), rsa_signer()))

    assert read.contents == (CoveredText(TEXT.encode(), "UTF-8"),)
    assert read.nonce == ""


def test_the_signature_may_stand_in_the_element_with_the_text() -> None:
    agreement = etree.Element("Agreement")
    agreement.append(element("Title", "Avtal"))
    agreement.append(element("Text", TEXT))

    read = read_xml(signed(agreement, rsa_signer(), how=ENVELOPED))

    assert CoveredText(TEXT.encode(), "UTF-8") in read.contents


def test_only_what_bankid_showed_counts() -> None:
    namespace = "http://www.bankid.com/signature/v1.0.0/types"
    data = etree.Element(f"{{{namespace}}}bankIdSignedData")
    for name, text in (("usrVisibleData", TEXT), ("usrNonVisibleData", "Något annat")):
        etree.SubElement(data, f"{{{namespace}}}{name}").text = base64.b64encode(text.encode()).decode()

    assert read_xml(signed(data, rsa_signer())).contents == (CoveredText(TEXT.encode()),)


def test_a_signature_with_all_parts_of_bankid_s_is_read() -> None:
    read = read_xml(as_bankid_signs(TEXT, "ett ärende"))

    assert read.contents == (CoveredText(TEXT.encode(), "UTF-8"),)
    assert read.nonce == "ett ärende"
    assert (read.certificate, *read.intermediates) == rsa_signer().chain


def test_what_only_lies_in_a_bankid_signature_is_not_covered() -> None:
    beside = as_bankid_signs(TEXT, "x").replace(b'URI="#bidSignedData"', b'URI="#bidKeyInfo"')

    assert "does not hold" in refusal_of(beside)


def as_bankid_signs(text: str, nonce: str) -> bytes:
    """Two references, to the data and to KeyInfo; inclusive canonical form; the default namespace."""
    signer = rsa_signer()
    certificates = "".join(f"<X509Certificate>{_in_base64(_der(each))}</X509Certificate>" for each in signer.chain)
    shown, hidden = _in_base64(text.encode()), _in_base64(nonce.encode())
    ds, bid = "http://www.w3.org/2000/09/xmldsig#", "http://www.bankid.com/signature/v1.0.0/types"
    root = etree.fromstring(
        f'''<Signature xmlns="{ds}"><SignedInfo>
        <CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>
        <SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
        {_reference("bidSignedData", f"{bid}")}{_reference("bidKeyInfo", "")}</SignedInfo>
        <SignatureValue/><KeyInfo Id="bidKeyInfo"><X509Data>{certificates}</X509Data></KeyInfo>
        <Object><bankIdSignedData xmlns="{bid}" Id="bidSignedData">
        <usrVisibleData charset="UTF-8" visible="wysiwys">{shown}</usrVisibleData>
        <usrNonVisibleData>{hidden}</usrNonVisibleData>
        <srvInfo><name>Y249U2ltdWxhdG9y</name><nonce>{hidden}</nonce></srvInfo>
        <clientInfo><funcId>Signing</funcId></clientInfo></bankIdSignedData></Object></Signature>'''
    )
    for reference in root.iter(f"{DS}Reference"):
        [covered] = root.xpath("//*[@Id = $id]", id=(reference.get("URI") or "")[1:])
        digest = reference.find(f"{DS}DigestValue")
        assert digest is not None
        digest.text = _in_base64(hashlib.sha256(_canonical(covered)).digest())
    info, value = root[0], root[1]
    assert isinstance(signer.key, RSAPrivateKey)
    value.text = _in_base64(signer.key.sign(_canonical(info), PKCS1v15(), SHA256()))
    return etree.tostring(root)


def _reference(identity: str, kind: str) -> str:
    return (
        f'<Reference Type="{kind}" URI="#{identity}"><Transforms><Transform '
        'Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/></Transforms>'
        '<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue/></Reference>'
    )


def _canonical(part: etree._Element) -> bytes:
    return etree.tostring(etree.fromstring(etree.tostring(part, with_tail=False)), method="c14n")


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _in_base64(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


@pytest.mark.parametrize(
    ("method", "digest"),
    [
        (SignatureMethod.RSA_SHA512, DigestAlgorithm.SHA512),
        (SignatureMethod.RSA_SHA384, DigestAlgorithm.SHA256),
        (SignatureMethod.SHA256_RSA_MGF1, DigestAlgorithm.SHA256),
    ],
)
def test_rsa_signs_in_each_usual_way(method: SignatureMethod, digest: DigestAlgorithm) -> None:
    assert read_xml(signed(element("Text", TEXT), rsa_signer(), method=method, digest=digest)).contents


def test_elliptic_curves_sign_too() -> None:
    signature = signed(element("Text", TEXT), curve_signer(), method=SignatureMethod.ECDSA_SHA256)

    assert read_xml(signature).certificate == curve_signer().chain[0]


def test_the_chain_may_come_in_any_order() -> None:
    person, authority = rsa_signer().chain
    root = etree.fromstring(ours())
    data = root.find(f".//{DS}X509Data")
    assert data is not None
    data.append(data[0])

    read = read_xml(etree.tostring(root))

    assert (read.certificate, read.intermediates) == (person, (authority,))


def test_a_short_key_is_refused() -> None:
    assert "has 1024 bits" in refusal_of(ours(rsa_signer(1024)))


def test_a_key_of_another_kind_is_refused() -> None:
    signature = signed(element("Text", TEXT), dsa_signer(), method=SignatureMethod.DSA_SHA256)

    assert "neither an RSA key nor one on an elliptic curve" in refusal_of(signature)


def test_sha1_is_refused() -> None:
    signature = ours().replace(b"xmlenc#sha256", b"xmldsig#sha1")

    assert "sign with RSA or ECDSA and SHA-256" in refusal_of(signature)


def test_a_changed_text_is_refused() -> None:
    signature = signed(element("Text", "Jag godkänner"), rsa_signer())
    changed = signature.replace(b">Jag godk", b">Jag miss")

    assert changed != signature
    assert "does not hold" in refusal_of(changed)


def test_another_certificate_than_the_key_s_is_refused() -> None:
    stranger = Signer(rsa_signer().key, curve_signer().chain)

    assert "does not hold" in refusal_of(ours(stranger))


def test_a_signature_further_down_is_refused() -> None:
    assert "directly below" in refusal_of(b"<a><b>" + ours() + b"</b></a>")


def test_a_reference_to_something_elsewhere_is_refused() -> None:
    elsewhere = ours().replace(b'URI="#object"', b'URI="https://example.test/text"')

    assert "does not hold" in refusal_of(elsewhere)


def test_an_id_that_stands_twice_is_refused() -> None:
    twice = ours().replace(b"</ds:Signature>", b'<ds:Object Id="object"/></ds:Signature>')

    assert "does not hold" in refusal_of(twice)


def test_what_the_signature_value_covers_is_the_same_however_it_is_wrapped() -> None:
    whole = ours()

    wrapped = whole.replace(b"<ds:SignatureValue>", b"<ds:SignatureValue>\n  ")

    assert read_xml(wrapped).covered == read_xml(whole).covered
    assert read_xml(ours()).covered == read_xml(whole).covered
