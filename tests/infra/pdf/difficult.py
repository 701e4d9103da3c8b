"""PDFs that are drawn wrongly by programs that move pages carelessly: one of each kind."""

import random
from collections.abc import Callable

from tests.infra.pdf.making import A4, assembled, form, one_page, says, stream

FADE = (
    "<</ShadingType 2/ColorSpace/DeviceRGB/Coords[60 0 360 0]"
    "/Function<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>>>"
)
STAMP = "<</Type/Annot/Subtype/Stamp/F 4/Rect[95 605 135 725]/P 3 0 R/AP<</N 7 0 R>>>>"
STAMP_FORM = form("1 0 0 RG 4 w 2 2 116 36 re S 1 0 0 rg 8 8 30 24 re f", "/Matrix[0 1 -1 0 40 0]", "0 0 120 40")
FOUR_COLOURS = "BI /W 2 /H 2 /CS /RGB /BPC 8 /F /AHx ID FF0000 00FF00 0000FF FFCC00> EI"


def patterns(box: str = "/MediaBox[0 0 900 1200]") -> bytes:
    """A fade, and a pattern of two stripes, whose places are counted from the corner of the page."""
    stripes = stream(
        "0 0.6 0 rg 0 0 100 50 re f 1 0.8 0 rg 0 50 100 50 re f",
        "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 100 100]/XStep 100/YStep 100/Resources<<>>",
    )
    return one_page(
        "/Pattern cs /P1 scn 60 500 300 100 re f /P2 scn 400 500 100 100 re f",
        page=box,
        resources="/Pattern<</P1 6 0 R/P2 7 0 R>>",
        more=[f"<</Type/Pattern/PatternType 2/Shading{FADE}>>", stripes],
    )


def hidden_layer() -> bytes:
    shown = "0 0 1 rg 60 600 200 80 re f"
    return one_page(
        f"{shown} /OC /L BDC 1 0 0 rg 60 300 400 200 re f EMC /X Do",
        resources="/Properties<</L 6 0 R>>/XObject<</X 7 0 R>>",
        catalogue="/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>",
        more=["<</Type/OCG/Name(Utkast)>>", form("0 1 0 rg 60 100 400 100 re f", "/OC 6 0 R")],
    )


def filled_form() -> bytes:
    """One field brings its picture, and the other one leaves it to the program."""
    typed = (
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(500 kr)/DA(/F1 30 Tf 0 g)/F 4/Rect[150 600 400 660]"
        "/MK<</BC[0]>>>>"
    )
    ticked = (
        "<</Type/Annot/Subtype/Widget/FT/Btn/T(b)/V/Ja/AS/Ja/F 4/Rect[150 450 210 510]"
        "/AP<</N<</Ja 8 0 R/Off 9 0 R>>>>>>"
    )
    box = "0 0 60 60"
    return one_page(
        says("Belopp:", 30, (20, 610)),
        page=f"{A4}/Annots[6 0 R 7 0 R]",
        catalogue="/AcroForm<</Fields[6 0 R 7 0 R]/DR<</Font<</F1 5 0 R>>>>/NeedAppearances true>>",
        more=[
            typed,
            ticked,
            form("4 w 2 2 56 56 re S 5 5 m 55 55 l 5 55 m 55 5 l S", box=box),
            form("4 w 2 2 56 56 re S", box=box),
        ],
    )


def values_that_the_program_must_draw() -> bytes:
    """A value with an outdated picture, a choice that is a code, a list without its places, a print-only stamp."""
    field = "<</Type/Annot/Subtype/Widget/T(a)/DA(/F1 30 Tf 0 g)"
    options = "/Opt[[(a)(Avslag)][(b)(Bifall)]]"
    return one_page(
        says("Svar:", 30, (20, 760)),
        page=f"{A4}/Annots[6 0 R 7 0 R 8 0 R 9 0 R]",
        catalogue="/AcroForm<</Fields[6 0 R 7 0 R 8 0 R]/DR<</Font<</F1 5 0 R>>>>/NeedAppearances true>>",
        more=[
            f"{field}/F 4/FT/Tx/V(500 kr)/Rect[150 600 400 660]/AP<</N 10 0 R>>>>",
            f"{field}/F 4/FT/Ch/Ff 131072/V(b){options}/Rect[150 450 400 510]>>",
            f"{field}/F 4/FT/Ch/V(b){options}/Rect[150 300 400 400]>>",
            "<</Type/Annot/Subtype/Stamp/F 36/Rect[95 105 135 225]/P 3 0 R/AP<</N 11 0 R>>>>",
            form("/Tx BMC EMC", box="0 0 250 60"),
            STAMP_FORM,
        ],
    )


