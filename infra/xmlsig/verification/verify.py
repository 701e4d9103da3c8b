"""Verify a signature the way the infrastructure's signers made it, and return what was signed.

The steps, one function each: structure, policy, certificate, trust, then signxml on each form that
the signature may hold in. What the caller goes on with is parsed from the very octets that were
digested; nothing of what arrived is handed back.

Source: wire.md, "Signatures: the rule that decides everything".
"""

import base64
import copy
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod

from infra.errors import SignatureFault
from infra.identity import OrganisationNumber
from infra.texts import Text
from infra.xmlsig.explain import explain_signature
from infra.xmlsig.explain.failed_signature import FailedSignature
from infra.xmlsig.names import SignedName
from infra.xmlsig.normalise import canonicalise_element, normalise_element, signed_info, without_signature
from infra.xmlsig.sealed_octets import signed_octets
from infra.xmlsig.signature_element import SignatureElement, read_signature
from infra.xmlsig.signed_content import SignedContent
from infra.xmlsig.verification.direct_verifier import verify_directly
from infra.xmlsig.verification.policy import DEFAULT, SignaturePolicy
from infra.xmlsig.verification.signing_certificate import (
    Trust,
    choose_certificate,
    require_rsa_key,
    trusted_organisation,
)
from infra.xmlsig.verification.signxml_verifier import verify_with_signxml
from infra.xmlsig.verification.structure import (
    require_name,
    require_no_document_type,
    require_only_signature,
    require_only_signed_delivery,
    require_own_reference,
)
from infra.xmlsig.verification.verified import SealedVerified, SignatureWarning, SignedForm, Verified


def verify_signature(
    element: etree._Element,
    signed_as: SignedName,
    trust: Trust,
    *,
    policy: SignaturePolicy = DEFAULT,
    at: datetime | None = None,
) -> Verified:
    """Verify the signature that the element carries as a direct child.

    `at` is the time at which the certificate must be valid; now when absent. The element is not changed.

    Raises:
        SignatureFault: 5012, with an explanation of what went wrong and what to do.
    """
    return _verify(Candidate(element, element, signed_as), trust, policy, at)


def verify_sealed(
    element: etree._Element,
    sealed_as: SignedName,
    trust: Trust,
    *,
    policy: SignaturePolicy = DEFAULT,
    at: datetime | None = None,
) -> SealedVerified:
    """Verify the relay's seal, then, on the tree that the seal covers, the sender's signature.

    Raises:
        SignatureFault: 5012, with an explanation of which of the two does not hold, and why.
    """
    received = require_only_signed_delivery(element, sealed_as)
    outer = _verify(Candidate(element, element, sealed_as), trust, policy, at)
    sealed = require_only_signed_delivery(outer.element, sealed_as)
    inner = _verify(Candidate(sealed, received, sealed_as.inner, outer), trust, policy, at)
    return SealedVerified(outer, inner)


def require_signer(verified: Verified, expected: OrganisationNumber) -> None:
    """Demand that the signature was made by this organisation: of the inner one, the delivery's Sender/Id.

    Raises:
        SignatureFault: the certificate is another organisation's.
    """
    require_organisation(verified.signed_as, verified.organisation, expected)


