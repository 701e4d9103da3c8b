"""Explanations of a wrong signature value beside a right digest of the content.

An RSA signature can be opened with the certificate's key: it either gives the digest of what was
signed, and then the key is right and SignedInfo was another, or it gives nothing, and then the key
is another one.
"""

import hashlib
from collections.abc import Iterator
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from lxml import etree

from infra.errors import SignatureFault
from infra.texts import Text
from infra.xmlsig.explain.failed_signature import FailedSignature, Finding, PossibleMistake
from infra.xmlsig.explain.lengths import explain_value_length
from infra.xmlsig.names import DS, ds
from infra.xmlsig.normalise import canonicalise_element, own_signatures, signed_info
from infra.xmlsig.signature_element import read_certificate
from infra.xmlsig.verification.signing_certificate import rsa_key_of

_HASHES: Final = {20: "SHA1", 32: "SHA256", 48: "SHA384", 64: "SHA512"}
_MAXIMUM_OTHERS: Final = 8


def explain_signature_value(failed: FailedSignature) -> Finding:
    """Return the explanation of a signature value that the certificate's key does not confirm."""
    if (explanation := explain_value_length(failed)) is not None:
        return explanation
    signed = _opened(failed.signature_element.value, failed.certificate)
    if signed is None:
        return _another_key(failed)
    return _another_signed_info(failed, signed)


def _opened(value: bytes, certificate: x509.Certificate) -> bytes | None:
    """The DigestInfo inside the signature; None when this certificate's key did not make it."""
    key = rsa_key_of(certificate)
    if key is None:
        return None
    try:
        return key.recover_data_from_signature(value, PKCS1v15(), None)
    except InvalidSignature:
        return None


def _another_key(failed: FailedSignature) -> Finding:
    for certificate in _other_certificates(failed):
        if _opened(failed.signature_element.value, certificate) is not None:
            return _key_of_another(failed, certificate)
    return Finding(
        "signature-by-another-key",
        "Innehållet stämmer med DigestValue, men SignatureValue är gjort med en annan nyckel än den som hör "
        f"till certifikatet i KeyInfo ({_name(failed.certificate)}); lägg rätt certifikat i KeyInfo.",
        "The content matches DigestValue, but SignatureValue was made with another key than that of the "
        f"certificate in KeyInfo ({_name(failed.certificate)}); put the certificate of the key in KeyInfo.",
        fix=Text(
            f"Nyckeln och certifikatet {_name(failed.certificate)} är inget par: openssl x509 -pubkey och "
            "openssl pkey -pubout ska ge samma. Läs båda ur samma mapp i var/pki/clients.",
            f"The key and the certificate {_name(failed.certificate)} are no pair: openssl x509 -pubkey "
            "and openssl pkey -pubout must give the same. Read both from one folder of var/pki/clients.",
        ),
    )


def _key_of_another(failed: FailedSignature, certificate: x509.Certificate) -> Finding:
    fits, stated = _name(certificate), _name(failed.certificate)
    return Finding(
        "signature-by-another-certificates-key",
        f"Signaturen är gjord med nyckeln till ett annat certifikat ({fits}) än det i KeyInfo ({stated}); "
        "lägg det certifikat som hör till nyckeln i KeyInfo.",
        f"The signature was made with the key of another certificate ({fits}) than the one in KeyInfo "
        f"({stated}); put the certificate of the key in KeyInfo.",
    )


def _other_certificates(failed: FailedSignature) -> Iterator[x509.Certificate]:
    """The certificates of the message's other signature, and of the seal."""
    if failed.sealed_by is not None:
        yield failed.sealed_by
    document = failed.received.getroottree()
    for element in list(document.iter(ds("X509Certificate")))[:_MAXIMUM_OTHERS]:
        try:
            yield read_certificate(element)
        except SignatureFault:
            continue


def _name(certificate: x509.Certificate) -> str:
    return certificate.subject.rfc4514_string({x509.NameOID.SERIAL_NUMBER: "serialNumber"})


