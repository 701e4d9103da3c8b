"""Documents brought onto sheets of A4, and put one after another for printing on both sides."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from infra.pdf import reader
from infra.pdf.child.drawing import MAX_PIXELS, MAX_SCALE, scale_for
from infra.pdf.problems import PdfError, PdfProblem
from tests.infra.pdf import difficult
from tests.infra.pdf.making import A4, assembled, one_page, says

MARK = one_page(says("MARK", at=(60, 20)))
NOTICE = one_page(says("NOTICE"))


def document(pages: int, text: str = "Sida") -> bytes:
    """So many pages, each with the text and its number."""
    first = 3
    kids = " ".join(f"{first + number} 0 R" for number in range(pages))
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page_objects = [
        f"<</Type/Page/Parent 2 0 R/Contents {first + pages + number} 0 R/Resources<</Font<</F1 {font}>>>>{A4}>>"
        for number in range(pages)
    ]
    contents = [says(f"{text} {number + 1}") for number in range(pages)]
    streams = [f"<</Length {len(content)}>>stream\n{content}\nendstream" for content in contents]
    return assembled(
        ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {pages}>>", *page_objects, *streams]
    )


def place(content: bytes, max_pages: int = 10) -> reader.PlacedDocument:
    return reader.place_on_sheets(content, MARK, NOTICE, max_pages)


def texts_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def problem_of(ask: Callable[[], object]) -> PdfProblem:
    with pytest.raises(PdfError) as failure:
        ask()
    return failure.value.problem


def test_every_placed_page_is_a4_and_has_its_text_and_the_mark() -> None:
    placed = place(document(3))

    assert (placed.pages, list(placed.bad_pages)) == (3, [])
    for number, (page, text) in enumerate(
        zip(PdfReader(BytesIO(placed.pdf)).pages, texts_of(placed.pdf), strict=True), start=1
    ):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        assert f"Sida {number}" in text
        assert "MARK" in text


def test_a_notice_with_the_mark_stands_for_a_bad_page() -> None:
    placed = place(difficult.one_bad_page())

    first, second, third = texts_of(placed.pdf)
    assert list(placed.bad_pages) == [2]
    assert "NOTICE" in second
    assert "NOTICE" not in first + third
    assert all("MARK" in text for text in (first, second, third))


def test_a_document_of_bad_pages_alone_is_damaged() -> None:
    bad = one_page("", page=f"{A4}/CropBox[600 900 800 1000]")

    assert problem_of(lambda: place(bad)) is PdfProblem.DAMAGED


def test_a_document_of_too_many_pages_is_refused() -> None:
    assert place(document(4), max_pages=4).pages == 4
    assert problem_of(lambda: place(document(5), max_pages=4)) is PdfProblem.TOO_MANY_PAGES


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7"])
def test_a_file_that_is_no_pdf_is_damaged(content: bytes) -> None:
    assert problem_of(lambda: place(content)) is PdfProblem.DAMAGED


def test_fonts_that_are_not_embedded_are_named_once() -> None:
    assert list(place(document(3)).missing_fonts) == ["Helvetica"]


def test_a_file_beyond_the_allowed_size_is_not_placed() -> None:
    assert problem_of(lambda: place(bytes(reader.MAX_INPUT + 1))) is PdfProblem.TOO_LARGE


@pytest.mark.parametrize(
    ("counts", "texts"),
    [
        ((1,), ["A 1"]),
        ((2, 1), ["A 1", "A 2", "B 1"]),
        ((1, 1), ["A 1", "", "B 1"]),
        ((3, 2, 1), ["A 1", "A 2", "A 3", "", "B 1", "B 2", "C 1"]),
    ],
)
def test_each_document_begins_on_a_sheet_of_its_own(counts: tuple[int, ...], texts: list[str]) -> None:
    joined = reader.join_documents([document(count, name) for count, name in zip(counts, "ABC", strict=False)])

    assert [text.strip() for text in texts_of(joined.pdf)] == texts
    assert (joined.pages, list(joined.pages_of_each)) == (len(texts), list(counts))


def test_a_damaged_document_among_others_is_told() -> None:
    assert problem_of(lambda: reader.join_documents([document(1), b"no PDF"])) is PdfProblem.DAMAGED


@pytest.mark.parametrize(
    ("width", "height", "wanted", "scale"),
    [
        (595, 842, 595, 1.0),
        (595, 842, 1_190, 2.0),
        (100, 100, 1_400, MAX_SCALE),
        (1, 1, 1_400, MAX_SCALE),
    ],
)
def test_a_picture_is_as_wide_as_is_wanted_and_never_enlarged_beyond_reason(
    width: float, height: float, wanted: int, scale: float
) -> None:
    assert scale_for(width, height, wanted) == pytest.approx(scale)


@pytest.mark.parametrize(("width", "height"), [(10, 14_400), (14_400, 14_400), (600, 100_000)])
def test_no_picture_has_more_dots_than_are_allowed(width: float, height: float) -> None:
    scale = scale_for(width, height, 1_400)

    assert width * scale * height * scale <= MAX_PIXELS * 1.001
