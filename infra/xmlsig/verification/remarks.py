"""The warnings about a signature that was accepted, as texts for the sender.

Source: wire.md, "Seen when real software was run against the simulator".
"""

from collections.abc import Mapping
from typing import Final

from infra.texts import Text
from infra.xmlsig.verification.verified import SignatureWarning, Verified

_REFUSED: Final = Text("Kivras publicerade verifierare avvisar det", "Kivra's published verifier refuses this")
_TEXTS: Final[Mapping[SignatureWarning, Text]] = {
    SignatureWarning.SHA1: Text(
        "gjord med SHA-1, som tas emot men är svag; byt till SHA-256.",
        "made with SHA-1, which is accepted but weak; change to SHA-256.",
    ),
    SignatureWarning.SHORT_KEY: Text(
        "nyckeln är kortare än 2 048 bitar; beställ ett certifikat med en längre.",
        "the key is shorter than 2,048 bits; order a certificate with a longer one.",
    ),
    SignatureWarning.SHA512: Text(
        f"gjord med SHA-512. {_REFUSED.swedish}; byt till SHA-256.",
        f"made with SHA-512. {_REFUSED.english}; change to SHA-256.",
    ),
    SignatureWarning.EXCLUSIVE_C14N: Text(
        f"referensen har transformen exklusiv C14N utöver enveloped-signature. {_REFUSED.swedish}; ta bort den.",
        "the reference has the transform exclusive C14N besides enveloped-signature. "
        f"{_REFUSED.english}; remove it.",
    ),
    SignatureWarning.CARRIAGE_RETURN: Text(
        f"den signerade texten innehåller vagnretur (&#13;). {_REFUSED.swedish}; skriv radbrytningar som bara LF.",
        f"the signed text contains carriage returns (&#13;). {_REFUSED.english}; write line breaks as LF alone.",
    ),
}


def sender_remarks(signature: Verified) -> list[Text]:
    """The warnings about the sender's signature."""
    return _remarks_about(Text("Avsändarens signatur: ", "The sender's signature: "), signature)


def seal_remarks(signature: Verified) -> list[Text]:
    """The warnings about the relay's signature."""
    return _remarks_about(Text("Förseglingens signatur: ", "The seal's signature: "), signature)


def _remarks_about(beginning: Text, signature: Verified) -> list[Text]:
    return [beginning + _TEXTS[warning] for warning in signature.warnings]
