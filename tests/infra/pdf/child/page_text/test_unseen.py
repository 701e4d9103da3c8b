"""Text that nobody sees on a page is not read out, and all that is seen is."""

import pytest

from infra.pdf import reader
from tests.infra.pdf.making import A4, HELVETICA, form, one_page, says, stream

FONT = "/Resources<</Font<</F1 5 0 R>>>>"
PLACE = (60, 700)
AREA = "50 690 300 30 re f\n"
GREY = stream(
    bytes([0, 255] * 8), "/Type/XObject/Subtype/Image/Width 4/Height 4/BitsPerComponent 8/ColorSpace/DeviceGray"
)


def lines_of(content: bytes) -> list[str]:
    read = reader.read_pdf(content, 1).pages[0].text.splitlines()
    laid_over = reader.read_lines(content, 1)
    assert laid_over is not None
    assert sorted(line.text for line in laid_over.lines) == sorted(read)
    return read


@pytest.mark.parametrize("colour", ["1 g", "0.99 g", "1 1 1 rg", "0 0 0 0 k"])
@pytest.mark.parametrize("turn", [0, 90, 270])
def test_white_text_on_white_is_not_read(colour: str, turn: int) -> None:
    content = f"{says('Syns')}{colour} {says('dolt', at=PLACE)}"

    assert lines_of(one_page(content, page=f"{A4}/Rotate {turn}")) == ["Syns"]


@pytest.mark.parametrize("ground", ["0 g", "0.5 g", "0 0 1 rg"])
def test_white_text_on_a_dark_ground_is_read(ground: str) -> None:
    assert lines_of(one_page(f"{says('Syns')}{ground} {AREA}1 g {says('Vitt', at=PLACE)}")) == ["Syns", "Vitt"]


def test_white_text_on_a_picture_is_read() -> None:
    content = f"q 300 0 0 30 50 690 cm /I Do Q 1 g {says('Vitt', at=PLACE)}"

    assert lines_of(one_page(content, resources="/XObject<</I 6 0 R>>", more=[GREY])) == ["Vitt"]


@pytest.mark.parametrize("colour", ["0 g", "1 0 0 rg"])
def test_text_in_the_colour_of_its_ground_is_not_read(colour: str) -> None:
    assert lines_of(one_page(f"{says('Syns')}{colour} {AREA}{says('dolt', at=PLACE)}")) == ["Syns"]


def test_text_that_an_area_covers_is_not_read() -> None:
    assert lines_of(one_page(f"{says('Syns')}{says('dolt', at=PLACE)}0.2 g {AREA}")) == ["Syns"]


def test_dark_text_on_a_light_area_is_read() -> None:
    assert lines_of(one_page(f"0.9 g {AREA}0 g {says('Rad', at=PLACE)}")) == ["Rad"]


def test_transparent_text_is_not_read() -> None:
    content = f"{says('Syns')}q /G gs {says('dolt', at=PLACE)}Q"

    assert lines_of(one_page(content, resources="/ExtGState<</G<</ca 0>>>>")) == ["Syns"]


def test_a_speck_is_not_read_and_a_full_stop_is() -> None:
    speck = says("dolt", at=PLACE).replace("14 Tf", "0.1 Tf")

    assert lines_of(one_page(says("Syns") + speck + says(".", 6, (60, 600)))) == ["Syns", "."]


def test_text_that_a_scanner_has_recognised_is_read() -> None:
    content = f"q 500 0 0 100 50 650 cm /I Do Q 3 Tr {says('Inskannat', at=PLACE)}"

    assert lines_of(one_page(content, resources="/XObject<</I 6 0 R>>", more=[GREY])) == ["Inskannat"]


def test_invisible_text_over_nothing_is_not_read() -> None:
    assert lines_of(one_page(f"{says('Syns')}3 Tr {says('dolt', at=PLACE)}")) == ["Syns"]


def test_hidden_text_within_moved_forms_is_found() -> None:
    content = f"{says('Syns')}q 0.5 0 0 0.5 0 0 cm /X Do Q"
    hidden = form(f"1 g {says('dolt', at=PLACE)}", FONT)

    assert lines_of(one_page(content, resources="/XObject<</X 6 0 R>>", more=[hidden])) == ["Syns"]


