"""The three stories of the founding document's section 5, as the people in them live them, wide and narrow."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from mailbox_operator import sending
from testbed.stories.sending import ARVID, MARIA, OWNER_OF_CARPENTERS, STORIES
from tests.browsing import NARROW, WIDE, Browse
from tests.mailbox_ui.browser import Site
from tests.relay import work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

AT = "/post/minmyndighetspost.se/"
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


@pytest.fixture(autouse=True)
def _world(world: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def tell(number: str) -> None:
    """The agency sends its letters, the relay carries them, the operators announce them."""
    STORIES[number].tell()
    work()
    sending.send_all_due()


def require_usable(site: Site) -> None:
    assert site.violations() == []
    assert not site.is_wider_than_its_window()


@SIZES
def test_the_decision_on_a_tax_reduction_comes_by_the_way_that_suits_each(
    browse: Browse, size: dict[str, int]
) -> None:
    tell("5.1")
    maria = browse(viewport=size)
    page = maria.page

    # Her phone says so twice, by e-mail and SMS, and neither says what it is about.
    maria.open(f"/telefon/{MARIA}")
    expect(page.locator(".bubble--sms")).to_have_count(1)
    expect(page.locator(".bubble--email")).to_have_count(1)
    assert "skattereduktion" not in page.locator(".bubble__words").first.inner_text()

    # She follows the link in the SMS, shows who she is, and is at the letter.
    page.locator(".bubble--sms a").first.click()
    page.locator(f"button[value='{MARIA}']").first.click()
    page.get_by_role("button", name="Godkänn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beslut om skattereduktion för hushållsarbete")
    expect(page.get_by_text("Äkta och oförändrat")).to_be_visible()
    require_usable(maria)

    # She has a look at the decision, goes back, and throws the letter away; it can be undone.
    page.get_by_role("link", name="Beslut om skattereduktion.pdf", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Beslut om skattereduktion")
    expect(page.locator(".page img").first).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Släng").first.click()
    expect(page.locator(".toast")).to_contain_text("papperskorgen")

    # Who has no mailbox gets it as a letter of paper: it lies in the queue of the print supplier.
    console = browse(viewport=size)
    console.open("/konsol/utskrift/")
    expect(console.page.get_by_role("link", name="Tolvan Tolvansson")).to_be_visible()


@SIZES
def test_a_company_and_its_board_member_hear_from_bolagsverket(browse: Browse, size: dict[str, int]) -> None:
    tell("5.2")
    birgitta = browse(viewport=size)
    page = birgitta.page

    # She is told, as a person, that she is on the board.
    birgitta.log_in(OWNER_OF_CARPENTERS, AT)
    page.locator(".row__link", has_text="Du är registrerad som styrelseledamot").click()
    expect(page.get_by_text("Bolagsverket har registrerat dig som ledamot")).to_be_visible()

    # The company's mail is another mailbox: she changes to it, and always sees whose mail it is.
    page.get_by_role("button", name="byt brevlåda").click()
    page.get_by_role("link", name="Snickeri Björken AB").click()
    band = page.get_by_role("complementary", name="Vems post det här är")
    expect(band).to_contain_text("Snickeri Björken AB")
    page.locator(".row__link", has_text="Ändringen är registrerad").click()
    expect(band).to_be_visible()

    # The letter leads to its case: what happened, in order, and that nothing is left to do.
    page.get_by_role("link", name="Se hela ärendet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ändring av styrelse")
    expect(page.locator(".event__what")).to_have_text(["Anmälan mottagen", "Registrerat"])
    expect(page.get_by_text("Ärendet är avslutat.")).to_be_visible()
    require_usable(birgitta)

    # The company without a mailbox gets it by e-mail; the one whose e-mail nobody knows, by post.
    console = browse(viewport=size)
    console.open("/telefon/165560000027")
    expect(console.page.locator(".bubble--email")).to_contain_text("Ändringen är registrerad")
    console.open("/konsol/utskrift/")
    expect(console.page.get_by_role("link", name="Norrsken Drift AB")).to_be_visible()


@SIZES
def test_a_tax_adjustment_is_sent_on_to_the_employer(browse: Browse, size: dict[str, int]) -> None:
    tell("5.3")
    arvid = browse(viewport=size)
    page = arvid.page

    # He reads the decision in the letter's own page.
    arvid.log_in(ARVID, AT)
    page.locator(".row__link", has_text="Beslut om jämkning").click()
    expect(page.get_by_role("link", name="Beslut om jämkning.pdf", exact=True)).to_be_visible()

    # He sends the file, and nothing else, to his employer, and is warned that it leaves the safe place.
    page.get_by_role("link", name="Skicka vidare").first.click()
    expect(page.get_by_text("Brevet lämnar den säkra brevlådan")).to_be_visible()
    page.get_by_label("E-postadress").fill("lon@arbetsgivaren.example")
    expect(page.get_by_role("button", name="Skicka som e-post")).to_be_visible()
    for part in page.locator(".sending__part input[name='parts']").all():
        is_file = "jämkning.pdf" in part.locator("xpath=..").inner_text()
        part.set_checked(is_file)
    page.locator("input[name='is_understood']").check()
    require_usable(arvid)
    page.get_by_role("button", name="Skicka som e-post").click()

    # The letter says where it went, and so does his log.
    expect(page.get_by_text("Vidarebefordrat till lon@arbetsgivaren.example.")).to_be_visible()
    page.get_by_role("link", name="Visa e-posten").click()
    expect(page.get_by_text("Beslut om jämkning.pdf").first).to_be_visible()
    arvid.open(f"{AT}installningar/logg/")
    expect(page.get_by_text("lon@arbetsgivaren.example").first).to_be_visible()
