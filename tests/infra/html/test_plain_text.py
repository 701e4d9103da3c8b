"""HTML as plain text, for e-mail and SMS: its meaning stays."""

from dataclasses import replace

import pytest

from infra.html.blocks import PLAIN, TextRun
from infra.html.plain_text import LOWERED, RAISED, plain_text_of, raised_signs, text_with_signs


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("10<sup>6</sup> m<sup>2</sup>, CO<sub>2</sub>, 10<sup>−5</sup>", "10⁶ m², CO₂, 10⁻⁵"),
        ("a<sup>x</sup> b<sub>max</sub>", "a^x b_(max)"),
        ("Avgiften är <s>500</s> 400 kr.", "Avgiften är 400 kr."),
        ("<ol type=a><li>Alfa<li>Beta</ol>", "a) Alfa\nb) Beta"),
        ("<ol><li>Ett<ul><li>Två</ul></ol>", "1. Ett\n  - Två"),
        ("<table><tr><td>1 jan<td><td>500<tr><td colspan=2>summa<td>x</table>", "1 jan |  | 500\nsumma |  | x"),
        ("<table><tr><td rowspan=2>Åsa<td>jan<tr><td>feb</table>", "Åsa | jan\n| feb"),
        ("<p><input type=checkbox checked> Ja</p>", "☒ Ja"),
        ("<p>a</p><hr><p>b</p>", "a\n\nb"),
    ],
)
def test_the_meaning_of_html_stays_in_plain_text(source: str, text: str) -> None:
    assert plain_text_of(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("<p> </p><p>&nbsp;</p>", ""),
        ("<p>a<p>b", "a\n\nb"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<p>a   b\n c</p>", "a b c"),
        ("<ul><li>a<li>b</ul><p>c", "- a\n- b\n\nc"),
        ("<p>c<ul><li>a</ul>", "c\n\n- a"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<s>bort</s>", ""),
        ("<ul><li><s>bort</s><li>kvar</ul>", "- kvar"),
        ("<table><tr><td><td></table>", ""),
        ("<table><tr><td>a<td>b<tr><td colspan=2><hr><tr><td>c<td></table>", "a | b\nc |"),
        ("<table><tr><td><p>a<p>b<td>c</table>", "a b | c"),
    ],
)
def test_lines_paragraphs_and_items_are_set_apart(source: str, text: str) -> None:
    assert plain_text_of(source) == text


def run(text: str, raised: int) -> TextRun:
    return TextRun(text, replace(PLAIN, raised=raised))


@pytest.mark.parametrize(
    ("text", "raised", "written"),
    [
        ("2", 1, "²"),
        ("2", -1, "₂"),
        ("−5", 1, "⁻⁵"),
        (" 12 ", 1, "¹²"),
        ("n", 1, "ⁿ"),
        ("n", -1, "_n"),
        ("x", 1, "^x"),
        ("max", -1, "_(max)"),
        ("-x", 1, "^(-x)"),
        ("[1]", 1, "[1]"),
        (":a", 1, ":a"),
        ("*", 1, "*"),
        (" ", 1, " "),
        ("", -1, ""),
        ("x", 0, "x"),
    ],
)
def test_raised_text_is_written_with_signs_or_a_mark(text: str, raised: int, written: str) -> None:
    assert text_with_signs(run(text, raised)) == written


def test_every_sign_has_a_raised_or_lowered_one_of_its_own() -> None:
    for known, raised in ((RAISED, 1), (LOWERED, -1)):
        assert raised_signs("".join(known), raised) == "".join(known.values())
        assert not set(known) & set(known.values())


@pytest.mark.parametrize("text", ["", "  ", "2x", "½"])
def test_text_with_one_sign_that_cannot_be_raised_has_none(text: str) -> None:
    assert raised_signs(text, 1) is None
