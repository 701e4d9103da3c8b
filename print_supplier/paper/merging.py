"""A letter put together: its own pages, then the attached PDFs, each one on sheets of its own.

Printed on both sides. Each attachment begins on a new sheet, as the recipient may file it, sign it or hand it
on without the letter, and no page of one document may be on the back of another. That costs at most one blank
page for each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import DictionaryObject

from print_supplier.paper import fonts, stamp
from print_supplier.paper.content import Enclosure, NotPrintable

PDF: Final = "application/pdf"
A4: Final = (595.28, 841.89)
"""Points."""
NEARLY: Final = 6.0
"""Points that a page may differ from A4 and still be printed as it is."""
MOST_PAGES: Final = 1_000
"""Of an attachment: far more than any envelope holds."""


@dataclass(frozen=True)
class Attached:
    """A file that can be printed."""

    filename: str
    pages: Sequence[PageObject]
    missing_fonts: Sequence[str]
    """Names of the fonts that it uses and does not bring."""


@dataclass(frozen=True)
class Put:
    """A letter put together."""

    pdf: bytes
    pages: int
    """With something on them."""
    sheets: int


def opened(enclosures: Sequence[Enclosure]) -> list[Attached]:
    """Open the attachments for printing.

    Raises:
        NotPrintable: one that is no PDF, is damaged, or is encrypted; named.
    """
    others = [enclosure for enclosure in enclosures if enclosure.main_type != PDF]
    if others:
        named = ", ".join(f"{enclosure.filename} ({enclosure.main_type})" for enclosure in others)
        raise NotPrintable(
            f"bara PDF kan skrivas ut, men brevet har {named}",
            f"only PDF can be printed, but the letter has {named}",
        )
    return [_opened(enclosure) for enclosure in enclosures]


def put_together(own_pages: bytes, attached: Sequence[Attached]) -> Put:
    """One PDF, ready to be printed on both sides of the sheets."""
    writer = PdfWriter(clone_from=BytesIO(own_pages))
    pages = len(writer.pages)
    for item in attached:
        _fill_up_sheet(writer)
        for page in item.pages:
            writer.add_page(page)
        pages += len(item.pages)
    return Put(_bytes(writer), pages, -(-len(writer.pages) // 2))


def one_after_another(letters: Sequence[bytes]) -> bytes:
    """Several letters as one PDF, each beginning on a new sheet."""
    writer = PdfWriter()
    for letter in letters:
        _fill_up_sheet(writer)
        writer.append(BytesIO(letter), import_outline=False)
    return _bytes(writer)


def _opened(enclosure: Enclosure) -> Attached:
    name = enclosure.filename
    try:
        reader = PdfReader(BytesIO(enclosure.content))
        is_endless = not reader.is_encrypted and _is_endless(reader)
        pages = [] if reader.is_encrypted or is_endless else _on_a4(reader)
        missing = fonts.missing(reader.pages) if pages else []
    except Exception as problem:
        # Damaged files make the reader stumble in many ways; each one means the same to the sender.
        raise _damaged(name, f"{type(problem).__name__}: {problem}") from problem
    if reader.is_encrypted:
        raise NotPrintable(f"bilagan {name} är krypterad", f"the attachment {name} is encrypted")
    if is_endless:
        raise NotPrintable(
            f"bilagan {name} har mer än {MOST_PAGES} sidor",
            f"the attachment {name} has more than {MOST_PAGES} pages",
        )
    if not pages:
        raise _damaged(name, "no pages")
    return Attached(name, pages, missing)


def _is_endless(reader: PdfReader) -> bool:
    """Has it more pages than can be printed? A small file can refer to the same pages millions of times, or a
    tree of pages to itself, and whoever lists them all runs out of memory.
    """
    waiting, seen = [reader.root_object["/Pages"]], 0
    while waiting and seen <= 2 * MOST_PAGES:
        node = waiting.pop().get_object()
        seen += 1
        if isinstance(node, DictionaryObject) and "/Kids" in node:
            waiting.extend(node["/Kids"])  # type: ignore[arg-type]  # a list, or the file is damaged
        if len(waiting) > MOST_PAGES:
            return True
    return bool(waiting)


def _damaged(name: str, why: str) -> NotPrintable:
    return NotPrintable(
        f"bilagan {name} är ingen hel PDF ({why[:200]})", f"the attachment {name} is no complete PDF ({why[:200]})"
    )


def _fill_up_sheet(writer: PdfWriter) -> None:
    if len(writer.pages) % 2:
        writer.add_blank_page(*A4)


def _on_a4(reader: PdfReader) -> list[PageObject]:
    """The pages as they will be printed, stamped; of another size, or lying down: turned, smaller, centred."""
    source, result = PdfWriter(), PdfWriter()
    source.append(reader, import_outline=False)
    for page in source.pages:
        page.transfer_rotation_to_content()
        if _is_a4(page):
            result.add_page(page)
        else:
            result.add_blank_page(*A4).merge_transformed_page(page, _fitting(page))
    stamp.put_on(result.pages)
    return list(result.pages)


def _is_a4(page: PageObject) -> bool:
    box = page.cropbox
    begins = (box.left, box.bottom) == (0, 0)
    return begins and abs(box.width - A4[0]) <= NEARLY and abs(box.height - A4[1]) <= NEARLY


def _fitting(page: PageObject) -> Transformation:
    box = page.cropbox
    width, height = float(box.width), float(box.height)
    move = Transformation().translate(-float(box.left), -float(box.bottom))
    if width > height:
        move = move.rotate(90).translate(height, 0)
        width, height = height, width
    scale = min(A4[0] / width, A4[1] / height, 1.0)
    return move.scale(scale).translate((A4[0] - width * scale) / 2, (A4[1] - height * scale) / 2)


def _bytes(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
