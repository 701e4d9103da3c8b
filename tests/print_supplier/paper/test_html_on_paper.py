"""HTML on paper: its meaning stays, and each word stands where it belongs."""

import time

import pytest

from print_supplier.errors import TextTooLong
from tests.print_supplier.paper.test_letter_pages import letter, message
from tests.print_supplier.pdf_files import pages_of, words_on


def on_paper(html: str) -> bytes:
    return letter(message(html, html=True))


def lefts(html: str) -> dict[str, float]:
    """Where each word begins, in millimetres from the left."""
    return {word.text.strip(): word.left for word in words_on(on_paper(html))}


def is_one_column(found: dict[str, float], *words: str) -> bool:
    """Letters begin at different distances from where they are set: up to half a millimetre."""
    places = [found[word] for word in words]
    return max(places) - min(places) < 0.7


def test_powers_and_indices_are_signs_of_their_own() -> None:
    [text] = pages_of(on_paper("<p>Ytan är 10<sup>6</sup> m<sup>2</sup>, halten CO<sub>2</sub>.</p>"))

    assert "10⁶ m², halten CO₂." in text


def test_items_have_their_numbers() -> None:
    [text] = pages_of(on_paper("<ol type=a><li>Alfa<li>Beta</ol><ol start=4><li>Fyra<li value=7>Sju</ol>"))

    for line in ("a)", "b)", "4.", "7."):
        assert line in text


def test_cells_stand_in_columns_also_below_empty_and_wide_ones() -> None:
    found = lefts(
        "<table><tr><th>Datum</th><th>Debet</th><th>Kredit</th></tr><tr><td>jan</td><td></td><td>300</td></tr>"
        "<tr><td colspan=2>summa</td><td>700</td></tr></table>"
    )

    assert is_one_column(found, "Datum", "jan", "summa")
    assert is_one_column(found, "Kredit", "300", "700")
    assert found["Datum"] < found["Debet"] < found["Kredit"]


def test_a_cell_over_two_rows_keeps_its_column_free() -> None:
    found = lefts("<table><tr><td rowspan=2>Åsa<td>jan<td>100<tr><td>feb<td>200</table>")

    assert is_one_column(found, "jan", "feb")
    assert is_one_column(found, "100", "200")


def test_a_table_longer_than_a_page_goes_on_over_pages_and_loses_no_row() -> None:
    rows = "".join(f"<tr><td>rad{number}<td>värde</tr>" for number in range(120))

    pages = pages_of(on_paper(f"<table>{rows}</table>"))

    assert len(pages) > 2
    assert all(f"rad{number}" in "".join(pages) for number in range(120))


def test_a_table_of_many_columns_stays_on_the_paper() -> None:
    cells = "".join(f"<td>{number}-långt-ord-utan-slut</td>" for number in range(30))

    for word in words_on(on_paper(f"<table><tr>{cells}</tr></table>")):
        assert word.right <= 212


@pytest.mark.parametrize(
    "html",
    ["<table>" + "<tr><td>x<td>y" * 10_000, "x" * 1_000_000, "<p>x" * 20_000],
)
def test_a_text_without_end_is_refused_in_reasonable_time(html: str) -> None:
    begun = time.process_time()

    with pytest.raises(TextTooLong):
        on_paper(html)

    assert time.process_time() - begun < 30


def test_a_long_reference_is_cut_at_once() -> None:
    begun = time.process_time()

    for text in ("R" * 1_400_000, "i" * 1_400_000):
        letter(sender="Kommun A", address=[text, "Gatan 1"])

    assert time.process_time() - begun < 10
