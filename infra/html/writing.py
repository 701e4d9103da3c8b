"""Write the tree as HTML for nh3, which takes too long for long texts without a division."""

from html import escape
from typing import Final

from infra.html.parsing.elements import VOID
from infra.html.parsing.nodes import Element

PIECE: Final = 1_000
"""Characters of a text without a division, and the most signs of ESCAPED in an attribute."""
ESCAPED: Final = "&\u00a0"
"""The time that nh3 takes grows with the square of the number of these in one text or attribute."""
FETCHING: Final = frozenset({"background", "background-image"})
"""Declarations that the cleaner takes away, and the whole style with them where they fetch a picture."""
DIVISION: Final = "<!---->"


def to_html(root: Element) -> str:
    """The tree's children as HTML for nh3, which takes too long for long texts without a division."""
    parts: list[str] = []
    for child in root.children:
        _write_node(child, parts)
    return "".join(parts)


def _write_node(node: Element | str, parts: list[str]) -> None:
    if isinstance(node, str):
        parts.append(_divided(node))
        return
    parts.append(f"<{node.tag}")
    style = ";".join(f"{name}:{value}" for name, value in node.style.items() if name not in FETCHING)
    attributes = {**node.attributes, "style": style} if style else node.attributes
    parts += [f' {name}="{escape(value)}"' for name, value in attributes.items() if _is_kept(name, value)]
    parts.append(">")
    if node.tag in VOID:
        return
    for child in node.children:
        _write_node(child, parts)
    parts.append(f"</{node.tag}>")


def _divided(text: str) -> str:
    if len(text) <= PIECE:
        return escape(text, quote=False)
    text = text.replace("\r\n", "\n")
    pieces = (text[place : place + PIECE] for place in range(0, len(text), PIECE))
    return DIVISION.join(escape(piece, quote=False) for piece in pieces)


def _is_kept(name: str, value: str) -> bool:
    return name.isascii() and name.replace("-", "").isalnum() and sum(map(value.count, ESCAPED)) <= PIECE
