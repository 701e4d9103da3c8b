"""HTML as plain text, for e-mail and SMS: its meaning stays."""

import pytest

from infra.html.plain_text import plain_text_of


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
