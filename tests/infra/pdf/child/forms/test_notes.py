"""Stamps and notes without a picture, and values that PDFium does not set, are shown, read and printed."""

import pytest

from infra.pdf import reader
from tests.infra.pdf.making import A4, one_page, says
from tests.print_supplier.paper.test_paper_and_screen import require_same

BOX = "/F 4/Rect[150 600 400 640]"


def page_with(annotation: str, form: str = "/DR<</Font<</F1 5 0 R>>>>") -> bytes:
    catalogue = f"/AcroForm<</Fields[6 0 R]{form}>>" if form else ""
    return one_page(says("Sida"), page=f"{A4}/Annots[6 0 R]", catalogue=catalogue, more=[annotation])


def lines_of(content: bytes) -> list[str]:
    return reader.read_pdf(content, 1).pages[0].text.splitlines()


def typed(value: str, appearance: str = "/DA(/F1 12 Tf 0 g)", more: str = "") -> str:
    return f"<</Type/Annot/Subtype/Widget/FT/Tx/T(a){value}{appearance}{more}{BOX}>>"


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ("/Name/Approved", "APPROVED"),
        ("/Name/NotForPublicRelease", "NOT FOR PUBLIC RELEASE"),
        ("/Name/St#C3#A4mplad/C[0 0 1]", "STÄMPLAD"),
        ("/Name/Draft/AP<<>>", "DRAFT"),
        ("", "DRAFT"),
    ],
)
def test_a_stamp_without_a_picture_is_drawn_by_its_name(entries: str, words: str) -> None:
    content = page_with(f"<</Type/Annot/Subtype/Stamp{entries}{BOX}>>")

    assert lines_of(content) == ["Sida", words]
    require_same(content)


@pytest.mark.parametrize("box", ["", "/Rect[1 2]", "/Rect[5 5 5 5]", "/Rect 7"])
def test_a_stamp_without_a_place_is_left_out(box: str) -> None:
    assert lines_of(page_with(f"<</Type/Annot/Subtype/Stamp/Name/Approved/F 4{box}>>")) == ["Sida"]


def test_a_note_on_the_page_is_broken_into_lines() -> None:
    words = "Skriven text med mer an vad som far plats pa en rad i rutan"
    content = page_with(f"<</Type/Annot/Subtype/FreeText/Contents({words}){BOX}>>")

    assert " ".join(lines_of(content)) == f"Sida {words}"
    assert len(lines_of(content)) == 3
    require_same(content)


@pytest.mark.parametrize(
    "appearance", ["", "/DA()", "/DA(0 g)", "/DA(12 Tf 0 g)", "/DA(/F1 Tf)", "/DA/F1", "/DA(/Arial 12 Tf 0 g)"]
)
def test_a_value_is_shown_also_where_its_field_names_no_font(appearance: str) -> None:
    content = page_with(typed("/V(Anna)", appearance))

    assert lines_of(content) == ["Sida", "Anna"]
    require_same(content)


@pytest.mark.parametrize("form", ["", "/DA(0 g)"])
def test_a_value_is_shown_also_where_the_file_says_nothing_of_its_fonts(form: str) -> None:
    assert lines_of(page_with(typed("/V(Anna)"), form)) == ["Sida", "Anna"]


@pytest.mark.parametrize(("value", "shown"), [("1500", "1500"), ("15.5", "15.5"), ("0", "0"), ("-3", "-3")])
def test_a_number_for_a_value_is_shown(value: str, shown: str) -> None:
    content = page_with(typed(f"/V {value}"))

    assert lines_of(content) == ["Sida", shown]
    require_same(content)


def test_letters_that_no_font_here_has_are_named_and_do_not_hide_the_others() -> None:
    value = (b"\xfe\xff" + "Anna 😀".encode("utf-16-be")).hex()
    page = reader.read_pdf(page_with(typed(f"/V<{value}>")), 1).pages[0]

    assert page.text == "Sida\nAnna 😀"
    assert page.missing_glyphs == "😀"


def test_a_value_in_another_script_is_named_and_not_lost() -> None:
    value = (b"\xfe\xff" + "שלום".encode("utf-16-be")).hex()
    page = reader.read_pdf(page_with(typed(f"/V<{value}>", more="/Q 1/Ff 4096")), 1).pages[0]

    assert sorted(page.missing_glyphs) == sorted("שלום")


def test_a_secret_value_stays_secret() -> None:
    value = (b"\xfe\xff" + "hemligt שלום".encode("utf-16-be")).hex()

    assert "hemligt" not in reader.read_pdf(page_with(typed(f"/V<{value}>", more="/Ff 8192")), 1).pages[0].text


@pytest.mark.parametrize(
    ("value", "text"),
    [("05E905DC05D505DD", "שלום"), ("06450631062D06280627", "مرحبا"), ("0050003A002005E905DC05D505DD", "P: שלום")],
)
def test_values_that_run_from_right_to_left_are_read_as_they_are_written(value: str, text: str) -> None:
    assert lines_of(page_with(typed(f"/V<FEFF{value}>"))) == ["Sida", text]
