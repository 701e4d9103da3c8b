"""Files that are cut off or point to what is not there are shown as far as any viewer would show them."""

from collections.abc import Callable

import pytest

from infra.pdf import reader
from infra.pdf.problems import PdfError, PdfProblem
from print_supplier.errors import NotPrintable
from tests.infra.pdf.making import A4, assembled, one_page, says, stream
from tests.print_supplier.paper.test_paper_and_screen import on_paper, require_same

WHOLE = one_page(says("Hela brevet"))
TABLE = WHOLE.index(b"xref\n")


@pytest.mark.parametrize(
    "content",
    [
        WHOLE[:TABLE],
        WHOLE[:-40],
        WHOLE[: TABLE + 30],
        WHOLE[:TABLE] + b"<</Root 1 0 R/Size 6>>",
        WHOLE[:-60] + b"\0" * 99,
    ],
    ids=["no table", "no end", "half a table", "no trailer", "filled up"],
)
def test_a_file_without_its_end_is_shown(content: bytes) -> None:
    assert reader.read_pdf(content, 1).pages[0].text == "Hela brevet"
    require_same(content)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.7\n/Type/Catalog", b"%PDF-1.7\n9 0 obj<</Type/Catalog>>"]
)
def test_a_file_without_pages_stays_damaged(content: bytes) -> None:
    with pytest.raises(PdfError) as failure:
        reader.read_pdf(content, 1)

    assert failure.value.problem is PdfProblem.DAMAGED


def test_a_page_that_is_not_there_does_not_keep_the_others_from_paper() -> None:
    content = assembled(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[9 0 R 3 0 R]/Count 2>>",
            f"<</Type/Page/Parent 2 0 R{A4}/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            stream(says("Finns")),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )

    paper = on_paper(content)

    assert [page.problem for page in reader.read_pdf(content, 2).pages] == [PdfProblem.DAMAGED, None]
    notice, page = (page.text for page in reader.read_pdf(paper, 2).pages)
    assert "är skadad" in notice
    assert "Finns" in page


@pytest.mark.parametrize("read", [lambda pdf: reader.read_pdf(pdf, 1), lambda pdf: reader.draw_page(pdf, 1)])
def test_a_form_that_only_adobes_reader_makes_pages_of_is_named(read: Callable[[bytes], object]) -> None:
    with pytest.raises(PdfError) as failure:
        read(xfa("/NeedsRendering true"))

    assert failure.value.problem is PdfProblem.DYNAMIC_FORM


def test_such_a_form_is_not_printed_with_its_page_that_asks_to_wait() -> None:
    with pytest.raises(NotPrintable) as refusal:
        on_paper(xfa("/NeedsRendering true"))

    assert "formulär (XFA)" in refusal.value.text.swedish


def test_a_form_with_pages_of_its_own_is_shown() -> None:
    assert reader.read_pdf(xfa(""), 1).pages[0].text == "Please wait..."


def xfa(entries: str) -> bytes:
    template = '<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"/>'
    catalogue = f"{entries}/AcroForm<</Fields[]/XFA[(template)6 0 R]>>"
    return one_page(says("Please wait..."), catalogue=catalogue, more=[stream(template)])
