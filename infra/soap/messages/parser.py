"""Parses the bytes of a SOAP message safely, up to the first element of its body."""

import re
import threading
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate

from lxml import etree

from infra.errors import InvalidInput
from infra.errors.explanation import Check
from infra.soap.messages.unreadable import no_content, not_well_formed, unknown_encoding
from infra.texts import Text

SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
NEXT_ACTOR = "http://schemas.xmlsoap.org/soap/actor/next"
REQUEST = Text("Anropet", "The request")
MAX_DEPTH = 100
"""The contracts nest about fifteen levels, and a signature with objects some more."""
MAX_NAMESPACES = 200
"""In scope at one element. SOAP stacks declare some twenty; canonicalisation checks each of them per element."""
MAX_ATTRIBUTES = 200
"""Attributes of one element: the time of canonicalisation grows with the square of their number."""
_TOO_MANY_ATTRIBUTES = etree.XPath(f"boolean(//*[@*[{MAX_ATTRIBUTES + 1}]])")
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")


class VersionMismatch(Exception):
    """The envelope is not SOAP 1.1."""


class MustUnderstand(Exception):
    """A header entry has mustUnderstand, and no header is understood here."""

    def __init__(self, header: str) -> None:
        super().__init__(header)
        self.header = header


@dataclass(frozen=True)
class Envelope:
    """A SOAP message: the one element of its body, in the tree that was parsed."""

    body: etree._Element


def parse_envelope(data: bytes, charset: str | None = None) -> Envelope:
    """Read a SOAP 1.1 envelope. `charset` is the HTTP header's, which outranks the XML declaration.

    Raises:
        InvalidInput: not well-formed XML, a DTD, nested too deep, too many namespaces or attributes, no
            envelope, no body (5001).
        VersionMismatch: an envelope of another SOAP version.
        MustUnderstand: a header entry that nobody here understands.
    """
    root = parse_document(data, charset)
    if root.tag == f"{{{SOAP_12}}}Envelope":
        raise VersionMismatch
    if root.tag != f"{{{SOAP_11}}}Envelope":
        raise InvalidInput(
            f"Roten är <{_name(root)}>, inte ett SOAP 1.1-kuvert (Envelope i namnrymden {SOAP_11}).",
            f"The root is <{_name(root)}>, not a SOAP 1.1 envelope (Envelope in namespace {SOAP_11}).",
            slug="no-soap-envelope",
            fix=Text(
                f"Lägg <{_name(root)}> i Envelope/Body av {SOAP_11}.",
                f"Put <{_name(root)}> into Envelope/Body of {SOAP_11}.",
            ),
            where=_name(root),
            expected=f"{{{SOAP_11}}}Envelope",
            received=_name(root),
            check=Check.TRANSPORT,
        )
    _refuse_unknown_headers(root)
    return Envelope(_only_element(root))


def parse_document(data: bytes, charset: str | None = None, *, what: Text = REQUEST) -> etree._Element:
    """Read XML of any kind within the same limits; `what` it is begins the refusal's text.

    Raises:
        InvalidInput: not well-formed XML, a DTD, nested too deep, too many namespaces or attributes (5001).
    """
    root = _well_formed(data, charset, what)
    _refuse_dtd(root)
    _refuse_depth(root)
    _refuse_many_namespaces(root)
    _refuse_many_attributes(root)
    return root


def _well_formed(data: bytes, charset: str | None, what: Text) -> etree._Element:
    if not data.strip():
        raise no_content(what)
    if data.startswith(GZIP):
        raise compressed_content("gzip")
    try:
        return etree.fromstring(data, _parser(charset))
    except (LookupError, ValueError) as unknown:
        raise unknown_encoding(charset) from unknown
    except etree.XMLSyntaxError as problem:
        if _BEGINS_WITH_DOCTYPE.match(data):
            raise _dtd() from problem
        if problem.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT and _is_too_deep(data, charset):
            raise _too_deep() from problem
        raise not_well_formed(what, problem) from problem


def _is_too_deep(data: bytes, charset: str | None) -> bool:
    """Ask this when libxml2 has met a limit of its own: its code is the same for the depth and for long texts."""
    parts = etree.iterparse(
        BytesIO(data),
        events=("start", "end"),
        encoding=charset,
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
    )
    depths = accumulate(1 if event == "start" else -1 for event, _ in parts)
    try:
        return any(depth > MAX_DEPTH for depth in depths)
    except etree.XMLSyntaxError:
        return False


def compressed_content(encoding: str) -> InvalidInput:
    """The refusal of a message that is compressed."""
    return InvalidInput(
        f"Innehållet är packat med {encoding}. Skicka det opackat.",
        f"The content is compressed with {encoding}. Send it uncompressed.",
        slug="content-compressed",
        where="Content-Encoding",
        expected="identity",
        received=encoding,
        check=Check.TRANSPORT,
    )


