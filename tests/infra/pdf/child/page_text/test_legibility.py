"""Pages whose fonts do not say what their signs are have no text, in place of the numbers of these signs."""

import io
from importlib.resources import files

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from infra.pdf import reader
from tests.infra.pdf.making import one_page, says, stream

FONT = files("font_source_sans_pro") / "files" / "SourceSansPro-Regular.ttf"


def set_in_source_sans(*lines: str) -> bytes:
    made = FPDF()
    made.add_font("sans", "", str(FONT))
    made.set_font("sans", size=14)
    made.add_page()
    for line in lines:
        made.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


def without_meanings(content: bytes) -> bytes:
    """The file without the tables that say which characters its signs are."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for found in writer._objects:
        if isinstance(found, DictionaryObject):
            found.pop("/ToUnicode", None)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def text_of(content: bytes) -> str:
    return reader.read_pdf(content, 1).pages[0].text


@pytest.mark.parametrize("lines", [["Beslut om bistånd"], ["Belopp: 1 234,50 kr", "Åsa"], ["Rad"] * 30])
def test_numbers_of_signs_are_not_read_as_text(lines: list[str]) -> None:
    content = set_in_source_sans(*lines)
    laid = reader.read_lines(without_meanings(content), 1)

    assert text_of(content).split("\n") == lines
    assert text_of(without_meanings(content)) == ""
    assert laid is not None
    assert not laid.lines
    assert reader.draw_page(without_meanings(content), 1) == reader.draw_page(content, 1)


TYPE_3 = (
    "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 67"
    "/Widths[1 1 1]/Encoding<</Differences[65/a65/a66/a67]>>/CharProcs<</a65 8 0 R/a66 8 0 R/a67 8 0 R>>>>"
)
BOX = stream("1 0 0 0 1 1 d1 0 0 .8 .8 re f")


@pytest.mark.parametrize("text", ["ABC", "CAB", "AAA"])
def test_letters_of_pictures_that_are_numbered_as_ascii_are_read(text: str) -> None:
    font = "/Font<</T 7 0 R>>"
    words = stream(
        f"BT /T 12 Tf 60 700 Td ({text}) Tj ET",
        f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<{font}>>",
    )
    content = one_page("/F Do", resources="/XObject<</F 6 0 R>>", more=[words, TYPE_3, BOX])

    assert text_of(content) == text


@pytest.mark.parametrize("text", ["BESLUT", "12345", "Beslut", "..."])
def test_ordinary_text_of_any_kind_is_read(text: str) -> None:
    assert text_of(one_page(says(text))) == text
    assert text_of(set_in_source_sans(text)) == text
