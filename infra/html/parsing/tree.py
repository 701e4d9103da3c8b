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
from infra.html.css.style_words import in_plain_words, style_of_body
from infra.html.css.visibility import Visibility, is_removed
from infra.html.parsing import form_fields
from infra.html.parsing.bounded_parser import TooManyElements, parse_html
from infra.html.parsing.elements import (
    BLOCKS,
    CELLS_AND_ROWS,
    DISPLAYED_AS_BLOCK,
    DISPLAYED_AS_TABLE,
    MATH,
    REMOVED,
    RENAMED,
    SHOWN,
    TABLE_PARTS,
    VOID,
)
from infra.html.parsing.limits import HtmlTooLarge
from infra.html.parsing.loose_cells import group_loose_cells
from infra.html.parsing.math import convert_math
from infra.html.parsing.nodes import Element, HtmlDocument

_END_OF_BREAK: Final = re.compile(r"</br\s{0,9}/?>", re.IGNORECASE)
"""For browsers a line break of its own."""
INK: Final = "#000"


def read_html(source: str) -> HtmlDocument:
    """Read a document's body into a `div`. HTML that is not valid is read much as browsers read it.

    Raises:
        HtmlTooLarge: deeper than MAX_DEPTH, more than MAX_ELEMENTS, or too many style rules.
    """
    root = _parse_source(source)
    if root is None:
        return HtmlDocument("div")
    sheets = ["".join(style.itertext()) for style in root.iter("style") if _is_for_screens(style)]
    try:
        rules = match_rules(sheets, root)
    except TooManyRules as problem:
        raise HtmlTooLarge from problem
    builder = _TreeBuilder(rules, match_texts(sheets, root))
    children = builder.children_of(root, Visibility())
    return HtmlDocument("div", children=_with_lists(children), has_form=builder.has_form)


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
    ) -> None:
        self._rules = rules
        self._texts = texts
        self._open_links = 0
        self._links_read = 0
        self.has_form = False

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
        if is_removed(attributes, style):
            return []
        visibility = outer.within(tag, attributes, style)
        if visibility.needs_ink:
            style, visibility = {**style, "color": INK}, visibility.in_ink()
        if tag == "button":
            return self._read_button(element, visibility)
        if tag in form_fields.TAGS:
            self.has_form |= form_fields.is_for_sending(tag, attributes)
            words = form_fields.shown_words(element, tag, attributes) if visibility.shows_text else ""
            return [words] if words else []
        if tag in VOID:
            return [Element(tag, attributes, style)] if visibility.is_visible or tag != "img" else []
        if tag == "body":
            style = style_of_body(style, attributes)
        tag = _displayed_tag(RENAMED.get(tag, tag), style)
        if tag == "a" and self._open_links:
            tag = "span"
        self._open_links += tag == "a"
        self._links_read += tag == "a"
        children = _with_gaps(style, self.children_of(element, visibility))
        self._open_links -= tag == "a"
        if tag in MATH:
            return convert_math(tag, children)
        return _shown_element(Element(tag, attributes, style, children)) if tag in SHOWN else children

    def _read_button(self, button: etree._Element, visibility: Visibility) -> list[Element | str]:
        """Nothing, since it can do nothing; what it holds, where it belongs to a link."""
        before = self._links_read
        children = self.children_of(button, visibility)
        if self._open_links or self._links_read > before:
            return children
        self.has_form = True
        return []

    def _style_of(self, element: etree._Element, attributes: dict[str, str]) -> Declarations:
        own = attributes.pop("style", "")
        if element not in self._rules:
            return in_plain_words(read_declarations(own)) if own else {}
        overridden, overriding = self._rules[element]
        return in_plain_words({**overridden, **read_declarations(own), **overriding})


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
    if element.tag == "a" and all(map(_is_blank, element.children)):
        return element.children
    is_box = element.tag not in BLOCKS and element.style.get("display") in DISPLAYED_AS_BLOCK
    nested = _nest_element(element)
    return _nest_element(Element("div", children=nested)) if is_box else nested