def stamp_on_turned_page(turn: int = 90) -> bytes:
    frame = "0 G 90 600 50 130 re S"
    return one_page(frame, page=f"{A4}/Rotate {turn}/Annots[6 0 R]", more=[STAMP, STAMP_FORM])


def annotations_without_pictures() -> bytes:
    """What the program must draw itself: a frame, a marking, and a comment with a box that has no place."""
    corners = "/QuadPoints[60 730 300 730 60 690 300 690]"
    return one_page(
        says("Med kommentar", 30, (60, 700)),
        page=f"{A4}/Annots[6 0 R 7 0 R 8 0 R 9 0 R]",
        more=[
            "<</Type/Annot/Subtype/Square/F 4/Rect[50 500 300 600]/C[1 0 0]/BS<</W 6>>>>",
            f"<</Type/Annot/Subtype/Highlight/F 4/Rect[60 690 300 730]/C[1 1 0]{corners}>>",
            "<</Type/Annot/Subtype/Text/F 4/Rect[400 690 420 710]/Contents(Obs)/Popup 9 0 R>>",
            "<</Type/Annot/Subtype/Popup/Parent 8 0 R>>",
        ],
    )


def box_outside() -> bytes:
    return one_page(
        says("Uppe", 20, (20, 360)) + says("Nere", 20, (20, 20)),
        page="/MediaBox[0 0 300 400]/CropBox[-600 -800 900 1200]",
    )


def box_moved() -> bytes:
    return one_page("1 0 0 rg 110 210 200 300 re f", page="/MediaBox[0 0 595 842]/CropBox[100 200 400 600]")


def white_space_of_nul() -> bytes:
    content = f"q 400 0 0 200 60 500 cm {FOUR_COLOURS} Q".replace(" ", "\x00").replace("ID\x00", "ID ")
    return one_page(content)


def in_units_of_two() -> bytes:
    return one_page("0 G 6 w 10 10 277 400 re S", page="/MediaBox[0 0 297.64 420.945]/UserUnit 2.0")


def left_open() -> bytes:
    return one_page("q 0.5 0 0 0.5 100 300 cm q q 0 0 1 rg 0 0 400 400 re f 3 Tr")


def padded() -> bytes:
    return one_page(says("Fylld", 40)) + b"\x00" * 4_000


def turned_and_lying() -> bytes:
    return one_page("0 0.5 0 rg 20 20 300 100 re f", page="/MediaBox[0 0 842 595]/Rotate 270")


def scrambled_table() -> bytes:
    """Its table of objects is wrong: every viewer looks for the objects themselves."""
    whole = one_page("1 0 0 rg 100 100 300 300 re f")
    return (
        whole[: whole.index(b"xref")]
        + b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R>>\nstartxref\n7\n%%EOF"
    )


def pages_in_an_inherited_tree() -> bytes:
    """Size, turn and fonts stand in the tree above the page."""
    return assembled(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 400 300]/Rotate 180/Resources<</Font<</F1 5 0 R>>>>>>",
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
            stream(says("Ovan", 60, (60, 200))),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>",
        ]
    )


KINDS: tuple[Callable[[], bytes], ...] = (
    patterns,
    hidden_layer,
    filled_form,
    values_that_the_program_must_draw,
    stamp_on_turned_page,
    annotations_without_pictures,
    box_outside,
    box_moved,
    white_space_of_nul,
    in_units_of_two,
    left_open,
    padded,
    turned_and_lying,
    scrambled_table,
    pages_in_an_inherited_tree,
)


def one_bad_page() -> bytes:
    """The second one of three has no area that could be shown."""
    good = f"<</Type/Page/Parent 2 0 R/Contents 6 0 R/Resources<</Font<</F1 7 0 R>>>>{A4}>>"
    bad = f"<</Type/Page/Parent 2 0 R/Contents 6 0 R{A4}/CropBox[600 900 800 1000]>>"
    return assembled(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>",
            good,
            bad,
            good,
            stream(says("Hel sida")),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def sharing_a_picture(pages: int, octets: int) -> bytes:
    """Pages with the same picture, of random dots that cannot be packed."""
    first = 4
    kids = " ".join(f"{first + number} 0 R" for number in range(pages))
    page = f"<</Type/Page/Parent 2 0 R/Contents {first + pages} 0 R/Resources<</XObject<</X 3 0 R>>>>{A4}>>"
    picture = stream(
        random.Random(1).randbytes(octets),
        f"/Type/XObject/Subtype/Image/Width {octets // 100}/Height 100/ColorSpace/DeviceGray/BitsPerComponent 8",
    )
    return assembled(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Kids[{kids}]/Count {pages}>>",
            picture,
            *[page] * pages,
            stream("300 0 0 300 60 300 cm /X Do"),
        ]
    )
