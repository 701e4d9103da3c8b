"""Changes to letters that hypothesis draws: of one node, of the octets, or one of the attacks."""

import copy
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st
from lxml import etree

from infra.xmlsig.names import DS, EXC_C14N
from tests.infra.xmlsig.attacks import ATTACKS

XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
TEXTS = ("", "x", " ", "\r", "\r\n", "\n", "\t", "&", "<", "]]>", "å", "QQ==", "=", "\u00a0", "&#13;", '"')
ATTRIBUTES = ("a", "Id", "ID", "id", "Algorithm", "URI", "PrefixList", f"{{{XML}}}lang", f"{{{XML}}}id")
NAMES = (f"{{{XSI}}}type", "{urn:a}a", "{urn:b}Algorithm")
VALUES = (
    "",
    "x",
    "#signed-1",
    "signed-1",
    "a\nb",
    f"{DS}enveloped-signature",
    EXC_C14N,
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    f"{EXC_C14N}WithComments",
    "http://www.w3.org/2001/04/xmlenc#sha512",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    f"{DS}sha1",
)
TAGS = (
    "{urn:a}a",
    "a",
    f"{{{DS}}}Signature",
    f"{{{DS}}}Object",
    f"{{{DS}}}KeyValue",
    f"{{{DS}}}X509Data",
    f"{{{EXC_C14N}}}InclusiveNamespaces",
)


@dataclass(frozen=True)
class Mutation:
    """A change, and the draws that say where and to what."""

    name: str
    place: int
    value: int

    def apply(self, letter: etree._Element) -> None:
        nodes = list(letter.iter())
        CHANGES[self.name](nodes[self.place % len(nodes)], self.value)


def text(node: etree._Element, value: int) -> None:
    drawn, old = TEXTS[value % len(TEXTS)], node.text or ""
    cut = value % (len(old) + 1)
    node.text = old[:cut] + drawn + old[cut + value % 2 :]


def tail(node: etree._Element, value: int) -> None:
    if node.getparent() is not None:
        node.tail = (node.tail or "") + TEXTS[value % len(TEXTS)]


def attribute(node: etree._Element, value: int) -> None:
    if isinstance(node.tag, str):
        names = (*ATTRIBUTES, *NAMES)
        node.set(names[value % len(names)], VALUES[value % len(VALUES)])


def attribute_gone(node: etree._Element, value: int) -> None:
    if isinstance(node.tag, str) and node.attrib:
        del node.attrib[sorted(node.attrib)[value % len(node.attrib)]]


def comment(node: etree._Element, value: int) -> None:
    _put_inside(node, etree.Comment("x"), value)


def instruction(node: etree._Element, value: int) -> None:
    _put_inside(node, etree.ProcessingInstruction("x", "<Signature>"), value)


def _put_inside(node: etree._Element, new: etree._Element, value: int) -> None:
    """In the middle of the node's text, or among its children."""
    if not isinstance(node.tag, str):
        return
    old = node.text or ""
    if len(node) or not old:
        node.insert(value % (len(node) + 1), new)
        return
    cut = value % (len(old) + 1)
    node.text, new.tail = old[:cut], old[cut:]
    node.append(new)


def child(node: etree._Element, value: int) -> None:
    if isinstance(node.tag, str):
        etree.SubElement(node, TAGS[value % len(TAGS)]).text = TEXTS[value % len(TEXTS)]


def renamed(node: etree._Element, value: int) -> None:
    if isinstance(node.tag, str):
        node.tag = TAGS[value % len(TAGS)]


def removed(node: etree._Element, _value: int) -> None:
    parent = node.getparent()
    if parent is not None and parent.getparent() is not None:
        parent.remove(node)


def doubled(node: etree._Element, value: int) -> None:
    parent = node.getparent()
    if parent is not None and parent.getparent() is not None:
        parent.insert(value % (len(parent) + 1), copy.deepcopy(node))


def moved(node: etree._Element, value: int) -> None:
    root = node.getroottree().getroot()
    homes = [home for home in root.iter(etree.Element) if node not in (home, *home.iterancestors())]
    if node is not root and homes:
        homes[value % len(homes)].append(node)


def attacked(node: etree._Element, value: int) -> None:
    ATTACKS[value % len(ATTACKS)](node.getroottree().getroot())


CHANGES: dict[str, Callable[[etree._Element, int], None]] = {
    change.__name__: change
    for change in (
        text,
        tail,
        attribute,
        attribute_gone,
        comment,
        instruction,
        child,
        renamed,
        removed,
        doubled,
        moved,
        attacked,
    )
}
OCTETS = (
    b"",
    b" ",
    b"\r",
    b"\n",
    b"&#13;",
    b"<!--x-->",
    b"<?x y?>",
    b"<![CDATA[x]]>",
    b"A",
    b"=",
    b"&#65;",
    b"<a/>",
)

mutations = st.lists(
    st.builds(Mutation, st.sampled_from(sorted(CHANGES)), st.integers(0, 10_000), st.integers(0, 10_000)),
    max_size=3,
)
octet_changes = st.lists(st.tuples(st.integers(0, 20_000), st.sampled_from(OCTETS)), max_size=2)


def apply_all(letter: etree._Element, drawn: list[Mutation]) -> etree._Element:
    """The changed letter. A change that finds nothing to change there does nothing."""
    for mutation in drawn:
        try:
            mutation.apply(letter)
        except (AssertionError, AttributeError, IndexError, KeyError, TypeError, ValueError):
            continue
    return letter


def change_octets(letter: etree._Element, drawn: list[tuple[int, bytes]]) -> etree._Element:
    """The letter as it is parsed after octets were put in; as it was where that gives no XML."""
    octets = etree.tostring(letter)
    for place, new in drawn:
        cut = place % len(octets)
        octets = octets[:cut] + new + octets[cut + place % 2 :]
    try:
        return etree.fromstring(octets)
    except etree.XMLSyntaxError:
        return letter
