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


CLIPPED = "50 690 100 30 re W* n"


@pytest.mark.parametrize(
    "content",
    [
        f"q {CLIPPED} {says('dolt', at=(300, 700))}Q",
        f"q {CLIPPED} {says('dolt', at=(60, 300))}Q",
        f"q 0 0 600 850 re W n {CLIPPED} {says('dolt', at=(300, 700))}Q",
        f"q .5 0 0 .5 0 0 cm {CLIPPED} {says('dolt', at=(300, 700))}Q",
        f"q 50 690 m 150 690 l 100 720 l h W n {says('dolt', at=(300, 700))}Q",
        "q 1 0 0 1 0 200 cm /F Do Q",
        "q 0 1 -1 0 400 200 cm /F Do Q",
        "q 1 0 0 1 0 200 cm /G Do Q",
    ],
    ids=["right of it", "under it", "two areas", "scaled", "triangle", "form's box", "turned form", "in a form"],
)
def test_text_outside_the_area_that_is_drawn_is_not_read(content: str) -> None:
    cut = form(says("dolt", at=(200, 20)), FONT, "0 0 100 100")
    within = form(f"q 0 0 100 100 re W n {says('dolt', at=(200, 20))}Q", FONT)
    page = one_page(says("Syns") + content, resources="/XObject<</F 6 0 R/G 7 0 R>>", more=[cut, within])

    assert lines_of(page) == ["Syns"]


@pytest.mark.parametrize(
    "content",
    [
        f"q 50 690 200 30 re W* n {says('Rad', at=PLACE)}Q",
        f"q 0 0 595 842 re W n {says('Rad', at=PLACE)}Q",
        f"q 60 695 10 30 re W n {says('Rad', at=PLACE)}Q",
        f"q 250 730 -200 -40 re W n {says('Rad', at=PLACE)}Q",
        f"q 50 690 m 250 690 l 250 730 l 50 730 l h W n {says('Rad', at=PLACE)}Q",
        f"q 50 690 m 50 730 l 250 730 l 250 690 l h W* n {says('Rad', at=PLACE)}Q",
        f"q 150 700 m 150 760 50 760 50 700 c 50 640 150 640 150 700 c h W n {says('Rad', at=PLACE)}Q",
        f"q 1 0 0 1 50 690 cm 0 0 200 30 re W n {says('Rad', at=(10, 10))}Q",
        f"q 2 0 0 2 0 0 cm 25 345 100 15 re W n {says('Rad', 7, (30, 350))}Q",
        f"q 0 1 -1 0 595 0 cm 300 100 100 50 re W n {says('Rad', at=(310, 110))}Q",
        f"q 50 690 200 30 re W n 0 0 600 800 re W n {says('Rad', at=PLACE)}Q",
        f"q 200 500 m 400 700 l 200 840 l 0 700 l h W n {says('Rad', at=(300, 700))}Q",
        f"q 50 600 m 250 650 l 250 760 l 50 710 l h W n {says('Rad', at=PLACE)}Q",
        f"q 300 300 10 10 re W n Q {says('Rad', at=PLACE)}",
        f"q 50 690 200 30 re W n 1 0 0 1 0 0 cm {says('Rad', at=PLACE)}Q q 0 0 1 1 re W n Q",
        f"q 0 0 595 842 re 50 690 100 30 re W* n {says('Rad', at=PLACE)}Q",
        "q 1 0 0 1 50 680 cm /F Do Q",
        "q .5 0 0 .5 50 600 cm /F Do Q",
        "q 0 1 -1 0 200 600 cm /F Do Q",
        "q 1 0 0 1 50 680 cm 0 0 100 100 re W n /F Do Q",
        "q 1 0 0 1 50 680 cm /G Do Q",
        "q 1 0 0 -1 50 800 cm /H Do Q",
    ],
)
def test_text_within_or_partly_within_the_area_that_is_drawn_is_read(content: str) -> None:
    whole = form(says("Rad", at=(10, 20)), FONT, "0 0 100 100")
    within = form(f"q 0 0 100 100 re W n {says('Rad', at=(10, 20))}Q", FONT)
    mirrored = form(
        "q 1 0 0 -1 0 100 cm 0 0 100 100 re W n BT /F1 14 Tf 10 20 Td (Rad) Tj ET Q", FONT, "0 0 100 100"
    )
    page = one_page(
        says("Syns", at=(60, 800)) + content,
        resources="/XObject<</F 6 0 R/G 7 0 R/H 8 0 R>>",
        more=[whole, within, mirrored],
    )

    assert sorted(lines_of(page)) == ["Rad", "Syns"]


FADE = (
    "/Shading<</S <</ShadingType 2/ColorSpace/DeviceRGB/Coords[60 0 120 0]"
    "/Function<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>>>>>"
)
CLEAR = "/ExtGState<</G<</ca 0>>>>"


def test_transparent_text_over_its_own_letters_drawn_as_a_fade_is_read() -> None:
    letters = f"q BT 7 Tr /F1 14 Tf 60 700 Td (Tonat) Tj ET /S sh Q q /G gs {says('Tonat', at=PLACE)}Q"
    fade = f"q 60 700 30 10 re W n /S sh Q q /G gs {says('Tonat', at=PLACE)}Q"

    for content in (letters, fade):
        assert "Tonat" in lines_of(one_page(says("Syns") + content, resources=FADE + CLEAR))


@pytest.mark.parametrize(
    "content",
    [
        f"{says('Synlig rad', at=PLACE)}q /G gs {says('dolt', at=PLACE)}Q",
        f"q /G gs {says('dolt', at=(62, 703))}Q {says('Synlig rad', at=PLACE)}",
        f"0.5 g {AREA}0 g {says('Synlig rad', at=(60, 600))}q /G gs {says('dolt', at=PLACE)}Q",
    ],
    ids=["over a text", "under a text", "on an area"],
)
def test_transparent_text_over_other_text_or_one_colour_is_not_read(content: str) -> None:
    assert lines_of(one_page(content, resources=CLEAR)) == ["Synlig rad"]
