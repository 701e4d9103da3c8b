"""Hidden text is shown nowhere: not in the mailbox, not on paper, not in an SMS. Everything else is."""

import pytest

from infra.html.blocks import blocks_of_html
from infra.html.plain_text import plain_text_of
from infra.html.sanitise import sanitise_html

HIDING = [
    "<p hidden>dolt</p>",
    "<p HIDDEN=until-found>dolt</p>",
    "<p style='display:none'>dolt</p>",
    "<p style='DISPLAY : None !important'>dolt</p>",
    "<p style='display:none!important;display:block'>dolt</p>",
    "<div style='display:none'><p style='display:block'>dolt</p></div>",
    "<p style='visibility:hidden'>dolt</p>",
    "<tr style='visibility:collapse'><td>dolt</td></tr>",
    "<div style='visibility:hidden'><b>dolt</b></div>",
    "<p style='font-size:0'>dolt</p>",
    "<p style='font-size:0.0px'>dolt</p>",
    "<p style='font:0/0 a'>dolt</p>",
    "<p style='font-size:0'><b style='font-size:2em'>dolt</b></p>",
    "<p style='opacity:0'>dolt</p>",
    "<p style='max-height:0;overflow:hidden'>dolt</p>",
    "<p style='height:0px;overflow:hidden'>dolt</p>",
    "<p style='text-indent:-9999px'>dolt</p>",
    "<p style='position:absolute;left:-9999px'>dolt</p>",
    "<p style='color:#fff;text-shadow:none'>dolt</p>",
    "<p style='position:absolute;background:#fff;color:#fff'>dolt</p>",
    "<p style='color:#fff'>dolt</p>",
    "<p style='color:white;background:#fefefe'>dolt</p>",
    "<font color=#ffffff>dolt</font>",
    "<table bgcolor=#003366><tr><td style='color:rgb(0,51,102)'>dolt</td></tr></table>",
    "<div style='background:#000'><p style='color:hsl(0,0%,1%)'>dolt</p></div>",
    "<p style='color:transparent'>dolt</p>",
    "<a href='https://dolt.example/' style='color:#fff'>dolt</a>",
    "<a href='https://dolt.example/'><span hidden>dolt</span> </a>",
    "<p style='color:rgba(10,20,30,0)'>dolt</p>",
    "<p style='color:#0000'>dolt</p>",
    "<style>.pre{color:#ffffff;font-size:12px}</style><p class=pre>dolt</p>",
    "<body bgcolor=black><p style='color:#000'>dolt</p></body>",
    "<p style='font-size:1px'>dolt</p>",
    "<p style='font-size:.5pt'>dolt</p>",
    "<p style='opacity:0%'>dolt</p>",
    "<p style='opacity:.01'>dolt</p>",
    "<p style='width:0;overflow:hidden'>dolt</p>",
    "<p style='max-width:0px;overflow-x:hidden'>dolt</p>",
    "<p style='width:1px;height:1px;overflow:hidden;position:absolute'>dolt</p>",
    "<p style='position:absolute;clip:rect(0,0,0,0)'>dolt</p>",
    "<p style='position:absolute;clip:rect(1px 1px 1px 1px)'>dolt</p>",
    "<p style='clip-path:inset(50%)'>dolt</p>",
    "<p style='transform:scale(0)'>dolt</p>",
    "<p style='transform:translateX(-9999px)'>dolt</p>",
    "<p style='margin-left:-9999px'>dolt</p>",
    "<p style='position:absolute;right:-9999px'>dolt</p>",
    "<p style='-webkit-text-fill-color:transparent'>dolt</p>",
    "<p style='filter:blur(0) opacity(0%)'>dolt</p>",
    "<p style='position:absolute;left:9999px'>dolt</p>",
    "<p style='position:fixed;top:100vh'>dolt</p>",
    "<p style='scale:0'>dolt</p>",
    "<p style='translate:-9999px'>dolt</p>",
    "<p style='translate:0 -200vh'>dolt</p>",
    "<p style='text-indent:100%;white-space:nowrap;overflow:hidden'>dolt</p>",
    "<p style='font-size:.01em'>dolt</p>",
    "<p style='font-size:1%'>dolt</p>",
    "<p style='font-size:calc(0px)'>dolt</p>",
    "<p style='color:window'>dolt</p>",
    "<style>@supports (display:grid){.x{display:none}}</style><p class=x>dolt</p>",
    "<p style='disp\\6c ay:none'>dolt</p>",
    "<style>@media screen{.x{display:none}}</style><p class=x>dolt</p>",
    "<style>@media only screen , print {.x{display:none}}</style><p class=x>dolt</p>",
    "<style media='screen, print'>.x{display:none}</style><p class=x>dolt</p>",
    "<style>.x{display:none}</style><p class='y x'>dolt</p>",
    "<style>p.x, b{display:none}</style><p class=x>dolt</p>",
    "<style>#x{visibility:hidden}</style><p id=x>dolt</p>",
    "<style>div .x{display:none}</style><div><i><b class=x>dolt</b></i></div>",
    "<style>/* a */ .x { color: red; display: none } .y { }</style><p class=x>dolt</p>",
    "<style>.x{display:none!important}</style><p class=x style='display:block'>dolt</p>",
    "<style>@import url(x); @media print {.x{display:block}} .x{display:none}</style><p class=x>dolt</p>",
    "<style>.a:not(.b){display:none}</style><p class=a>dolt</p>",
    "<head><title>dolt</title></head>",
    "<style>dolt</style>",
    "<script>dolt</script>",
    "<template>dolt</template>",
    "<!-- dolt -->",
    "<!--[if mso]><p>dolt</p><![endif]-->",
    "<!--[if gte mso 9]><xml><o:p>dolt</o:p></xml><![endif]-->",
    "<noscript>dolt</noscript>",
    "<dialog>dolt</dialog>",
    "<input type=hidden value=dolt>",
    "<img hidden alt=dolt>",
    "<div style='display:none'><img alt=dolt><input value=dolt></div>",
    "<svg><text>dolt</text></svg>",
]  # fmt: skip

