"""Signatures of persons under registrations and changes: verify one, and use each only once.

Source: api-6.3 §3.1 (SignatureData); docs/signatures.md.
"""

from far.signatures.used import claim_all
from far.signatures.verification import VerifiedSignature, verify_signature

__all__ = ["VerifiedSignature", "claim_all", "verify_signature"]
