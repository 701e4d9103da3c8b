"""What a sender's HTML may do to the reader: nothing but be read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from infra.html.sanitise import LeftOut, left_out_of, sanitise_html

HARMFUL = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)//",
    "<body onload=alert(1)>",
    "<svg onload=alert(1)><circle/></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import url(https://evil.example/x.css);</style>",
    "<form action=https://evil.example/><input name=pin><button>Skicka</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video src=https://evil.example/v autoplay></video>",
    "<audio src=https://evil.example/a autoplay></audio>",
    "<input autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<p style='background:url(https://evil.example/)'>x</p>",
    "<p style=\"background-image:url('https://evil.example/')\">x</p>",
    "<p style='position:fixed;top:0;left:0;width:100%;height:100%'>x</p>",
    "<p style='color:expression(alert(1))'>x</p>",
    "<div style='behavior:url(#default#time2)'>x</div>",
    "<img src='https://evil.example/pixel.gif'>",
    "<img src='//evil.example/pixel.gif'>",
    "<img srcset='https://evil.example/pixel.gif 1x'>",
    "<table background='https://evil.example/pixel.gif'><tr><td>x</td></tr></table>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java&#10;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='/logga-ut/'>x</a>",
    "<a ping='https://evil.example/'>x</a>",
]  # fmt: skip

ELEMENTS = {
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "base", "meta", "link", "svg",
    "math", "video", "audio", "template", "noscript",
}  # fmt: skip
ATTRIBUTES = re.compile(r"on\w+|srcdoc|srcset|formaction|action|background|ping|id|name")
ADDRESS = re.compile(r"https?://|mailto:|tel:|data:image/(png|jpeg|gif|webp);base64,")
STYLE = re.compile(r"url\(|position|expression|behavior|[\\@]")


def is_harmless(markup: str) -> bool:
    return all(_is_harmless(element) for element in html.fragment_fromstring(markup, create_parent=True).iter())


def _is_harmless(element: html.HtmlElement) -> bool:
    return element.tag not in ELEMENTS and not any(
        ATTRIBUTES.fullmatch(name)
        or (name in ("href", "src") and not ADDRESS.match(value))
        or (name == "style" and STYLE.search(value))
        for name, value in element.items()
    )


def canonical(fragment: str) -> bytes:
    """Without regard to the order of attributes, and without the mark of what was left out."""
    parsed = html.fragment_fromstring(fragment, create_parent=True)
    return etree.tostring(parsed, method="c14n", with_comments=False)


@pytest.mark.parametrize("harmful", HARMFUL)
def test_what_runs_fetches_submits_or_covers_is_gone(harmful: str) -> None:
    clean = sanitise_html(f"<p>Före</p>{harmful}<p>Efter</p>")

    assert is_harmless(clean), clean
    assert not re.search(r"(src|href|style)=\"[^\"]*evil\.example", clean)


@pytest.mark.parametrize("harmful", HARMFUL)
def test_sanitising_twice_changes_nothing_more(harmful: str) -> None:
    once = sanitise_html(harmful)

    assert canonical(sanitise_html(once)) == canonical(once)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*HARMFUL, "<p>", "</p>", "<!--", "-->", "<![CDATA[", "]]>", '"', "'", "text"])))
def test_no_combination_of_harmful_pieces_gets_through(pieces: list[str]) -> None:
    assert is_harmless(sanitise_html("".join(pieces)))


def test_a_letter_keeps_its_shape() -> None:
    letter = (
        '<h1>Beslut</h1><p style="color:#123456;text-align:right">Hej <b>Anna</b></p>'
        "<ul><li>Ett</li></ul><table><tbody><tr><th>A</th><td>B</td></tr></tbody></table>"
    )

    assert sanitise_html(letter) == letter


def test_pictures_that_came_with_the_letter_stay() -> None:
    picture = '<img src="data:image/png;base64,iVBORw0KGgo=" alt="Kommunens vapen">'

    assert sanitise_html(picture) == picture


def test_a_picture_from_elsewhere_leaves_its_words() -> None:
    assert sanitise_html('<img src="https://a.example/x.png" alt="Karta">').endswith('--><img alt="Karta">')


def test_links_open_apart_and_tell_nothing_of_where_from() -> None:
    clean = sanitise_html('<a href="https://kommun-a.example/">e-tjänsten</a>')

    assert clean == (
        '<a href="https://kommun-a.example/" data-leads-to="kommun-a.example" target="_blank" '
        'rel="noopener noreferrer">e-tjänsten</a>'
    )


def test_a_whole_document_shows_its_body_only() -> None:
    document = (
        "<!DOCTYPE html><html><head><title>Titel</title><style>p{}</style></head><body><p>Hej</p></body></html>"
    )

    assert sanitise_html(document).strip() == "<p>Hej</p>"


@pytest.mark.parametrize("listing", ["<ol type='a'>", "<ol style='list-style-type:lower-latin'>"])
def test_lettered_items_are_written_as_swedish_texts_refer_to_them(listing: str) -> None:
    assert 'style="list-style-type:letter-and-bracket"' in sanitise_html(f"{listing}<li>x</li></ol>")


def test_lists_keep_their_numbers_and_tables_their_spans() -> None:
    letter = (
        '<ol start="4" reversed=""><li value="7">x</li></ol>'
        '<table><tbody><tr><td colspan="2">a</td><td rowspan="3">b</td></tr></tbody></table>'
    )

    assert canonical(sanitise_html(letter)) == canonical(letter)


@pytest.mark.parametrize(
    "source",
    [
        "".join(f"<b title={number}>" for number in range(100)) + "<p>x" * 10_000,
        "<a href='https://a.example'>" * 10_000,
        "<p" + "".join(f" a{number}=x" for number in range(10_000)) + ">x",
        "<style>*{" + "".join(f"--a{number}:x;" for number in range(1_000)) + "}</style>" + "<p>x" * 1_000,
    ],
)
def test_what_comes_out_is_not_much_larger_than_what_came_in(source: str) -> None:
    assert len(sanitise_html(source)) < 8 * len(source)


@pytest.mark.parametrize(
    ("source", "left_out"),
    [
        ("<p>Hej</p>", LeftOut()),
        ("<img src='https://evil.example/x.png'>", LeftOut(has_pictures=True)),
        ("<table><tr><td><img src=cid:logga></table>", LeftOut(has_pictures=True)),
        ("<img src='data:image/png;base64,AAAA'><img alt=tom>", LeftOut()),
        ("<form><input name=namn><button>Skicka</button></form>", LeftOut(has_form=True)),
        ("<input type=password>", LeftOut(has_form=True)),
        ("<form><p>Hej</p><input type=checkbox checked></form>", LeftOut()),
        ("<img src=/x.png><input type=submit>", LeftOut(has_pictures=True, has_form=True)),
        ("<!--left-out:form--><p>Hej</p>", LeftOut()),
        ("&lt;!--left-out:form--&gt;", LeftOut()),
        ("", LeftOut()),
    ],
)
def test_what_was_left_out_is_known_of_the_sanitised_html(source: str, left_out: LeftOut) -> None:
    assert left_out_of(sanitise_html(source)) == left_out
