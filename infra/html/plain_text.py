"""HTML as plain text that keeps its meaning, for e-mail and SMS."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from infra.html.blocks import Block, BlockKind, Cell, TextRun, blocks_of_html

RAISED: Final = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
LOWERED: Final = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
SIGNED: Final = "+-−("
BETWEEN_CELLS: Final = " | "
_MANY_BREAKS: Final = re.compile(r"\n{3,}")


def plain_text_of(source: str) -> str:
    """The text that the HTML shows, with lines and paragraphs. Struck text is left out: it no longer holds.

    Raises:
        HtmlTooLarge: see `read_html`.
    """
    return _join_blocks(blocks_of_html(source))


def text_with_signs(run: TextRun) -> str:
    """The run's text, where it is raised or lowered in the signs that Unicode has for that, else marked."""
    if not run.style.raised:
        return run.text
    signs = raised_signs(run.text, run.style.raised)
    if signs is not None or not run.text.strip():
        return signs or run.text
    text = run.text.strip()
    if not text[0].isalnum() and text[0] not in SIGNED:
        # A note's number in brackets, or an ending as in 1:a.
        return text
    return f"{'^' if run.style.raised > 0 else '_'}{text if len(text) == 1 else f'({text})'}"


def raised_signs(text: str, raised: int) -> str | None:
    """The text in Unicode's signs for powers (1) or indices (-1); None if a sign is lacking."""
    known: Mapping[str, str] = RAISED if raised > 0 else LOWERED
    bare = text.strip()
    return "".join(known[sign] for sign in bare) if bare and all(sign in known for sign in bare) else None


def _join_blocks(blocks: Sequence[Block]) -> str:
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        text = _text_of(block)
        if text.strip():
            are_items = before is not None and bool(before.mark) and bool(block.mark)
            parts += [("\n" if are_items else "\n\n") if before is not None else "", text]
            before = block
    return "".join(parts)


def _text_of(block: Block) -> str:
    if block.kind is BlockKind.TABLE:
        return "\n".join(line for row in block.rows for line in _lines_of_row(row))
    text = "".join(text_with_signs(run) for run in block.runs if not run.style.struck)
    if not text.strip() and (block.runs or not block.mark):
        return ""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    indent = "  " * max(0, block.depth - 1) if block.mark else ""
    mark = "-" if block.mark == "•" else block.mark
    if mark:
        return f"{indent}{mark} {' '.join(lines)}".rstrip()
    return _MANY_BREAKS.sub("\n\n", "\n".join(lines).strip("\n"))


def _lines_of_row(row: Sequence[Cell]) -> Iterator[str]:
    """One line, with a bar between columns, the empty ones too."""
    columns = [""] * max((cell.column + cell.width for cell in row), default=0)
    for cell in row:
        columns[cell.column] = " ".join(_join_blocks(cell.blocks).split())
    if any(columns):
        yield BETWEEN_CELLS.join(columns).strip(" ")
