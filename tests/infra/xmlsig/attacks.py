"""Letters bent after signing: each of these moves, copies or hides what was signed."""

import copy
from collections.abc import Callable

from lxml import etree

from infra.xmlsig.names import DS, MESSAGE_V3
from infra.xmlsig.normalise import own_signatures
from tests.infra.xmlsig.letters import child, find

Attack = Callable[[etree._Element], None]


def inner(letter: etree._Element) -> etree._Element:
    return find(letter, "SignedDelivery")


def signature(element: etree._Element) -> etree._Element:
    return own_signatures(element)[0]


def forged(element: etree._Element) -> etree._Element:
    """A copy that says something else, without a signature."""
    forgery = copy.deepcopy(element)
    for own in own_signatures(forgery):
        forgery.remove(own)
    find(forgery, "Subject").text = "Betala till ett annat konto"
    return forgery


def replace_content(element: etree._Element, new: etree._Element) -> None:
    """Give the element the forged children, keeping its own signature."""
    own = signature(element)
    for part in list(element):
        if part is not own:
            element.remove(part)
    for place, part in enumerate(list(new)):
        element.insert(place, part)


def signature_moved_into_the_content(letter: etree._Element) -> None:
    find(inner(letter), "Delivery").append(signature(inner(letter)))


def signature_moved_up(letter: etree._Element) -> None:
    letter.append(signature(inner(letter)))


def seal_s_signature_under_seal(letter: etree._Element) -> None:
    find(letter, "Seal").append(signature(letter))


def signature_doubled(letter: etree._Element) -> None:
    letter.append(copy.deepcopy(signature(letter)))


def inner_signature_doubled(letter: etree._Element) -> None:
    inner(letter).append(copy.deepcopy(signature(inner(letter))))


def signatures_swapped(letter: etree._Element) -> None:
    own, sender = signature(letter), signature(inner(letter))
    inner(letter).append(own)
    letter.append(sender)


def signed_content_hidden_in_an_object(letter: etree._Element) -> None:
    original = copy.deepcopy(inner(letter))
    replace_content(inner(letter), forged(inner(letter)))
    child(signature(inner(letter)), DS, "Object").append(original)


def sealed_content_hidden_in_an_object(letter: etree._Element) -> None:
    original = copy.deepcopy(letter)
    replace_content(letter, forged(letter))
    child(signature(letter), DS, "Object").append(original)


def reference_to_a_hidden_original(letter: etree._Element) -> None:
    original = copy.deepcopy(inner(letter))
    replace_content(inner(letter), forged(inner(letter)))
    del inner(letter).attrib["Id"]
    child(find(letter, "Attachment"), MESSAGE_V3, "Hidden").append(original)


def forgery_beside_a_doubled_id(letter: etree._Element) -> None:
    original = copy.deepcopy(inner(letter))
    replace_content(inner(letter), forged(inner(letter)))
    find(inner(letter), "Attachment").append(original)


def id_spoofed_by_another_attribute(letter: etree._Element) -> None:
    original = copy.deepcopy(inner(letter))
    replace_content(inner(letter), forged(inner(letter)))
    inner(letter).set("Id", "other")
    inner(letter).set("ID", "signed-1")
    find(inner(letter), "Attachment").append(original)


def id_spoofed_by_xml_id(letter: etree._Element) -> None:
    find(inner(letter), "Message").set("{http://www.w3.org/XML/1998/namespace}id", "signed-1")


def reference_to_the_header_only(letter: etree._Element) -> None:
    find(letter, "Header").set("Id", "header")
    find(signature(letter), "Reference").set("URI", "#header")


def reference_outside(letter: etree._Element) -> None:
    find(signature(letter), "Reference").set("URI", "https://example.org/letter.xml")


def reference_by_xpointer(letter: etree._Element) -> None:
    find(signature(letter), "Reference").set("URI", "#xpointer(/)")


def reference_without_uri(letter: etree._Element) -> None:
    del find(signature(letter), "Reference").attrib["URI"]


def second_delivery_after(letter: etree._Element) -> None:
    inner(letter).addnext(forged(inner(letter)))


def second_delivery_before(letter: etree._Element) -> None:
    inner(letter).addprevious(forged(inner(letter)))


def second_delivery_signed_by_copy(letter: etree._Element) -> None:
    second = copy.deepcopy(inner(letter))
    find(second, "Subject").text = "Betala till ett annat konto"
    inner(letter).addprevious(second)


def inner_signature_nested_in_an_attachment(letter: etree._Element) -> None:
    find(letter, "Attachment").append(signature(inner(letter)))


def further_signature_in_an_attachment(letter: etree._Element) -> None:
    find(letter, "Attachment").append(copy.deepcopy(signature(inner(letter))))


def wrapped_in_a_new_delivery(letter: etree._Element) -> None:
    original = copy.deepcopy(inner(letter))
    around = forged(inner(letter))
    find(around, "Message").append(original)
    letter.replace(inner(letter), around)


def wrapped_in_a_new_seal(letter: etree._Element) -> None:
    original = copy.deepcopy(letter)
    replace_content(letter, forged(letter))
    letter.insert(0, original)


def second_reference(letter: etree._Element) -> None:
    reference = find(signature(letter), "Reference")
    reference.addnext(copy.deepcopy(reference))


def no_reference(letter: etree._Element) -> None:
    find(signature(letter), "SignedInfo").remove(find(signature(letter), "Reference"))


def second_signed_info(letter: etree._Element) -> None:
    info = find(signature(letter), "SignedInfo")
    info.addnext(copy.deepcopy(info))


def xpath_transform(letter: etree._Element) -> None:
    transforms = find(signature(letter), "Transforms")
    transform = child(transforms, DS, "Transform")
    transform.set("Algorithm", "http://www.w3.org/TR/1999/REC-xpath-19991116")
    child(transform, DS, "XPath", "not(ancestor-or-self::*[local-name()='Subject'])")


def xslt_transform(letter: etree._Element) -> None:
    transform = child(find(signature(letter), "Transforms"), DS, "Transform")
    transform.set("Algorithm", "http://www.w3.org/TR/1999/REC-xslt-19991116")


def parameter_on_an_accepted_transform(letter: etree._Element) -> None:
    child(find(signature(letter), "Transform"), DS, "XPath", "true()")


def no_signature_at_all(letter: etree._Element) -> None:
    letter.remove(signature(letter))


def no_inner_signature(letter: etree._Element) -> None:
    inner(letter).remove(signature(inner(letter)))


def no_delivery(letter: etree._Element) -> None:
    letter.remove(inner(letter))


def another_root(letter: etree._Element) -> None:
    letter.tag = "{urn:elsewhere}Letter"


ATTACKS = [
    signature_moved_into_the_content,
    signature_moved_up,
    seal_s_signature_under_seal,
    signature_doubled,
    inner_signature_doubled,
    signatures_swapped,
    signed_content_hidden_in_an_object,
    sealed_content_hidden_in_an_object,
    reference_to_the_header_only,
    reference_outside,
    reference_by_xpointer,
    reference_without_uri,
    second_delivery_after,
    second_delivery_before,
    second_delivery_signed_by_copy,
    inner_signature_nested_in_an_attachment,
    further_signature_in_an_attachment,
    wrapped_in_a_new_delivery,
    wrapped_in_a_new_seal,
    second_reference,
    no_reference,
    second_signed_info,
    xpath_transform,
    xslt_transform,
    parameter_on_an_accepted_transform,
    no_signature_at_all,
    no_inner_signature,
    no_delivery,
    another_root,
]
