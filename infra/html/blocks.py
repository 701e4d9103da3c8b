"""Read a text as blocks that can be set in type: headings, paragraphs, items of a list, tables.

Of HTML, only what carries meaning is kept, so that paper gets text that can be read however the page looks. The
address of a link is written out, since paper cannot be clicked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import groupby
from typing import Final

from infra.html.css.plain_declarations import raised_by
from infra.html.list_marks import ListNumbering
from infra.html.parsing.elements import BLOCKS, HEADINGS
from infra.html.parsing.nodes import Element
from infra.html.parsing.tree import read_html
from infra.html.tables import PlacedCell, grid_of, layout_rows


class BlockKind(Enum):
    """The kind of a block, which decides how it is set."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE = "table"
    RULE = "rule"


@dataclass(frozen=True)
class Style:
    """The style in which a run of text is set."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    underlined: bool = False
    raised: int = 0
    """1: a power; -1: an index."""
    preserved: bool = False
    """White space is kept as it is written."""


PLAIN: Final = Style()


@dataclass(frozen=True)
class TextRun:
    """Text in one style."""

    text: str
    style: Style = PLAIN


@dataclass(frozen=True)
class Cell:
    """A cell of a table and its place. Columns count from 0."""

    column: int
    width: int
    """How many columns it is wide."""
    blocks: Sequence["Block"]

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True)
class Block:
    """A part of the text that begins on a new line."""

    kind: BlockKind
    runs: Sequence[TextRun] = ()
    depth: int = 0
    """Of a list within lists, or of a quotation: 0 is none."""
    mark: str = ""
    """The number or bullet before the item of a list; empty: no item."""
    rows: Sequence[Sequence[Cell]] = ()
    """Of a table."""

    @property
    def text(self) -> str:
        if self.kind is BlockKind.TABLE:
            return "\n".join("\t".join(cell.text for cell in row) for row in self.rows)
        return "".join(run.text for run in self.runs)


def blocks_of_text(text: str) -> list[Block]:
    """Paragraphs, parted by empty lines; other line breaks stay."""
    lines = re.sub(r"\r\n?", "\n", text).strip("\n")
    parts = (part.strip("\n") for part in re.split(r"\n[ \t]*\n", lines))
    return [Block(BlockKind.PARAGRAPH, [TextRun(part)]) for part in parts if part.strip()]


def blocks_of_html(source: str) -> list[Block]:
    """The blocks of a message in HTML.

    Raises:
        HtmlTooLarge: see `read_html`.
    """
    return _read_blocks(read_html(source))


def _read_blocks(element: Element, style: Style = PLAIN) -> list[Block]:
    reader = _BlockReader()
    reader.read_children(element, style)
    return reader.finish()


MAX_INDENT: Final = 4
WHITE_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
BOLD: Final = frozenset({"b", "strong", "th", "dt"})
ITALIC: Final = frozenset({"i", "em", "cite", "dfn", "var"})
STRUCK: Final = frozenset({"s", "del"})
UNDERLINED: Final = frozenset({"u", "ins"})
RAISED: Final = {"sup": 1, "sub": -1}
SET_BY_STYLE: Final = {"super": 1, "sub": -1, "baseline": 0}


def _style_within(element: Element, outer: Style) -> Style:
    style, tag = element.style, element.tag
    lines = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}"
    raised = _raised(style.get("vertical-align", ""), RAISED.get(tag, outer.raised))
    return Style(
        bold=_is_bold(style.get("font-weight", ""), outer.bold or tag in BOLD),
        italic=_is_italic(style.get("font-style", ""), outer.italic or tag in ITALIC),
        struck=outer.struck or "line-through" in lines or (tag in STRUCK and "none" not in lines),
        underlined=outer.underlined or tag in UNDERLINED,
        raised=outer.raised if tag in {"td", "th"} else raised,
        preserved=outer.preserved or tag == "pre" or style.get("white-space", "").startswith(("pre", "break")),
    )


def _style_of_cell(place: PlacedCell, outer: Style) -> Style:
    """A whole row may be struck out, or set in bold."""
    return _style_within(place.cell, _style_within(place.row, outer))


def _raised(align: str, inherited: int) -> int:
    return SET_BY_STYLE.get(align, raised_by(align) or inherited)


def _is_bold(weight: str, inherited: bool) -> bool:
    if weight.isascii() and weight.isdigit() and len(weight) < 5:
        return int(weight) >= 600
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight, inherited)


def _is_italic(style: str, inherited: bool) -> bool:
    return {"italic": True, "oblique": True, "normal": False}.get(style, inherited)


@dataclass
class _BlockReader:
    """Gathers text and closes a block where an element demands it."""

    _blocks: list[Block] = field(default_factory=list)
    _runs: list[TextRun] = field(default_factory=list)
    _depth: int = 0
    _mark: str = ""
    _kind: BlockKind = BlockKind.PARAGRAPH

    def read_children(self, element: Element, style: Style) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._add(child, style)
            else:
                self._read(child, _style_within(child, style))

    def finish(self) -> list[Block]:
        self._close()
        return self._blocks

    def _read(self, element: Element, style: Style) -> None:
        tag = element.tag
        if tag == "br":
            self._runs.append(TextRun("\n"))
        elif tag == "img":
            self._add_alternative(element, style)
        elif tag == "hr":
            self._close()
            self._blocks.append(Block(BlockKind.RULE))
        elif tag == "table":
            self._read_table(element, style)
        elif tag in BLOCKS:
            self._close()
            self._read_block(element, style)
            self._close()
        else:
            self._read_inline(element, style)

    def _read_inline(self, element: Element, style: Style) -> None:
        begun = len(self._runs)
        if element.tag == "q":
            self._add("”", style)
        self.read_children(element, style)
        if element.tag == "q":
            self._add("”", style)
        if element.tag == "a":
            self._add_address(element.attributes.get("href", "").strip(), self._runs[begun:], style)

    def _read_block(self, element: Element, style: Style) -> None:
        if element.tag in {"ul", "ol"}:
            self._read_list(element, style)
            return
        if element.tag in HEADINGS:
            self._kind = BlockKind.HEADING
        is_indented = element.tag in {"blockquote", "dd"}
        self._depth += is_indented
        self.read_children(element, style)
        self._close()
        self._depth -= is_indented

    def _read_list(self, listing: Element, style: Style) -> None:
        numbering = ListNumbering(listing)
        self._depth += 1
        for child in listing.children:
            if isinstance(child, Element) and child.tag == "li":
                self._close()
                self._mark = numbering.mark_of(child)
                self.read_children(child, _style_within(child, style))
                self._close()
                self._mark = ""
            elif isinstance(child, Element):
                self._read(child, _style_within(child, style))
        self._depth -= 1

    def _read_table(self, table: Element, style: Style) -> None:
        self._close()
        grid = grid_of(table)
        if grid.caption is not None:
            self.read_children(grid.caption, replace(style, bold=True))
            self._close()
        by_kind = groupby(zip(layout_rows(grid), grid.rows, strict=True), key=lambda pair: pair[0])
        for is_layout, pairs in by_kind:
            rows = [row for _, row in pairs]
            if is_layout:
                self._read_cells([place for row in rows for place in row], style)
            else:
                self._add_table(rows, style)

    def _add_table(self, places: Sequence[Sequence[PlacedCell]], style: Style) -> None:
        self._close()
        rows = [
            [
                Cell(place.column, place.width, _read_blocks(place.cell, _style_of_cell(place, style)))
                for place in row
            ]
            for row in places
        ]
        if any(cell.blocks for row in rows for cell in row):
            if self._mark:
                # The item of a list that begins with a table has its mark above it.
                self._blocks.append(Block(self._kind, [], min(self._depth, MAX_INDENT), self._mark))
                self._mark = ""
            self._blocks.append(Block(BlockKind.TABLE, depth=min(self._depth, MAX_INDENT), rows=rows))

    def _read_cells(self, places: Sequence[PlacedCell], style: Style) -> None:
        """One below the other: those without paragraphs of their own as lines of one."""
        for place in places:
            cell = place.cell
            if cell.has_block:
                self._close()
            elif self._runs:
                self._runs.append(TextRun("\n"))
            self.read_children(cell, _style_of_cell(place, style))
            if cell.has_block:
                self._close()
        self._close()

    def _add(self, text: str, style: Style) -> None:
        words = text.replace("\r\n", "\n") if style.preserved else WHITE_SPACE.sub(" ", text)
        at_start = not self._runs or self._runs[-1].text.endswith(("\n", " "))
        words = words.lstrip(" ") if at_start and not style.preserved else words
        if words:
            self._runs.append(TextRun(words, style))

    def _add_alternative(self, image: Element, style: Style) -> None:
        words = WHITE_SPACE.sub(" ", image.attributes.get("alt", "")).strip()
        if words:
            self._add(f"[{words}]", style)

    def _add_address(self, address: str, shown: Sequence[TextRun], style: Style) -> None:
        text = "".join(run.text for run in shown)
        bare = re.sub(r"^(mailto:|tel:|https?://)", "", address).rstrip("/")
        is_followed = address.lower().startswith(("http://", "https://", "mailto:", "tel:"))
        if bare and is_followed and bare.lower() not in text.lower():
            self._add(f" ({address.removeprefix('mailto:').removeprefix('tel:')})", style)

    def _close(self) -> None:
        if any(run.text.strip() for run in self._runs):
            self._blocks.append(Block(self._kind, self._runs, min(self._depth, MAX_INDENT), self._mark))
            # A second paragraph in an item stands under the first, without a mark.
            self._mark = ""
        self._runs = []
        self._kind = BlockKind.PARAGRAPH
