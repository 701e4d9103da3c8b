"""Explanations of signatures that do not hold, with what to do.

The usual mistakes are made on purpose, one after the other, until one of them gives exactly the
digest, or exactly the signature value, that the signer wrote. When no mistake explains it, the text
says so: it has the two digests, and the places where the change can and cannot be.
"""

import base64
import hashlib
from collections.abc import Iterator

from lxml import etree

from infra.errors import SignatureFault
from infra.texts import Text
from infra.xmlsig.explain.checksums import mismatching_attachments
from infra.xmlsig.explain.failed_signature import FailedSignature, Finding
from infra.xmlsig.explain.lengths import explain_digest_length
from infra.xmlsig.explain.mistakes import MISTAKES
from infra.xmlsig.explain.signature_value import explain_signature_value
from infra.xmlsig.explain.text_changes import explain_text_change
from infra.xmlsig.normalise import canonicalise_element, own_signatures, signed_info, without_signature
from infra.xmlsig.signature_element import SignatureElement, read_signature
from infra.xmlsig.verification.policy import DEFAULT
from infra.xmlsig.verification.signing_certificate import choose_certificate, is_made_by

MAX_OCTETS = 2 * 1024 * 1024
"""Larger elements are not explained: they cannot come in a message of the infrastructure's size."""


def explain_signature(failed: FailedSignature) -> Finding:
    """Return the explanation of a signature that does not hold in any accepted form."""
    if len(failed.octets) > MAX_OCTETS:
        return _both_digests(failed)
    try:
        return _best_explanation(failed)
    except (etree.LxmlError, ValueError):  # hostile content may break a guess, never the refusal
        return _both_digests(failed)


def _best_explanation(failed: FailedSignature) -> Finding:
    if failed.digest_holds:
        return explain_signature_value(failed)
    return (
        _another_digest_method(failed)
        or explain_digest_length(failed)
        or _usual_mistake(failed)
        or explain_text_change(failed)
        or _where_it_lies(failed)
    )


def _another_digest_method(failed: FailedSignature) -> Finding | None:
    stated = failed.hash_name
    for name in ("SHA1", "SHA256", "SHA384", "SHA512"):
        if hashlib.new(name, failed.octets).digest() == failed.signature_element.digest:
            return Finding(
                "digest-method-is-another",
                f"DigestValue är räknat med {name} men DigestMethod säger {stated}; ange den som används.",
                f"DigestValue was computed with {name} but DigestMethod says {stated}; name the one in use.",
            )
    return None


def _usual_mistake(failed: FailedSignature) -> Finding | None:
    for mistake in MISTAKES:
        for possible in mistake(failed):
            if failed.is_signed(possible.octets):
                return possible.explanation
    return None


def _where_it_lies(failed: FailedSignature) -> Finding:
    """Explain a change that no usual mistake explains, as far as possible."""
    for narrowed in (_changed_around_the_sealed, _changed_attachment, _changed_inside_the_sealed):
        explanation = narrowed(failed)
        if explanation is not None:
            return explanation
    return _changed_before_the_seal(failed) if failed.sealed_by is not None else _both_digests(failed)


def _changed_attachment(failed: FailedSignature) -> Finding | None:
    names = ", ".join(mismatching_attachments(failed.normalised))
    if not names:
        return None
    return Finding(
        "attachment-changed-after-signing",
        f"Bilagan {names} har ändrats efter signeringen: den stämmer inte med sin egen Checksum. "
        "Skicka bilagan som den var när försändelsen signerades.",
        f"The attachment {names} was changed after signing: it does not match its own Checksum. "
        "Send the attachment as it was when the delivery was signed.",
        fix=Text(
            f"Läs {names} en gång, räkna Checksum och signera på samma byte som du skickar; koda inte om "
            "base64 efteråt.",
            f"Read {names} once, and compute Checksum and signature over the bytes that you send; do not "
            "encode base64 again afterwards.",
        ),
    )


def _changed_around_the_sealed(failed: FailedSignature) -> Finding | None:
    if not failed.signed_as.is_seal or not _inner_digest_holds(failed):
        return None
    return Finding(
        "seal-or-signature-changed-after-sealing",
        "Avsändarens signatur stämmer men inte förseglingen: ändringen ligger i Seal eller i "
        "avsändarens Signature, efter förseglingen, eller så räknades förseglingen ut i en annan form än under "
        "sitt avtalade namn utan prefix. Försegla den form som skickas, och ändra sedan inget. "
        + _digests_sv(failed),
        "The sender's signature holds but the seal does not: the change lies in Seal or in the sender's "
        "Signature, made after sealing, or else the seal was computed over another form than under its "
        "contract name without prefixes. Seal the form that is sent, and change nothing afterwards. "
        + _digests_en(failed),
        fix=Text(
            "Skriv Seal och avsändarens Signature färdigt, försegla sist av allt, och skicka de byten. "
            "SealedDelivery heter så, utan prefix, medan du förseglar.",
            "Write Seal and the sender's Signature, seal last of all, and send those bytes. "
            "SealedDelivery has that name, without prefixes, while you seal.",
        ),
    )