def _another_signed_info(failed: FailedSignature, signed: bytes) -> Finding:
    for possible in _signed_infos(failed):
        for length, name in _HASHES.items():
            if hashlib.new(name, possible.octets).digest() == signed[-length:]:
                return _unless_expected(failed, name, possible)
    return Finding(
        "signed-info-changed",
        "SignedInfo ändrades efter signeringen: signaturen är gjord med rätt nyckel, men över en annan "
        "SignedInfo. Räkna ut DigestValue före SignatureValue, och ändra sedan inget i SignedInfo.",
        "SignedInfo was changed after signing: the signature was made with the right key, but over another "
        "SignedInfo. Compute DigestValue before SignatureValue, and change nothing in SignedInfo afterwards.",
        fix=Text(
            "Serialisera inte SignedInfo på nytt sedan SignatureValue räknats ut: indentering, prefix och "
            "ordning ska vara som när den signerades.",
            "Do not serialise SignedInfo anew once SignatureValue is computed: indentation, prefixes and "
            "order must be as when it was signed.",
        ),
    )


def _unless_expected(failed: FailedSignature, name: str, possible: PossibleMistake) -> Finding:
    """The key signed these octets. If they are the right ones, another algorithm was used than declared."""
    if possible.octets != canonicalise_element(signed_info(failed.signature), exclusive=True):
        return possible.explanation
    stated = failed.signature_element.signature_method.name
    return Finding(
        "signature-method-is-another",
        f"SignatureValue är gjort med {name} men SignatureMethod säger {stated}; ange den som används.",
        f"SignatureValue was made with {name} but SignatureMethod says {stated}; name the one in use.",
    )


def _signed_infos(failed: FailedSignature) -> Iterator[PossibleMistake]:
    """Forms that signers sign in place of the prefix-free, exclusively canonicalised SignedInfo."""
    info = signed_info(failed.signature)
    yield PossibleMistake(canonicalise_element(info, exclusive=True), _UNCHANGED)
    for octets in _with_prefixes(failed):
        yield PossibleMistake(octets, _PREFIXED)
    received = signed_info(own_signatures(failed.received)[0])
    yield PossibleMistake(canonicalise_element(received), _INCLUSIVE)
    yield PossibleMistake(canonicalise_element(_without_white_space(info), exclusive=True), _PRINTED)
    yield PossibleMistake(
        canonicalise_element(info, exclusive=True).replace(f' xmlns="{DS}"'.encode(), b""), _NO_NAMESPACE
    )
    yield PossibleMistake(failed.octets, _CONTENT)


def _with_prefixes(failed: FailedSignature) -> Iterator[bytes]:
    received = own_signatures(failed.received)[0]
    for prefix in dict.fromkeys((received.prefix, "ds", "dsig", "sig", "ns2", "ns3")):
        if prefix:
            holder = etree.Element(ds("Signature"), nsmap={prefix: DS})
            holder.append(etree.fromstring(canonicalise_element(signed_info(failed.signature), exclusive=True)))
            for exclusive in (True, False):
                yield canonicalise_element(holder[0], exclusive=exclusive)


def _without_white_space(info: etree._Element) -> etree._Element:
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)
    return etree.fromstring(canonicalise_element(info, exclusive=True), parser)


_UNCHANGED: Final = Finding("signature-method-is-another", "", "")
_PREFIXED: Final = Finding(
    "signed-info-with-prefix",
    "SignedInfo signerades med prefix (till exempel ds:); ta bort prefixen ur Signature innan "
    "SignatureValue räknas ut.",
    "SignedInfo was signed with a prefix (such as ds:); remove the prefixes from Signature before "
    "SignatureValue is computed.",
)
_INCLUSIVE: Final = Finding(
    "signed-info-inclusively-canonicalised",
    "SignedInfo kanoniserades inklusivt, med SOAP-kuvertets namnrymder; signera SignedInfo utan prefix "
    "och med exklusiv kanonisering.",
    "SignedInfo was canonicalised inclusively, with the SOAP envelope's namespaces; sign SignedInfo without "
    "prefixes and with exclusive canonicalisation.",
)
_PRINTED: Final = Finding(
    "signed-info-pretty-printed",
    "Signature indenterades efter signeringen; skicka SignedInfo utan att formatera om den.",
    "Signature was pretty-printed after signing; send SignedInfo without formatting it anew.",
)
_NO_NAMESPACE: Final = Finding(
    "signed-info-without-namespace",
    "SignedInfo signerades utan namnrymd; skapa elementen i XML Signatures namnrymd innan du signerar.",
    "SignedInfo was signed without a namespace; create its elements in XML Signature's namespace first.",
)
_CONTENT: Final = Finding(
    "content-signed-instead-of-signed-info",
    "Själva innehållet signerades i stället för SignedInfo; signera SignedInfo, där DigestValue står.",
    "The content itself was signed instead of SignedInfo; sign SignedInfo, which holds DigestValue.",
)
