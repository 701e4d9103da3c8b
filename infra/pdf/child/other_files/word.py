"""The text of a Word document: its headings, paragraphs and tables, in their order.

python-docx is loaded when the first such file comes: a child that reads PDFs starts without it.
"""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from infra.pdf.child.page_text import text
from infra.pdf.frames import Frame
from infra.pdf.problems import PdfError, PdfProblem

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

MAX_BLOCKS: Final = 3_000
MAX_TEXT: Final = 300_000
"""Characters of the whole text."""
ENCRYPTED: Final = b"\xd0\xcf\x11\xe0"
"""A document that has a password is in a file of the older kind."""
_HEADING: Final = re.compile(r"(?:Heading|Rubrik) ?(\d)|Title", re.IGNORECASE)


def read_word(question: Frame) -> Frame:
    """The blocks of the text: kind ("heading", "text", "row") and the words, of a row one for each cell."""
    [content] = question.files
    if content.startswith(ENCRYPTED):
        raise PdfError(PdfProblem.ENCRYPTED)
    blocks: list[list[Any]] = []
    left = MAX_TEXT
    for kind, words in _blocks_of(content):
        left -= sum(map(len, words))
        if left < 0 or len(blocks) >= MAX_BLOCKS:
            return Frame({"blocks": blocks, "is_cut": True})
        blocks.append([kind, words])
    return Frame({"blocks": blocks, "is_cut": False})


def _blocks_of(content: bytes) -> Iterator[tuple[str, list[str]]]:
    import docx  # noqa: PLC0415 (see the module's docstring)
    from docx.table import Table  # noqa: PLC0415 (as above)

    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            yield from _rows_of(block)
        elif words := text.clean_text(block.text):
            yield _kind_of(block), [words]


def _rows_of(table: "Table") -> Iterator[tuple[str, list[str]]]:
    for row in table.rows:
        yield "row", [text.clean_text(cell.text) for cell in row.cells]


def _kind_of(paragraph: "Paragraph") -> str:
    style = paragraph.style
    return "heading" if style is not None and _HEADING.match(style.name or "") else "text"
