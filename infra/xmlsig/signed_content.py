"""The content that a valid signature covers."""

from dataclasses import dataclass

from lxml import etree


@dataclass(frozen=True, slots=True)
class SignedContent:
    """The octets that were digested, and the tree that was parsed from them."""

    octets: bytes
    tree: etree._Element
