"""What a person sees of a PDF, as text: for those who listen to it, and under "Visa som text"."""

from importlib.resources import files

import pytest
from fpdf import FPDF

from infra.pdf import reader
from infra.pdf.problems import PdfError, PdfProblem
from tests.infra.pdf.making import A4, assembled, form, one_page, says, stream


def text_of(content: bytes) -> str:
    return reader.read_pdf(content, 10).pages[0].text


def test_the_fields_of_a_form_are_read_behind_their_labels() -> None:
    typed = (
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(namn)/V(Maria Ek)/DA(/F1 12 Tf 0 g)/F 4/P 3 0 R"
        "/Rect[150 692 350 716]>>"
    )
    content = one_page(
        says("Namn:", at=(60, 700)) + says("Adress:", at=(60, 600)),
        page=f"{A4}/Annots[6 0 R 7 0 R]",
        catalogue="/AcroForm<</Fields[6 0 R 7 0 R]/DR<</Font<</F1 5 0 R>>>>/NeedAppearances true>>",
        more=[
            typed,
            typed.replace("namn", "ort").replace("Maria Ek", "Provby").replace("692 350 716", "592 350 616"),
        ],
    )

    assert text_of(content) == "Namn: Maria Ek\nAdress: Provby"


@pytest.mark.parametrize(("state", "sign"), [("Ja", "☒"), ("Off", "☐")])
def test_a_box_says_whether_it_is_ticked(state: str, sign: str) -> None:
    box = (
        f"<</Type/Annot/Subtype/Widget/FT/Btn/T(ja)/V/{state}/AS/{state}/F 4/Rect[150 652 170 672]/P 3 0 R"
        "/AP<</N<</Ja 7 0 R/Off 8 0 R>>>>>>"
    )
    cross, empty = form("0 0 m 20 20 l S", box="0 0 20 20"), form("0 0 20 20 re S", box="0 0 20 20")
    content = one_page(
        says("Beviljas:", at=(60, 656)),
        page=f"{A4}/Annots[6 0 R]",
        catalogue="/AcroForm<</Fields[6 0 R]>>",
        more=[box, cross, empty],
    )

    assert text_of(content) == f"Beviljas: {sign}"


DINGBATS = "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"
TICK = form("BT /Z 10 Tf 2 2 Td (4) Tj ET", f"/Resources<</Font<</Z {DINGBATS}>>>>", "0 0 12 12")
"""A ticked box as Acrobat draws it: with a letter."""


def with_boxes(labels: str, boxes: dict[tuple[int, int], str]) -> bytes:
    """A form with boxes at these places, in these states."""
    first, last = 7, 6 + len(boxes)
    widgets = [
        f"<</Type/Annot/Subtype/Widget/FT/Btn/T({x})/V/{state}/AS/{state}/F 4/Rect[{x} {y} {x + 12} {y + 12}]"
        "/AP<</N<</Ja 6 0 R>>>>>>"
        for (x, y), state in boxes.items()
    ]
    references = " ".join(f"{number} 0 R" for number in range(first, last + 1))
    return one_page(
        labels,
        page=f"{A4}/Annots[{references}]",
        catalogue=f"/AcroForm<</Fields[{references}]>>",
        more=[TICK, *widgets],
    )


def test_a_tick_that_is_a_letter_is_read_once() -> None:
    labels = says("Beviljas:", at=(60, 702)) + says("Avslag:", at=(60, 672))

    assert text_of(with_boxes(labels, {(150, 700): "Ja", (150, 670): "Off"})) == "Beviljas: ☒\nAvslag: ☐"


def test_each_of_several_boxes_in_a_line_stands_by_its_own_label() -> None:
    labels = says("Svar:", at=(60, 702)) + says("Ja", at=(126, 702)) + says("Nej", at=(186, 702))

    assert text_of(with_boxes(labels, {(110, 700): "Off", (170, 700): "Ja"})) == "Svar:\n☐ Ja\n☒ Nej"


def test_a_stamp_is_read_as_one_line_also_when_it_is_turned() -> None:
    turned = form(
        says("INKOM 3 MAJ", 16, (12, 14)), "/Matrix[0 1 -1 0 40 0]/Resources<</Font<</F1 5 0 R>>>>", "0 0 120 40"
    )
    stamp = "<</Type/Annot/Subtype/Stamp/F 4/Rect[95 605 135 725]/P 3 0 R/AP<</N 7 0 R>>>>"
    content = one_page(says("Ansökan".replace("ö", "o")), page=f"{A4}/Annots[6 0 R]", more=[stamp, turned])

    assert text_of(content).splitlines() == ["Ansokan", "INKOM 3 MAJ"]


def hiding(content: str, *, layer: str = "/OFF[6 0 R]", more: tuple[bytes | str, ...] = ()) -> bytes:
    """Layer L is object 6; what is in it is wrapped by the caller."""
    return one_page(
        says("Beslut") + content,
        resources="/Properties<</L 6 0 R/M 7 0 R>>/XObject<</X 8 0 R>>",
        catalogue=f"/OCProperties<</OCGs[6 0 R]/D<<{layer}>>>>",
        more=["<</Type/OCG/Name(Utkast)>>", *more],
    )


IN_LAYER = f"/OC /L BDC {says('HEMLIGT', at=(60, 500))} EMC"
IN_FORM = form(says("HEMLIGT", at=(60, 500)), "/OC 6 0 R/Resources<</Font<</F1 5 0 R>>>>")
PLAIN_FORM = form(says("HEMLIGT", at=(60, 500)), "/Resources<</Font<</F1 5 0 R>>>>")