def _changed_inside_the_sealed(failed: FailedSignature) -> Finding | None:
    if not failed.signed_as.is_seal:
        return None
    if not _inner_signature_stands(failed):
        return Finding(
            "sender-signature-changed-after-sealing",
            "Varken förseglingen eller avsändarens signatur stämmer: avsändarens Signature (SignedInfo, "
            "SignatureValue eller X509Certificate) har ändrats efter förseglingen. Skicka försändelsen som den "
            "förseglades. " + _digests_sv(failed),
            "Neither the seal nor the sender's signature holds: the sender's Signature (SignedInfo, "
            "SignatureValue or X509Certificate) was changed after sealing. Send the delivery as it was "
            "sealed. " + _digests_en(failed),
        )
    return Finding(
        "delivery-changed-after-sealing",
        "Varken förseglingen eller avsändarens signatur stämmer: Delivery har ändrats efter förseglingen. "
        f"{_intact_sv(failed)}Skicka försändelsen som den förseglades. " + _digests_sv(failed),
        "Neither the seal nor the sender's signature holds: Delivery was changed after sealing. "
        f"{_intact_en(failed)}Send the delivery as it was sealed. " + _digests_en(failed),
        fix=Text(
            "Skicka byten som förseglades i stället för att läsa in och skriva SealedDelivery på nytt; "
            "SOAP-lagret får inte röra den.",
            "Send the bytes that were sealed instead of reading and writing SealedDelivery anew; the SOAP "
            "layer must not touch it.",
        ),
    )


def _changed_before_the_seal(failed: FailedSignature) -> Finding:
    return Finding(
        "delivery-changed-before-sealing",
        "Förseglingen stämmer men inte avsändarens signatur: Delivery ändrades efter att avsändaren "
        "signerade och före förseglingen, eller signerades i en annan form än under sitt avtalade namn utan "
        f"prefix. {_intact_sv(failed)}Signera den form som skickas, och försegla den oförändrad. "
        + _digests_sv(failed),
        "The seal holds but the sender's signature does not: Delivery was changed after the sender "
        "signed and before sealing, or was signed in another form than under its contract name without "
        f"prefixes. {_intact_en(failed)}Sign the form that is sent, and seal it unchanged. " + _digests_en(failed),
        fix=Text(
            "Lägg avsändarens SignedDelivery byte för byte i SealedDelivery. Är avsändaren en annan: "
            "pröva dess SignedDelivery ensamt med POST /api/v1/check.",
            "Put the sender's SignedDelivery into SealedDelivery byte by byte. If the sender is another: "
            "try its SignedDelivery alone with POST /api/v1/check.",
        ),
    )


def _both_digests(failed: FailedSignature) -> Finding:
    return Finding(
        "digest-mismatch",
        f"{failed.signed_as.local_name} har ändrats efter signeringen, eller signerats i en annan form än "
        f"under sitt avtalade namn utan prefix. {_intact_sv(failed)}Signera den form som skickas. "
        + _digests_sv(failed),
        f"{failed.signed_as.local_name} was changed after signing, or signed in another form than under its "
        f"contract name without prefixes. {_intact_en(failed)}Sign the form that is sent. " + _digests_en(failed),
        fix=Text(
            f"Ladda ned oktetterna som vi räknade {failed.hash_name} på (octets i händelsen) och skicka "
            "dina egna till …/compare: svaret är den första skillnaden.",
            f"Download the octets over which we computed {failed.hash_name} (octets of the exchange) and "
            "send your own to …/compare: the answer is the first difference.",
        ),
    )


def _intact_sv(failed: FailedSignature) -> str:
    if not _has_attachments(failed):
        return ""
    return "Bilagorna stämmer med sina Checksum, så en ändring ligger troligen i Header, Subject eller Body. "


def _intact_en(failed: FailedSignature) -> str:
    if not _has_attachments(failed):
        return ""
    return "The attachments match their Checksum, so a change is likely in Header, Subject or Body. "


def _has_attachments(failed: FailedSignature) -> bool:
    return failed.normalised.find(".//{*}Attachment/{*}Checksum") is not None


def _digests_sv(failed: FailedSignature) -> str:
    expected, computed = _both_digest_values(failed)
    return f"Signerat {failed.signature_element.digest_method.name} {expected}, uträknat {computed}."


def _digests_en(failed: FailedSignature) -> str:
    expected, computed = _both_digest_values(failed)
    return f"Signed {failed.signature_element.digest_method.name} {expected}, computed {computed}."


def _both_digest_values(failed: FailedSignature) -> Iterator[str]:
    yield base64.b64encode(failed.signature_element.digest).decode()
    yield base64.b64encode(failed.digest).decode()


def _inner_digest_holds(failed: FailedSignature) -> bool:
    """The sender's digest inside the seal still matches its content."""
    inner = failed.copy().find(failed.signed_as.inner.value)
    signature_element = _inner_signature(inner)
    if inner is None or signature_element is None:
        return False
    octets = canonicalise_element(without_signature(inner), exclusive=True)
    return hashlib.new(signature_element.digest_method.name, octets).digest() == signature_element.digest


def _inner_signature_stands(failed: FailedSignature) -> bool:
    """The sender's Signature inside the seal is intact, even if the content was changed."""
    inner = failed.normalised.find(failed.signed_as.inner.value)
    signature_element = _inner_signature(inner)
    if inner is None or signature_element is None:
        return False
    info = signed_info(own_signatures(inner)[0])
    return is_made_by(
        signature_element, choose_certificate(signature_element, info), canonicalise_element(info, exclusive=True)
    )


def _inner_signature(inner: etree._Element | None) -> SignatureElement | None:
    if inner is None or len(own_signatures(inner)) != 1:
        return None
    try:
        return read_signature(own_signatures(inner)[0], DEFAULT)
    except SignatureFault:
        return None
