"""Say in words why a signature does not hold, and what to do about it."""

from dataclasses import dataclass

from cryptography import x509
from lxml import etree

from infra.xmlsig.block import SignatureBlock
from infra.xmlsig.faults import Explanation
from infra.xmlsig.names import SignedName


@dataclass(frozen=True, slots=True)
class Case:
    """A signature that does not hold, and all that is known about it."""

    normalised: etree._Element
    received: etree._Element
    signed_as: SignedName
    block: SignatureBlock
    certificate: x509.Certificate
    sealed_by: x509.Certificate | None


def explain(case: Case) -> Explanation:
    """Return the explanation of a signature that does not hold."""
    name = case.signed_as.local_name
    return Explanation(f"Signaturen på {name} stämmer inte.", f"The signature on {name} does not hold.")
