"""Read HTML into a tree of the elements that are seen, nested as browsers expect it, of bounded depth and size.

libxml2 reads it in linear time and to a bounded depth. The tree made of that has paragraphs, tables and lists
nested in such a way that an HTML5 parser reads it as it stands: nothing is moved, and no emphasis is opened anew
in each paragraph, which is how a small page becomes a thousand times larger.
"""

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from infra.html.css.declarations import Declarations, TooManyRules, match_rules, read_declarations
from infra.html.css.generated_text import GeneratedText, match_texts
from infra.html.css.plain_declarations import in_plain_words, style_of_body
from infra.html.css.sheets import Variables, variables_of, with_values
from infra.html.css.visibility import Visibility, is_removed
from infra.html.parsing import form_fields
from infra.html.parsing.bounded_parser import TooManyElements, parse_html
from infra.html.parsing.elements import (
    BLOCKS,
    DISPLAYED_AS_BLOCK,
    DISPLAYED_AS_TABLE,
    MATH,
    REMOVED,
    RENAMED,
    SHOWN,
    VOID,
    WITHOUT_MARK,
)
from infra.html.parsing.limits import HtmlTooLarge
from infra.html.parsing.math import convert_math
from infra.html.parsing.nesting import enclose_loose_items, is_blank, nest_element
from infra.html.parsing.nodes import Element, HtmlDocument

_END_OF_BREAK: Final = re.compile(r"</br\s{0,9}/?>", re.IGNORECASE)
"""For browsers a line break of its own."""
MAX_NAME: Final = 200
"""Characters of the name of a drawing that are kept."""
INK: Final = "#000"


def read_html(source: str) -> HtmlDocument:
    """Read a document's body into a `div`. HTML that is not valid is read much as browsers read it.

    Raises:
        HtmlTooLarge: deeper than MAX_DEPTH, more than MAX_ELEMENTS, or too many style rules.
    """
    root = _parse_source(source)
    if root is None:
        return HtmlDocument("div")
    written = ["".join(style.itertext()) for style in root.iter("style") if _is_for_screens(style)]
    variables = variables_of(written)
    sheets = [with_values(sheet, variables) for sheet in written]
    try:
        rules = match_rules(sheets, root)
    except TooManyRules as problem:
        raise HtmlTooLarge from problem
    builder = _TreeBuilder(rules, match_texts(sheets, root), variables)
    children = builder.children_of_page(root)
    return HtmlDocument("div", children=enclose_loose_items(children), has_form=builder.has_form)


def _is_for_screens(sheet: etree._Element) -> bool:
    media = (sheet.get("media") or "all").lower().split(",")
    return any(each.strip() in {"all", "screen", "only screen"} for each in media)


def _parse_source(source: str) -> etree._Element | None:
    # A character that no XML and no database can hold would end the text.
    octets = _END_OF_BREAK.sub("<br>", source.replace("\x00", "")).encode("utf-8", "replace")
    if not octets.strip():
        return None
    try:
        return parse_html(octets)
    except TooManyElements as problem:
        raise HtmlTooLarge from problem


