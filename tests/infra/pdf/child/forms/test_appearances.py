"""The pictures that annotations without one get: what is drawn, in which colours, and within which box."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from infra.pdf.child.forms import appearances
from infra.pdf.child.forms.appearances import give_appearances, may_lack
from tests.infra.pdf.making import A4, one_page

BOX = "/Rect[60 400 400 500]"
LINE = f"/Subtype/Line/L[60 400 400 500]{BOX}"
TRIANGLE = f"/Subtype/Polygon/Vertices[60 400 200 500 400 400]{BOX}"


def annotated(*annotations: str, more: str = "") -> bytes:
    numbers = " ".join(f"{6 + place} 0 R" for place in range(len(annotations)))
    whole = [f"<</Type/Annot{annotation}>>" for annotation in annotations]
    fields = f"/AcroForm<</Fields[{numbers}]>>"
    return one_page("", page=f"{A4}/Annots[{numbers}]", catalogue=fields, more=[*whole, *([more] if more else [])])


def given(content: bytes) -> list[Any]:
    """The annotations of the first page afterwards."""
    page = PdfReader(io.BytesIO(give_appearances(content))).pages[0]
    return [item.get_object() for item in page["/Annots"]]  # type: ignore[attr-defined]  # an array


def drawn(annotation: str) -> str:
    """What draws the annotation; empty: it gets no picture."""
    [found] = given(annotated(annotation))
    if "/AP" not in found:
        return ""
    return str(found["/AP"]["/N"].get_object().get_data().decode())


def test_a_line_is_drawn_from_its_first_point_to_its_last() -> None:
    assert drawn(LINE).split() == ["1.00", "w", "0", "G", "60.00", "400.00", "m", "400.00", "500.00", "l", "S"]


def test_a_polygon_is_closed_and_filled_where_it_has_a_colour_within() -> None:
    assert drawn(TRIANGLE).endswith("l s")
    assert drawn(f"{TRIANGLE}/IC[1 0 0]").endswith("l b")
    assert "1.000 0.000 0.000 rg" in drawn(f"{TRIANGLE}/IC[1 0 0]")


def test_a_line_has_nothing_within() -> None:
    assert "rg" not in drawn(f"{LINE}/IC[1 0 0]")


@pytest.mark.parametrize(
    ("colour", "operator"),
    [
        ("[0.5]", "0.500 G"),
        ("[1 0 0]", "1.000 0.000 0.000 RG"),
        ("[0 0 0 1]", "0.000 0.000 0.000 1.000 K"),
        ("[]", "0 G"),
        ("[1 0]", "0 G"),
        ("(red)", "0 G"),
    ],
)
def test_a_colour_is_grey_rgb_or_cmyk_by_the_number_of_its_parts_and_else_black(
    colour: str, operator: str
) -> None:
    assert f" w {operator} " in drawn(f"{LINE}/C{colour}")


@pytest.mark.parametrize(
    ("style", "width"),
    [
        ("/BS<</W 4>>", "4.00"),
        ("/Border[0 0 3]", "3.00"),
        ("/BS<</W 4>>/Border[0 0 3]", "4.00"),
        ("/Border[0 0]", "1.00"),
        ("/BS<</W -2>>", "2.00"),
        ("/BS<</W 5000>>", "100.00"),
        ("/BS<</W(x)>>", "1.00"),
        ("", "1.00"),
    ],
)
def test_the_width_of_a_line_is_the_styles_or_the_borders(style: str, width: str) -> None:
    assert drawn(f"{LINE}{style}").startswith(f"{width} w ")


def test_the_box_is_around_the_points_and_the_width_of_the_line() -> None:
    [found] = given(annotated(f"{LINE}/BS<</W 4>>"))

    assert [float(edge) for edge in found["/Rect"]] == [56, 396, 404, 504]
    assert found["/AP"]["/N"]["/BBox"] == found["/Rect"]


@pytest.mark.parametrize("points", ["[60 400]", "[]", "17", "[(a) (b) (c) (d)]", "[60 400 400]"])
def test_fewer_than_two_points_make_no_line(points: str) -> None:
    assert drawn(f"/Subtype/Line/L{points}{BOX}") == ""


@pytest.mark.parametrize(
    ("field", "is_ticked"),
    [
        ("/FT/Btn/AS/Ja", True),
        ("/FT/Btn/V/Ja", True),
        ("/FT/Btn/AS/Off", False),
        ("/FT/Btn", False),
        ("/FT/Btn/AS/Ja/Ff 65536", False),
        ("/FT/Tx/AS/Ja", False),
        ("/AS/Ja", False),
    ],
)
def test_a_box_is_ticked_by_its_state_unless_it_is_a_push_button(field: str, is_ticked: bool) -> None:
    assert bool(drawn_box(field)) is is_ticked


def drawn_box(field: str) -> dict[str, Any]:
    """The pictures of a box, by state."""
    [found] = given(annotated(f"/Subtype/Widget{field}/Rect[150 450 180 480]"))
    return dict(found["/AP"]["/N"]) if "/AP" in found else {}


def test_the_picture_of_a_ticked_box_is_that_of_its_state() -> None:
    [(state, picture)] = drawn_box("/FT/Btn/V/Ja").items()

    assert state == "/Ja"
    assert "150.00 450.00 30.00 30.00 re S" in picture.get_object().get_data().decode()


def test_corners_may_be_said_in_any_order() -> None:
    there, back = (
        give_appearances(annotated(f"/Subtype/Widget/FT/Btn/AS/Ja/Rect[{corners}]"))
        for corners in ("150 450 180 480", "180 480 150 450")
    )

    assert len(there) == len(back)


def test_what_a_field_does_not_say_its_parents_do() -> None:
    content = annotated("/Subtype/Widget/Parent 7 0 R/Rect[150 450 180 480]", more="<</FT/Btn/V/Ja/Kids[6 0 R]>>")
    [found] = given(content)

    assert list(found["/AP"]["/N"]) == ["/Ja"]


def test_a_field_that_is_its_own_parent_is_not_followed_for_ever() -> None:
    [found] = given(annotated("/Subtype/Widget/Parent 6 0 R/Rect[150 450 180 480]"))

    assert "/AP" not in found


@pytest.mark.parametrize(("kind", "asked"), [("/FT/Tx/V(Anna)", True), ("/FT/Tx", False), ("/FT/Ch/V(B)", True)])
def test_a_filled_field_is_left_to_pdfium_which_is_asked_to_draw_it(kind: str, asked: bool) -> None:
    content = give_appearances(annotated(f"/Subtype/Widget{kind}/Rect[150 450 180 480]"))
    form = PdfReader(io.BytesIO(content)).trailer["/Root"]["/AcroForm"]  # type: ignore[index]  # a dictionary

    assert ("/NeedAppearances" in form) is asked


@pytest.mark.parametrize("annotation", [f"{LINE}/AP<</N 4 0 R>>", "/Subtype/Link/Rect[1 1 2 2]"])
def test_a_file_in_which_nothing_lacks_is_returned_as_it_is(annotation: str) -> None:
    content = annotated(annotation)

    assert give_appearances(content) is content


def test_only_so_many_annotations_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appearances, "MAX_ANNOTATIONS", 2)

    assert ["/AP" in found for found in given(annotated(LINE, LINE, LINE))] == [True, True, False]


@pytest.mark.parametrize(
    ("content", "lacks"),
    [(b"/Subtype /Line", True), (b"/Subtype/Widget", True), (b"/Subtype/Link", False), (b"/Subtype/Liner", False)],
)
def test_a_file_is_only_read_when_it_has_such_annotations(content: bytes, lacks: bool) -> None:
    assert may_lack(content) is lacks
