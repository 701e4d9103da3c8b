"""The request that carries a sealed delivery to a mailbox operator.

Source: wire.md, "What a delivery looks like".
"""

from typing import Final

from lxml import etree

from infra.soap.messages import envelope
from infra.xmlsig import for_wire
from infra.xmlsig.names import SERVICE_V3

DELIVER_SECURE: Final = f"{{{SERVICE_V3}}}deliverSecure"


def deliver_secure(sealed_delivery: etree._Element) -> bytes:
    """The SOAP message that carries a sealed delivery to an operator's deliverSecure.

    Every element is written with a prefix that the wrapper declares: a real operator's verifier does
    not find a signature in a default namespace.
    """
    return envelope.wrap_element(for_wire(sealed_delivery, wrapper=DELIVER_SECURE, argument=DELIVER_SECURE))
