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
    "<style>.x{display:none}</style><p class='y x'>dolt</p>",
    "<style>p.x, b{display:none}</style><p class=x>dolt</p>",
    "<style>#x{visibility:hidden}</style><p id=x>dolt</p>",
    "<style>div .x{display:none}</style><div><i><b class=x>dolt</b></i></div>",
    "<style>/* a */ .x { color: red; display: none } .y { }</style><p class=x>dolt</p>",
    "<style>.x{display:none!important}</style><p class=x style='display:block'>dolt</p>",
    "<style>@import url(x); @media print {.x{display:block}} .x{display:none}</style><p class=x>dolt</p>",
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
    "<object>dolt</object>",
]  # fmt: skip

SHOWING = [
    "<p style='color:#fff;background:#fff'>synligt</p>",
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
