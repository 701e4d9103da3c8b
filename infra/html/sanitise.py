"""Remove from a sender's HTML everything that could do harm. The frame's sandbox and its CSP protect besides.

nh3 decides which elements and attributes are harmless. Its input is the tree of `infra.html.parsing.tree`, written
as HTML: on raw HTML its time and its output can grow with the square of the input.
"""

import re
from dataclasses import dataclass
from typing import Final

import nh3

from infra.html.links import DIFFERS, LEADS_TO, mark_links
from infra.html.list_marks import kind_of_list, style_of_kind
from infra.html.parsing.nodes import Element
from infra.html.parsing.tree import read_html
from infra.html.writing import to_html

RULES_VERSION = 9
"""Raise it when the rules change: HTML that was sanitised by earlier rules is then sanitised anew."""

REMOVED_WITH_CONTENT = {
    "script", "style", "title", "iframe", "object", "embed", "noscript", "noembed", "noframes", "template",
    "svg", "math", "textarea", "select", "xmp", "plaintext", "audio", "video", "canvas", "dialog",
}  # fmt: skip
"""Removed with all they hold: programs, other documents, and elements that parsers read in two ways."""

TAGS = (nh3.ALLOWED_TAGS | {"big", "font", "tfoot", "u"}) - {"area", "map"}

STYLES = {
    "border", "border-bottom", "border-collapse", "border-color", "border-left", "border-radius",
    "border-right", "border-spacing", "border-style", "border-top", "border-width", "color",
    "background-color", "font-family", "font-size", "font-style", "font-weight", "letter-spacing",
    "line-height", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right",
    "margin-top", "max-width", "padding", "padding-bottom", "padding-left", "padding-right",
    "padding-top", "text-align", "text-decoration", "text-indent", "text-transform", "vertical-align",
    "white-space", "width",
}  # fmt: skip
"""Typography and tables. Nothing that fetches (url) or that leaves its place (position)."""

LAYOUT_ATTRIBUTES = {"align", "valign", "width", "height", "border", "bgcolor", "cellpadding", "cellspacing"}

LETTER_AND_BRACKET = "letter-and-bracket"
"""The counter style in letter.css."""

ACTIVE_STYLE = re.compile(r"url\s*\(|expression\s*\(|[\\@]|/\*", re.IGNORECASE)
"""Values that fetch or compute, and the escapes and comments that could hide either."""
INLINE_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The parts that a reader might miss in the sanitised HTML."""

    has_pictures: bool = False
    """Pictures that would have been fetched, or are of a kind that can do more than be seen."""
    has_form: bool = False


MARKS: Final = {
    LeftOut(has_pictures=True): "<!--left-out:pictures-->",
    LeftOut(has_form=True): "<!--left-out:form-->",
    LeftOut(has_pictures=True, has_form=True): "<!--left-out:pictures,form-->",
}
"""Stand first. The cleaner removes every comment of the sender's, so such a mark is ours."""


def _allowed_attributes() -> dict[str, set[str]]:
    allowed = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
    allowed["*"] = {"style", "lang", "dir", "title"}
    for tag in (
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "col",
        "img",
        "p",
        "div",
        "h1",
        "h2",
        "hr",
    ):
        allowed.setdefault(tag, set()).update(LAYOUT_ATTRIBUTES)
    allowed["ol"] = {"start", "type", "reversed"}
    allowed["ul"] = {"type"}
    allowed["details"] = {"open"}
    allowed["li"] = {"value", "type"}
    allowed["font"] = {"color", "face", "size"}
    allowed["a"] = allowed.get("a", set()) | {LEADS_TO, DIFFERS}
    return allowed


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    """Pictures only from within the message, since a fetched one tells its server of the reading."""
    if attribute == "style":
        return None if ACTIVE_STYLE.search(value) else value
    is_picture = (tag, attribute) == ("img", "src")
    if is_picture:
        return value if INLINE_IMAGE.match(value.strip()) else None
    return None if value.strip().lower().startswith("data:") else value


_cleaner = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=REMOVED_WITH_CONTENT,
    attributes=_allowed_attributes(),
    attribute_filter=_filter_attribute,
    filter_style_properties=STYLES,
    url_schemes={"http", "https", "mailto", "tel", "data"},
    url_relative="deny",
    link_rel="noopener noreferrer",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)


def sanitise_html(html: str) -> str:
    """The sender's HTML without anything that runs, fetches, submits, covers the page or is hidden on it.

    Raises:
        HtmlTooLarge: see `read_html`.
    """
    root = read_html(html)
    _name_list_styles(root)
    mark_links(root)
    left_out = LeftOut(has_pictures=_has_outer_picture(root), has_form=root.has_form)
    return MARKS.get(left_out, "") + _cleaner.clean(to_html(root))


def left_out_of(sanitised: str) -> LeftOut:
    """The parts that `sanitise_html` left out of the HTML that it returned."""
    return next((left_out for left_out, mark in MARKS.items() if sanitised.startswith(mark)), LeftOut())


def _has_outer_picture(element: Element) -> bool:
    return any(
        _is_outer_picture(child) or _has_outer_picture(child)
        for child in element.children
        if isinstance(child, Element)
    )


def _is_outer_picture(element: Element) -> bool:
    source = element.attributes.get("src", "").strip()
    return element.tag == "img" and bool(source) and not INLINE_IMAGE.match(source)


def _name_list_styles(element: Element) -> None:
    """Say the style of numbers in the one property that the cleaner keeps."""
    for child in element.children:
        if isinstance(child, Element):
            if child.tag in {"ol", "ul", "li"} and (kind := kind_of_list(child)):
                # Swedish texts refer to "punkt b)"; our style sheet knows how to write it.
                name = LETTER_AND_BRACKET if kind == "a" else style_of_kind(kind)
                child.style = {**child.style, "list-style-type": name}
            _name_list_styles(child)
