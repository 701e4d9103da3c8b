"""Section 3 as people live it: a mailbox that one can work in, with the mouse, the keyboard and the thumb."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from infra import clock
from mailbox_operator.models import Mailbox, Message
from mailbox_operator.search.filling import fill_index
from tests.browsing import NARROW, SOON, WIDE, Browse
from tests.mailbox_ui import factories as make
from tests.mailbox_ui.browser import Site, next_page
from tests.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

AT = "/post/minmyndighetspost.se/"


@pytest.fixture
def box() -> Mailbox:
    """Anna's, with twelve letters over three months."""
    box = make.mailbox(make.ANNA)
    for number in range(12):
        make.message(
            box,
            subject=f"Beslut {number}",
            body=f"<p>Ärende {number} är klart.</p>",
            received_at=clock.now() - timedelta(days=number * number),
        )
    return box


def subjects(page: Page) -> list[str]:
    return page.locator(".row__subject").all_inner_texts()


def row(page: Page, subject: str) -> Locator:
    return page.locator(".row").filter(has=page.get_by_text(subject, exact=True))


def search(page: Page, words: str) -> None:
    with next_page(page):
        page.get_by_role("searchbox").fill(words)
        page.keyboard.press("Enter")


def toast(page: Page) -> Locator:
    return page.locator(".toast")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_letters_are_archived_and_come_back_with_one_tap(
    browse: Browse, box: Mailbox, size: dict[str, int]
) -> None:
    site = browse(viewport=size)
    page = site.page
    site.log_in(make.ANNA, AT)
    expect(page).to_have_title(re.compile(r"^\(12\) Inkorg"))

    for subject in ("Beslut 0", "Beslut 2"):
        row(page, subject).locator("input").check()
    expect(page.locator("[data-count]")).to_have_text("2 valda")
    # Where there is room, the buttons have words beside their signs.
    expect(page.locator(".choosing__word", has_text="Arkivera")).to_be_visible(visible=size == WIDE)
    assert not site.is_wider_than_its_window()
    page.get_by_role("button", name="Arkivera").click()

    expect(page.locator(".row")).to_have_count(10)
    expect(toast(page)).to_contain_text("2 brev ligger i arkivet.")
    expect(page).to_have_title("(10) Inkorg – Min myndighetspost, simulator")
    page.get_by_role("button", name="Ångra").click()

    expect(page.locator(".row")).to_have_count(12)
    expect(toast(page)).to_contain_text("Ångrat. Allt är som förut.")
    assert not site.is_wider_than_its_window()


def test_the_keyboard_does_it_all(site: Site, box: Mailbox) -> None:
    page = site.page
    site.log_in(make.ANNA, AT)

    for key in ("j", "j", "e"):
        page.keyboard.press(key)
    expect(toast(page)).to_contain_text("1 brev ligger i arkivet.")
    expect(page.locator(".row")).to_have_count(11)
    assert "Beslut 1" not in subjects(page)
    expect(row(page, "Beslut 2").locator(".row__link")).to_be_focused()
    for key in ("x", "j", "x", "#"):
        page.keyboard.press(key)
    expect(toast(page)).to_contain_text("2 brev ligger i papperskorgen.")
    page.keyboard.press("z")
    expect(toast(page)).to_contain_text("Ångrat. Allt är som förut.")
    expect(page.locator(".row")).to_have_count(11)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Kortkommandon")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Kortkommandon")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jex#u?")
    expect(page.get_by_role("searchbox")).to_have_value("jex#u?")
    expect(page.locator(".row")).to_have_count(11)


def test_a_letter_is_opened_filed_and_one_is_back_at_the_place_in_the_list(site: Site, box: Mailbox) -> None:
    make.many_messages(box, 90)
    page = site.page
    site.log_in(make.ANNA, AT)
    page.get_by_role("link", name="Visa fler").click()
    expect(page.locator(".row")).to_have_count(100)
    last = page.locator(".row__link").nth(80)
    words = last.locator(".row__subject").inner_text()
    last.scroll_into_view_if_needed()
    top = page.evaluate("scrollY")

    last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    page.locator("[data-back]").click()

    expect(page.locator(".row")).to_have_count(100)
    expect(row(page, words).locator(".row__link")).to_be_focused()
    eventually(lambda: abs(page.evaluate("scrollY") - top) < 5, within=45)
    page.keyboard.press("Enter")
    page.wait_for_url("**/meddelande/**")
    page.keyboard.press("e")
    expect(toast(page)).to_contain_text("1 brev ligger i arkivet.")
    expect(page.locator(".row")).to_have_count(100)


def test_what_a_search_finds_is_put_into_a_new_folder_all_at_once(site: Site, box: Mailbox) -> None:
    files = (("Beslut.pdf", "application/pdf", make.pdf(text="Underskott av kapital")),)
    make.message(box, subject="Jämkning", files=files)
    make.many_messages(box, 70)
    fill_index()
    page = site.page
    site.log_in(make.ANNA, AT)
    page.get_by_role("link", name="Ny mapp").click()
    page.get_by_label("Mappens namn").fill("Åsas skatt")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Åsas skatt")

    search(page, "underskott")
    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator(".row__excerpt")).to_contain_text("Beslut.pdf: Underskott av kapital")
    search(page, "brev")
    expect(page.locator("#laget")).to_contain_text("70 brev hittades.")
    page.locator("[data-all-here]").check()
    page.get_by_label("Välj alla 70 brev i listan").check()
    page.get_by_role("button", name="Flytta till en mapp").click()
    page.get_by_role("button", name="Åsas skatt").click()

    expect(toast(page)).to_contain_text("70 brev ligger i mappen Åsas skatt.")
    assert box.messages.filter(folder__name="Åsas skatt").count() == 70


