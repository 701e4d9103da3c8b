"""XML signatures as Mina meddelanden's senders and relays make them: sign, seal, verify, explain."""

from infra.xmlsig.names import SignedName
from infra.xmlsig.sign import for_wire, seal, sign, with_prefixes
from infra.xmlsig.verify import Form, SealedVerified, Verified, verify, verify_sealed

__all__ = [
    "Form",
    "SealedVerified",
    "SignedName",
    "Verified",
    "for_wire",
    "seal",
    "sign",
    "verify",
    "verify_sealed",
    "with_prefixes",
]
