"""Instances of an element, written from the schema: the smallest, the largest, and one of each in between."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from lxml import etree

from tests.contracts import values
from tests.contracts.documents import Component, Schemas
from tests.contracts.values import Simple

BUILTIN = "{http://www.w3.org/2001/XMLSchema}"
KNOWN = "{http://minameddelanden.gov.se/schema/Common/v3}applicationFault"
"""Stands where a wildcard wants an element that the schemas have."""
FOREIGN = "{urn:example:other}anything"
UNBOUNDED = "unbounded"


class Plan(NamedTuple):
    """How much to write."""

    optional: bool
    """Also what may be left out."""
    many: int
    """How many of what may be repeated, at most."""
    turn: int = 0
    """Which alternative to begin with where there is a choice."""


MINIMAL = Plan(optional=False, many=1)
TURNS = 3
"""As many as the alternatives of the widest choice that may not be repeated."""


@dataclass(frozen=True)
class Part:
    """An element that was written, and what the schema says of it."""

    element: etree._Element
    declaration: Component
    kind: Component | Simple
    """Its type; for a wildcard, the declaration itself."""

    @property
    def most(self) -> float:
        written = self.declaration.attributes.get("maxOccurs", "1")
        return float("inf") if written == UNBOUNDED else int(written)

    @property
    def path(self) -> tuple[str, ...]:
        steps = (self.element, *self.element.iterancestors())
        return tuple(str(step.tag) for step in steps)

    @property
    def place(self) -> str:
        """The path for people to read."""
        return "/".join(etree.QName(step).localname for step in reversed(self.path))


class Author:
    """Writes instances by the given schemas."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._ids: Iterator[int] = count(1)

    def write(self, name: str, plan: Plan) -> list[Part]:
        """The parts in document order: the first is the root."""
        self._ids = count(1)
        parts: list[Part] = []
        root = etree.Element(name)
        self._fill(root, self._schemas["element", name], plan, parts)
        return parts

    def simple(self, kind: Component | Simple) -> Simple | None:
        """The type of the text in an element of this type, if it may have any."""
        if isinstance(kind, Simple):
            return kind
        for derived in kind.of_kind("simpleContent"):
            (extension,) = derived.of_kind("extension")
            return self._simple(extension.attributes["base"])
        return None

    def attributes(self, kind: Component | Simple) -> Iterator[tuple[Component, Simple]]:
        """Attributes that the type declares, with their types."""
        if isinstance(kind, Simple):
            return
        holders = [kind, *(inner for derived in kind.of_kind("simpleContent") for inner in derived.children)]
        for holder in holders:
            for attribute in holder.of_kind("attribute"):
                yield attribute, self._simple(attribute.attributes["type"])

    def _fill(self, element: etree._Element, declaration: Component, plan: Plan, parts: list[Part]) -> None:
        kind = self._type(declaration)
        parts.append(Part(element, declaration, kind))
        for attribute, simple in self.attributes(kind):
            if plan.optional or attribute.attributes["use"] == "required":
                element.set(attribute.name, self._value(simple, plan))
        text = self.simple(kind)
        if text is not None:
            element.text = self._value(text, plan)
        elif isinstance(kind, Component):
            for particle in kind.of_kind("sequence", "choice"):
                self._particle(element, particle, plan, parts)

    def _value(self, kind: Simple, plan: Plan) -> str:
        if kind.base == "ID":
            return f"Id-{next(self._ids)}"
        right = values.right(kind)
        return right[plan.turn % len(right)]

    def _type(self, declaration: Component) -> Component | Simple:
        if "type" in declaration.attributes:
            name = declaration.attributes["type"]
            component = self._schemas.get(("type", name))
            is_complex = component is not None and component.kind == "complexType"
            return component if component is not None and is_complex else self._simple(name)
        (inline,) = declaration.of_kind("complexType", "simpleType")
        return inline if inline.kind == "complexType" else self._restricted(inline)

    def _simple(self, name: str) -> Simple:
        if name.startswith(BUILTIN):
            return Simple(name.removeprefix(BUILTIN))
        return self._restricted(self._schemas["type", name])

    def _restricted(self, component: Component) -> Simple:
        (restriction,) = component.of_kind("restriction")
        base = self._simple(restriction.attributes["base"])
        facets = tuple((facet.kind, facet.attributes["value"]) for facet in restriction.children)
        return Simple(base.base, base.facets + facets)

    def _particle(self, parent: etree._Element, particle: Component, plan: Plan, parts: list[Part]) -> None:
        for number in range(_times(particle, plan)):
            turned = plan._replace(turn=plan.turn + number)
            if particle.kind == "sequence":
                for child in particle.children:
                    self._particle(parent, child, turned, parts)
            elif particle.kind == "choice":
                alternative = particle.children[turned.turn % len(particle.children)]
                self._particle(parent, alternative, plan, parts)
            elif particle.kind == "any":
                self._wildcard(parent, particle, parts)
            else:
                declaration, names = self._declaration(particle)
                self._fill(etree.SubElement(parent, names), declaration, plan, parts)

    def _declaration(self, particle: Component) -> tuple[Component, str]:
        """What an element in a type says of itself, its occurrence included, and its name."""
        if "ref" not in particle.attributes:
            return particle, particle.name
        name = particle.attributes["ref"]
        target = self._schemas["element", name]
        return Component("element", particle.attributes | target.attributes, target.children), name

    def _wildcard(self, parent: etree._Element, particle: Component, parts: list[Part]) -> None:
        if particle.attributes["processContents"] == "lax":
            element = etree.SubElement(parent, FOREIGN)
            element.text = "text"
            parts.append(Part(element, particle, particle))
            return
        inner: list[Part] = []
        self._fill(etree.SubElement(parent, KNOWN), self._schemas["element", KNOWN], MINIMAL, inner)
        parts.append(Part(inner[0].element, particle, particle))


def _times(particle: Component, plan: Plan) -> int:
    least = int(particle.attributes["minOccurs"])
    if not plan.optional:
        return least
    most = particle.attributes["maxOccurs"]
    wanted = max(plan.many, _alternatives(particle))
    return max(least, wanted if most == UNBOUNDED else min(wanted, int(most)))


def _alternatives(particle: Component) -> int:
    """How often a group must be repeated to have each of its alternatives once."""
    if particle.kind == "choice":
        return len(particle.children)
    return max((_alternatives(child) for child in particle.of_kind("choice")), default=1)
