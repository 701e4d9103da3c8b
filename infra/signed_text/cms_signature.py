"""Texts signed as PKCS#7 (CMS), with the text in it or apart from it.

asn1crypto reads the structure, cryptography checks the signature: docs/decisions.md says why both.

Source: RFC 5652, 5.4 to 5.6 (SignedData); RFC 8894, 3.2.1.5 (senderNonce).
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from infra.errors import SignatureFault
from infra.pki.validation.reading import NOT_READABLE
from infra.signed_text.signed_text import (
    MAX_CERTIFICATES,
    CoveredText,
    SignedText,
    SignersKey,
    require_usual_key,
)
from infra.texts import Text
from infra.xmlsig.faults import quote

HASHES: Final[Mapping[str, type[hashes.HashAlgorithm]]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
"""Without SHA-1, which no e-legitimation of today uses."""
SENDER_NONCE: Final = "2.16.840.1.113733.1.9.5"


def read_cms(data: bytes, detached: Sequence[bytes]) -> SignedText:
    """Verify the one signature of a SignedData; where it has no text in it, over one of the `detached` ones.

    Raises:
        SignatureFault: it does not hold, or is none that is accepted, and what to do (5012).
    """
    try:
        return _read(_signed_data(data), detached)
    except (*NOT_READABLE, LookupError, AttributeError, RecursionError) as problem:
        raise _refuse(
            f"kan inte läsas ({quote(problem)}). Skicka DER i base64, så som den signerades",
            f"cannot be read ({quote(problem)}). Send DER in base64, as it was signed",
        ) from problem


def sign_as_cms(
    text: str, key: RSAPrivateKey, chain: Sequence[x509.Certificate], *, nonce: str, is_detached: bool = False
) -> bytes:
    """Sign a text that was shown to a person, in UTF-8. The nonce makes the signature unique."""
    octets = text.encode()
    attributes = _signed_attributes(octets, nonce)
    certificates = [asn1_x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in chain]
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": {
                        "issuer": certificates[0].issuer,
                        "serial_number": certificates[0].serial_number,
                    }
                }
            ),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_rsa"},
            "signature": key.sign(attributes.dump(), padding.PKCS1v15(), hashes.SHA256()),
        }
    )
    content: dict[str, object] = {"content_type": "data"} | ({} if is_detached else {"content": octets})
    signed = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": content,
        "certificates": certificates,
        "signer_infos": [signer],
    }
    whole: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    return whole


def _signed_attributes(octets: bytes, nonce: str) -> cms.CMSAttributes:
    values: dict[str, Any] = {
        "content_type": "data",
        "signing_time": cms.Time({"utc_time": core.UTCTime(datetime.now(UTC))}),
        "message_digest": hashlib.sha256(octets).digest(),
        SENDER_NONCE: core.OctetString(nonce.encode()),
    }
    return cms.CMSAttributes(
        [cms.CMSAttribute({"type": name, "values": [value]}) for name, value in values.items()]
    )


def _signed_data(data: bytes) -> cms.SignedData:
    info = cms.ContentInfo.load(data, strict=True)
    if info["content_type"].native != "signed_data":
        raise _refuse(
            f"är {quote(info['content_type'].native)} och inte signed_data. Signera texten",
            f"is {quote(info['content_type'].native)} and not signed_data. Sign the text",
        )
    return info["content"]


def _read(signed: cms.SignedData, detached: Sequence[bytes]) -> SignedText:
    signer = _only_signer(signed)
    certificate, others = _certificates(signed, signer)
    content = _covered_content(signed, signer, detached)
    covered = _covered_octets(signed, signer, content)
    _require_made_by(require_usual_key(certificate), signer, covered)
    attributes = _attributes(signer)
    return SignedText(
        contents=(CoveredText(content),),
        certificate=certificate,
        intermediates=tuple(others),
        covered=covered,
        nonce=_nonce(attributes),
        signed_at=attributes["signing_time"][0].native if "signing_time" in attributes else None,
    )


def _only_signer(signed: cms.SignedData) -> cms.SignerInfo:
    found = len(signed["signer_infos"])
    if found != 1:
        raise _refuse(
            f"har {found} signerare; det ska vara en. Skicka varje persons signatur i en egen SignatureData",
            f"has {found} signers; it must be one. Send each person's signature in a SignatureData of its own",
        )
    return signed["signer_infos"][0]


def _certificates(
    signed: cms.SignedData, signer: cms.SignerInfo
) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """The signer's, and the others."""
    given = signed["certificates"] if isinstance(signed["certificates"], cms.CertificateSet) else []
    if len(given) > MAX_CERTIFICATES:
        raise _refuse(
            f"innehåller {len(given)} certifikat; högst {MAX_CERTIFICATES} godtas. Ta med signerarens och dess "
            "utfärdares",
            f"holds {len(given)} certificates; at most {MAX_CERTIFICATES} are accepted. Include the signer's and "
            "its issuer's",
        )
    found = [
        (each.chosen, x509.load_der_x509_certificate(each.dump())) for each in given if each.name == "certificate"
    ]
    own = [loaded for parsed, loaded in found if _is_of(signer["sid"], parsed)]
    if len(own) != 1:
        raise _refuse(
            "innehåller inte signerarens certifikat. Ta med det när texten signeras",
            "does not hold the signer's certificate. Include it when the text is signed",
        )
    return own[0], [loaded for _, loaded in found if loaded is not own[0]]


