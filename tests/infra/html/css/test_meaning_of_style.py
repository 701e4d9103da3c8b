"""What a style says of the meaning of a text is the same in the mailbox, on paper and in plain text."""

import pytest

from infra.html.blocks import BlockKind, blocks_of_html
from infra.html.plain_text import plain_text_of
from infra.html.sanitise import sanitise_html


@pytest.mark.parametrize(
    "power",
    [
        "<sup>6</sup>",
        "<span style='vertical-align:super'>6</span>",
        "<span style='vertical-align:3pt'>6</span>",
        "<span style='vertical-align:30%'>6</span>",
        "<span style='mso-text-raise:3.0pt'>6</span>",
        "<span style='position:relative;top:-3.0pt;mso-text-raise:3.0pt'>6</span>",
        "<span style='position:relative;top:-.4em;font-size:70%'>6</span>",
        "<span style='position:relative;bottom:4px'>6</span>",
        "<style>.p{position:relative;top:-4px}</style><span class=p>6</span>",
    ],
)
def test_a_power_stays_one_however_it_is_raised(power: str) -> None:
    text = f"<p>10{power} kr</p>"

    assert plain_text_of(text) == "10⁶ kr"
    assert any(mark in sanitise_html(text) for mark in ("<sup>", "vertical-align:"))


@pytest.mark.parametrize(
    "text",
    ["<span style='vertical-align:1px'>6</span>", "<span style='position:relative;top:-1px'>6</span>",
     "<span style='position:relative;left:-4px'>6</span>", "<span style='vertical-align:middle'>6</span>"],
)  # fmt: skip
def test_what_is_only_aligned_is_no_power(text: str) -> None:
    assert plain_text_of(f"<p>10{text} kr</p>") == "106 kr"


@pytest.mark.parametrize(
    "low", ["<sub>2</sub>", "<span style='position:relative;top:3pt;mso-text-raise:-3pt'>2</span>"]
)
def test_an_index_stays_one(low: str) -> None:
    assert plain_text_of(f"<p>H{low}O</p>") == "H₂O"


@pytest.mark.parametrize(
    "struck",
    [
        "text-decoration-line:line-through",
        "text-decoration:underline line-through",
        "text-decoration:line-through red",
    ],
)
def test_struck_text_is_struck_in_the_mailbox_as_on_paper(struck: str) -> None:
    text = f"<p>Avgift <span style='{struck}'>300</span> 200</p>"

    assert "line-through" in sanitise_html(text)
    assert [run.text for block in blocks_of_html(text) for run in block.runs if run.style.struck] == ["300"]
    assert plain_text_of(text) == "Avgift 200"


@pytest.mark.parametrize(
    ("listing", "style", "marks"),
    [
        ("<ol style='list-style:upper-roman'><li>a<li>b</ol>", "upper-roman", ["I.", "II."]),
        ("<ol style='list-style:inside lower-alpha'><li>a<li>b</ol>", "letter-and-bracket", ["a)", "b)"]),
        (
            "<style>.x{list-style:decimal-leading-zero}</style><ol class=x><li>a</ol>",
            "decimal-leading-zero",
            ["01."],
        ),
        ("<ol style='list-style-type:lower-greek' start=2><li>a</ol>", "lower-greek", ["β."]),
        ("<ol style='list-style-type:lower-greek' start=30><li>a</ol>", "lower-greek", ["30."]),
        ("<ul style='list-style:none'><li>a</ul>", "none", [""]),
    ],
)
def test_a_list_has_the_same_numbers_in_the_mailbox_and_on_paper(
    listing: str, style: str, marks: list[str]
) -> None:
    assert f"list-style-type:{style}" in sanitise_html(listing)
    assert [block.mark for block in blocks_of_html(listing)] == marks


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<span style='font-family:Wingdings'>þ</span> Ja", "☑ Ja"),
        ("<span style='font-family:Wingdings'>&#xF0FE;</span> Ja", "☑ Ja"),
        ("<font face=Wingdings>q</font> Nej", "☐ Nej"),
        ("<span style='font:12pt \"Wingdings 2\"'>R</span> Ja", "☑ Ja"),
        ("<span style='font-family:Symbol'>D</span>t = 5 <span style='font-family:Symbol'>m</span>s", "Δt = 5 μs"),
        ("<span style='font-family:Symbol'>·<i style='font:7pt Arial'>&nbsp;a </i></span>b", "• a b"),
        ("<span style='font-family:Arial,Wingdings'>q</span>", "q"),
    ],
)
def test_signs_of_fonts_that_readers_lack_are_signs_for_all(written: str, meant: str) -> None:
    assert plain_text_of(f"<p>{written}</p>") == meant
    assert meant[0] in sanitise_html(written)