SHOWING = [
    "<p style='color:#fff;background:#036'>synligt</p>",
    "<p style='color:#fff;background:#036 url(x.png) no-repeat'>synligt</p>",
    "<p style='color:#fff;background:url(x.png)'>synligt</p>",
    "<p style='color:#fff;background-color:var(--kommun)'>synligt</p>",
    "<table style='color:#fff'><tr><td background=x.png>synligt</td></tr></table>",
    "<table><tr><td bgcolor='#003366'><font color=white>synligt</font></td></tr></table>",
    "<body bgcolor=#222222 text=#ffffff>synligt</body>",
    "<style>body{background:#222} p{color:#fff}</style><p>synligt</p>",
    "<p style='color:#fff'><mark>synligt</mark></p>",
    "<p style='color:#fff'><b style='color:#333'>synligt</b></p>",
    "<p style='color:#eee'>synligt</p>",
    "<p style='color:windowtext;background:window'>synligt</p>",
    "<p style='color:#fff;-webkit-text-fill-color:#000'>synligt</p>",
    "<p style='filter:opacity(0.5)'>synligt</p>",
    "<p style='scale:0.5;translate:-10px'>synligt</p>",
    "<p style='position:relative;left:20px'>synligt</p>",
    "<p style='text-indent:100%'>synligt</p>",
    "<p style='font-size:.8em'>synligt</p>",
    "<p style='font-size:calc(12px)'>synligt</p>",
    "<p style='color:var(--ink)'>synligt</p>",
    "<p style='color:inherit;opacity:.1'>synligt</p>",
    "<td style='background:#000'>synligt</td>",
    "<p style='font-size:2px'>synligt</p>",
    "<p style='width:0'>synligt</p>",
    "<p style='width:100%;overflow:hidden'>synligt</p>",
    "<p style='margin-left:-18pt'>synligt</p>",
    "<p style='transform:scale(0.5)'>synligt</p>",
    "<dialog open>synligt</dialog>",
    "<style>@media print{.x{display:none}}</style><p class=x>synligt</p>",
    "<style media=print>.x{display:none}</style><p class=x>synligt</p>",
    "<style media='(max-width:600px)'>.x{display:none}</style><p class=x>synligt</p>",
    "<p style='display:block'>synligt</p>",
    "<p hidden style='display:block'>synligt</p>",
    "<p style='display:none;display:block'>synligt</p>",
    "<div style='visibility:hidden'><b style='visibility:visible'>synligt</b></div>",
    "<div style='font-size:0'><b style='font-size:14px'>synligt</b></div>",
    "<div style='font-size:0px'><table><tr><td style='font: 16px Arial'>synligt</td></tr></table></div>",
    "<p style='font-size:0.9em'>synligt</p>",
    "<p style='opacity:0.5'>synligt</p>",
    "<p style='max-height:0'>synligt</p>",
    "<p style='text-indent:-18pt'>synligt</p>",
    "<p aria-hidden=true>synligt</p>",
    "<style>@media (max-width:600px){.x{display:none}}</style><p class=x>synligt</p>",
    "<style>.x{display:none}</style><p class=x style='display:block'>synligt</p>",
    "<style>.x{display:none} p.x{display:block}</style><p class=x>synligt</p>",
    "<style>.x:hover{display:none} .xy{display:none}</style><p class=x>synligt</p>",
    "<style>.x{display:none</style><p>synligt</p>",
    "<![if !supportLists]>synligt<![endif]>",
    "<section><main><center>synligt</center></main></section>",
    "<details><summary>synligt</summary></details>",
    "<unknown-element>synligt</unknown-element>",
    "<td>synligt</td>",
]  # fmt: skip


