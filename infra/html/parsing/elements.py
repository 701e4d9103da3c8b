"""The elements of HTML by how they are read."""

from collections.abc import Mapping
from typing import Final

REMOVED: Final = frozenset(
    {
        "annotation", "annotation-xml", "audio", "base", "canvas", "datalist", "dialog", "embed", "head", "iframe",
        "link", "meta", "noembed", "noframes", "noscript", "plaintext", "script", "style",
        "template", "title", "video", "xmp",
    }
)  # fmt: skip
"""Left out with all their content: programs, other documents, and elements that are never shown."""

VOID: Final = frozenset({"br", "col", "hr", "img", "wbr"})

RENAMED: Final[Mapping[str, str]] = {
    "address": "div", "dir": "ul", "fieldset": "div", "form": "div",
    "legend": "div", "listing": "pre", "main": "div", "menu": "ul", "mrow": "span", "search": "div",
    "section": "div", "strike": "s",
}  # fmt: skip
"""Elements that read as others do."""

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

BLOCKS: Final = HEADINGS | {
    "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "footer", "header", "hgroup", "hr", "li", "nav", "ol", "p", "pre", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
"""Elements that begin a line of their own."""

SHOWN: Final = BLOCKS | {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "colgroup", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub",
    "sup", "time", "tt", "u", "var",
}  # fmt: skip
"""Elements that are kept; of every other element only the children."""

TABLE_PARTS: Final[Mapping[str, frozenset[str] | None]] = {
    "table": frozenset({"caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
    "colgroup": frozenset({"col"}),
    "td": None,
    "th": None,
    "caption": None,
}
"""The children that each may have; None: any."""
CELLS_AND_ROWS: Final = TABLE_PARTS.keys() - {"table"}

MATH: Final[Mapping[str, tuple[str, ...]]] = {
    "msup": ("sup",), "msub": ("sub",), "msubsup": ("sub", "sup"), "mover": ("sup",), "munder": ("sub",),
    "mfrac": ("/",), "msqrt": (), "mroot": (),
}  # fmt: skip
"""How the second and third child of a MathML element are set: raised, lowered, or after a sign."""

DISPLAYED_AS_BLOCK: Final = frozenset({"block", "flex", "flow-root", "grid", "list-item", "table", "table-row"})
"""Values of `display` that begin a line of their own."""
WITHOUT_MARK: Final = DISPLAYED_AS_BLOCK - {"list-item"} | {"inline", "inline-block", "inline-flex", "contents"}
"""Values of `display` with which the item of a list has no mark."""
DISPLAYED_AS_TABLE: Final[Mapping[str, str]] = {
    "table": "table", "table-row-group": "tbody", "table-header-group": "thead", "table-footer-group": "tfoot",
    "table-row": "tr", "table-cell": "td", "table-caption": "caption",
}  # fmt: skip
"""Boxes that are set as a part of a table is."""