@pytest.mark.parametrize(
    "box",
    ["<span style='display:block'>{}</span>", "<label style='display:block'>{}</label>",
     "<a href='https://a.example/' style='display:block'>{}</a>"],
)  # fmt: skip
def test_what_is_set_as_a_box_begins_a_line(box: str) -> None:
    text = box.format("Namn") + box.format("Adress")

    assert [block.text.split()[0] for block in blocks_of_html(text)] == ["Namn", "Adress"]
    assert "</div><div" in sanitise_html(text)


def test_boxes_set_as_a_table_are_one() -> None:
    text = (
        "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style><div class=t>"
        "<div class=r><div class=c>Hyra</div><div class=c>300</div></div></div>"
    )

    assert plain_text_of(text) == "Hyra | 300"
    assert "<td" in sanitise_html(text)


def test_words_side_by_side_are_parted() -> None:
    assert plain_text_of("<div style='display:flex'><span>Namn</span><span>Åsa</span></div>") == "Namn Åsa"


def test_the_rows_beside_a_table_within_stay_rows() -> None:
    text = "<table><tr><td>A<table><tr><td>x<td>y</table><td>B<tr><td>Hyra<td>300</table>"

    assert [block.text for block in blocks_of_html(text) if block.kind is BlockKind.TABLE] == ["x\ty", "Hyra\t300"]


@pytest.mark.parametrize(
    ("formula", "meant"),
    [
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x²"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
        ("<msqrt><mn>2</mn></msqrt>", "√2"),
        ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", "√(a+b)"),
        ("<mroot><mn>8</mn><mn>3</mn></mroot>", "³√8"),
    ],
)
def test_a_formula_keeps_its_meaning(formula: str, meant: str) -> None:
    assert plain_text_of(f"<p><math>{formula}</math></p>") == meant


@pytest.mark.parametrize(
    ("written", "meant"), [("Text<sup>[1]</sup>", "Text[1]"), ("1<sup>:a</sup> juli", "1:a juli")]
)
def test_notes_and_endings_are_no_powers(written: str, meant: str) -> None:
    assert plain_text_of(f"<p>{written}</p>") == meant


def test_a_row_that_is_struck_out_is_so_on_paper() -> None:
    text = "<table><tr style='text-decoration:line-through'><td>A<td>300<tr><td>B<td>200</table>"

    [table] = blocks_of_html(text)
    struck = [
        [run.style.struck for block in cell.blocks for run in block.runs] for row in table.rows for cell in row
    ]
    assert struck == [[True], [True], [False], [False]]


def test_the_foot_of_a_table_stands_last_in_the_mailbox_too() -> None:
    text = "<table><tfoot><tr><td>Summa<td>300</tfoot><tbody><tr><td>Hyra<td>300</table>"

    assert "<tfoot>" in sanitise_html(text)
    assert plain_text_of(text) == "Hyra | 300\nSumma | 300"


def test_an_item_that_is_struck_out_leaves_no_mark() -> None:
    assert plain_text_of("<ul><li><del>bort</del><li>kvar</ul>") == "- kvar"


@pytest.mark.parametrize(
    "listing",
    [
        "<ol>Först<li>a<li>b</ol>",
        "<ol><div>x</div><li>a</li><p>mellan</p><li>b</ol>",
        "<ol><div><li>a<li>b</div></ol>",
    ],
)
def test_what_stands_between_items_is_not_counted(listing: str) -> None:
    assert [block.mark for block in blocks_of_html(listing) if block.text in {"a", "b"}] == ["1.", "2."]
    assert sanitise_html(listing).count("<li") == 2
