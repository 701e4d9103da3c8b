"""A digest or a signature value with a wrong length, most often written in hex and not in base64."""

import base64
import hashlib
from typing import Final

from infra.xmlsig.explain.failed_signature import FailedSignature, Finding
from infra.xmlsig.verification.signing_certificate import rsa_key_of

_HEX: Final = frozenset(b"0123456789abcdefABCDEF")

_USUAL_KEYS: Final = frozenset({128, 256, 384, 512})
"""Octets of a signature by the RSA keys that are in use."""


def explain_digest_length(failed: FailedSignature) -> Finding | None:
    """Return the explanation of a DigestValue that its DigestMethod cannot have given."""
    size = hashlib.new(failed.hash_name).digest_size
    return _explain_length("DigestValue", failed.hash_name, failed.signature_element.digest, size)


def explain_value_length(failed: FailedSignature) -> Finding | None:
    """Return the explanation of a SignatureValue that no key of the certificate's size can have given."""
    key = rsa_key_of(failed.certificate)
    if key is None:
        return None
    value, size = failed.signature_element.value, (key.key_size + 7) // 8
    if len(value) in _USUAL_KEYS and not _is_hex(base64.b64encode(value), size):
        return None  # of a whole key's size: another key is the likelier mistake
    return _explain_length("SignatureValue", f"RSA {key.key_size}", value, size)


def _explain_length(name: str, method: str, value: bytes, size: int) -> Finding | None:
    if len(value) == size:
        return None
    if _is_hex(base64.b64encode(value), size) or _is_hex(value, size):
        return Finding(
            "signature-written-in-hex",
            f"{name} är skriven i hex; den ska vara base64 av de {size} byten.",
            f"{name} is written in hex; it must be base64 of the {size} bytes.",
        )
    return Finding(
        "signature-of-wrong-length",
        f"{name} är {len(value)} byte, men {method} ger {size}; skriv base64 av just de byten.",
        f"{name} is {len(value)} bytes, but {method} gives {size}; write base64 of exactly those bytes.",
    )


def _is_hex(text: bytes, size: int) -> bool:
    return len(text) == 2 * size and _HEX.issuperset(text)
