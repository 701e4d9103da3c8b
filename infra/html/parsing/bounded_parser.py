"""Parse HTML with libxml2 into a tree of bounded depth, size and attributes, in linear time.

libxml2 would put each attribute behind all others of its element, which takes minutes for 50,000. Here it only
reports what it reads, and the tree is built from that.
"""

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

MAX_DEPTH: Final = 250
"""Levels of elements in the body. Layouts made of tables within tables reach forty."""
MAX_ELEMENTS: Final = 50_000
MAX_ATTRIBUTES: Final = 200
"""Of one element. Nobody writes more, and such an element loses all of them."""
_AROUND_THE_BODY: Final = 2
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What a tree of lxml cannot hold. HTML's form feed is white space; the others are nothing that is seen."""
_EMPTY: Final = frozenset({"embed", "wbr"})
"""Elements that never hold anything, which libxml2 does not know: it takes what follows for their content."""
OTHER: Final = "unknown"
"""Stands for a name that the tree cannot hold. Of elements that are not known, what they hold is read."""


class TooManyElements(Exception):
    """More than MAX_ELEMENTS, or nested deeper than MAX_DEPTH."""


def parse_html(octets: bytes) -> etree._Element | None:
    """The root of a document in UTF-8, without comments; None if it has no element and no text.

    Raises:
        TooManyElements
    """
    target = _BoundedTree()
    # The stub asks for methods that lxml does not.
    parser = etree.HTMLParser(encoding="utf-8", target=target)  # type: ignore[call-overload]  # lxml's types know no own targets
    try:
        root: etree._Element | None = etree.fromstring(octets, parser)
    except etree.XMLSyntaxError:
        return None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise TooManyElements
    return root


class _BoundedTree:
    """The target of the parser, which calls these methods by their names."""

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder()
        self._open: list[str] = []
        self._count = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH + _AROUND_THE_BODY:
            raise TooManyElements
        kept = {} if len(attributes) > MAX_ATTRIBUTES else attributes
        self._builder.start(_held_name(tag), {name: _held(kept[name]) for name in kept if _NAME.fullmatch(name)})
        if tag in _EMPTY:
            self._builder.end(tag)
        else:
            self._open.append(tag)

    def end(self, tag: str) -> None:
        """End the element, and those within it with a colon in their name, of which the parser reports no end."""
        while tag in self._open:
            last = self._open.pop()
            self._builder.end(_held_name(last))
            if last == tag:
                return

    def data(self, text: str) -> None:
        self._builder.data(_held(text))

    def close(self) -> etree._Element | None:
        while self._open:
            self._builder.end(_held_name(self._open.pop()))
        return self._builder.close() if self._count else None


def _held_name(tag: str) -> str:
    return tag if _NAME.fullmatch(tag) else OTHER


def _held(text: str) -> str:
    return _NO_XML.sub(lambda found: " " if found[0] == "\x0c" else "", text)
