"""A message's text as blocks that can be set in type: headings, paragraphs, items of a list, rows of a table.

Of HTML, structure and emphasis are kept and everything else is left out: whatever the sender's page looks
like, paper gets text that can be read. What a link leads to is written out, since paper cannot be clicked.
"""

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

import nh3
from lxml import etree, html


class Kind(Enum):
    """How a block is set."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ROW = "row"
    """Of a table; its cells are parted by NEXT_CELL."""
    RULE = "rule"


@dataclass(frozen=True)
class Run:
    """Text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


NEXT_CELL: Final = Run("\t")


@dataclass(frozen=True)
class Block:
    """What stands on lines of its own."""

    kind: Kind
    runs: list[Run] = field(default_factory=list)
    depth: int = 0
    """Of a list within lists, or of a quotation: 0 is none."""
    mark: str = ""
    """What stands before it, if it is the item of a list: a number or a bullet."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def of_plain_text(text: str) -> list[Block]:
    """Paragraphs, parted by empty lines; other line breaks stay."""
    lines = re.sub(r"\r\n?", "\n", text).strip("\n")
    parts = (part.strip("\n") for part in re.split(r"\n[ \t]*\n", lines))
    return [Block(Kind.PARAGRAPH, [Run(part)]) for part in parts if part.strip()]


def of_html(source: str) -> list[Block]:
    """The blocks of a message in HTML. Never raises, whatever the sender has written."""
    clean = nh3.clean(source, tags=TAGS, clean_content_tags=SWALLOWED, attributes={"a": {"href"}}, link_rel=None)
    reader = _Reader()
    for event, element in etree.iterwalk(html.fromstring(f"<div>{clean}</div>"), events=("start", "end")):
        if event == "start":
            reader.begin(element)
        else:
            reader.end(element)
    return reader.done()


SWALLOWED: Final = {
    "script",
    "style",
    "title",
    "head",
    "template",
    "noscript",
    "svg",
    "math",
    "textarea",
    "select",
}
"""Left out with all that they hold."""
HEADINGS: Final = {"h1", "h2", "h3", "h4", "h5", "h6"}
LISTS: Final = {"ul", "ol"}
BREAKING: Final = HEADINGS | LISTS | {"p", "div", "li", "blockquote", "pre", "table", "tr", "hr", "dl", "dt", "dd"}
"""What begins a line of its own."""
BOLD: Final = {"b", "strong", "th", "dt"}
ITALIC: Final = {"i", "em", "cite"}
TAGS: Final = BREAKING | BOLD | ITALIC | {"a", "br", "td"}
DEEPEST: Final = 4
WHITE_SPACE: Final = re.compile(r"[ \t\r\n\f]+")


class _Reader:
    """Gathers text and closes a block where an element demands it."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._bold = self._italic = self._quoted = self._preserved = 0
        self._lists: list[int | None] = []
        """Of each list that is open, the number of its latest item; None: it has bullets."""
        self._mark = ""
        self._kind = Kind.PARAGRAPH

    def begin(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in BREAKING:
            self._close()
        self._count(tag, 1)
        if tag in HEADINGS:
            self._kind = Kind.HEADING
        elif tag in LISTS:
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "tr":
            self._kind = Kind.ROW
        elif tag == "li":
            self._mark = self._next_mark()
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "hr":
            self._blocks.append(Block(Kind.RULE))
        elif tag in {"td", "th"} and self._runs:
            self._runs.append(NEXT_CELL)
        self._add(element.text)

    def end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag == "a":
            self._add_address(element)
        if tag in BREAKING:
            self._close()
        self._count(tag, -1)
        if tag in LISTS:
            self._lists.pop()
        self._add(element.tail)

    def done(self) -> list[Block]:
        self._close()
        return self._blocks

    def _count(self, tag: str, step: int) -> None:
        self._bold += step * (tag in BOLD)
        self._italic += step * (tag in ITALIC)
        self._quoted += step * (tag == "blockquote")
        self._preserved += step * (tag == "pre")

    def _next_mark(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "•"
        self._lists[-1] += 1
        return f"{self._lists[-1]}."

    def _add(self, text: str | None) -> None:
        if not text:
            return
        words = text if self._preserved else WHITE_SPACE.sub(" ", text)
        at_start = not self._runs or self._runs[-1].text.endswith(("\n", " ", "\t"))
        words = words.lstrip(" ") if at_start and not self._preserved else words
        if words:
            self._runs.append(Run(words, bool(self._bold), bool(self._italic)))

    def _add_address(self, link: etree._Element) -> None:
        address = link.get("href", "").strip()
        shown = "".join(str(text) for text in link.itertext())
        bare = re.sub(r"^(mailto:|tel:|https?://)", "", address).rstrip("/")
        if bare and bare.lower() not in shown.lower():
            self._add(f" ({address.removeprefix('mailto:').removeprefix('tel:')})")

    def _close(self) -> None:
        if "".join(run.text for run in self._runs).strip():
            depth = min(len(self._lists) + self._quoted, DEEPEST)
            self._blocks.append(Block(self._kind, self._runs, depth, self._mark))
            # A second paragraph in an item stands under the first, without a mark.
            self._mark = ""
        self._runs = []
        self._kind = Kind.PARAGRAPH
