"""What comes out of a printer when somebody prints a page of the mailbox."""

from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import expect

from mailbox_operator.models import Message
from tests.browsing import Browse
from tests.infra.pdf.making import one_page
from tests.mailbox_ui import factories as make
from tests.mailbox_ui.browser import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

AT = "/post/minmyndighetspost.se"
A4_MM = (210, 297)
SOME_INK = 20
"""Dark dots at 36 to the inch: a few letters, and more than a broken picture."""


def letter_with(file: bytes, body: str = "<p>Hej!</p>") -> Message:
    box = make.mailbox(make.ANNA)
    return make.message(box, subject="Beslut", body=body, files=(("Beslut.pdf", "application/pdf", file),))


def printed(site: Site) -> list[tuple[tuple[int, int], bool]]:
    """Of each sheet: its size in millimetres, and whether something is on it."""
    document = pypdfium2.PdfDocument(BytesIO(site.page.pdf(prefer_css_page_size=True)))
    sheets = []
    for page in document:
        width, height = (round(points / 72 * 25.4) for points in page.get_size())
        ink = sum(page.render(scale=0.5).to_pil().convert("L").histogram()[:128])
        sheets.append(((width, height), ink > SOME_INK))
    document.close()
    return sheets


def open_attachment(browse: Browse, letter: Message, how: str = "") -> Site:
    site = browse()
    site.log_in(make.ANNA)
    site.open(f"{AT}/meddelande/{letter.public_id}/bilaga/1/{how}")
    return site


def test_an_attachment_prints_as_its_own_pages_and_no_blank_ones(browse: Browse) -> None:
    site = open_attachment(browse, letter_with(make.pdf(pages=30)))
    site.page.evaluate("() => { window.print = () => { document.title = 'utskriven' } }")

    site.page.get_by_role("button", name="Skriv ut").click()

    expect(site.page).to_have_title("utskriven", timeout=60_000)
    assert printed(site) == [(A4_MM, True)] * 30


def test_a_page_that_lies_down_prints_on_a_sheet_that_lies_down(browse: Browse) -> None:
    site = open_attachment(browse, letter_with(one_page("0 0 800 500 re f", page="/MediaBox[0 0 842 595]")))
    expect(site.page.locator(".page img")).to_have_js_property("complete", True)

    assert printed(site) == [((297, 210), True)]


def test_the_text_of_an_attachment_prints_without_blank_sheets(browse: Browse) -> None:
    site = open_attachment(browse, letter_with(make.pdf(pages=30)), "?som=text")

    sheets = printed(site)

    assert len(sheets) < 10
    assert all(has_ink for _, has_ink in sheets)


def printed_texts(site: Site) -> list[str]:
    document = pypdfium2.PdfDocument(BytesIO(site.page.pdf(prefer_css_page_size=True)))
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return texts


@pytest.mark.parametrize("paragraphs", [3, 120])
def test_the_text_of_a_letter_begins_on_its_first_sheet(browse: Browse, paragraphs: int) -> None:
    body = "".join(f"<p>Stycke {number}.</p>" for number in range(paragraphs))
    letter = letter_with(make.pdf(), body)
    site = browse()
    site.log_in(make.ANNA)
    site.open(f"{AT}/meddelande/{letter.public_id}/")
    expect(site.page.frame_locator("iframe").get_by_text(f"Stycke {paragraphs - 1}.")).to_be_visible()
    site.wait_for_whole_letter()

    sheets = printed_texts(site)

    assert "Stycke 0." in sheets[0]
    assert "Stycke 2." in sheets[0]
    assert all(f"Stycke {number}." in "".join(sheets) for number in range(paragraphs))


def test_a_long_letter_prints_to_its_end_without_blank_sheets(browse: Browse) -> None:
    letter = letter_with(make.pdf(), "<h1>Beslut</h1>" + "<p>Text om åtgärden.</p>" * 300)
    site = browse()
    site.log_in(make.ANNA)
    site.open(f"{AT}/meddelande/{letter.public_id}/")
    site.wait_for_whole_letter()

    sheets = printed(site)

    assert 5 < len(sheets) < 25
    assert all(has_ink for _, has_ink in sheets)
