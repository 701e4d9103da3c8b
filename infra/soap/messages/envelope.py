"""The SOAP envelope around a message."""

from lxml import etree

from contracts import codec
from infra.soap.messages.parser import SOAP_11

FAULT = f"{{{SOAP_11}}}Fault"


def wrap_element(content: etree._Element) -> bytes:
    """A SOAP 1.1 message in UTF-8 with `content` as its body's one element."""
    envelope = etree.Element(f"{{{SOAP_11}}}Envelope", nsmap={"soap": SOAP_11})
    etree.SubElement(envelope, f"{{{SOAP_11}}}Body").append(content)
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


_BEFORE, _BEHIND = wrap_element(etree.Element("content")).split(b"<content/>")


def wrap_message(message: object) -> bytes:
    """The same octets as of the typed message's element, without making one.

    Raises:
        ValueError: a text has characters that XML forbids.
    """
    return b"".join((_BEFORE, codec.to_octets(message), _BEHIND))
