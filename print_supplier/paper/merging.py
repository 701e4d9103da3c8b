"""A whole letter as one PDF: its own pages, then the attached PDFs, each on sheets of its own.

Sheets are printed on both sides. Each attachment begins on a new sheet, as the recipient may file it, sign it or
pass it on without the letter, and no page of one document may be on the back of another. That costs at most one
blank page for each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from infra.pdf import reader
from infra.pdf.problems import PdfError, PdfProblem
from infra.texts import Text
from print_supplier.errors import NotPrintable, PrinterBusy
from print_supplier.paper import stamp
from print_supplier.paper.content import AttachedFile

PDF: Final = "application/pdf"
MAX_PAGES: Final = 1_000
"""Of an attachment: far more than any envelope holds."""
THE_LETTER: Final = Text("brevet", "the letter")
THE_ATTACHMENT: Final = Text("bilagan {name}", "the attachment {name}")
ONLY_PDF: Final = Text(
    "bara PDF kan skrivas ut, men brevet har {files}", "only PDF can be printed, but the letter has {files}"
)
BUSY: Final = Text("skrivaren har fullt upp med andra brev", "printing is busy with other letters")
PROBLEMS: Final[Mapping[PdfProblem, Text]] = {
    PdfProblem.ENCRYPTED: Text("{file} är krypterad", "{file} is encrypted"),
    PdfProblem.DAMAGED: Text("{file} är ingen hel PDF", "{file} is no complete PDF"),
    PdfProblem.DYNAMIC_FORM: Text(
        "{file} är ett formulär (XFA), vars sidor bara Adobes läsare gör. Spara det som en vanlig PDF",
        "{file} is a form (XFA), whose pages only Adobe's reader makes. Save it as an ordinary PDF",
    ),
    PdfProblem.TOO_LARGE: Text("{file} är för stor för att skrivas ut", "{file} is too large to be printed"),
    PdfProblem.TOO_MANY_PAGES: Text(
        f"{{file}} har mer än {MAX_PAGES} sidor", f"{{file}} has more than {MAX_PAGES} pages"
    ),
    PdfProblem.TOO_SLOW: Text("{file} tar för lång tid att skriva ut", "{file} takes too long to print"),
    PdfProblem.TOO_MUCH_MEMORY: Text(
        "{file} kräver för mycket minne för att skrivas ut", "{file} needs too much memory to be printed"
    ),
}


@dataclass(frozen=True)
class PlacedAttachment:
    """An attachment on sheets of A4."""

    filename: str
    placed: reader.PlacedDocument


@dataclass(frozen=True)
class MergedPdf:
    """A whole letter, ready for the printer."""

    pdf: bytes
    pages: int
    """Without the blank ones."""
    sheets: int


def place_attachments(attachments: Sequence[AttachedFile]) -> list[PlacedAttachment]:
    """Bring the attachments onto sheets of A4.

    Raises:
        NotPrintable: an attachment is no PDF, is damaged, encrypted, or takes too much to print; it is named.
        PrinterBusy
    """
    others = [attachment for attachment in attachments if attachment.main_type != PDF]
    if others:
        files = ", ".join(f"{attachment.filename} ({attachment.main_type})" for attachment in others)
        raise NotPrintable.saying(ONLY_PDF.format(files=files))
    return [_place_attachment(attachment) for attachment in attachments]


def merge_letter(own_pages: bytes, attachments: Sequence[PlacedAttachment]) -> MergedPdf:
    """Put the letter's own pages and its attachments together, for printing on both sides.

    Raises:
        NotPrintable: together the files take too much.
        PrinterBusy
    """
    try:
        joined = reader.join_documents([own_pages, *(item.placed.pdf for item in attachments)])
    except PdfError as failure:
        raise _error_of(THE_LETTER, failure.problem) from failure
    return MergedPdf(joined.pdf, sum(joined.pages_of_each), -(-joined.pages // 2))


def _place_attachment(attachment: AttachedFile) -> PlacedAttachment:
    try:
        placed = reader.place_on_sheets(
            attachment.content, stamp.simulation_mark(), stamp.damage_notice(), MAX_PAGES
        )
    except PdfError as failure:
        raise _error_of(THE_ATTACHMENT.format(name=attachment.filename), failure.problem) from failure
    return PlacedAttachment(attachment.filename, placed)


def _error_of(file: Text, problem: PdfProblem) -> NotPrintable | PrinterBusy:
    if problem is PdfProblem.BUSY:
        return PrinterBusy.saying(BUSY)
    return NotPrintable.saying(PROBLEMS[problem].format(file=file))