@pytest.mark.parametrize("hiding", HIDING)
def test_hidden_text_is_shown_nowhere(hiding: str) -> None:
    page = f"{hiding}<p>Beloppet är 500 kr.</p>"

    assert "dolt" not in sanitise_html(page)
    assert "Beloppet" in sanitise_html(page)
    assert [block.text for block in blocks_of_html(page)] == ["Beloppet är 500 kr."]
    assert plain_text_of(page) == "Beloppet är 500 kr."


@pytest.mark.parametrize("showing", SHOWING)
def test_what_a_browser_shows_is_shown_everywhere(showing: str) -> None:
    assert "synligt" in sanitise_html(showing)
    assert [block.text.strip() for block in blocks_of_html(showing)] == ["synligt"]
    assert plain_text_of(showing) == "synligt"


def test_a_link_in_white_text_has_its_own_colour() -> None:
    assert "synlig" in sanitise_html("<p style='color:#fff'><a href='https://a.example/'>synlig</a></p>")


def test_the_dark_cell_under_white_letters_is_kept() -> None:
    cell = "<table><tr><td style='background:#036;color:#fff'>Rubrik</td></tr></table>"

    assert "background-color:#003366" in sanitise_html(cell)


def test_letters_for_a_picture_that_is_not_shown_are_dark() -> None:
    shown = sanitise_html("<div style='background:url(x.jpg);color:#fff'>Rubrik</div>")

    assert "color:#000" in shown
    assert "#fff" not in shown


def test_the_colours_of_the_page_are_kept_around_its_text() -> None:
    shown = sanitise_html(
        "<style>body{background:#222;color:#eee}</style><body><p style='color:#fff'>Ljust</p></body>"
    )

    assert shown.startswith("<div style=")
    assert "background-color:#222222" in shown


def test_a_picture_in_a_cell_without_letters_is_shown() -> None:
    """Mail is laid out with cells of no letter size, so that no gaps stand between pictures."""
    cell = (
        "<table><tr><td style='font-size:0'><img src='data:image/png;base64,AAAA' alt='Logga'></td></tr></table>"
    )

    assert "<img" in sanitise_html(cell)
    assert plain_text_of(cell) == "[Logga]"
