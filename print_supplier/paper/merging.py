"""A letter put together: its own pages, then the attached PDFs, each one on sheets of its own.

Printed on both sides. Each attachment begins on a new sheet, as the recipient may file it, sign it or hand it
on without the letter, and no page of one document may be on the back of another. That costs at most one blank
page for each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from infra.pdf import reader
from infra.pdf.problems import PdfError, Problem
from print_supplier.paper import stamp
from print_supplier.paper.content import Enclosure, NotPrintable

PDF: Final = "application/pdf"
MOST_PAGES: Final = 1_000
"""Of an attachment: far more than any envelope holds."""


@dataclass(frozen=True)
class Attached:
    """A file that can be printed, on sheets of A4."""

    filename: str
    placed: reader.Placed


@dataclass(frozen=True)
class Put:
    """A letter put together."""

    pdf: bytes
    pages: int
    """With something on them."""
    sheets: int


class PrinterBusy(Exception):
    """All processes that read PDFs are at work: the letter can be made ready later."""


def opened(enclosures: Sequence[Enclosure]) -> list[Attached]:
    """Open the attachments for printing.

    Raises:
        NotPrintable: one that is no PDF, is damaged, encrypted, or takes too much to print; named.
        PrinterBusy: it cannot be said now.
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
    """One PDF, ready to be printed on both sides of the sheets.

    Raises:
        NotPrintable: together the files take too much.
        PrinterBusy: it cannot be done now.
    """
    try:
        together = reader.join([own_pages, *(item.placed.pdf for item in attached)])
    except PdfError as failure:
        raise _refusal("brevet", "the letter", failure.problem) from failure
    return Put(together.pdf, sum(together.pages_of_each), -(-together.pages // 2))


def one_after_another(letters: Sequence[bytes]) -> bytes:
    """Several letters as one PDF, each beginning on a new sheet.

    Raises:
        PdfError: they take too much, or no process is free.
    """
    return reader.join(letters).pdf


def _opened(enclosure: Enclosure) -> Attached:
    name = enclosure.filename
    try:
        placed = reader.place(enclosure.content, stamp.mark(), stamp.notice(), MOST_PAGES)
    except PdfError as failure:
        raise _refusal(f"bilagan {name}", f"the attachment {name}", failure.problem) from failure
    return Attached(name, placed)


_WHY: Final[Mapping[Problem, tuple[str, str]]] = {
    Problem.ENCRYPTED: ("är krypterad", "is encrypted"),
    Problem.DAMAGED: ("är ingen hel PDF", "is no complete PDF"),
    Problem.TOO_LARGE: ("är för stor för att skrivas ut", "is too large to be printed"),
    Problem.TOO_MANY_PAGES: (f"har mer än {MOST_PAGES} sidor", f"has more than {MOST_PAGES} pages"),
    Problem.TOO_SLOW: ("tar för lång tid att skriva ut", "takes too long to print"),
    Problem.TOO_MUCH_MEMORY: ("kräver för mycket minne för att skrivas ut", "needs too much memory to be printed"),
}


def _refusal(swedish: str, english: str, problem: Problem) -> NotPrintable | PrinterBusy:
    if problem is Problem.BUSY:
        return PrinterBusy()
    why = _WHY[problem]
    return NotPrintable(f"{swedish} {why[0]}", f"{english} {why[1]}")
