"""Powers, indices and struck text in plain text, where no letter can be raised."""

import pytest

from infra.html.blocks import Style, TextRun
from infra.html.plain_text import plain_text_of, raised_signs, text_with_signs


@pytest.mark.parametrize(
    ("text", "raised", "signs"),
    [
        ("2", 1, "²"),
        ("-10", 1, "⁻¹⁰"),
        ("(n)", 1, "⁽ⁿ⁾"),
        (" 6 ", 1, "⁶"),
        ("2", -1, "₂"),
        ("1+1", -1, "₁₊₁"),
        ("a", 1, None),
        ("n", -1, None),
        ("", 1, None),
        ("  ", -1, None),
    ],
)
def test_powers_and_indices_have_signs_of_their_own(text: str, raised: int, signs: str | None) -> None:
    assert raised_signs(text, raised) == signs


@pytest.mark.parametrize(
    ("text", "raised", "written"),
    [
        ("2", 0, "2"),
        ("2", 1, "²"),
        ("a", 1, "^a"),
        ("max", 1, "^(max)"),
        ("x", -1, "_x"),
        ("min", -1, "_(min)"),
        (" ", 1, " "),
    ],
)
def test_what_has_no_sign_is_marked(text: str, raised: int, written: str) -> None:
    assert text_with_signs(TextRun(text, Style(raised=raised))) == written


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>10<sup>6</sup> m<sup>2</sup></p>", "10⁶ m²"),
        ("<p>CO<sub>2</sub></p>", "CO₂"),
        ("<p>x<sup>a+b</sup></p>", "x^(a+b)"),
        ("<p><s>500</s> 400 kr</p>", "400 kr"),
        ("<p><del>gammalt</del><ins>nytt</ins></p>", "nytt"),
        ("<ul><li>ett<li>två</ul>", "- ett\n- två"),
        ("<ol><li>ett<ol type=a><li>inne</ol></ol>", "1. ett\n  a) inne"),
        (
            "<table><tr><th>Datum<th>Debet<th>Kredit<tr><td>jan<td><td>300</table>",
            "Datum | Debet | Kredit\njan |  | 300",
        ),
        ("<h1>Rubrik</h1><p>Text</p>", "Rubrik\n\nText"),
        ("<p>rad<br>rad</p>", "rad\nrad"),
        ("<p>a</p><hr><p>b</p>", "a\n\nb"),
        ("<pre>a  b\n c</pre>", "a b\nc"),
        ("<q>citat</q>", "”citat”"),
        ("", ""),
    ],
)
def test_html_keeps_its_meaning_in_plain_text(source: str, text: str) -> None:
    assert plain_text_of(source) == text
