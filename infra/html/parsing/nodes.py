"""The nodes of the tree that a sender's HTML is read into."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from infra.html.css.declarations import Declarations


@dataclass(slots=True)
class Element:
    """An element that is seen."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    style: Declarations = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)
    has_block: bool = False
    """Whether something within it begins a line of its own."""


@dataclass(slots=True)
class HtmlDocument(Element):
    """What is seen of a whole document, in a `div`."""

    has_form: bool = False
    """Whether something to send a form with was left out."""