def _is_of(identifier: cms.SignerIdentifier, certificate: asn1_x509.Certificate) -> bool:
    if identifier.name == "issuer_and_serial_number":
        same_issuer = identifier.chosen["issuer"].dump() == certificate.issuer.dump()
        return bool(same_issuer and identifier.chosen["serial_number"].native == certificate.serial_number)
    return bool(identifier.chosen.native == certificate.key_identifier)


def _covered_content(signed: cms.SignedData, signer: cms.SignerInfo, detached: Sequence[bytes]) -> bytes:
    """The text in the signature, or the one of the detached texts that its digest is of, or the first of them."""
    inside = signed["encap_content_info"]["content"]
    if not isinstance(inside, core.Void):
        octets: bytes = inside.native
        return octets
    digest = _attributes(signer).get("message_digest")
    if digest is None:
        return detached[0]
    fits = _digest(signer)
    return next((octets for octets in detached if fits(octets) == digest[0].native), detached[0])


def _covered_octets(signed: cms.SignedData, signer: cms.SignerInfo, content: bytes) -> bytes:
    """The octets that the signature value covers. Source: RFC 5652, 5.4."""
    attributes = _attributes(signer)
    if not attributes:
        return content
    kind = signed["encap_content_info"]["content_type"].native
    if [value.native for value in attributes["content_type"]] != [kind]:
        raise _refuse(
            "har attribut för en annan typ av innehåll än det som står i den. Skicka den oförändrad",
            "has attributes of another type of content than it holds. Send it unchanged",
        )
    if [value.native for value in attributes["message_digest"]] != [_digest(signer)(content)]:
        raise _refuse(
            "är gjord över en annan text: kontrollsumman (messageDigest) stämmer inte. Signera avtalstexten, i "
            "den teckenkodning som EncodingOfSignedText säger",
            "was made over another text: the digest (messageDigest) does not match. Sign the agreement text, in "
            "the encoding that EncodingOfSignedText says",
        )
    octets: bytes = signer["signed_attrs"].untag().dump()
    return octets


def _attributes(signer: cms.SignerInfo) -> dict[str, Any]:
    """The values of each signed attribute; empty: there are none."""
    given = signer["signed_attrs"] if isinstance(signer["signed_attrs"], cms.CMSAttributes) else []
    found = {attribute["type"].native: attribute["values"] for attribute in given}
    if len(found) != len(given) or (found and not {"content_type", "message_digest"} <= found.keys()):
        raise _refuse(
            "har inte attributen contentType och messageDigest en gång var. Skicka den oförändrad",
            "does not have the attributes contentType and messageDigest once each. Send it unchanged",
        )
    return found


def _digest(signer: cms.SignerInfo) -> Callable[[bytes], bytes]:
    name = signer["digest_algorithm"]["algorithm"].native
    _require_known_hash(name)
    return lambda octets: hashlib.new(name, octets).digest()


def _require_known_hash(name: str) -> type[hashes.HashAlgorithm]:
    if name not in HASHES:
        raise _refuse(
            f"använder {quote(name)}, som inte godtas. Signera med RSA eller ECDSA och SHA-256",
            f"uses {quote(name)}, which is not accepted. Sign with RSA or ECDSA and SHA-256",
        )
    return HASHES[name]


def _require_made_by(key: SignersKey, signer: cms.SignerInfo, covered: bytes) -> None:
    algorithm, value = signer["signature_algorithm"], signer["signature"].native
    digest = _hash_of(algorithm, signer)
    try:
        if not isinstance(key, RSAPublicKey):
            key.verify(value, covered, ec.ECDSA(digest))
        elif algorithm.signature_algo == "rsassa_pss":
            salt = algorithm["parameters"]["salt_length"].native
            key.verify(value, covered, padding.PSS(padding.MGF1(digest), salt), digest)
        else:
            key.verify(value, covered, padding.PKCS1v15(), digest)
    except InvalidSignature as problem:
        raise _refuse(
            "stämmer inte med certifikatets nyckel. Skicka den oförändrad, med rätt certifikat",
            "does not match the certificate's key. Send it unchanged, with the right certificate",
        ) from problem


def _hash_of(algorithm: algos.SignedDigestAlgorithm, signer: cms.SignerInfo) -> hashes.HashAlgorithm:
    """The signature's hash; where its algorithm is only called RSA, the one of the digest."""
    if algorithm["algorithm"].native in {"rsassa_pkcs1v15", "rsa", "ecdsa"}:
        return _require_known_hash(signer["digest_algorithm"]["algorithm"].native)()
    return _require_known_hash(algorithm.hash_algo)()


def _nonce(attributes: Mapping[str, Any]) -> str:
    if SENDER_NONCE not in attributes:
        return ""
    octets: bytes = attributes[SENDER_NONCE][0].parse(core.OctetString).native
    return octets.decode(errors="replace")


def _refuse(swedish: str, english: str) -> SignatureFault:
    return SignatureFault.saying(
        Text(f"PKCS#7-signaturen {swedish}.", f"The PKCS#7 signature {english}."), slug="pkcs7-signature-refused"
    )
