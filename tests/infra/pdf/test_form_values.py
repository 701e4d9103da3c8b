"""Forms as programs fill them in: the mailbox shows and reads what viewers show, and nothing that they hide."""

import io

import pytest
from PIL import Image

from infra.pdf import reader
from tests.infra.pdf.making import A4, form, one_page, says

OUTDATED = form("/Tx BMC EMC", box="0 0 240 40")
OPTIONS = "/Opt[[(a)(Avslag)][(b)(Bifall)]]"
CROSS, FRAME = form("4 w 0 0 m 40 40 l S", box="0 0 40 40"), form("1 w 1 1 38 38 re S", box="0 0 40 40")
BOX = "<</Type/Annot/Subtype/Widget/FT/Btn/T(a)/Rect[60 600 100 640]/AP<</N<</Ja 7 0 R/Off 8 0 R>>>>"


def filled(field: str, *, of_form: str = "", more: tuple[bytes, ...] = ()) -> bytes:
    return one_page(
        says("Svar"),
        page=f"{A4}/Annots[6 0 R]",
        catalogue=f"/AcroForm<</Fields[6 0 R]/DR<</Font<</F1 5 0 R>>>>{of_form}>>",
        more=[field, *more],
    )


def typed(entries: str, kind: str = "Tx") -> str:
    rectangle = "/Rect[60 600 300 640]"
    return f"<</Type/Annot/Subtype/Widget/FT/{kind}/T(a)/DA(/F1 20 Tf 0 g)/F 4{rectangle}{entries}>>"


def lines_of(content: bytes) -> list[str]:
    return reader.read_pdf(content, 1).pages[0].text.splitlines()


def picture_of(content: bytes) -> Image.Image:
    drawn = reader.draw_page(content, 1)
    assert drawn is not None
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def test_a_value_goes_before_its_outdated_picture_where_the_form_says_so() -> None:
    field = typed("/V(500 kr)/AP<</N 7 0 R>>")

    assert lines_of(filled(field, of_form="/NeedAppearances true", more=(OUTDATED,))) == ["Svar", "500 kr"]
    assert lines_of(filled(field, more=(OUTDATED,))) == ["Svar"]


def test_a_picture_with_letters_of_a_font_of_its_own_stays() -> None:
    picture = form("BT /F1 20 Tf 2 10 Td (egen) Tj ET", "/Resources<</Font<</F1 5 0 R>>>>", "0 0 240 40")
    field = typed("/V<FEFF014101F3>/AP<</N 7 0 R>>")

    assert lines_of(filled(field, of_form="/NeedAppearances true", more=(picture,))) == ["Svar", "egen"]


@pytest.mark.parametrize(
    "name", ["Żaneta Wałęsa", "Ĳsbrand Č€", "Åsa", "абвгдежзийклмнопрстуфхцчшщъыьэюя АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ"]
)
def test_a_name_is_whole_also_where_the_form_s_font_lacks_its_letters(name: str) -> None:
    value = (b"\xfe\xff" + name.encode("utf-16-be")).hex()

    field = typed(f"/V<{value}>").replace("20 Tf", "4 Tf")

    assert lines_of(filled(field)) == ["Svar", name]


def test_a_choice_is_shown_in_its_words_and_not_by_its_code() -> None:
    assert lines_of(filled(typed(f"/Ff 131072/V(b){OPTIONS}", "Ch"))) == ["Svar", "Bifall"]
    assert lines_of(filled(typed("/Ff 131072/V(eget)/Opt[(a)(b)]", "Ch"))) == ["Svar", "eget"]


@pytest.mark.parametrize("value", ["(b)", "[(b)]"])
def test_the_chosen_line_of_a_list_is_marked(value: str) -> None:
    chosen = picture_of(filled(typed(f"/V{value}{OPTIONS}", "Ch")))

    assert chosen.tobytes() == picture_of(filled(typed(f"/V{value}/I[1]{OPTIONS}", "Ch"))).tobytes()
    assert chosen.tobytes() != picture_of(filled(typed(f"/V{value}/I[0]{OPTIONS}", "Ch"))).tobytes()


@pytest.mark.parametrize(("value", "sign"), [("/V/Ja", "☒"), ("/V/Nej", "☐"), ("", "☐"), ("/V/Ja/AS/Off", "☐")])
def test_a_box_without_a_state_has_that_of_its_field(value: str, sign: str) -> None:
    assert lines_of(filled(f"{BOX}/F 4{value}>>", more=(CROSS, FRAME))) == ["Svar", sign]


@pytest.mark.parametrize("flags", [1 | 2, 2 | 4, 32, 32 | 4])
@pytest.mark.parametrize("field", [f"{BOX}/V/Ja/AS/Ja", typed("/V(dolt)")[:-2].replace("/F 4", "")])
def test_what_no_screen_shows_is_neither_drawn_nor_read(field: str, flags: int) -> None:
    content = filled(f"{field}/F {flags}>>", more=(CROSS, FRAME))

    assert lines_of(content) == ["Svar"]
    assert picture_of(content).tobytes() == picture_of(one_page(says("Svar"))).tobytes()


@pytest.mark.parametrize("place", [(60, 2000), (60, -300), (900, 700), (-500, 700)])
def test_what_lies_off_the_page_is_not_read(place: tuple[int, int]) -> None:
    assert lines_of(one_page(says("Svar") + says("dolt", at=place))) == ["Svar"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_what_was_cropped_away_is_not_read_however_the_page_is_turned(turn: int) -> None:
    content = says("Svar", at=(60, 700)) + says("dolt", at=(60, 100))

    assert lines_of(one_page(content, page=f"{A4}/CropBox[0 421 595 842]/Rotate {turn}")) == ["Svar"]


def test_very_many_fields_with_unusual_letters_share_a_font() -> None:
    field = typed("/V<FEFF0141>").replace("20 Tf", "6 Tf")
    numbers = [f"{6 + number} 0 R" for number in range(1_500)]
    content = one_page(
        says("Svar"),
        page=f"{A4}/Annots[{' '.join(numbers)}]",
        catalogue=f"/AcroForm<</Fields[{' '.join(numbers)}]/DR<</Font<</F1 5 0 R>>>>>>",
        more=[field] * len(numbers),
    )

    assert "Ł" in reader.read_pdf(content, 1).pages[0].text
