"""Where the text of fields and stamps stands in the text of a page."""

import time

import pytest

from infra.pdf.child.forms.fields import BoxPlaces, PlacedText, merge_pieces


def piece(text: str, left: float, top: float, width: float = 50, height: float = 10) -> PlacedText:
    return PlacedText(text, left, top - height, left + width, top)


def label(text: str, top: float) -> PlacedText:
    return piece(text, 60, top)


@pytest.mark.parametrize(
    ("tops", "are_beside"), [((700, 700), True), ((700, 704), True), ((700, 706), False), ((700, 650), False)]
)
def test_pieces_that_overlap_by_half_their_height_stand_on_one_line(
    tops: tuple[float, float], are_beside: bool
) -> None:
    first, second = (piece("x", 60, top) for top in tops)

    assert first.is_beside(second) is are_beside
    assert second.is_beside(first) is are_beside


def test_the_height_of_a_piece_is_from_its_bottom_to_its_top() -> None:
    assert piece("x", 60, 700, height=12).height == 12


def test_a_field_stands_behind_its_label() -> None:
    assert merge_pieces([label("Namn:", 700)], [piece("Maria", 150, 700)]) == "Namn: Maria"


def test_fields_of_one_line_stand_in_the_order_of_their_places() -> None:
    fields = [piece("Provby", 300, 700), piece("123 45", 150, 700)]

    assert merge_pieces([label("Ort:", 700)], fields) == "Ort: 123 45 Provby"


def test_a_field_between_two_labels_stands_behind_the_first() -> None:
    lines = [piece("Namn:", 60, 700), piece("Ort:", 300, 700)]

    assert merge_pieces(lines, [piece("Maria", 150, 700)]) == "Namn: Maria\nOrt:"


def test_a_field_without_a_label_is_a_line_of_its_own_at_its_height() -> None:
    lines = [label("Uppe", 700), label("Nere", 500)]

    assert merge_pieces(lines, [piece("Mitt i", 60, 600)]) == "Uppe\nMitt i\nNere"


def test_a_field_below_everything_is_the_last_line() -> None:
    assert merge_pieces([label("Uppe", 700)], [piece("Nere", 60, 100)]) == "Uppe\nNere"


def test_a_field_to_the_left_of_the_text_is_not_put_behind_it() -> None:
    assert merge_pieces([piece("Text", 200, 700)], [piece("☒", 60, 700)]) == "Text\n☒"


def test_a_page_of_fields_alone_has_them_from_the_top() -> None:
    fields = [piece("två", 60, 600), piece("ett", 60, 700)]

    assert merge_pieces([], fields) == "ett\ntvå"


def test_a_page_without_fields_stays_as_it_is() -> None:
    assert merge_pieces([label("ett", 700), label(" två ", 600)], []) == "ett\ntvå"


def box(sign: str, left: float, top: float) -> PlacedText:
    return piece(sign, left, top, width=12, height=12)


@pytest.mark.parametrize("sign", ["☒", "☐"])
def test_a_box_stands_before_the_label_behind_it(sign: str) -> None:
    assert merge_pieces([piece("Ja", 80, 700)], [box(sign, 60, 700)]) == f"{sign} Ja"


def test_a_box_between_two_labels_belongs_to_the_nearer_one() -> None:
    def merged(left: float) -> str:
        lines = [piece("Kön:", 60, 700, width=30), piece("Man", 116, 700, width=24)]
        return merge_pieces(lines, [box("☐", left, 700)])

    assert merged(100) == "Kön:\n☐ Man"
    assert merged(93) == "Kön: ☐\nMan"


def test_a_tick_is_no_text_and_parts_the_labels_around_it() -> None:
    places = BoxPlaces([box("☒", 100, 700), box("☐", 100, 40_000)])

    assert places.hold(piece("✔", 102, 698, width=6, height=8))
    assert not places.hold(piece("a", 130, 698, width=6, height=8))
    assert not places.hold(piece("a", 102, 650, width=6, height=8))
    assert places.part(piece("n", 90, 700, width=6), piece("J", 116, 700, width=6))
    assert not places.part(piece("n", 116, 700, width=6), piece("J", 124, 700, width=6))


def test_of_very_many_boxes_in_one_place_the_first_are_looked_at() -> None:
    places = BoxPlaces([box("☐", 100, 700)] * 2_000)
    letters = [piece("x", 10 * number, 700, width=6) for number in range(2_000)]

    began = time.process_time()
    assert not any(places.part(letters[-1], letter) for letter in letters)
    assert time.process_time() - began < 1