@pytest.mark.parametrize(
    ("content", "is_read"),
    [
        (hiding(IN_LAYER), False),
        (hiding(IN_LAYER, layer="/ON[6 0 R]"), True),
        (hiding(IN_LAYER, layer="/BaseState/OFF"), False),
        (hiding(IN_LAYER, layer="/BaseState/OFF/ON[6 0 R]"), True),
        (hiding("/X Do", more=("null", IN_FORM)), False),
        (hiding("/X Do", layer="", more=("null", IN_FORM)), True),
        (hiding("/OC /L BDC /X Do EMC", more=("null", PLAIN_FORM)), False),
        (hiding(IN_LAYER.replace("/L", "/M"), more=("<</Type/OCMD/OCGs 6 0 R>>",)), False),
        (hiding(IN_LAYER.replace("/L", "/M"), more=("<</Type/OCMD/OCGs[6 0 R]/P/AllOff>>",)), True),
        (hiding(IN_LAYER.replace("/L", "/M"), more=("<</Type/OCMD/OCGs[6 0 R]/VE[/Not 6 0 R]>>",)), True),
        (hiding(IN_LAYER.replace("/L", "/M"), more=("<</Type/OCMD/VE[/And[/Or 6 0 R]]>>",)), False),
    ],
)
def test_a_layer_is_read_when_it_is_shown(content: bytes, is_read: bool) -> None:
    text = text_of(content)

    assert text.startswith("Beslut")
    assert ("HEMLIGT" in text) is is_read


def test_characters_that_no_font_can_show_are_named() -> None:
    polish = (
        "<</Type/Font/Subtype/TrueType/BaseFont/Arial/FirstChar 128/LastChar 130/Widths[556 556 556]"
        "/FontDescriptor<</Type/FontDescriptor/FontName/Arial/Flags 32/ItalicAngle 0/Ascent 905/Descent -212"
        "/CapHeight 716/StemV 80/FontBBox[-665 -325 2000 1006]>>"
        "/Encoding<</Type/Encoding/Differences[128/zdotaccent/eogonek/lslash]>>>>"
    )
    content = assembled(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>{A4}>>",
            stream(b"BT /F1 14 Tf 60 700 Td (\\200\\201\\202) Tj ET"),
            polish,
        ]
    )

    [page] = reader.read_pdf(content, 10).pages

    assert page.text == "żęł"
    assert set(page.missing_glyphs) in ({"ż", "ę"}, set()), "none are missing where fonts are installed"


def test_a_file_that_brings_its_fonts_lacks_nothing() -> None:
    made = FPDF()
    made.add_page()
    made.add_font("s", "", str(files("font_source_sans_pro") / "files" / "SourceSansPro-Regular.ttf"))
    made.set_font("s", size=12)
    made.cell(0, 10, "Łódź, Żaneta, Åsa 🙂")

    [page] = reader.read_pdf(bytes(made.output()), 10).pages

    assert "Łódź, Żaneta, Åsa" in page.text
    assert page.missing_glyphs == ""


def test_one_bad_page_is_named_and_the_others_are_read() -> None:
    bad = f"<</Type/Page/Parent 2 0 R{A4}/CropBox[600 900 800 1000]>>"
    good = f"<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F1 6 0 R>>>>{A4}>>"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    content = assembled(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
            bad,
            good,
            stream(says("Hel")),
            font,
        ]
    )

    first, second = reader.read_pdf(content, 10).pages

    assert (first.problem, first.text) == (PdfProblem.DAMAGED, "")
    assert (second.problem, second.text) == (None, "Hel")
    with pytest.raises(PdfError):
        reader.draw_page(content, 1)
    assert reader.draw_page(content, 2)


def coded(meanings: dict[str, str], text: str) -> bytes:
    """A page whose font says of these letters that they mean others."""
    rows = "\n".join(f"<{ord(one):02X}> <{other.encode('utf-16-be').hex()}>" for one, other in meanings.items())
    table = stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(meanings)} beginbfchar\n{rows}\nendbfchar\n"
        "endcmap end end"
    )
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 8 0 R>>"
    words = form(says(text), "/Resources<</Font<</F1 7 0 R>>>>")
    return one_page("/F Do", resources="/XObject<</F 6 0 R>>", more=[words, font, table])


@pytest.mark.parametrize(
    ("meanings", "text", "read"),
    [
        ({"_": "\t"}, "Beslut_om_plats", "Beslut om plats"),
        ({"_": "\t"}, "Belopp:_ 500", "Belopp: 500"),
        ({"_": "\u00a0"}, "1_200_kr", "1 200 kr"),
        ({"_": "\u2003"}, "A_B", "A B"),
        ({"_": "\u202f"}, "10_000", "10 000"),
        ({"_": "\u0003"}, "A_B", "AB"),
        ({"_": "昀椀"}, "_nstilt", "finstilt"),
        ({"_": "昀氀"}, "till _era", "till flera"),
        ({"_": "昀昀椀"}, "o_ce", "office"),
        ({"_": "昀"}, "_", "昀"),
        ({"_": "昀明"}, "_", "昀明"),
    ],
)
def test_blanks_and_ligatures_are_read_however_a_program_codes_them(
    meanings: dict[str, str], text: str, read: str
) -> None:
    content = coded(meanings, text)
    laid = reader.read_lines(content, 1)

    assert text_of(content) == read
    assert laid is not None
    assert " ".join(line.text for line in laid.lines) == read
