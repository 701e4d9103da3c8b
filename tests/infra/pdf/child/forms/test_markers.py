"""Marked text is seen through its marker, whatever the program that marked it wrote."""

import io

import pytest
from PIL import Image

from infra.pdf import reader
from tests.infra.pdf.making import A4, form, one_page, says
from tests.print_supplier.paper.test_paper_and_screen import require_same

MARKER = (
    "/Type/Annot/Subtype/Highlight/F 4/C[1 1 0]/Rect[55 690 200 720]/QuadPoints[55 720 200 720 55 690 200 690]"
)
BAR = "1 1 0 rg 0 0 145 30 re f"
MIXING = "/Resources<</ExtGState<</G<</BM/Multiply>>>>>>"


def marked(picture: bytes | None) -> bytes:
    annotation = f"<<{MARKER}{'/AP<</N 7 0 R>>' if picture else ''}>>"
    content = says("Viktig rad", at=(60, 700))
    return one_page(content, page=f"{A4}/Annots[6 0 R]", more=[annotation, *([picture] if picture else [])])


@pytest.mark.parametrize(
    "picture",
    [
        None,
        form(BAR, "", "0 0 145 30"),
        form(BAR, "", "0 0 145 30", packed=True),
        form(BAR, "/Group<</S/Transparency/I true>>", "0 0 145 30"),
        form(BAR, "/Resources<</ExtGState<</A<</ca 1>>>>>>", "0 0 145 30"),
        form(f"/G gs {BAR}", MIXING, "0 0 145 30"),
    ],
    ids=["none", "opaque", "packed", "group", "states", "mixing"],
)
def test_a_marker_shows_the_text_that_it_marks(picture: bytes | None) -> None:
    content = marked(picture)
    drawn = reader.draw_page(content, 1)

    assert reader.read_pdf(content, 1).pages[0].text == "Viktig rad"
    assert drawn is not None
    page = Image.open(io.BytesIO(drawn)).convert("RGB")
    scale = page.width / 595
    box = page.crop((round(56 * scale), round(125 * scale), round(199 * scale), round(150 * scale)))
    red, blue = (band.histogram() for band in (box.getchannel("R"), box.getchannel("B")))
    assert (red[255] > 0, blue[0] > 0) == (True, True), "yellow"
    assert sum(red[:60]) > 0, "with dark letters"
    require_same(content)


def test_a_black_bar_over_text_stays_black() -> None:
    content = marked(form("0 g 0 0 145 30 re f", "", "0 0 145 30"))

    assert reader.read_pdf(content, 1).pages[0].text == ""