def require_organisation(signed_as: SignedName, signer: OrganisationNumber, expected: OrganisationNumber) -> None:
    """As `require_signer`, where the signature itself may not hold.

    Raises:
        SignatureFault: the signer is another organisation.
    """
    if signer != expected:
        name = signed_as.local_name
        raise SignatureFault(
            f"{name} är signerat med ett certifikat för en annan organisation ({signer}) än {expected}; "
            f"signera med ett certifikat vars serialNumber är {expected}.",
            f"{name} is signed with a certificate of another organisation ({signer}) than {expected}; "
            f"sign with a certificate whose serialNumber is {expected}.",
            slug="signer-is-another-organisation",
            fix=Text(
                f"Signera med certifikatet för {expected} (POST /api/v1/actors ger ett), eller ange "
                f"{signer} som avsändare, om det är den som skickar.",
                f"Sign with a certificate of {expected} (POST /api/v1/actors gives one), or name {signer} "
                "as the sender, if that is who sends.",
            ),
            where=f"{name}/Signature/KeyInfo",
            expected=expected.value,
            received=signer.value,
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """An element with the signature that is to be verified."""

    element: etree._Element
    received: etree._Element
    """The same as it came over the wire; another tree when `element` comes from a verified one."""
    signed_as: SignedName
    sealed_by: Verified | None = None
    """The seal around it."""

    def normalised(self) -> etree._Element:
        """A normalised copy. The content of a verified seal is normalised already."""
        if self.element is self.received:
            return normalise_element(self.element, self.signed_as)
        return copy.deepcopy(self.element)


def _verify(candidate: Candidate, trust: Trust, policy: SignaturePolicy, at: datetime | None) -> Verified:
    require_no_document_type(candidate.received)
    require_name(candidate.received, candidate.signed_as)
    normalised = candidate.normalised()
    signature = require_only_signature(normalised, candidate.signed_as)
    signature_element = read_signature(signature, policy)
    require_own_reference(signature_element, normalised)
    certificate = choose_certificate(signature_element, signed_info(signature))
    key = require_rsa_key(certificate, policy)
    organisation = trusted_organisation(signature_element, certificate, candidate.signed_as, trust, at)
    form, result = _first_that_holds(candidate, normalised, signature_element, certificate, policy)
    return Verified(
        signed_as=candidate.signed_as,
        element=_signed_tree(result, form, candidate),
        whole=normalised,
        certificate=certificate,
        organisation=organisation,
        form=form,
        warnings=_warnings(signature_element, key, policy, result.octets),
        signature_value=signature_element.value,
        digest=signature_element.digest,
        octets=result.octets,
        signed_octets_digest=_sha256(result, signature_element),
    )


def _sha256(result: SignedContent, signature_element: SignatureElement) -> bytes:
    """SHA-256 of the octets that were signed. A verified signature with SHA-256 contains it."""
    if signature_element.digest_method is DigestAlgorithm.SHA256:
        return signature_element.digest
    return hashlib.sha256(result.octets).digest()


def _first_that_holds(
    candidate: Candidate,
    normalised: etree._Element,
    signature_element: SignatureElement,
    certificate: x509.Certificate,
    policy: SignaturePolicy,
) -> tuple[SignedForm, SignedContent]:
    if not policy.always_asks_signxml:
        content = verify_directly(normalised, signature_element, certificate, _octets_in_seal(candidate))
        if content is not None:
            return SignedForm.NORMALISED, content
    for form, element in _forms(candidate, normalised):
        result = verify_with_signxml(element, certificate, policy)
        if result is not None:
            return form, result
    failed = FailedSignature(
        normalised,
        candidate.received,
        candidate.signed_as,
        signature_element,
        certificate,
        candidate.sealed_by.certificate if candidate.sealed_by else None,
    )
    raise _fault(failed)


def _fault(failed: FailedSignature) -> SignatureFault:
    found, signed = explain_signature(failed), f"{failed.signed_as.local_name}/Signature"
    if failed.digest_holds:
        return SignatureFault.saying(found.text, slug=found.slug, where=f"{signed}/SignatureValue", fix=found.fix)
    return SignatureFault.saying(
        found.text,
        slug=found.slug,
        fix=found.fix,
        where=f"{signed}/SignedInfo/Reference/DigestValue",
        expected=f"{failed.hash_name} {base64.b64encode(failed.signature_element.digest).decode()}",
        received=f"{failed.hash_name} {base64.b64encode(failed.digest).decode()}",
    )


def _octets_in_seal(candidate: Candidate) -> bytes | None:
    if candidate.sealed_by is None:
        return None
    return signed_octets(candidate.sealed_by.octets, candidate.element, candidate.signed_as)


def _forms(candidate: Candidate, normalised: etree._Element) -> Iterator[tuple[SignedForm, etree._Element]]:
    yield SignedForm.NORMALISED, normalised
    # A signer that kept its octets signed them either in the envelope, with declarations that are then
    # in scope, or before it put the envelope around them.
    yield SignedForm.AS_RECEIVED, etree.fromstring(etree.tostring(candidate.received, with_tail=False))
    yield SignedForm.AS_RECEIVED, copy.deepcopy(candidate.received)


def _signed_tree(result: SignedContent, form: SignedForm, candidate: Candidate) -> etree._Element:
    if form is SignedForm.NORMALISED:
        return result.tree
    tree = normalise_element(result.tree, candidate.signed_as)
    if candidate.received is not candidate.element:
        _require_same_content(tree, candidate)
    return tree


def _require_same_content(tree: etree._Element, candidate: Candidate) -> None:
    """Refuse a seal that covers other content than the sender's signature."""
    sealed = without_signature(candidate.normalised())
    if canonicalise_element(tree) != canonicalise_element(sealed):
        raise SignatureFault(
            "Den signerade försändelsen är inte densamma som den förseglade.",
            "The signed delivery is not the same as the sealed one.",
            slug="signed-delivery-changed",
            where="SealedDelivery/SignedDelivery",
        )


_SHA1: Final = frozenset({SignatureMethod.RSA_SHA1, DigestAlgorithm.SHA1})
_SHA512: Final = frozenset({SignatureMethod.RSA_SHA512, DigestAlgorithm.SHA512})
_CARRIAGE_RETURN: Final = b"&#xD;"
"""As Canonical XML writes it. In text with these characters the ampersand is written &amp;."""


def _warnings(
    signature_element: SignatureElement, key: RSAPublicKey, policy: SignaturePolicy, signed: bytes
) -> tuple[SignatureWarning, ...]:
    methods = {signature_element.signature_method, signature_element.digest_method}
    noticed = {
        SignatureWarning.SHA1: bool(methods & _SHA1),
        SignatureWarning.SHORT_KEY: key.key_size < policy.recommended_key_bits,
        SignatureWarning.SHA512: bool(methods & _SHA512),
        SignatureWarning.EXCLUSIVE_C14N: signature_element.is_exclusive,
        # One character is found ten times as fast as five, and most letters have none.
        SignatureWarning.CARRIAGE_RETURN: b"&" in signed and _CARRIAGE_RETURN in signed,
    }
    return tuple(warning for warning, is_noticed in noticed.items() if is_noticed)
