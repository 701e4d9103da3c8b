"""What a sender should hear about a signature that was accepted, in Swedish and English.

Source: wire.md, "Seen when real software was run against the simulator".
"""

from collections.abc import Mapping
from typing import Final

from infra.xmlsig.verify import SignatureWarning, Verified

_REFUSED: Final = ("Kivras publicerade verifierare avvisar det", "Kivra's published verifier refuses this")
_WORDS: Final[Mapping[SignatureWarning, tuple[str, str]]] = {
    SignatureWarning.SHA1: (
        "gjord med SHA-1, som tas emot men är svag; byt till SHA-256.",
        "made with SHA-1, which is accepted but weak; change to SHA-256.",
    ),
    SignatureWarning.SHORT_KEY: (
        "nyckeln är kortare än 2 048 bitar; beställ ett certifikat med en längre.",
        "the key is shorter than 2,048 bits; order a certificate with a longer one.",
    ),
    SignatureWarning.SHA512: (
        f"gjord med SHA-512. {_REFUSED[0]}; byt till SHA-256.",
        f"made with SHA-512. {_REFUSED[1]}; change to SHA-256.",
    ),
    SignatureWarning.EXCLUSIVE_C14N: (
        f"referensen har transformen exklusiv C14N utöver enveloped-signature. {_REFUSED[0]}; ta bort den.",
        f"the reference has the transform exclusive C14N besides enveloped-signature. {_REFUSED[1]}; remove it.",
    ),
    SignatureWarning.CARRIAGE_RETURN: (
        f"den signerade texten innehåller vagnretur (&#13;). {_REFUSED[0]}; skriv radbrytningar som bara LF.",
        f"the signed text contains carriage returns (&#13;). {_REFUSED[1]}; write line breaks as LF alone.",
    ),
}


def sender_remarks(signature: Verified) -> list[str]:
    """Of the signature of the sender."""
    return _remarks("Avsändarens", "The sender's", signature)


def seal_remarks(signature: Verified) -> list[str]:
    """Of the signature of the relay."""
    return _remarks("Förseglingens", "The seal's", signature)


def _remarks(whose: str, whose_in_english: str, signature: Verified) -> list[str]:
    return [
        f"{whose} signatur: {swedish} | {whose_in_english} signature: {english}"
        for swedish, english in (_WORDS[warning] for warning in signature.warnings)
    ]
