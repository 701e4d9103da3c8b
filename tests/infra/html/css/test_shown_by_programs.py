"""What programs write is shown where browsers show it, though it looks much like ways to hide."""

import pytest

from infra.html.plain_text import plain_text_of
from infra.html.sanitise import sanitise_html

LONG = "https://pictures.example/0123456789abcdef/images/very-long-name-of-a-picture-0123456789.png"
SHOWN = {
    "it fades in": "<p style='opacity:0;animation:fadein 1s forwards'>syns</p>",
    "a sheet lets it fade in": "<style>p{opacity:0;animation-name:a}</style><p>syns</p>",
    "round in letters' size": "<p style='clip-path:circle(1.5em)'>syns</p>",
    "a cell is cut with dots": "<table><tr><td style='max-width:0;width:90%;overflow:hidden'>syns</table>",
    "a cell shrinks to its text": "<table><tr><td style='width:1px;overflow:hidden'>syns</table>",
    "a least height": "<div style='height:0;min-height:100px;overflow:hidden'>syns</div>",
    "the room of a film": "<div style='height:0;padding-bottom:56.25%;overflow:hidden'>syns</div>",
    "a sheet keeps room": "<style>p{height:0;padding-top:9px;overflow:hidden}</style><p>syns</p>",
    "a font with a size": "<div style='font-size:0'><font size=3>syns</font></div>",
    "a size without a unit": "<p style='font-size:1.1'>syns</p>",
    "a light veil": "<div style='background:#222'><b style='background:#ffffff19;color:#fff'>syns</b></div>",
    "a ground by a name": "<div style='background:var(--brand);color:#fff'>syns</div>",
    "a ground in newer words": "<div style='background:oklch(0.2 0.1 20);color:#fff'>syns</div>",
    "a long address": f"<style>.h{{background-image:url({LONG});color:#fff}}</style><div class=h>syns</div>",
    "letters that fade": "<h1 style='background:linear-gradient(red,blue);-webkit-background-clip:text;"
    "-webkit-text-fill-color:transparent'>syns</h1>",
    "words on a picture": "<div><img src=x.png><b style='position:absolute;top:9px;color:#fff'>syns</b></div>",
    "outlined letters": "<p style='color:#fff;-webkit-text-stroke:1px #000'>syns</p>",
    "a sheet's shadows": "<style>p{color:#fff;text-shadow:0 1px 2px #000}</style><p>syns</p>",
    "a converted page": "<p style='position:absolute;top:1102px;left:85px'>syns</p>",
    "a label below": "<b style='position:absolute;top:100%'>syns</b>",
    "a label above": "<b style='position:absolute;bottom:100%'>syns</b>",
    "a label beside": "<b style='position:absolute;left:100%'>syns</b>",
    "a note in the margin": "<b style='position:absolute;left:-120px'>syns</b>",
    "a hanging indent": "<p style='margin-left:141.75pt;text-indent:-141.75pt'>syns</p>",
    "a box in the middle": "<div style='position:absolute;left:50%;transform:translateX(-150px)'>syns</div>",
    "a box over its place": "<div style='position:absolute;transform:translate(-50%,-100%)'>syns</div>",
}


@pytest.mark.parametrize("html", SHOWN.values(), ids=SHOWN.keys())
def test_what_programs_write_is_shown(html: str) -> None:
    assert plain_text_of(html) == "syns"
    assert "syns" in sanitise_html(html)


def test_a_veil_is_shown_as_a_veil() -> None:
    html = "<div style='background:rgba(0,0,0,.7);color:#fff'>syns</div>"

    assert "background-color:rgba(0, 0, 0, 0.7" in sanitise_html(html)


@pytest.mark.parametrize(
    ("fade", "colour"),
    [("linear-gradient(red, blue)", "inherit"), ("linear-gradient(rgb(9,9,99), blue)", "#090963")],
)
def test_letters_that_a_fade_is_seen_through_have_a_colour(fade: str, colour: str) -> None:
    shown = sanitise_html(f"<h1 style='background:{fade};background-clip:text;color:transparent'>syns</h1>")

    assert f"color:{colour}" in shown
    assert "transparent" not in shown.replace("background-color:transparent", "")


def test_white_rows_of_a_very_long_striped_table_are_shown() -> None:
    sheet = "td{color:#fff}tr:nth-child(odd){background:#333}tr:nth-child(even){background:#444}"
    rows = "<tr><td>syns</td></tr>" * 1_500

    assert plain_text_of(f"<style>{sheet}</style><table>{rows}</table>").count("syns") == 1_500


def test_quotation_marks_and_words_for_ears_are_not_shown_twice() -> None:
    sheet = "q::before{content:open-quote}q::after{content:close-quote}p::before{content:'★ ' / 'stjärna, '}"

    assert plain_text_of(f"<style>{sheet}</style><p>Hon sa <q>ja</q>.</p>") == "★ Hon sa ”ja”."