# A parser serves one thread at a time. Creating one takes as long as parsing a short message.
_local = threading.local()
REMEMBERED = frozenset({None, "utf-8", "UTF-8"})


def _parser(charset: str | None) -> etree.XMLParser:
    if charset not in REMEMBERED:
        return _new_parser(charset)
    parsers: dict[str | None, etree.XMLParser] = _local.__dict__.setdefault("parsers", {})
    if charset not in parsers:
        parsers[charset] = _new_parser(charset)
    return parsers[charset]


def _new_parser(charset: str | None) -> etree.XMLParser:
    # Comments are removed: canonical XML ignores them, and a text with one inside would be read only in part.
    return etree.XMLParser(
        encoding=charset,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
    )


GZIP = b"\x1f\x8b"
"""How compressed octets begin. Source: RFC 1952, 2.3.1."""
_BEGINS_WITH_DOCTYPE = re.compile(rb"\s*(<\?[^>]*>\s*)?<!DOCTYPE")


def _refuse_dtd(root: etree._Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _dtd()


def _dtd() -> InvalidInput:
    return InvalidInput(
        "Dokumenttypsdeklarationer (DOCTYPE) och entiteter tas inte emot. Ta bort DOCTYPE.",
        "Document type declarations (DOCTYPE) and entities are not accepted. Remove the DOCTYPE.",
        slug="xml-doctype",
        where="DOCTYPE",
        fix=Text(
            "Skriv dokumentet utan DOCTYPE och utan egna entiteter.",
            "Write the document without DOCTYPE and without entities of its own.",
        ),
        check=Check.TRANSPORT,
    )


def _refuse_depth(root: etree._Element) -> None:
    if _TOO_DEEP(root):
        raise _too_deep()


def _too_deep() -> InvalidInput:
    return InvalidInput(
        f"Elementen ligger djupare än {MAX_DEPTH} nivåer i varandra; inget kontrakt har så många nivåer.",
        f"The elements are nested deeper than {MAX_DEPTH} levels; no contract has so many.",
        slug="xml-too-deep",
        expected=Text(f"högst {MAX_DEPTH} nivåer", f"at most {MAX_DEPTH} levels"),
        check=Check.TRANSPORT,
    )


def _refuse_many_namespaces(root: etree._Element) -> None:
    in_scope = 0
    for event, _ in etree.iterwalk(root, events=("start-ns", "end-ns")):
        in_scope += 1 if event == "start-ns" else -1
        if in_scope > MAX_NAMESPACES:
            raise InvalidInput(
                f"Mer än {MAX_NAMESPACES} namnrymder är deklarerade på ett ställe. Deklarera de som används.",
                f"More than {MAX_NAMESPACES} namespaces are declared at one place. Declare those that are used.",
                slug="xml-too-many-namespaces",
                expected=Text(f"högst {MAX_NAMESPACES} namnrymder", f"at most {MAX_NAMESPACES} namespaces"),
                check=Check.TRANSPORT,
            )


def _refuse_many_attributes(root: etree._Element) -> None:
    if _TOO_MANY_ATTRIBUTES(root):
        raise InvalidInput(
            f"Ett element har fler än {MAX_ATTRIBUTES} attribut; inget kontrakt har så många.",
            f"An element has more than {MAX_ATTRIBUTES} attributes; no contract has so many.",
            slug="xml-too-many-attributes",
            expected=Text(f"högst {MAX_ATTRIBUTES} attribut", f"at most {MAX_ATTRIBUTES} attributes"),
            check=Check.TRANSPORT,
        )


def _refuse_unknown_headers(root: etree._Element) -> None:
    for entry in root.iterfind(f"{{{SOAP_11}}}Header/*"):
        demands = entry.get(f"{{{SOAP_11}}}mustUnderstand") in {"1", "true"}
        if demands and entry.get(f"{{{SOAP_11}}}actor") in {None, "", NEXT_ACTOR}:
            raise MustUnderstand(_name(entry))


def _only_element(root: etree._Element) -> etree._Element:
    bodies = root.findall(f"{{{SOAP_11}}}Body")
    elements = [child for body in bodies for child in body if isinstance(child.tag, str)]
    if len(bodies) != 1 or len(elements) != 1:
        raise InvalidInput(
            f"Kuvertet har {len(bodies)} Body med sammanlagt {len(elements)} element; "
            "det ska vara en Body med ett element.",
            f"The envelope has {len(bodies)} Body with {len(elements)} elements in all; "
            "it must be one Body with one element.",
            slug="soap-body-not-one-element",
            where="Envelope/Body",
            expected=Text("en Body med ett element", "one Body with one element"),
            received=Text(
                f"{len(bodies)} Body, {len(elements)} element", f"{len(bodies)} Body, {len(elements)} elements"
            ),
            check=Check.TRANSPORT,
        )
    return elements[0]


def _name(element: etree._Element) -> str:
    name = etree.QName(element)
    return f"{{{name.namespace}}}{name.localname}" if name.namespace else name.localname
