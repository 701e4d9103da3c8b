"""The places of a page's lines, and the sizes of all pages."""

import pytest
from fpdf import FPDF

from infra.pdf import reader
from infra.pdf.problems import PdfError, PdfProblem
from tests.infra.pdf import difficult, harmful
from tests.infra.pdf.making import one_page


def document(*, turned: bool = False) -> bytes:
    made = FPDF(unit="pt", format=(400, 600))
    made.set_font("Helvetica", size=20)
    made.add_page()
    if turned:
        with made.rotation(90, x=200, y=300):
            made.text(200, 300, "Upprätt rad")
    else:
        made.text(50, 120, "Rad ett, åäö")
        made.text(50, 160, "Rad två")
    return bytes(made.output())


def test_a_line_stands_where_its_words_are_drawn() -> None:
    page = reader.read_lines(document(), 1)

    assert page is not None
    assert (page.width, page.height) == (400, 600)
    assert [line.text for line in page.lines] == ["Rad ett, åäö", "Rad två"]
    first, second = page.lines
    assert first.left == pytest.approx(50, abs=3)
    assert first.top + first.height == pytest.approx(120, abs=6)
    assert second.top - first.top == pytest.approx(40, abs=2)
    assert first.width > second.width > 50
    assert first.angle == 0


def test_a_line_that_is_turned_says_by_how_much() -> None:
    page = reader.read_lines(document(turned=True), 1)

    assert page is not None
    [line] = page.lines
    assert line.text == "Upprätt rad"
    assert line.angle == 270
    assert line.height > line.width


def test_a_page_that_is_turned_has_its_lines_where_they_are_seen() -> None:
    content = one_page(
        "BT /F1 20 Tf 50 480 Td (Hej) Tj ET",
        page="/MediaBox[0 0 400 600]/Rotate 90"
        "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
    )

    page = reader.read_lines(content, 1)

    assert page is not None
    assert (page.width, page.height) == (600, 400)
    [line] = page.lines
    assert line.angle == 90
    assert line.left == pytest.approx(480, abs=8)
    assert line.top == pytest.approx(50, abs=8)


def test_a_page_that_is_not_there_has_no_lines() -> None:
    assert reader.read_lines(document(), 2) is None


def test_what_a_form_is_filled_with_can_be_selected() -> None:
    page = reader.read_lines(difficult.filled_form(), 1)

    assert page is not None
    assert "500 kr" in " ".join(line.text for line in page.lines)


def test_a_hidden_layer_has_no_lines() -> None:
    page = reader.read_lines(difficult.hidden_layer(), 1)

    assert page is not None
    assert page.lines == []


def test_sizes_are_those_on_paper_and_of_the_pictures() -> None:
    made = FPDF(unit="pt", format=(400, 600))
    made.add_page()
    made.add_page(format=(700, 300))

    found = reader.measure_pages(bytes(made.output()), 10)

    assert found.page_count == 2
    assert [page.points for page in found.pages] == [(400, 600), (700, 300)]
    assert [page.width for page in found.pages] == [1400, 1400]
    assert found.pages[0].height == 2100


def test_only_the_first_pages_are_measured() -> None:
    made = FPDF()
    for _ in range(5):
        made.add_page()

    found = reader.measure_pages(bytes(made.output()), 3)

    assert (found.page_count, len(found.pages)) == (5, 3)


def test_pages_are_measured_and_read_from_any_of_them_on() -> None:
    made = FPDF()
    for number in range(1, 6):
        made.add_page(format=(100 * number, 500))
    content = bytes(made.output())

    measured, read = reader.measure_pages(content, 2, first=3), reader.read_pdf(content, 2, first=5)

    assert [(page.number, page.width > page.height) for page in measured.pages] == [(3, False), (4, False)]
    assert [page.number for page in read.pages] == [5]
    assert (measured.page_count, read.page_count) == (5, 5)
    assert reader.measure_pages(content, 2, first=6).pages == []


def test_a_bad_page_is_named_among_good_ones() -> None:
    found = reader.measure_pages(difficult.one_bad_page(), 10)

    assert [page.problem for page in found.pages] == [None, PdfProblem.DAMAGED, None]


def test_a_file_that_takes_too_much_is_stopped() -> None:
    with pytest.raises(PdfError) as refusal:
        reader.read_lines(harmful.drawing_itself_twice(), 1)

    assert refusal.value.problem in {PdfProblem.TOO_SLOW, PdfProblem.TOO_MUCH_MEMORY}