def _with_gaps(style: Declarations, children: list[Element | str]) -> list[Element | str]:
    """With a blank between elements that are drawn apart, side by side."""
    if not style.get("display", "").endswith(("flex", "grid")):
        return children
    found: list[Element | str] = []
    for child in children:
        if found and isinstance(child, Element) and isinstance(found[-1], Element):
            found.append(" ")
        found.append(child)
    return found


def _nest_element(element: Element) -> list[Element | str]:
    """The element with only such children as it may have, and the others after or before it."""
    if element.tag in TABLE_PARTS:
        return _nest_table_part(element)
    if element.tag in {"ul", "ol"}:
        return _nest_list(element)
    items = [] if not _has_child(element, "li") else [item for item in element.children if _is_element(item, "li")]
    if items:
        # An item without an end tag holds the following ones: they are moved beside it.
        element.children = [child for child in element.children if not _is_element(child, "li")]
    element.children = _without_loose_cells(element.children)
    element.has_block = _contain_block(element.children)
    if element.tag == "p" and element.has_block:
        element.tag = "div"
    return [element, *items]


def _contain_block(children: list[Element | str]) -> bool:
    return any(isinstance(child, Element) and (child.has_block or child.tag in BLOCKS) for child in children)


def _has_child(element: Element, tag: str) -> bool:
    return any(_is_element(child, tag) for child in element.children)


def _is_element(child: Element | str, *tags: str) -> bool:
    return isinstance(child, Element) and child.tag in tags


def _nest_table_part(element: Element) -> list[Element | str]:
    allowed = TABLE_PARTS[element.tag]
    if allowed is None:
        element.children = _with_lists(element.children)
        element.has_block = _contain_block(element.children)
        return [element]
    if "tr" in allowed:
        element.children = group_loose_cells(element.children)
    kept = [child for child in element.children if _is_element(child, *allowed)]
    # What stands in a table but in no cell is drawn before the table.
    stray = [
        child
        for child in element.children
        if not _is_element(child, *allowed) and child != "" and not _is_blank(child)
    ]
    element.children = kept
    element.has_block = True
    return [*stray, element]


def _is_blank(child: Element | str) -> bool:
    return isinstance(child, str) and not child.strip()


def _nest_list(element: Element) -> list[Element | str]:
    """The list; what stands in it but in no item belongs to the item before it, or stands before the list.

    In an item of its own it would be counted.
    """
    items: list[Element | str] = []
    before: list[Element | str] = []
    last: Element | None = None
    for child in _without_loose_cells(element.children):
        if isinstance(child, Element) and child.tag in {"li", "ul", "ol"}:
            items.append(child)
            last = child if child.tag == "li" else last
        elif not _is_blank(child) and not _is_empty_box(child):
            _add_to_item(last, before, child)
    element.children = items
    element.has_block = True
    return [*before, element]


def _add_to_item(item: Element | None, before: list[Element | str], child: Element | str) -> None:
    if item is None:
        before.append(child)
    else:
        item.children.append(Element("div", children=[child], has_block=True))
        item.has_block = True


def _is_empty_box(child: Element | str) -> bool:
    return isinstance(child, Element) and not child.children and child.tag not in VOID


def _without_loose_cells(children: list[Element | str]) -> list[Element | str]:
    """Parts of a table that stand in no table are lines of their own."""
    for child in children:
        if isinstance(child, Element) and child.tag in CELLS_AND_ROWS:
            child.tag = "div"
            child.children = _without_loose_cells(child.children)
    return [child for child in children if not _is_element(child, "col")]


def _with_lists(children: list[Element | str]) -> list[Element | str]:
    """Items that stand in no list get one."""
    found: list[Element | str] = []
    loose: Element | None = None
    for child in _without_loose_cells(children):
        if not isinstance(child, Element) or child.tag != "li":
            loose = loose if _is_blank(child) else None
            found.append(child)
        elif loose is not None:
            loose.children.append(child)
        else:
            loose = Element("ul", children=[child], has_block=True)
            found.append(loose)
    return found
