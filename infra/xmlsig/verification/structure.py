"""The place of a signature and the element that it refers to, checked against signature wrapping."""

from typing import Final

from lxml import etree

from infra.errors import SignatureFault
from infra.texts import Text
from infra.xmlsig.faults import quote
from infra.xmlsig.names import SignedName, ds
from infra.xmlsig.normalise import own_signatures
from infra.xmlsig.signature_element import SignatureElement


def require_name(element: etree._Element, signed_as: SignedName) -> None:
    if element.tag not in signed_as.travels_as:
        raise SignatureFault(
            f"Elementet {quote(element.tag)} kan inte vara {signed_as.local_name}.",
            f"The element {quote(element.tag)} cannot be {signed_as.local_name}.",
            slug="signed-element-wrong",
            where=signed_as.local_name,
            expected=signed_as.value,
            received=quote(element.tag),
        )


def require_no_document_type(element: etree._Element) -> None:
    """A document type can give the same octets another meaning: entities, attributes by default, Ids."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise SignatureFault(
            "XML med dokumenttyp (DOCTYPE) godtas inte; skicka meddelandet utan.",
            "XML with a document type (DOCTYPE) is not accepted; send the message without.",
            slug="signed-xml-doctype",
            where="DOCTYPE",
        )


def require_only_signed_delivery(element: etree._Element, sealed_as: SignedName) -> etree._Element:
    """The one SignedDelivery of a sealed delivery; a second one could be read instead of the signed one."""
    found = element.findall(sealed_as.inner.value)
    if len(found) != 1:
        raise SignatureFault(
            f"Den förseglade försändelsen ska innehålla exakt en SignedDelivery, inte {len(found)}.",
            f"The sealed delivery must contain exactly one SignedDelivery, not {len(found)}.",
            slug="signed-delivery-not-one",
            where=sealed_as.local_name,
            expected="1 SignedDelivery",
            received=str(len(found)),
        )
    return found[0]


def require_only_signature(element: etree._Element, signed_as: SignedName) -> etree._Element:
    """The one signature of this element: a direct child, and no other but the sender's inside a seal."""
    own = _one_signature(element, signed_as)
    expected = [own]
    if signed_as.is_seal:
        inner = require_only_signed_delivery(element, signed_as)
        expected = [_one_signature(inner, signed_as.inner), own]
    if list(element.iter(ds("Signature"))) != expected:
        raise SignatureFault(
            f"{signed_as.local_name} innehåller en Signature där ingen hör hemma.",
            f"{signed_as.local_name} contains a Signature where none belongs.",
            slug="signature-misplaced",
            fix=Text(
                f"Låt {signed_as.local_name} ha sin Signature som direkt barn, och ta bort varje annan; i "
                "en förseglad har också SignedDelivery en.",
                f"Let {signed_as.local_name} have its Signature as a direct child, and remove every other; "
                "in a sealed one SignedDelivery has one, too.",
            ),
            where=signed_as.local_name,
        )
    return own


def _one_signature(element: etree._Element, signed_as: SignedName) -> etree._Element:
    found = own_signatures(element)
    if len(found) != 1:
        raise SignatureFault(
            f"{signed_as.local_name} ska bära exakt en Signature som direkt barn, inte {len(found)}.",
            f"{signed_as.local_name} must carry exactly one Signature as a direct child, not {len(found)}.",
            slug="signature-not-one",
            where=signed_as.local_name,
            expected="1 Signature",
            received=str(len(found)),
        )
    return found[0]


_same_id: Final = etree.XPath("//*[@*[local-name()='Id' or local-name()='ID' or local-name()='id'] = $id]")


def require_own_reference(signature_element: SignatureElement, element: etree._Element) -> None:
    """The reference is to the element that carries the signature, and can be to no other."""
    if signature_element.uri == "":
        return
    identity = element.get("Id", "")
    if not identity or signature_element.uri != f"#{identity}":
        raise SignatureFault(
            f"Referensens URI «{quote(signature_element.uri)}» pekar inte på det element som bär signaturen.",
            f"The reference's URI “{quote(signature_element.uri)}” does not point to the element that is signed.",
            slug="signature-reference-elsewhere",
            where="Signature/SignedInfo/Reference/@URI",
            expected=Text("tomt, eller # och elementets Id", "empty, or # and the element's Id"),
            received=quote(signature_element.uri),
        )
    if _same_id(element, id=identity) != [element]:
        raise SignatureFault(
            f"Flera element har Id «{quote(identity)}»; det måste vara unikt.",
            f"Several elements have the Id “{quote(identity)}”; it must be unique.",
            slug="signature-id-not-unique",
            where="@Id",
            expected=Text("en gång", "once"),
            received=quote(identity),
        )
