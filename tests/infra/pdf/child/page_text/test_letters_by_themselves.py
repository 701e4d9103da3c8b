"""Lines of programs that place each letter by itself, as browsers do that print to PDF, are read as lines."""

import pytest

from infra.pdf import reader
from infra.pdf.reader import TextLine
from tests.infra.pdf.making import A4, one_page

NARROW = {" ": 3, ",": 3, ".": 3, "-": 4, "f": 3, "i": 3, "j": 3, "l": 3, "r": 4, "t": 3, "m": 10, "w": 9, "J": 6}
"""Widths of letters of Helvetica in whole points, as browsers place them."""


def spread(text: str, left: int, low: int, size: int = 12) -> str:
    """The text with each letter in an object of its own, as far from the last one as whole points allow."""
    pieces = []
    for letter in text:
        pieces.append(f"BT /F1 {size} Tf {left} {low} Td ({letter}) Tj ET")
        left += NARROW.get(letter, 8 if letter.isupper() else 6 if letter in "ckssyvxz" else 7) * size // 12
    return "\n".join(pieces) + "\n"


def read(content: str, page: str = A4) -> tuple[list[str], list[TextLine]]:
    file = one_page(content, page=page)
    laid = reader.read_lines(file, 1)
    assert laid is not None
    return reader.read_pdf(file, 1).pages[0].text.split("\n"), list(laid.lines)


ROWS = [f"Stycke {number}" for number in range(12)]


@pytest.mark.parametrize("page", [A4, f"{A4}/CropBox[0 0 595 842]", "/MediaBox[0 0 842 595]"])
@pytest.mark.parametrize("left", [60, 300])
def test_a_narrow_column_is_read_line_by_line(left: int, page: str) -> None:
    written, laid = read("".join(spread(row, left, 560 - 14 * n) for n, row in enumerate(ROWS)), page)

    assert written == ROWS
    assert [line.text for line in laid] == ROWS


@pytest.mark.parametrize(
    "text",
    [
        "Namn",
        "Hej, du.",
        "A-B",
        "Belopp 1 200 kr",
        "gypsy - Ja",
        "En rad som har fler ord",
        "1. ett",
        "T. f. chef, NN",
    ],
)
def test_each_line_over_the_picture_is_whole(text: str) -> None:
    _, laid = read(spread(text, 60, 700) + spread("Under", 60, 680))

    assert [line.text for line in laid] == [text, "Under"]
    assert laid[0].left == pytest.approx(60, abs=3)
    assert laid[0].top < laid[1].top


def test_columns_and_rows_stay_apart() -> None:
    table = "".join(
        spread(words, left, 700 - 30 * row)
        for row, cells in enumerate([("Konto", "Debet", "Kredit"), ("1910", "", "300"), ("2440", "300", "")])
        for words, left in zip(cells, (60, 200, 300), strict=True)
    )
    _, laid = read(table)

    assert [line.text for line in laid] == ["Konto", "Debet", "Kredit", "1910", "300", "2440", "300"]


def test_a_raised_number_belongs_to_its_line() -> None:
    _, laid = read(spread("10", 60, 700) + spread("6", 74, 705, 8) + spread("m", 79, 700))

    assert [line.text.replace(" ", "") for line in laid] == ["106m"]


def test_a_turned_page_of_single_letters_is_read_in_lines() -> None:
    content = f"0 1 -1 0 595 0 cm {spread('Liggande rad', 100, 300)}{spread('En till', 100, 280)}"
    _, laid = read(content, f"{A4}/Rotate 90")

    assert [line.text for line in laid] == ["Liggande rad", "En till"]


def test_a_list_of_single_numbers_is_read_as_it_stands() -> None:
    content = "".join(f"BT /F1 12 Tf 60 {700 - 20 * n} Td ({n}) Tj 200 0 Td (x) Tj ET\n" for n in range(9))
    written, laid = read(content)

    assert written == [f"{number} x" for number in range(9)]
    assert [line.text for line in laid] == [text for number in range(9) for text in (str(number), "x")]


def test_what_stands_on_the_lower_edge_is_read_too() -> None:
    written, _ = read(
        "".join(spread(row, 60, 400 - 14 * n) for n, row in enumerate(ROWS)) + spread("Sidfot", 60, 1)
    )

    assert written == [*ROWS, "Sidfot"]