class _TreeBuilder:
    """Builds the children of each element: those that are seen, nested properly."""

    def __init__(
        self,
        rules: Mapping[etree._Element, tuple[Declarations, Declarations]],
        texts: Mapping[etree._Element, GeneratedText],
        variables: Variables,
    ) -> None:
        self._rules = rules
        self._variables = variables
        self._texts = texts
        self._open_links = 0
        self._links_read = 0
        self.has_form = False

    def children_of_page(self, root: etree._Element) -> list[Element | str]:
        """What the page shows; nothing if its outermost element is hidden."""
        attributes = {str(name).lower(): str(value) for name, value in root.items()}
        style = self._style_of(root, attributes)
        if is_removed(attributes, style, "html"):
            return []
        return self.children_of(root, Visibility().within("html", attributes, style))

    def children_of(self, parent: etree._Element, visibility: Visibility) -> list[Element | str]:
        found: list[Element | str] = []
        added = self._texts.get(parent) if visibility.shows_text else None
        if added and added.before:
            found.append(added.before)
        if parent.text and visibility.shows_text:
            found.append(_in_signs(parent.text, visibility))
        for child in parent:
            tag = child.tag.lower() if isinstance(child.tag, str) else ""
            shown = self._read(child, tag, visibility) if tag else []
            if tag in form_fields.TAGS and shown:
                shown = form_fields.set_apart(shown, found[-1:], child.tail or "")
            found += shown
            if child.tail and visibility.shows_text:
                found.append(_in_signs(child.tail, visibility))
        if added and added.after:
            found.append(added.after)
        return found

    def _read(self, element: etree._Element, tag: str, outer: Visibility) -> list[Element | str]:
        """The element with nodes that must stand before or after it, or its children if it is not kept itself."""
        attributes = {str(name).lower(): str(value) for name, value in element.items()}
        if tag in REMOVED and not (tag == "dialog" and "open" in attributes):
            return []
        style = self._style_of(element, attributes)
        if is_removed(attributes, style, tag):
            return []
        visibility = outer.within(tag, attributes, style)
        if visibility.needs_ink:
            style, visibility = {**style, "color": INK}, visibility.in_ink()
        if tag == "svg":
            return _picture_of(element, attributes) if visibility.is_visible else []
        if tag == "button":
            return self._read_button(element, visibility)
        if tag in form_fields.TAGS:
            self.has_form |= form_fields.is_for_sending(tag, attributes)
            words = form_fields.shown_words(element, tag, attributes) if visibility.shows_text else ""
            return [words] if words else []
        if tag in VOID:
            return [Element(tag, attributes, style)] if visibility.is_visible or tag != "img" else []
        style = _style_by_tag(tag, style, attributes)
        tag = self._shown_tag(element, tag, style)
        self._open_links += tag == "a"
        self._links_read += tag == "a"
        children = _with_gaps(style, self.children_of(element, visibility))
        self._open_links -= tag == "a"
        if tag in MATH:
            return convert_math(tag, children)
        return _shown_element(Element(tag, attributes, style, children)) if tag in SHOWN else children

    def _shown_tag(self, element: etree._Element, tag: str, style: Declarations) -> str:
        if tag == "q" and (added := self._texts.get(element)) and (added.before or added.after):
            # The style sheet has marks of its own.
            return "span"
        shown = _displayed_tag(RENAMED.get(tag, tag), style)
        return "span" if shown == "a" and self._open_links else shown

    def _read_button(self, button: etree._Element, visibility: Visibility) -> list[Element | str]:
        """Nothing, since it can do nothing; what it holds, where it belongs to a link."""
        before = self._links_read
        children = self.children_of(button, visibility)
        if self._open_links or self._links_read > before:
            return children
        self.has_form = True
        return []

    def _style_of(self, element: etree._Element, attributes: dict[str, str]) -> Declarations:
        own = with_values(attributes.pop("style", ""), self._variables)
        if element not in self._rules:
            return in_plain_words(read_declarations(own)) if own else {}
        overridden, overriding = self._rules[element]
        return in_plain_words({**overridden, **read_declarations(own), **overriding})


def _picture_of(drawing: etree._Element, attributes: Mapping[str, str]) -> list[Element | str]:
    """A drawing as a picture that is not shown, with its name; nothing of one without name and words."""
    parts = [(str(part.tag).lower(), "".join(part.itertext()).strip()) for part in drawing.iter("title", "text")]
    title = next((words for tag, words in parts if tag == "title"), "")
    name = " ".join((attributes.get("aria-label") or title)[:MAX_NAME].split())
    return [Element("img", {"src": "svg", "alt": name}, {})] if name or parts else []


def _style_by_tag(tag: str, style: Declarations, attributes: Mapping[str, str]) -> Declarations:
    if tag == "body":
        return style_of_body(style, attributes)
    if tag == "li" and style.get("display") in WITHOUT_MARK:
        return {**style, "list-style-type": "none"}
    return style


def _in_signs(text: str, visibility: Visibility) -> str:
    return text.translate(visibility.signs) if visibility.signs else text


def _displayed_tag(tag: str, style: Declarations) -> str:
    """The element that is shown as this one is: boxes may be set as a table, and a page may have a colour."""
    if tag == "dialog" or (tag == "body" and style):
        return "div"
    if tag in {"div", "span"}:
        return DISPLAYED_AS_TABLE.get(style.get("display", ""), tag)
    return "div" if tag not in SHOWN and tag not in MATH and style.get("display") in DISPLAYED_AS_BLOCK else tag


def _shown_element(element: Element) -> list[Element | str]:
    """The element nested properly, in a box of its own if it is set as one; nothing of a link without words."""
    if element.tag == "a" and all(map(is_blank, element.children)):
        return element.children
    is_box = element.tag not in BLOCKS and element.style.get("display") in DISPLAYED_AS_BLOCK
    nested = nest_element(element)
    return nest_element(Element("div", children=nested)) if is_box else nested


def _with_gaps(style: Declarations, children: list[Element | str]) -> list[Element | str]:
    """With a blank between children that are drawn apart, side by side."""
    are_apart = style.get("display", "").endswith(("flex", "grid"))
    found: list[Element | str] = []
    for child in children:
        pair = [*found[-1:], child]
        if len(pair) > 1 and (any(map(_is_afloat, pair)) or (are_apart and _are_elements(*pair))):
            found.append(" ")
        found.append(child)
    return found


def _are_elements(*nodes: Element | str) -> bool:
    return all(isinstance(node, Element) for node in nodes)


def _is_afloat(node: Element | str) -> bool:
    """Whether it is moved to an edge, and not the first letter of a text, set large."""
    if isinstance(node, str) or node.tag in BLOCKS:
        return False
    is_moved = node.style.get("float") in {"left", "right"} or node.style.get("position") in {"absolute", "fixed"}
    return is_moved and node.children[:1] != [] and not _is_letter(node.children)


def _is_letter(children: list[Element | str]) -> bool:
    text = children[0].strip() if len(children) == 1 and isinstance(children[0], str) else ""
    return len(text) == 1 and text.isalpha()
