"""Section 4, as people would tell it: Arvid reads a decision, prints it, and sends it on."""

from io import BytesIO

import pypdfium2
import pytest
from fpdf import FPDF
from playwright.sync_api import Page, expect

from mailbox_operator.models import Message
from sender import compose
from tests.browsing import NARROW, WIDE, Browse
from tests.cast import ARVID, MARIA, Sender
from tests.infra.pdf.test_other_files import calendar, word
from tests.mailbox_ui import factories as make
from tests.mailbox_ui.browser import Site
from tests.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

AT = "/post/minmyndighetspost.se"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY = """<h1>Beslut om jämkning</h1><p>Svara i
<a href="https://e-tjanster.kommun-a.example/svar">e-tjänsten</a>. Se upp för
<a href="https://phish.example/">https://kommun-a.example/logga-in</a>.</p>"""
PAGES = 30


def files() -> list[compose.AttachedFile]:
    event = calendar("DTSTART:20261212T080000Z", "SUMMARY:Möte om jämkning", "LOCATION:Stadshuset")
    return [
        compose.AttachedFile("Beslut.pdf", make.pdf(pages=PAGES, text="Jämkning")),
        compose.AttachedFile("Blankett.docx", word(), WORD),
        compose.AttachedFile("Möte.ics", event, "text/calendar"),
    ]


@pytest.fixture
def letter(kommun_a: Sender) -> Message:
    text = compose.MessageText("Beslut om jämkning", BODY, body_type="text/html", attachments=files())
    assert kommun_a.deliver(kommun_a.letter(ARVID, text)).delivered
    return Message.objects.get()


def printed_sheets(site: Site) -> list[tuple[int, int]]:
    """Their sizes in millimetres."""
    document = pypdfium2.PdfDocument(BytesIO(site.page.pdf(prefer_css_page_size=True)))
    points = [page.get_size() for page in document]
    sizes = [(round(width / 72 * 25.4), round(height / 72 * 25.4)) for width, height in points]
    document.close()
    return sizes


def require_well_made(site: Site) -> None:
    assert site.violations() == []
    assert not site.is_wider_than_its_window()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_arvid_reads_a_decision_and_sends_it_on(letter: Message, browse: Browse, viewport: dict[str, int]) -> None:
    site = browse(viewport=viewport)
    page, here = site.page, f"{AT}/meddelande/{letter.public_id}/"
    site.log_in(ARVID, f"{AT}/")

    # The letter: links say where they lead and open apart; the signatures are one click away.
    page.get_by_role("link", name="Beslut om jämkning").click()
    frame = page.frame_locator("iframe")
    honest = frame.get_by_role("link", name="e-tjänsten")
    expect(honest).to_have_attribute("data-leads-to", "e-tjanster.kommun-a.example")
    expect(honest).to_have_attribute("target", "_blank")
    expect(honest).to_have_attribute("rel", "noopener noreferrer")
    expect(frame.get_by_role("link", name="logga-in")).to_have_attribute("data-differs", "phish.example")
    require_well_made(site)
    page.get_by_role("link", name="Kontrollera underskrifterna nu").click()
    expect(page.get_by_text("Båda underskrifterna är kontrollerade nu")).to_be_visible()
    page.get_by_text("Visa XML").click()
    expect(page.locator(".original__xml")).to_contain_text("SignedDelivery")
    require_well_made(site)

    # The PDF: selectable text, jump, search, zoom, and text alone.
    site.open(f"{here}bilaga/1/")
    expect(page.locator("#sida-1 svg text").first).to_have_text("Jämkning sida 1")
    page.get_by_label("Sida", exact=True).fill("20")
    page.get_by_label("Sida", exact=True).press("Enter")
    expect(page.locator("#sida-20 svg text").first).to_have_text("Jämkning sida 20")
    expect(page.locator("#sida-20")).to_be_in_viewport()
    assert selected_text(site, "#sida-20 svg text") == "Jämkning sida 20"
    page.get_by_role("button", name="Större").click()
    eventually(lambda: width_of(page, "#sida-20") > width_of(page, "main"), within=45)
    assert not site.is_wider_than_its_window()
    page.get_by_title("Hela bredden").click()
    page.get_by_role("searchbox", name="Sök i dokumentet").fill("sida 12")
    page.get_by_role("button", name="Sök", exact=True).click()
    expect(page.get_by_role("heading", name="1 träff på ”sida 12”")).to_be_visible()
    require_well_made(site)
    page.get_by_role("link", name="Sida 12").click()
    expect(page.locator("#sida-12 .page__mark")).to_have_count(1)

    # On paper: the document's own pages, and nothing else.
    site.open(f"{here}bilaga/1/")
    assert printed_sheets(site) == [(210, 297)] * PAGES
    page.get_by_role("link", name="Visa som text").click()
    expect(page.get_by_text("Jämkning sida 30")).to_be_visible()
    require_well_made(site)

    # Word, calendar, and all files in one.
    site.open(f"{here}bilaga/2/")
    expect(page.get_by_text("Barnet har fått plats.")).to_be_visible()
    require_well_made(site)
    site.open(f"{here}bilaga/3/")
    expect(page.get_by_role("heading", name="Möte om jämkning")).to_be_visible()
    expect(page.get_by_text("lördag 12 december 2026 klockan 09:00")).to_be_visible()
    require_well_made(site)
    page.get_by_role("link", name="Till brevet").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Ladda ner alla 3 bilagor").click()
    assert saved.value.suggested_filename == "Beslut om jämkning.zip"

    # To the employer, with the warning understood.
    page.get_by_role("link", name="Skicka vidare").click()
    expect(page.get_by_role("heading", name="Brevet lämnar den säkra brevlådan")).to_be_visible()
    page.get_by_label("E-postadress").fill("lon@arbetsgivaren.example")
    page.get_by_label("Brevets text").uncheck()
    page.get_by_label("Blankett.docx").uncheck()
    page.get_by_role("button", name="Skicka som e-post").click()
    expect(page.get_by_text("Kryssa i rutan om du vill")).to_be_visible()
    require_well_made(site)
    page.get_by_label("Jag vill skicka det ur den säkra brevlådan").check()
    page.get_by_role("button", name="Skicka som e-post").click()
    expect(page.get_by_text("Vidarebefordrat till lon@arbetsgivaren.example").last).to_be_visible()
    site.follow(page.get_by_role("link", name="Visa e-posten"))
    expect(page.get_by_text("Beslut.pdf")).to_be_visible()
    expect(page.get_by_text("Blankett.docx")).to_have_count(0)
    require_well_made(site)

    # And to Maria, within the safe place.
    page.get_by_role("link", name="Till brevet").click()
    page.get_by_role("link", name="Skicka vidare").click()
    site.follow(page.get_by_role("link", name="Till en annan brevlåda"))
    require_well_made(site)
    page.get_by_label("Mottagarens person- eller organisationsnummer").fill("19810105-2382")
    page.get_by_label("Egna ord (frivilligt)").fill("Titta, vi fick jämkning!")
    page.get_by_role("button", name="Lämna till brevlådan").click()
    expect(page.get_by_text("Lämnat till brevlådan för 19810105-2382").first).to_be_visible()
    require_well_made(site)

    marias = browse(viewport=viewport)
    marias.log_in(MARIA, f"{AT}/")
    marias.page.get_by_role("link", name="Beslut om jämkning").click()
    expect(marias.page.get_by_role("heading", name="Vidarebefordrat av Arvid Lindgren")).to_be_visible()
    expect(marias.page.get_by_text("Titta, vi fick jämkning!")).to_be_visible()
    require_well_made(marias)


