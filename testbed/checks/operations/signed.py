"""Check distributeSecure: the letter, and the sender's signature, which must hold after the relay's sealing."""

from lxml import etree

from formedlare.intake import require_form
from testbed.checks.findings import Findings
from testbed.checks.operations.sealed import check_signed_delivery


def check_request(request: etree._Element, findings: Findings) -> None:
    """Note all that is wrong in a distributeSecure, except the right of its caller, which is not known."""
    signed = next((child for child in request if isinstance(child.tag, str)), None)
    if signed is not None:
        check_delivery(signed, findings)


def check_delivery(signed: etree._Element, findings: Findings) -> None:
    """Note all that is wrong in a signed letter that a relay is to deliver."""
    proof = check_signed_delivery(signed, "", findings)
    if proof is not None:
        with findings.noted("SignedDelivery/Signature"):
            require_form(proof)