def test_a_new_letter_comes_in_while_others_are_chosen(site: Site, box: Mailbox) -> None:
    page = site.page
    site.log_in(make.ANNA, AT)
    row(page, "Beslut 3").locator("input").check()

    make.message(box, subject="Nyss skrivet")

    expect(page.get_by_role("link", name="Nyss skrivet")).to_be_visible(timeout=SOON)
    expect(page).to_have_title("(13) Inkorg – Min myndighetspost, simulator")
    expect(page.locator(".side__list .chip").first).to_have_text("13")
    expect(row(page, "Beslut 3").locator("input")).to_be_checked()
    expect(page.locator("[data-count]")).to_have_text("1 valda")


def test_a_letter_that_another_tab_threw_away_is_told_kindly(browse: Browse, box: Mailbox) -> None:
    site = browse(viewport=WIDE)
    site.log_in(make.ANNA, AT)
    page = site.page
    other = page.context.new_page()
    other.goto(site.root + AT)
    page.route("**/nytt/**", lambda route: route.abort())
    page.locator(".row input").first.check()
    for tab in (other, page):
        tab.locator(".row input").first.check()
        tab.get_by_role("button", name="Släng").click()
        expect(tab.locator(".row")).to_have_count(11)

    expect(toast(page)).to_contain_text("Det är redan gjort, kanske på en annan sida. Listan är uppdaterad.")
    assert Message.objects.filter(state="bin").count() == 1


def test_a_lost_network_is_said_and_the_page_catches_up(site: Site, box: Mailbox) -> None:
    page = site.page
    site.log_in(make.ANNA, AT)

    page.context.set_offline(True)
    expect(page.locator("[data-offline]")).to_be_visible(timeout=SOON)
    make.message(box, subject="Nyss skrivet")
    page.context.set_offline(False)

    expect(page.locator("[data-offline]")).to_be_hidden(timeout=SOON)
    expect(page.get_by_role("link", name="Nyss skrivet")).to_be_visible(timeout=SOON)


def test_an_idle_page_asks_seldom_and_catches_up_when_somebody_is_back(browse: Browse, box: Mailbox) -> None:
    site = browse(viewport=WIDE)
    page = site.page
    page.clock.install()
    site.log_in(make.ANNA, AT)
    # From here on its time goes when the test says so, however long the answers take.
    page.clock.pause_at(clock.now() + timedelta(minutes=1))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def asks_within(milliseconds: int) -> None:
        with page.expect_response("**/nytt/**"):
            page.clock.run_for(milliseconds)

    for _ in range(3):
        asks_within(2_000)
    page.clock.run_for(300_000)
    asks_within(15_000)
    asked.clear()
    for _ in range(3):
        asks_within(15_000)
    # The first answer may be that of a question from before.
    assert 2 <= len(asked) <= 3
    make.message(box, subject="Nyss skrivet")
    page.clock.resume()
    page.mouse.move(300, 300)
    expect(page.get_by_role("link", name="Nyss skrivet")).to_be_visible(timeout=SOON)


def test_eight_rows_are_seen_on_a_laptop_and_six_on_a_small_one(browse: Browse) -> None:
    box = make.mailbox(make.ANNA)
    for number in range(12):
        make.message(box, subject=f"Beslut {number}", received_at=clock.now() - timedelta(hours=10 * number))
    for width, height, least in ((1280, 860, 8), (1024, 768, 6)):
        site = browse(viewport={"width": width, "height": height})
        site.log_in(make.ANNA, AT)
        seen = site.page.locator(".row").evaluate_all(
            "rows => rows.filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length"
        )
        assert seen >= least, (width, height, seen)


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", NARROW)], ids=["wide", "narrow"])
def test_everybody_can_use_the_lists(browse: Browse, box: Mailbox, size: dict[str, int], scheme: str) -> None:
    site = browse(viewport=size, color_scheme=scheme)
    letter = make.message(
        box, subject="Jämkning", files=(("Låst.pdf", "application/pdf", make.pdf(password="x")),)
    )
    Message.objects.filter(pk=letter.pk).update(due_on=clock.today())
    fill_index()
    site.log_in(make.ANNA, AT)
    complaints = {}
    for path in (
        "",
        "arkiv/",
        "papperskorg/",
        "sok/?q=klart",
        "sok/?q=inget",
        "mapp/",
        f"meddelande/{letter.public_id}/",
    ):
        site.open(f"{AT}{path}")
        if site.page.locator(".row input").count():
            site.page.locator(".row input").first.check()
        wrong = site.violations() + ["too wide"] * site.is_wider_than_its_window()
        if wrong:
            complaints[path] = wrong
    assert complaints == {}
