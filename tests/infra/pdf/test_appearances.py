"""Annotations and fields that bring no picture are drawn as viewers draw them, on the screen and on paper."""

from io import BytesIO

import pytest
from PIL import Image

from infra.pdf import reader
from tests.infra.pdf.making import A4, one_page, says
from tests.print_supplier.paper.test_paper_and_screen import require_same

RED = (255, 0, 0)


def annotated(*annotations: str, form: str = "") -> bytes:
    numbers = " ".join(f"{6 + place} 0 R" for place in range(len(annotations)))
    fields = f"/AcroForm<</Fields[{numbers}]/DR<</Font<</F1 5 0 R>>>>/DA(/F1 20 Tf 0 g){form}>>"
    page = f"{A4}/Annots[{numbers}]"
    return one_page(says("Namn:", 20, (20, 610)), page=page, catalogue=fields, more=annotations)


def colours_of(content: bytes) -> set[tuple[int, int, int]]:
    picture = reader.draw_page(content, 1)
    assert picture is not None
    drawn = Image.open(BytesIO(picture)).convert("RGB").quantize(8).convert("RGB")
    return {colour for _, colour in drawn.getcolors() or []}  # type: ignore[misc]  # of RGB they are tuples


@pytest.mark.parametrize(
    "annotation",
    [
        "/Subtype/Line/L[60 400 400 400]/Rect[60 400 400 400]/C[1 0 0]/BS<</W 4>>",
        "/Subtype/PolyLine/Vertices[60 400 200 500 400 400]/Rect[60 400 400 500]/C[1 0 0]/Border[0 0 4]",
        "/Subtype/Polygon/Vertices[60 400 200 500 400 400]/Rect[60 400 400 500]/C[0 0 1]/IC[1 0 0]",
    ],
)
def test_lines_and_areas_are_drawn_from_their_coordinates(annotation: str) -> None:
    content = annotated(f"<</Type/Annot/F 4{annotation}>>")

    assert RED in colours_of(content)
    require_same(content)


@pytest.mark.parametrize(
    "annotation",
    [
        "/Subtype/Line/L[60 400]/Rect[60 400 400 500]",
        "/Subtype/Polygon/Vertices[(x) null]/Rect[60 400 400 500]/C[1 0]/BS<</W(x)>>",
        "/Subtype/PolyLine/Vertices 17/Rect[60 400 400 500]/Border[0]",
        "/Subtype/Widget/FT/Btn/AS/Ja/Rect[1 2]",
        "/Subtype/Widget/FT/Btn/AS/Ja/Ff 65536/Rect[60 400 400 500]",
    ],
)
def test_what_says_too_little_is_left_out(annotation: str) -> None:
    assert reader.read_pdf(annotated(f"<</Type/Annot/F 4{annotation}>>"), 1).pages[0].problem is None


@pytest.mark.parametrize("form", ["", "/NeedAppearances true"])
def test_what_is_filled_in_is_shown_also_where_the_file_does_not_ask_for_it(form: str) -> None:
    content = annotated(
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(Anna)/F 4/Rect[150 600 400 640]>>",
        "<</Type/Annot/Subtype/Widget/FT/Ch/T(c)/V(Valt B)/Opt[(A)(Valt B)]/Ff 131072/F 4/Rect[150 350 400 390]>>",
        form=form,
    )

    assert reader.read_pdf(content, 1).pages[0].text == "Namn: Anna\nValt B"
    require_same(content)


def test_a_value_that_the_field_inherits_is_shown() -> None:
    content = annotated(
        "<</Type/Annot/Subtype/Widget/Parent 7 0 R/F 4/Rect[150 600 400 640]>>",
        "<</FT/Tx/T(a)/V(Arv)/Kids[6 0 R]>>",
    )

    assert "Arv" in reader.read_pdf(content, 1).pages[0].text


@pytest.mark.parametrize(
    ("field", "sign", "is_drawn"),
    [("/AS/Ja", "☒", True), ("/V/Ja/AS/Ja", "☒", True), ("/AS/Off", "☐", False), ("", "☐", False)],
)
def test_a_box_without_pictures_is_ticked_on_the_page_as_in_its_text(
    field: str, sign: str, is_drawn: bool
) -> None:
    content = annotated(f"<</Type/Annot/Subtype/Widget/FT/Btn/T(b){field}/F 4/Rect[150 450 180 480]>>")
    empty = annotated("<</Type/Annot/Subtype/Link/Rect[1 1 2 2]>>")

    assert sign in reader.read_pdf(content, 1).pages[0].text
    assert (reader.draw_page(content, 1) != reader.draw_page(empty, 1)) is is_drawn
    require_same(content)
