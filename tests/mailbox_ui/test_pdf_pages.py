"""A PDF as pictures and text, whatever the file is like."""

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


def sized(width: float, height: float) -> bytes:
    made = FPDF(unit="pt", format=(width, height))
    made.add_page()
    return bytes(made.output())


def drawn(content: bytes, number: int = 1) -> Image.Image:
    picture = pdf_pages.picture(content, number)
    assert picture is not None
    return Image.open(io.BytesIO(picture))


def test_every_page_has_its_number_and_its_text() -> None:
    document = pdf_pages.read(PDF)

    assert [(page.number, page.text) for page in document.pages] == [
        (1, f"{make.SECRET} sida 1"),
        (2, f"{make.SECRET} sida 2"),
    ]
    assert not document.is_cut


def test_a_page_is_drawn_sharp_and_as_large_as_was_said() -> None:
    page = pdf_pages.read(PDF).pages[0]

    assert drawn(PDF).size == (page.width, page.height)
    assert abs(page.width - pdf_pages.TARGET_WIDTH) <= 1
    assert len(drawn(PDF).convert("L").getcolors() or []) > 2


def test_a_page_without_colours_is_a_smaller_picture_and_one_with_them_keeps_them() -> None:
    red = one_page("1 0 0 rg 100 100 200 200 re f")

    assert drawn(PDF).mode == "L"
    assert (255, 0, 0) in {colour for _, colour in drawn(red).convert("RGB").getcolors(1_000) or []}


@pytest.mark.parametrize("number", [0, 3, -1, 10**9])
def test_a_page_that_is_not_there_is_not_drawn(number: int) -> None:
    assert pdf_pages.picture(PDF, number) is None


@pytest.mark.parametrize(("width", "height"), [(14_000, 14_000), (20, 14_000), (14_000, 20), (3, 3)])
def test_no_page_however_odd_takes_much_memory(width: float, height: float) -> None:
    made = drawn(sized(width, height))

    assert made.width * made.height <= MAX_PIXELS * 1.01
    assert made.width <= pdf_pages.TARGET_WIDTH + 1


def test_a_long_document_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MAX_PAGES", 3)
    content = make.pdf(pages=5)

    document = pdf_pages.read(content)

    assert (len(document.pages), document.page_count, document.is_cut) == (3, 5, True)
    assert pdf_pages.picture(content, 4) is None


def test_a_locked_file_is_recognised() -> None:
    with pytest.raises(PdfError) as refusal:
        pdf_pages.read(make.pdf(password="hemlig"))

    assert refusal.value.problem is PdfProblem.ENCRYPTED


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"<html>", b"\x00" * 500, PDF[:200]], ids=["empty", "head", "html", "nul", "cut"]
)
def test_a_damaged_file_is_recognised(content: bytes) -> None:
    with pytest.raises(PdfError) as refusal:
        pdf_pages.read(content)

    assert refusal.value.problem is PdfProblem.DAMAGED


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PDF) - 1), st.binary(min_size=1, max_size=20))
def test_a_file_with_bytes_changed_is_shown_or_refused_but_never_fails_otherwise(at: int, with_: bytes) -> None:
    content = PDF[:at] + with_ + PDF[at + len(with_) :]
    try:
        pdf_pages.read(content)
        pdf_pages.picture(content, 1)
    except PdfError:
        pass


def test_many_readers_at_once_get_their_pages() -> None:
    results: list[int] = []

    def look() -> None:
        results.append(len(pdf_pages.read(PDF).pages) + drawn(PDF).width - drawn(PDF, 2).width)

    readers = [threading.Thread(target=look) for _ in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert results == [2] * 6
