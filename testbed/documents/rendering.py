"""Markdown as HTML: tables, headings that can be linked to, and links that lead to pages."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_NOT_IN_SLUG: Final = re.compile(r"[^\w\- ]")


def to_html(markdown: str) -> SafeString:
    """The document as HTML. HTML within the Markdown is shown as text."""
    tokens = _PARSER.parse(markdown)
    _name_headings(tokens)
    for link in _links_in(tokens):
        link.attrSet("href", page_of(str(link.attrGet("href") or "")))
    # The parser escapes what it does not make itself.
    drawn: str = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return mark_safe(drawn)  # noqa: S308 (see above)


def page_of(link: str) -> str:
    """A relative link to Markdown, as a link to the page beside it."""
    address, mark, fragment = link.partition("#")
    if "://" not in address and address.endswith(".md"):
        address = address.removesuffix(".md")
    return address + mark + fragment


def slug_of(heading: str) -> str:
    """The fragment that a heading is linked by. Source: how GitHub names headings."""
    return _NOT_IN_SLUG.sub("", heading.lower()).replace(" ", "-")


def _name_headings(tokens: list[Token]) -> None:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            opening.attrSet("id", slug_of("".join(part.content for part in inline.children or ())))


def _links_in(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "link_open":
            yield token
        yield from _links_in(token.children or ())
