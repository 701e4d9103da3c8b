"""A service's description and schemas, read from wherever they lie into one comparable form."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree

WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
XS = "{http://www.w3.org/2001/XMLSchema}"
Fetch = Callable[[str], bytes]

PARTICLES = frozenset({"element", "any", "sequence", "choice"})
FACETS_IN_ANY_ORDER = frozenset({"restriction"})
QUALIFIED_NAMES = frozenset({"type", "ref", "base"})
DEFAULTS = {"any": {"processContents": "strict"}, "attribute": {"use": "optional"}}


@dataclass(frozen=True)
class Component:
    """A piece of a schema: names qualified, defaults written out, words for people left out."""

    kind: str
    attributes: dict[str, str]
    children: tuple["Component", ...] = field(default=())

    @property
    def name(self) -> str:
        return self.attributes["name"]

    def of_kind(self, *kinds: str) -> Iterator["Component"]:
        return (child for child in self.children if child.kind in kinds)


Key = tuple[str, str]
"""What a global component is (element, type) and its qualified name."""
Schemas = dict[Key, Component]


def references(component: Component) -> Iterator[Key]:
    """The global components that this one names; those of XML Schema itself among them."""
    for attribute, kind in (("ref", "element"), ("type", "type"), ("base", "type")):
        if attribute in component.attributes:
            yield kind, component.attributes[attribute]
    for child in component.children:
        yield from references(child)


def inline_schemas(fetch: Fetch, address: str) -> list[etree._Element]:
    """The schemas in a service description itself."""
    return etree.fromstring(fetch(address), base_url=address).findall(f"{WSDL}types/{XS}schema")


def read_schemas(fetch: Fetch, address: str) -> Schemas:
    """All global components that the description at the address has or imports."""
    found: Schemas = {}
    for schema in _with_imports(fetch, address):
        for child in schema.iterchildren(f"{XS}element", f"{XS}complexType", f"{XS}simpleType"):
            component = _component(child, schema)
            kind = "element" if component.kind == "element" else "type"
            found[kind, component.name] = component
    return found


def _with_imports(fetch: Fetch, address: str) -> Iterator[etree._Element]:
    todo = [(address, schema) for schema in inline_schemas(fetch, address)]
    seen: set[str] = set()
    while todo:
        base, schema = todo.pop()
        yield schema
        for imported in schema.iterchildren(f"{XS}import"):
            location = urljoin(base, imported.get("schemaLocation") or "")
            if location not in seen:
                seen.add(location)
                todo.append((location, etree.fromstring(fetch(location))))


def _component(element: etree._Element, schema: etree._Element) -> Component:
    kind = etree.QName(element).localname
    children = [_component(child, schema) for child in element if _matters(child)]
    if kind in FACETS_IN_ANY_ORDER:
        children.sort(key=lambda child: (child.kind, sorted(child.attributes.items())))
    return Component(kind, _attributes(element, kind, schema), tuple(children))


def _matters(child: etree._Element) -> bool:
    return isinstance(child.tag, str) and child.tag != f"{XS}annotation"


def _attributes(element: etree._Element, kind: str, schema: etree._Element) -> dict[str, str]:
    written = {str(name): str(value) for name, value in element.attrib.items()}
    for name in QUALIFIED_NAMES & written.keys():
        written[name] = _resolved(element, written[name])
    if "name" in written:
        form = written.pop("form", None)
        written["name"] = _named(element, kind, form, schema)
    if kind in PARTICLES and element.getparent() is not schema:
        written = {"minOccurs": "1", "maxOccurs": "1"} | written
    return DEFAULTS.get(kind, {}) | written


def _resolved(element: etree._Element, name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{element.nsmap[prefix or None]}}}{local}"


def _named(element: etree._Element, kind: str, form: str | None, schema: etree._Element) -> str:
    form = form or schema.get(f"{kind}FormDefault", "unqualified")
    is_global = element.getparent() is schema
    namespace = schema.get("targetNamespace") if is_global or form == "qualified" else None
    return f"{{{namespace}}}{element.get('name')}" if namespace else str(element.get("name"))
