"""XML signatures as Mina meddelanden's senders and relays make them: sign, seal, verify, explain."""

from infra.xmlsig.names import SignedName
from infra.xmlsig.sign import for_wire, seal_element, sign_element, with_prefixes
from infra.xmlsig.verification.signing_certificate import Trust
from infra.xmlsig.verification.verified import SealedVerified, SignatureWarning, SignedForm, Verified
from infra.xmlsig.verification.verify import require_signer, verify_sealed, verify_signature

__all__ = [
    "SealedVerified",
    "SignatureWarning",
    "SignedForm",
    "SignedName",
    "Trust",
    "Verified",
    "for_wire",
    "require_signer",
    "seal_element",
    "sign_element",
    "verify_sealed",
    "verify_signature",
    "with_prefixes",
]
