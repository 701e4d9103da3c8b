"""Check that a chain of certificates is valid by RFC 5280: its purposes, and the limits of its issuers.

trust.py checks signatures, time and revocation. Each rule that is often broken has a text of its own. At the
end cryptography's verifier checks the whole path. docs/decisions.md lists what is not checked.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import verification
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from infra.pki.validation import refusals
from infra.pki.validation.names import require_permitted_names
from infra.pki.validation.problems import CertificateProblem, CertificateReason, name_of

Extension = TypeVar("Extension", bound=x509.ExtensionType)

UNDERSTOOD: Final = frozenset(
    {
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.KEY_USAGE,
        ExtensionOID.EXTENDED_KEY_USAGE,
        ExtensionOID.NAME_CONSTRAINTS,
        ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
        ExtensionOID.ISSUER_ALTERNATIVE_NAME,
        ExtensionOID.SUBJECT_KEY_IDENTIFIER,
        ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
        ExtensionOID.CERTIFICATE_POLICIES,
        ExtensionOID.CRL_DISTRIBUTION_POINTS,
    }
)
"""Extensions that may be critical. All policies are accepted, so certificatePolicies adds no condition."""
PURPOSES: Final = frozenset(
    {
        ExtendedKeyUsageOID.CLIENT_AUTH,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),
    }
)
"""Of organisations' certificates, which call and sign: client authentication, e-mail protection, signing of
documents (RFC 9336), or any."""
MIN_KEY_BITS: Final = 2048
MODERN_HASHES: Final = (hashes.SHA256, hashes.SHA384, hashes.SHA512)


def require_valid_path(path: Sequence[x509.Certificate], *, to_call: bool) -> None:
    """Return if the path, from the organisation's certificate to the anchor, is valid by RFC 5280, 6.1.

    A path of one is a pinned certificate: it is trusted as it is.

    Raises:
        CertificateProblem: it is not, and which certificate breaks which rule.
    """
    if len(path) == 1:
        return
    for certificate in path:
        if certificate.version is x509.Version.v1:
            raise refusals.old_version_error(certificate)
        _require_understood(certificate)
    _require_path_lengths(path)
    for certificate in path[:-1]:
        _require_purpose(certificate)
    _require_key_usage(path[0], to_call=to_call)
    require_permitted_names(path, all_forms=not _can_be_verified(path))
    if _can_be_verified(path):
        _verify_path(path)


def is_authority(certificate: x509.Certificate) -> bool:
    """The certificate may issue others (RFC 5280, 4.2.1.3 and 4.2.1.9)."""
    constraints = extension_of(certificate, x509.BasicConstraints)
    usage = extension_of(certificate, x509.KeyUsage)
    return constraints is not None and constraints.ca and (usage is None or usage.key_cert_sign)


def extension_of(certificate: x509.Certificate, kind: type[Extension]) -> Extension | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _require_understood(certificate: x509.Certificate) -> None:
    for found in certificate.extensions:
        if found.critical and found.oid not in UNDERSTOOD:
            oid = found.oid.dotted_string
            raise CertificateProblem(
                CertificateReason.CRITICAL_EXTENSION,
                f"Certifikatet {name_of(certificate)} har ett kritiskt tillägg som simulatorn inte förstår "
                f"({oid}) och får därför inte godtas. Beställ ett utan det, eller där det inte är kritiskt.",
                f"The certificate {name_of(certificate)} has a critical extension that the simulator does not "
                f"understand ({oid}), so it must not be accepted. Order one where it is missing or not critical.",
                slug="certificate-critical-extension",
                where=name_of(certificate),
                received=oid,
            )


def _require_path_lengths(path: Sequence[x509.Certificate]) -> None:
    """Self-issued certificates do not count (RFC 5280, 4.2.1.9)."""
    below = 0
    for authority in path[1:]:
        constraints = extension_of(authority, x509.BasicConstraints)
        allowed = constraints.path_length if constraints else None
        if allowed is not None and below > allowed:
            raise CertificateProblem(
                CertificateReason.PATH_LENGTH,
                f"Utfärdaren {name_of(authority)} får ha högst {allowed} utfärdare under sig (pathLenConstraint), "
                f"men i kedjan till {name_of(path[0])} är de {below}. Använd ett certifikat från den närmaste "
                "utfärdaren som får ge ut dem.",
                f"The issuer {name_of(authority)} may have at most {allowed} issuers below it "
                f"(pathLenConstraint), but the chain to {name_of(path[0])} has {below}. Use a certificate from an "
                "issuer that may issue it.",
                slug="certificate-path-too-long",
                where=name_of(authority),
                expected=f"pathLenConstraint {allowed}",
                received=str(below),
            )
        below += authority.subject != authority.issuer


def _require_purpose(certificate: x509.Certificate) -> None:
    purposes = extension_of(certificate, x509.ExtendedKeyUsage)
    if purposes is not None and PURPOSES.isdisjoint(purposes):
        found = ", ".join(purpose._name for purpose in purposes)
        raise CertificateProblem(
            CertificateReason.EXTENDED_KEY_USAGE,
            f"Certifikatet {name_of(certificate)} är utfärdat för annat än att anropa och signera "
            f"(extendedKeyUsage: {found}). Använd ett för clientAuth.",
            f"The certificate {name_of(certificate)} is issued for other things than to call and sign "
            f"(extendedKeyUsage: {found}). Use one for clientAuth.",
            slug="certificate-extended-key-usage",
            where="extendedKeyUsage",
            expected="clientAuth",
            received=found,
        )


def _require_key_usage(certificate: x509.Certificate, *, to_call: bool) -> None:
    """To sign a letter, the key may also be one for signatures that cannot be denied."""
    usage = extension_of(certificate, x509.KeyUsage)
    if usage is not None and not (usage.digital_signature or (usage.content_commitment and not to_call)):
        raise CertificateProblem(
            CertificateReason.KEY_USAGE,
            f"Nyckeln i certifikatet {name_of(certificate)} får inte användas för signaturer (keyUsage saknar "
            "digitalSignature). Använd organisationens certifikat för legitimering.",
            f"The key of the certificate {name_of(certificate)} may not be used for signatures (keyUsage lacks "
            "digitalSignature). Use the organisation's certificate for authentication.",
            slug="certificate-key-usage",
            where="keyUsage",
            expected="digitalSignature",
        )


def _can_be_verified(path: Sequence[x509.Certificate]) -> bool:
    """cryptography's verifier can check the path: no SHA-1, short keys or constraints on directory names."""
    return all(map(_is_modern, path)) and not any(map(_constrains_directory_names, path[1:]))


