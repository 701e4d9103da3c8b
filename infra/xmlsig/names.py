"""The names that signatures are computed under, and the names those elements travel under.

Source: wire.md, "Signatures: the rule that decides everything".
"""

from enum import Enum
from functools import lru_cache
from typing import Final

from lxml import etree

DS: Final = "http://www.w3.org/2000/09/xmldsig#"
EXC_C14N: Final = "http://www.w3.org/2001/10/xml-exc-c14n#"
MESSAGE: Final = "http://minameddelanden.gov.se/schema/Message"
MESSAGE_V3: Final = "http://minameddelanden.gov.se/schema/Message/v3"
SERVICE_V3: Final = "http://minameddelanden.gov.se/schema/Service/v3"
DELIVERY_V3: Final = f"{{{MESSAGE_V3}}}Delivery"
"""What a version 3 SignedDelivery holds beside its signature."""


@lru_cache(maxsize=64)
def ds(name: str) -> str:
    """The name of an XML signature's own element, as lxml writes it."""
    return f"{{{DS}}}{name}"


class SignedName(Enum):
    """The element that a signature covers: a sender's SignedDelivery or a relay's SealedDelivery, per version."""

    SIGNED_DELIVERY_V3 = f"{{{MESSAGE_V3}}}SignedDelivery"
    SEALED_DELIVERY_V3 = f"{{{MESSAGE_V3}}}SealedDelivery"
    SIGNED_DELIVERY_V1 = f"{{{MESSAGE}}}SignedDelivery"
    SEALED_DELIVERY_V1 = f"{{{MESSAGE}}}SealedDelivery"

    @property
    def namespace(self) -> str:
        return self.value[1:].partition("}")[0]

    @property
    def local_name(self) -> str:
        return self.value.partition("}")[2]

    @property
    def is_seal(self) -> bool:
        return self.local_name == "SealedDelivery"

    @property
    def inner(self) -> "SignedName":
        """The name of the sender's signed element inside a seal of the same version."""
        return SignedName(f"{{{self.namespace}}}SignedDelivery")

    @property
    def travels_as(self) -> frozenset[str]:
        """The names that SOAP stacks give the element on the wire, its own among them."""
        return _TRAVELS_AS[self]


_TRAVELS_AS: Final = {
    SignedName.SIGNED_DELIVERY_V3: frozenset(
        {SignedName.SIGNED_DELIVERY_V3.value, f"{{{MESSAGE_V3}}}signedDelivery"}
    ),
    SignedName.SEALED_DELIVERY_V3: frozenset(
        {
            SignedName.SEALED_DELIVERY_V3.value,
            f"{{{SERVICE_V3}}}deliverSecure",
            f"{{{SERVICE_V3}}}OrginalDelivery",
        }
    ),
    SignedName.SIGNED_DELIVERY_V1: frozenset({SignedName.SIGNED_DELIVERY_V1.value, "arg0"}),
    SignedName.SEALED_DELIVERY_V1: frozenset(
        {SignedName.SEALED_DELIVERY_V1.value, "arg0", f"{{{MESSAGE}}}OrginalDelivery"}
    ),
}


def is_element(node: etree._Element) -> bool:
    """Tell an element from a comment or a processing instruction, which lxml lists among the children."""
    return isinstance(node.tag, str)


def child_elements(parent: etree._Element) -> list[etree._Element]:
    """The child elements, in order, without comments and processing instructions."""
    return list(parent.iterchildren("*"))