def width_of(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["width"]


def selected_text(site: Site, selector: str) -> str:
    """What somebody copies who selects the element."""
    return str(
        site.page.evaluate(
            """(selector) => {
                getSelection().selectAllChildren(document.querySelector(selector));
                return String(getSelection()).trim();
            }""",
            selector,
        )
    )


def test_a_less_sensitive_message_says_so_without_alarm(kommun_a: Sender, browse: Browse) -> None:
    assert kommun_a.notify(kommun_a.notification(ARVID)).status == 200
    site = browse(viewport=NARROW)
    site.log_in(ARVID, f"{AT}/")

    site.page.get_by_role("link", name="Biblioteket har stängt").click()

    expect(site.page.get_by_role("heading", name="Mindre känsligt meddelande")).to_be_visible()
    expect(site.page.locator(".warning")).to_have_count(0)
    require_well_made(site)


def test_pages_of_several_sizes_print_on_paper_of_their_own_size(browse: Browse) -> None:
    made = FPDF()
    made.set_font("Helvetica", size=20)
    for size in ("A4", "A5", (420, 297)):
        made.add_page(format=size)
        made.cell(0, 10, "Hej")
    letter = make.message(make.mailbox(make.ANNA), files=(("f.pdf", "application/pdf", bytes(made.output())),))
    site = browse(viewport=WIDE)
    site.log_in(make.ANNA)
    site.open(f"{AT}/meddelande/{letter.public_id}/bilaga/1/")
    expect(site.page.locator(".page img").first).to_have_js_property("complete", True)

    assert printed_sheets(site) == [(210, 297), (148, 210), (420, 297)]


def test_a_page_can_be_zoomed_with_two_fingers(browse: Browse) -> None:
    letter = make.message(make.mailbox(make.ANNA), files=(("f.pdf", "application/pdf", make.pdf()),))
    site = browse(viewport=NARROW, has_touch=True, is_mobile=True)
    site.log_in(make.ANNA)
    site.open(f"{AT}/meddelande/{letter.public_id}/bilaga/1/")
    picture = site.page.locator(".page img").first
    expect(picture).to_be_visible()

    narrow = picture.bounding_box()
    assert narrow is not None
    assert narrow["width"] >= 340, "the page fills the width of a phone"
    viewport = site.page.locator("meta[name=viewport]").get_attribute("content") or ""
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport
