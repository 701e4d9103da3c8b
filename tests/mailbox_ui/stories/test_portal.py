"""As people live it: get a mailbox, choose, switch, leave; sign jointly; operators with faces."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, expect

from mailbox_operator.soap import register_calls, service
from tests import cast
from tests.browsing import NARROW, SOON, WIDE, Browse
from tests.mailbox_ui.browser import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
TOLVAN, LENA, ANNIKA = "191212121212", "196001062626", "196801029288"
COMPANY = "165560000019"
TO_SIGNING = "Skriv under med e-legitimation"


@pytest.fixture
def peopled(transactional_db: None) -> None:
    """The seeded world, for browsers."""
    call_command("seed", verbosity=0)
    service.forget_endpoints()
    register_calls.forget_endpoints()


def log_in(site: Site, number: str) -> None:
    """Two clicks: who, and yes."""
    site.page.locator(f"button[value='{number}']").first.click()
    site.page.get_by_role("button", name="Godkänn").click()


def accept(site: Site) -> None:
    """Tick what is to be accepted, and go to where it is signed."""
    site.tick_every_box(before=TO_SIGNING)
    site.page.get_by_role("button", name=TO_SIGNING).click()
    heading(site, "Skriv under")


def signature(site: Site) -> Locator:
    """The button that signs, and not the one that leads to it."""
    return site.page.get_by_role("button", name="Skriv under", exact=True)


def look(site: Site) -> None:
    """Whatever the page: usable by everybody, and no wider than the window."""
    assert site.violations() == []
    assert not site.is_wider_than_its_window()


def heading(site: Site, words: str) -> None:
    expect(site.page.get_by_role("heading", name=words, level=1)).to_be_visible(timeout=SOON)


@SIZES
def test_tolvan_gets_a_mailbox_reads_a_letter_switches_and_leaves(
    peopled: None, browse: Browse, post: cast.Post, size: dict[str, int]
) -> None:
    site = browse(viewport=size)
    page = site.page
    site.open("/")
    look(site)
    page.get_by_role("link", name="Skaffa brevlåda", exact=True).first.click()
    heading(site, "Välj brevlåda")
    look(site)
    page.get_by_role("link", name="Välj Min myndighetspost").click()
    log_in(site, TOLVAN)
    heading(site, "Skaffa brevlåda hos Min myndighetspost")
    look(site)

    # She says what she accepts, and signs on the phone beside her.
    accept(site)
    expect(signature(site)).to_be_in_viewport(ratio=1)
    look(site)
    phone = browse(viewport=NARROW)
    phone.open(f"/telefon/{TOLVAN}")
    expect(phone.page.get_by_text("skaffar en digital brevlåda")).to_be_visible()
    signature(phone).click()
    heading(site, "Klart! Tolvan Tolvansson har en brevlåda")
    look(site)

    # The way back does not sign again.
    page.go_back()
    page.go_forward()
    heading(site, "Klart! Tolvan Tolvansson har en brevlåda")
    page.get_by_role("link", name="Öppna brevlådan").click()
    expect(page.get_by_role("link", name="Välkommen till din brevlåda")).to_be_visible()
    kommun = cast.sender("kommun-a", "Kommun A", post)
    assert kommun.deliver(kommun.letter(to=TOLVAN)).delivered
    expect(page.get_by_role("link", name="Beslut om förskoleplats")).to_be_visible(timeout=SOON)

    # Kivra has a colour and a tone of its own, and says that it is simulated.
    site.open("/skaffa/kivra.com/")
    expect(page.get_by_text("Äldre post flyttar inte med.")).to_be_visible()
    expect(page.locator(".mark")).to_contain_text("Simulator")
    assert page.locator("body").get_attribute("data-operator") == "kivra.com"
    look(site)
    accept(site)
    signature(site).dblclick()
    heading(site, "Klart! Ny post kommer till Kivra")
    expect(page.get_by_text("Hurra, du är med!")).to_be_visible()

    site.open("/dina-brevlador/")
    expect(page.get_by_text("Du har valt Kivra. Dit kommer din post.")).to_be_visible()
    look(site)
    site.follow(page.get_by_role("link", name="Avsluta brevlådan"))
    look(site)
    page.get_by_role("button", name="Skriv under och avsluta").click()
    signature(site).click()
    heading(site, "Brevlådan är avslutad")
    page.get_by_role("main").get_by_role("link", name="Dina brevlådor").click()
    expect(page.get_by_text("Myndigheternas brev kommer på papper.")).to_be_visible()
    look(site)


@SIZES
def test_lena_and_annika_move_their_company_jointly(peopled: None, browse: Browse, size: dict[str, int]) -> None:
    lena, annika = browse(viewport=size), browse(viewport=size)
    lena.open(f"/logga-in/?till=/foretag/{COMPANY}/")
    log_in(lena, LENA)
    heading(lena, "Fjällbäck Konsult AB")
    lena.page.get_by_role("link", name="Kivra").click()
    accept(lena)
    signature(lena).click()
    heading(lena, "Din underskrift är på plats")
    look(lena)
    lena.page.get_by_role("link", name="Följ underskrifterna").click()
    expect(lena.page.get_by_text("Lena Sjöberg har skrivit under")).to_be_visible()
    look(lena)

    # Annika is told on her phone, and finds it when she logs in.
    annika.open(f"/telefon/{ANNIKA}")
    expect(annika.page.get_by_role("link", name="dina-brevlador")).to_be_visible()
    annika.open("/dina-brevlador/")
    log_in(annika, ANNIKA)
    expect(annika.page.get_by_role("heading", name="Det här väntar på din underskrift")).to_be_visible()
    look(annika)
    annika.page.get_by_role("link", name="Läs och skriv under").click()
    accept(annika)
    signature(annika).click()
    heading(annika, "Klart! Ny post kommer till Kivra")

    lena.page.reload()
    expect(lena.page.get_by_text("Företagets post kommer till Kivra.")).to_be_visible()
    lena.page.get_by_role("link", name="Öppna företagets brevlåda").click()
    expect(lena.page.get_by_role("link", name="Välkommen till din brevlåda hos Kivra")).to_be_visible()


def test_an_order_in_a_forgotten_tab_lapses_and_is_begun_again(peopled: None, browse: Browse) -> None:
    first, second = browse(viewport=WIDE), None
    first.open("/logga-in/?till=/skaffa/digimail.se/")
    log_in(first, TOLVAN)
    accept(first)
    second = first.page.context.new_page()
    second.goto(first.page.url)
    first.page.get_by_role("button", name="Avbryt").click()

    heading(first, "Underskriften avbröts")
    expect(second.get_by_role("heading", name="Underskriften avbröts")).to_be_visible(timeout=SOON)
    second.get_by_role("link", name="Börja om").click()
    expect(second.get_by_role("heading", name="Skaffa brevlåda hos Digimail")).to_be_visible()
