"""Old programs write cells without their rows: rows stay rows."""

import pytest

from infra.html.parsing.loose_cells import group_loose_cells
from infra.html.parsing.nodes import Element
from infra.html.plain_text import plain_text_of


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("<td>Avgift<td>500", "Avgift | 500"),
        ("<th>Avgift</th> <td>500</td>\n<tr><td>Moms<td>125", "Avgift | 500\nMoms | 125"),
        ("<tbody><td>Avgift<td>500<tr><td>Moms<td>125", "Avgift | 500\nMoms | 125"),
        ("<tr><td>Avgift<td>500</tr><td>Moms<td>125", "Avgift | 500\nMoms | 125"),
    ],
)
def test_cells_without_a_row_are_one_row(table: str, text: str) -> None:
    assert plain_text_of(f"<table>{table}</table>") == text


def test_a_row_ends_where_something_else_stands_between_the_cells() -> None:
    cells: list[Element | str] = [Element("td"), " ", Element("th"), Element("caption"), Element("td")]

    found = group_loose_cells(cells)

    assert [child.tag for child in found if isinstance(child, Element)] == ["tr", "caption", "tr"]


def test_rows_and_words_stay_as_they_are() -> None:
    children: list[Element | str] = [Element("tr"), "ord", Element("tr")]

    assert group_loose_cells(list(children)) == children
