"""Find the octets that a sender signed within those that the seal covers, without canonicalising them again.

What is found here is a guess until its digest is the one in the sender's signature: a delivery of an unusual form
gives None or other octets, and is canonicalised as usual.
"""

from typing import Final

from lxml import etree

from infra.xmlsig.names import DS, SignedName

_SIGNATURE: Final = f'<Signature xmlns="{DS}">'.encode()
_SIGNATURE_END: Final = b"</Signature>"


def signed_octets(sealed: bytes, element: etree._Element, signed_as: SignedName) -> bytes | None:
    """The canonical form of a SignedDelivery without its signature; None: it cannot be cut out.

    `sealed` is the canonical form of the SealedDelivery around it, and `element` the SignedDelivery in the tree
    that was parsed from it. No text and no attribute contains `<` in that form, but instructions may.
    """
    if not _has_plain_tag(element, signed_as) or _has_instruction(element.getparent()):
        return None
    name = signed_as.local_name.encode()
    delivery = _only(sealed, b"<%b>" % name, b"</%b>" % name)
    if delivery is None:
        return None
    signature = _only(sealed[delivery], _SIGNATURE, _SIGNATURE_END)
    if signature is None:
        return None
    begin = delivery.start + len(name) + len(b"<>")
    declared = b'<%b xmlns="%b">' % (name, signed_as.namespace.encode())
    before, after = delivery.start + signature.start, delivery.start + signature.stop
    return b"".join([declared, sealed[begin:before], sealed[after : delivery.stop]])


def _has_plain_tag(element: etree._Element, signed_as: SignedName) -> bool:
    """Its tag has only its name, since what it could declare is declared on its parent."""
    parent = element.getparent()
    declared = {None: signed_as.namespace}
    return not element.attrib and parent is not None and element.nsmap == parent.nsmap == declared


def _has_instruction(root: etree._Element | None) -> bool:
    return root is not None and next(root.iter(etree.ProcessingInstruction), None) is not None


def _only(octets: bytes, begin: bytes, end: bytes) -> slice | None:
    """The place of the only element with these tags; None: there are several, or none."""
    first, last = _place_of_only(octets, begin), _place_of_only(octets, end)
    if first is None or last is None or last < first:
        return None
    return slice(first, last + len(end))


def _place_of_only(octets: bytes, tag: bytes) -> int | None:
    # To look from the end takes half the time, and most tags that are asked for stand there.
    place = octets.rfind(tag)
    return place if place >= 0 and octets.rfind(tag, 0, place) < 0 else None