def test_letters_without_a_glyph_are_named_also_on_a_ground_of_one_colour() -> None:
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/Arial/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        "/Subtype/CIDFontType2/BaseFont/Arial/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"
    )
    content = one_page("0.9 g 0 0 595 842 re f 0 g BT /F1 14 Tf 60 760 Td <00480049> Tj ET")
    page = reader.read_pdf(content.replace(HELVETICA.encode(), font.encode()), 1).pages[0]

    assert (page.text, page.missing_glyphs) == ("HI", "HI")


def test_a_page_of_very_many_texts_and_areas_is_read_within_its_time() -> None:
    content = "".join(
        f"0.9 g {x} {y} 9 5 re f 0 g {says('a', 4, (x, y))}" for x in range(0, 590, 10) for y in range(0, 800, 10)
    )

    assert reader.read_pdf(one_page(content), 1).pages[0].text.startswith("a")


@pytest.mark.parametrize("text", ["|", "l", "-", "I"])
@pytest.mark.parametrize("size", [9, 40, 72])
@pytest.mark.parametrize(
    "ground",
    ["0 g 20 600 500 150 re f 1 g ", "0 g 20 600 500 1 re 20 749 500 1 re f "],
    ids=["white on black", "black within a frame"],
)
def test_a_bar_that_fills_its_own_place_is_read(ground: str, size: int, text: str) -> None:
    assert lines_of(one_page(ground + says(text, size, PLACE))) == [text]


def test_text_of_a_form_in_inches_is_read() -> None:
    inches = form("BT /F1 0.2 Tf 1 5 Td (Tum) Tj ET", FONT)

    assert lines_of(one_page("q 72 0 0 72 0 0 cm /X Do Q", resources="/XObject<</X 6 0 R>>", more=[inches])) == [
        "Tum"
    ]


def test_letters_that_are_bitmaps_are_read() -> None:
    """Their fonts have the size one, and their letters the sizes of pixels."""
    font = (
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 100 100]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>"
        "/FirstChar 97/LastChar 97/Encoding<</Type/Encoding/Differences[97/a]>>/Widths[60]/Resources<<>>>>"
    )
    content = one_page(
        "q 0.12 0 0 0.12 0 0 cm BT /F1 1 Tf 500 5000 Td (aaa) Tj ET Q",
        more=[stream("60 0 0 0 50 80 d1 0 0 50 80 re f")],
    )

    assert reader.read_pdf(content.replace(HELVETICA.encode(), font.encode()), 1).pages[0].text == "aaa"


def test_recognised_text_on_two_strips_of_a_picture_is_read() -> None:
    strips = "".join(f"q 500 0 0 15 50 {y} cm /I Do Q " for y in (690, 705))
    content = f"{strips}3 Tr {says('Inskannat', at=PLACE)}"

    assert lines_of(one_page(content, resources="/XObject<</I 6 0 R>>", more=[GREY])) == ["Inskannat"]


@pytest.mark.parametrize("box", [A4, "/MediaBox[0 0 14400 14400]"], ids=["a letter", "a plan"])
def test_marked_text_is_read(box: str) -> None:
    content = f"0 g {says('Viktigt', at=PLACE)}/G gs 1 1 0 rg {AREA}"

    assert lines_of(one_page(content, page=box, resources="/ExtGState<</G<</BM/Multiply>>>>")) == ["Viktigt"]


@pytest.mark.parametrize("page", [f"{A4}/CropBox[40 600 500 800]/Rotate 90", "/MediaBox[-100 -100 495 742]"])
def test_white_and_hidden_text_are_told_apart_on_moved_pages(page: str) -> None:
    content = f"0 g {AREA}1 g {says('Vitt', at=PLACE)}{says('dolt', at=(60, 640))}"

    assert lines_of(one_page(content, page=page)) == ["Vitt"]


@pytest.mark.parametrize("size", [5, 8, 12])
@pytest.mark.parametrize("grey", [0.8, 0.93])
def test_light_small_print_is_read(grey: float, size: int) -> None:
    assert lines_of(one_page(f"{grey} g {says('Finstilt', size, PLACE)}")) == ["Finstilt"]