def _is_modern(certificate: x509.Certificate) -> bool:
    key = certificate.public_key()
    long_enough = not isinstance(key, RSAPublicKey) or key.key_size >= MIN_KEY_BITS
    return long_enough and isinstance(certificate.signature_hash_algorithm, MODERN_HASHES)


def _constrains_directory_names(certificate: x509.Certificate) -> bool:
    constraints = extension_of(certificate, x509.NameConstraints)
    if constraints is None:
        return False
    trees = [*(constraints.permitted_subtrees or ()), *(constraints.excluded_subtrees or ())]
    return any(isinstance(tree, x509.DirectoryName) for tree in trees)


def _verify_path(path: Sequence[x509.Certificate]) -> None:
    moment = _when_all_are_valid(path)
    if moment is None:
        return
    authorities = verification.ExtensionPolicy.permit_all().require_present(
        x509.BasicConstraints, verification.Criticality.AGNOSTIC, None
    )
    builder = verification.PolicyBuilder().store(verification.Store([path[-1]])).time(moment)
    builder = builder.max_chain_depth(len(path)).extension_policies(
        # The rules above check the extensions of organisations' certificates. The web's demands do not apply.
        ca_policy=authorities,
        ee_policy=verification.ExtensionPolicy.permit_all(),
    )
    try:
        builder.build_client_verifier().verify(path[0], list(path[1:-1]))
    except verification.VerificationError as problem:
        raise _invalid_path(path, problem) from problem


def _when_all_are_valid(path: Sequence[x509.Certificate]) -> datetime | None:
    """A time at which no certificate of the path has expired; None: there is none, which trust.py tells."""
    begins = max(certificate.not_valid_before_utc for certificate in path)
    ends = min(certificate.not_valid_after_utc for certificate in path)
    return begins.replace(tzinfo=None) if begins <= ends else None


def _invalid_path(path: Sequence[x509.Certificate], problem: Exception) -> CertificateProblem:
    constrained = any(extension_of(authority, x509.NameConstraints) for authority in path[1:])
    return CertificateProblem(
        CertificateReason.NAME_CONSTRAINTS if constrained else CertificateReason.PATH,
        f"Kedjan till certifikatet {name_of(path[0])} följer inte RFC 5280: {problem}. Fråga utfärdaren.",
        f"The chain to the certificate {name_of(path[0])} breaks RFC 5280: {problem}. Ask the issuer.",
        slug="certificate-path-invalid",
    )
