"""A PDF as pictures and text, for usual and odd files."""

import io
import threading

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from infra.pdf.child.drawing import MAX_PIXELS
from infra.pdf.problems import PdfError, PdfProblem
from mailbox_ui.letter import pdf_pages
from tests.infra.pdf.making import one_page
from tests.mailbox_ui import factories as make

PDF = make.pdf(pages=2)
LONG = make.pdf(pages=203)


def sized(width: float, height: float) -> bytes:
    made = FPDF(unit="pt", format=(width, height))
    made.add_page()
    return bytes(made.output())


def drawn(content: bytes, number: int = 1) -> Image.Image:
    picture = pdf_pages.draw_page(content, number)
    assert picture is not None
    return Image.open(io.BytesIO(picture))


def test_every_page_has_its_number_and_its_text() -> None:
    document = pdf_pages.read_pdf(PDF)

    assert [(page.number, page.text) for page in document.pages] == [
        (1, f"{make.SECRET} sida 1"),
        (2, f"{make.SECRET} sida 2"),
    ]
    assert not document.is_cut


def test_a_page_is_drawn_sharp_and_as_large_as_was_said() -> None:
    page = pdf_pages.read_pdf(PDF).pages[0]

    assert drawn(PDF).size == (page.width, page.height)
    assert abs(page.width - pdf_pages.TARGET_WIDTH) <= 1
    assert len(drawn(PDF).convert("L").getcolors() or []) > 2


def test_a_page_without_colours_is_a_smaller_picture_and_one_with_them_keeps_them() -> None:
    red = one_page("1 0 0 rg 100 100 200 200 re f")

    assert drawn(PDF).mode == "L"
    assert (255, 0, 0) in {colour for _, colour in drawn(red).convert("RGB").getcolors(1_000) or []}


@pytest.mark.parametrize("number", [0, 3, -1, 10**9])
def test_a_page_that_is_not_there_is_not_drawn(number: int) -> None:
    assert pdf_pages.draw_page(PDF, number) is None


@pytest.mark.parametrize(("width", "height"), [(14_000, 14_000), (20, 14_000), (14_000, 20), (3, 3)])
def test_no_page_however_odd_takes_much_memory(width: float, height: float) -> None:
    made = drawn(sized(width, height))

    assert made.width * made.height <= MAX_PIXELS * 1.01
    assert made.width <= pdf_pages.TARGET_WIDTH + 1


@pytest.mark.parametrize(
    ("asked", "shown", "before", "after"),
    [
        (1, (1, 100), None, (101, 200)),
        (100, (1, 100), None, (101, 200)),
        (101, (101, 200), (1, 100), (201, 203)),
        (203, (201, 203), (101, 200), None),
        (204, (201, 203), (101, 200), None),
        (999, (1, 100), None, (101, 200)),
        (0, (1, 100), None, (101, 200)),
        (10**9, (1, 100), None, (101, 200)),
    ],
)
def test_a_long_document_is_shown_in_parts_of_a_hundred_pages(
    asked: int, shown: tuple[int, int], before: tuple[int, int] | None, after: tuple[int, int] | None
) -> None:
    measured = pdf_pages.measure_pages(LONG, asked)

    assert (measured.shown, measured.before, measured.after) == (shown, before, after)
    assert [page.number for page in measured.pages] == list(range(shown[0], shown[1] + 1))
    assert (measured.page_count, measured.is_cut) == (203, True)


def test_the_text_and_the_picture_of_a_late_page_are_its_own() -> None:
    document = pdf_pages.read_pdf(LONG, 150)

    assert document.pages[49].text == f"{make.SECRET} sida 150"
    assert drawn(LONG, 203).width == document.pages[0].width
    assert pdf_pages.draw_page(LONG, 204) is None


def test_all_parts_are_read_one_after_another() -> None:
    pages = pdf_pages.read_parts(LONG)

    assert [page.number for page in pages] == list(range(1, 204))


def test_a_locked_file_is_recognised() -> None:
    with pytest.raises(PdfError) as refusal:
        pdf_pages.read_pdf(make.pdf(password="hemlig"))

    assert refusal.value.problem is PdfProblem.ENCRYPTED


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"<html>", b"\x00" * 500, PDF[:200]], ids=["empty", "head", "html", "nul", "cut"]
)
def test_a_damaged_file_is_recognised(content: bytes) -> None:
    with pytest.raises(PdfError) as refusal:
        pdf_pages.read_pdf(content)

    assert refusal.value.problem is PdfProblem.DAMAGED


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PDF) - 1), st.binary(min_size=1, max_size=20))
def test_a_file_with_bytes_changed_is_shown_or_refused_but_never_fails_otherwise(at: int, with_: bytes) -> None:
    content = PDF[:at] + with_ + PDF[at + len(with_) :]
    try:
        pdf_pages.read_pdf(content)
        pdf_pages.draw_page(content, 1)
    except PdfError:
        pass


def test_many_readers_at_once_get_their_pages() -> None:
    results: list[int] = []

    def look() -> None:
        results.append(len(pdf_pages.read_pdf(PDF).pages) + drawn(PDF).width - drawn(PDF, 2).width)

    readers = [threading.Thread(target=look) for _ in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert results == [2] * 6
