"""The characters that the typeface of letters has, and what stands for the others."""

import pytest

from print_supplier.paper import typeface


@pytest.mark.parametrize(
    "text", ["Åsa Öberg", "Łukasz Čapek, Erdős, Þór", "Здравствуйте", "1 688 € – ”nej”", "rad\nrad"]
)
def test_text_that_the_typeface_has_stays_as_it_is(text: str) -> None:
    assert typeface.printable_text(text) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("🎉", typeface.UNKNOWN),
        ("漢字", typeface.UNKNOWN * 2),
        ("a\u200bb", "ab"),
        ("a\x07b", "ab"),
        ("a\tb", f"a{typeface.TAB}b"),
        ("☒ ja", "☑ ja"),
        ("□ nej", "☐ nej"),
        ("A\u030asa", "Åsa"),
        ("\ufeffHej", "Hej"),
        ("av\u00adstava", "av\u00adstava"),
        ("x" + "\u0323" * 100 + "y", "x" + "\u0323" * typeface.MAX_MARKS + "y"),
    ],
    ids=[
        "emoji",
        "other script",
        "invisible",
        "control",
        "tabulator",
        "crossed box",
        "square",
        "two characters",
        "invisible, in the typeface",
        "soft hyphen",
        "marks without end",
    ],
)
def test_other_characters_are_replaced_or_left_out(text: str, printed: str) -> None:
    assert typeface.printable_text(text) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("19270517\u20118354", "19270517-8354"),
        ("A\u2003B\u2002C\u3000D", "A B C D"),
        ("➢ ett ▪ två ✔ tre ✘ fyra ⇒ fem", "• ett • två ✓ tre × fyra → fem"),
        ("① ａｂｃ 𝐅𝐞𝐭 Ⅳ ㎡ ℃", "1 abc Fet IV m2 °C"),
    ],
    ids=["hyphen of Word", "blanks", "signs", "plain forms"],
)
def test_what_means_the_same_stands_for_what_is_lacking(text: str, printed: str) -> None:
    assert all(typeface.can_show(sign) for sign in printed)
    assert typeface.printable_text(text) in {printed, text}


def test_a_hyphen_at_which_no_line_breaks_is_a_hyphen() -> None:
    assert typeface.UNKNOWN not in typeface.printable_text("".join(map(chr, range(0x2000, 0x2016))))


def test_letters_of_another_form_are_no_other_alphabet() -> None:
    typeface.require_letters("𝐁𝐞𝐬𝐥𝐮𝐭 𝐨𝐦 𝐛𝐢𝐝𝐫𝐚𝐠")

    assert typeface.printable_text("𝐁𝐞𝐬𝐥𝐮𝐭") == "Beslut"


def test_every_style_has_its_font_file() -> None:
    assert set(typeface.FILES) == {"", "B", "I", "BI"}
    assert all(file.is_file() for file in typeface.FILES.values())


@pytest.mark.parametrize(
    ("bold", "italic", "style"), [(False, False, ""), (True, False, "B"), (False, True, "I"), (True, True, "BI")]
)
def test_the_style_follows_the_text(bold: bool, italic: bool, style: str) -> None:
    assert typeface.style_for("Hej\nhej", bold, italic) == style


def test_italics_without_the_alphabet_are_set_upright() -> None:
    letters = [chr(code) for code in range(0x2190, 0x2600) if typeface.can_show(chr(code))]
    upright = [letter for letter in letters if typeface.style_for(letter, bold=False, italic=True) == ""]

    assert upright
    assert {typeface.style_for(letter, bold=True, italic=True) for letter in upright} == {"B"}


def test_powers_can_be_shown_as_signs_of_their_own() -> None:
    assert typeface.can_show("⁰¹²³")
    assert not typeface.can_show("²🎉")
