"""Attachments on sheets of A4, and the letter as one PDF; what cannot be printed is named in both languages."""

from collections.abc import Sequence

import pytest

from infra.pdf import reader
from infra.pdf.problems import PdfError, PdfProblem
from infra.texts import Text
from print_supplier.errors import NotPrintable, PrinterBusy
from print_supplier.paper import merging, stamp
from print_supplier.paper.content import AttachedFile
from tests.print_supplier.pdf_files import encrypted, pages_of, pdf, words_on


def attachment(content: bytes, name: str = "fil.pdf", content_type: str = "application/pdf") -> AttachedFile:
    return AttachedFile(name, content_type, content)


def refusal_of(*attachments: AttachedFile) -> Text:
    with pytest.raises(NotPrintable) as refusal:
        merging.place_attachments(attachments)
    return refusal.value.text


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> "Failing":
    return Failing(monkeypatch)


class Failing:
    """Lets the reading of PDFs fail with a problem."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def place_with(self, problem: PdfProblem) -> None:
        def place(content: bytes, mark: bytes, notice: bytes, max_pages: int) -> reader.PlacedDocument:
            raise PdfError(problem)

        self._monkeypatch.setattr(reader, "place_on_sheets", place)

    def join_with(self, problem: PdfProblem) -> None:
        def join(documents: Sequence[bytes]) -> reader.JoinedDocument:
            raise PdfError(problem)

        self._monkeypatch.setattr(reader, "join_documents", join)


def test_all_files_that_are_no_pdf_are_named_at_once() -> None:
    text = refusal_of(
        attachment(b"PK", "brev.doc", "application/msword"),
        attachment(pdf()),
        attachment(b"x", "tid.ics", "text/calendar"),
    )

    assert text == Text(
        "bara PDF kan skrivas ut, men brevet har brev.doc (application/msword), tid.ics (text/calendar)",
        "only PDF can be printed, but the letter has brev.doc (application/msword), tid.ics (text/calendar)",
    )


def test_an_encrypted_file_is_named_in_both_languages() -> None:
    assert refusal_of(attachment(encrypted(), "last.pdf")) == Text(
        "bilagan last.pdf är krypterad", "the attachment last.pdf is encrypted"
    )


def test_a_name_with_braces_is_written_as_it_is() -> None:
    assert refusal_of(attachment(b"", "{0}{name}.pdf")).swedish == "bilagan {0}{name}.pdf är ingen hel PDF"


@pytest.mark.parametrize("problem", [problem for problem in PdfProblem if problem is not PdfProblem.BUSY])
def test_every_problem_of_an_attachment_has_its_text(problem: PdfProblem, failing: Failing) -> None:
    failing.place_with(problem)

    text = refusal_of(attachment(pdf()))

    assert text.swedish.startswith("bilagan fil.pdf ")
    assert text.english.startswith("the attachment fil.pdf ")
    assert "{" not in text.on_wire


@pytest.mark.parametrize("problem", [problem for problem in PdfProblem if problem is not PdfProblem.BUSY])
def test_every_problem_of_the_whole_letter_has_its_text(problem: PdfProblem, failing: Failing) -> None:
    failing.join_with(problem)

    with pytest.raises(NotPrintable) as refusal:
        merging.merge_letter(pdf(), [])

    assert refusal.value.text.swedish.startswith("brevet ")
    assert refusal.value.text.english.startswith("the letter ")


def test_when_no_process_is_free_the_letter_can_be_tried_later(failing: Failing) -> None:
    failing.place_with(PdfProblem.BUSY)
    failing.join_with(PdfProblem.BUSY)

    with pytest.raises(PrinterBusy) as busy:
        merging.place_attachments([attachment(pdf())])
    with pytest.raises(PrinterBusy):
        merging.merge_letter(pdf(), [])

    assert busy.value.text == Text("skrivaren har fullt upp med andra brev", "printing is busy with other letters")


@pytest.mark.parametrize(
    ("own", "attached", "pages", "sheets"),
    [
        (1, [], 1, 1),
        (2, [], 2, 1),
        (3, [], 3, 2),
        (1, [1], 2, 2),
        (2, [2], 4, 2),
        (1, [1, 1], 3, 3),
        (2, [3, 1], 6, 4),
    ],
)
def test_pages_and_sheets_are_counted(own: int, attached: list[int], pages: int, sheets: int) -> None:
    attachments = merging.place_attachments([attachment(pdf(count)) for count in attached])

    merged = merging.merge_letter(pdf(own), attachments)

    assert (merged.pages, merged.sheets) == (pages, sheets)


def test_the_mark_is_one_line_in_the_bottom_margin() -> None:
    [mark] = words_on(stamp.simulation_mark())

    assert mark.text == stamp.TEXT
    assert 285 < mark.top < mark.bottom < 297


def test_the_notice_says_what_the_reader_can_do() -> None:
    [text] = pages_of(stamp.damage_notice())

    assert "Kontakta avsändaren" in text
