"""The pages as people meet them: in a browser, wide and narrow, by keyboard, and while things happen."""

import pytest
from playwright.sync_api import expect

from infra.texts import Text
from mailbox_operator.models import Mailbox, Message
from mailbox_ui.models import LoginOrder
from tests.browsing import NARROW, SOON, WIDE, Browse
from tests.mailbox_ui import acting
from tests.mailbox_ui import factories as make
from tests.mailbox_ui.browser import Site, next_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

AT = "/post/minmyndighetspost.se"
LETTER = (
    '<h1>Beslut</h1><p>Hej! Läs mer hos <a href="https://kommun-a.example/">kommunen</a>.</p>'
    "<script>document.title = 'fel'</script><img src='https://kommun-a.example/x.png' alt='Karta'>"
    + "<p>Mer text.</p>"
    * 40
)


@pytest.fixture
def letter() -> Message:
    make.holder(make.CARL)
    box = make.mailbox(make.ANNA)
    files = (
        ("Beslut.pdf", "application/pdf", make.pdf(pages=2)),
        ("Låst.pdf", "application/pdf", make.pdf(password="hemlig")),
    )
    return make.message(box, subject="Beslut", body=LETTER, files=files, warnings=[Text.same("SHA-1")])


def test_every_page_can_be_used_by_everyone(site: Site, letter: Message) -> None:
    make.announcement(letter, "sms")
    make.announcement(letter, "email")
    at = f"{AT}/meddelande/{letter.public_id}/"
    complaints: dict[str, list[str]] = {}
    site.page.on("console", lambda said: complaints.setdefault("console", []).append(said.text))

    def visit(path: str) -> None:
        site.open(path)
        look(path)

    def look(name: str) -> None:
        if wrong := site.complaints((WIDE, "light"), (NARROW, "dark")):
            complaints[name] = wrong

    for path in ("/", f"/logga-in/?till={AT}/", "/utloggad/", "/telefon/", f"/telefon/{make.ANNA}", "/signera/"):
        visit(path)
    visit(f"/telefon/{make.CARL}")
    site.page.goto(f"{site.root}/logga-in/")
    site.follow(site.page.get_by_role("button", name="Visa QR-kod"))
    look("waiting without a person")
    site.follow(site.page.get_by_role("link", name="Öppna på den här enheten"))
    look("asked who")
    site.follow(site.page.get_by_role("button", name="Avbryt"))
    look("refused")
    site.log_in(make.ANNA)
    for path in (f"{AT}/", at, f"{at}bilaga/1/", f"{at}bilaga/1/?som=text", f"{at}bilaga/2/"):
        visit(path)
    visit(f"{AT}/installningar/")
    site.follow(site.page.get_by_role("button", name="Spara"))
    look("saved")
    visit(f"/demo/{make.ANNA}")

    assert complaints == {}


def test_a_letter_arrives_while_the_inbox_is_open(site: Site, letter: Message) -> None:
    site.log_in(make.ANNA)
    row = site.page.locator(f"#m-{letter.public_id}")
    row.focus()

    make.message(letter.mailbox, subject="Nyss skrivet")

    expect(site.page.get_by_role("link", name="Nyss skrivet")).to_be_visible(timeout=SOON)
    expect(site.page.get_by_role("status")).to_have_text("Nytt meddelande från Kommun A: Nyss skrivet")
    expect(row).to_be_focused()


def test_an_sms_arrives_on_the_open_phone_and_leads_to_the_letter(site: Site, letter: Message) -> None:
    site.open(f"/telefon/{make.ANNA}")
    make.announcement(letter)

    site.page.get_by_role("link", name=f"oppna/{letter.public_id}").click()
    site.page.locator(f"button[value='{make.ANNA}']").click()
    site.page.get_by_role("button", name="Godkänn").click()

    expect(site.page.get_by_role("heading", name="Beslut", level=1)).to_be_visible()


def test_the_waiting_page_goes_on_by_itself_when_the_phone_approves(
    browse: Browse, site: Site, letter: Message
) -> None:
    site.open(f"/logga-in/?till={AT}/")
    site.page.locator(f"button[value='{make.ANNA}']").click()
    phone = browse(viewport=NARROW)
    phone.open(f"/telefon/{make.ANNA}")

    phone.page.get_by_role("button", name="Godkänn").click()

    expect(site.page).to_have_url(f"{site.root}{AT}/", timeout=SOON)
    expect(phone.page.get_by_role("button", name="Godkänn")).to_have_count(0)


def test_the_phone_beside_the_mailbox_opens_the_letter_over_there(site: Site, letter: Message) -> None:
    make.announcement(letter)
    site.open(f"/demo/{make.ANNA}")
    mailbox, phone = (site.page.frame_locator(f".demo__{side}") for side in ("mailbox", "phone"))
    mailbox.locator(f"button[value='{make.ANNA}']").click()
    phone.get_by_role("button", name="Godkänn").click()
    expect(mailbox.get_by_role("heading", name="Inkorg")).to_be_visible(timeout=SOON)

    phone.get_by_role("link", name=f"oppna/{letter.public_id}").click()

    expect(mailbox.get_by_role("heading", name="Beslut", level=1)).to_be_visible()
    expect(phone.get_by_role("link", name=f"oppna/{letter.public_id}")).to_be_visible()


def test_one_can_log_in_and_read_with_the_keyboard_alone(site: Site, letter: Message) -> None:
    site.open("/")
    keys = site.page.keyboard

    def tab_to(name: str) -> None:
        for _ in range(30):
            keys.press("Tab")
            if name in site.page.evaluate("document.activeElement.textContent"):
                return
        pytest.fail(f"the keyboard never reached {name} on {site.page.url}")

    for name in ("Dina brevlådor", "Anna Test", "Godkänn", "Min myndighetspost", "Beslut"):
        tab_to(name)
        with next_page(site.page):
            keys.press("Enter")
    expect(site.page.get_by_role("heading", name="Beslut", level=1)).to_be_visible()
    tab_to("Beslut.pdf")
    keys.press("Enter")
    expect(site.page.get_by_role("img").or_(site.page.locator("ol img")).first).to_be_visible()


def test_the_first_stop_of_the_keyboard_leads_past_the_header(site: Site, letter: Message) -> None:
    site.open("/")
    site.page.keyboard.press("Tab")
    site.page.keyboard.press("Enter")

    expect(site.page.locator("main")).to_be_focused()


def test_a_letter_in_its_frame_runs_nothing_and_shows_all(site: Site, letter: Message) -> None:
    asked: list[str] = []
    site.page.on("request", lambda request: asked.append(request.url))
    site.log_in(make.ANNA)
    site.open(f"{AT}/meddelande/{letter.public_id}/")
    inside = site.page.frame_locator("iframe")
    expect(inside.get_by_text("Mer text.").last).to_be_visible()

    site.wait_for_whole_letter()
    frame = site.page.locator("iframe")
    expect(frame).to_have_js_property("scrollWidth", frame.evaluate("node => node.clientWidth"))
    assert site.page.title() != "fel"
    assert [url for url in asked if not url.startswith(site.root)] == []
    assert inside.get_by_role("link").get_attribute("rel") == "noopener noreferrer"


def test_an_hour_later_the_open_inbox_leads_to_the_log_in(site: Site, letter: Message) -> None:
    site.log_in(make.ANNA)
    expect(site.page.get_by_role("heading", name="Inkorg")).to_be_visible()

    site.page.context.clear_cookies()

    expect(site.page.get_by_role("heading", name="Logga in")).to_be_visible(timeout=SOON)
    assert not LoginOrder.objects.filter(state="pending").exists()


def test_without_scripts_everything_can_still_be_read(browse: Browse, letter: Message) -> None:
    site = browse(java_script_enabled=False)

    site.log_in(make.ANNA)
    site.page.get_by_role("link", name="Beslut").click()

    expect(site.page.frame_locator("iframe").get_by_text("Hej!")).to_be_visible()


def order_as_seen(site: Site) -> list[tuple[float, float]]:
    """Where what takes the focus stands in the main part, in the order in which Tab comes there."""
    places = site.page.evaluate(
        "[...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main summary')]"
        ".filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect())"
        ".map((box) => [Math.round(box.left), Math.round(box.top)])"
    )
    return [(left, top) for left, top in places]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_focus_goes_through_the_log_in_as_it_is_seen(
    browse: Browse, letter: Message, size: dict[str, int]
) -> None:
    site = browse(viewport=size)
    site.open("/logga-in/")

    places = order_as_seen(site)

    columns = sorted({left for left, _top in places})
    assert len(places) >= 5
    if size is NARROW:
        assert [top for _left, top in places] == sorted(top for _left, top in places)
    else:
        first = [place for place in places if place[0] < columns[-1] / 2]
        assert places[: len(first)] == sorted(first, key=lambda place: place[1])


def test_a_switch_shows_in_forced_colours_whether_it_is_on(browse: Browse, letter: Message) -> None:
    Mailbox.objects.filter(pk=letter.mailbox_id).update(email="anna@exempel.se")
    site = browse(viewport=WIDE, forced_colors="active")
    site.log_in(make.ANNA)
    site.open(f"{AT}/installningar/")
    track = site.page.locator("label.switch:has(:enabled) .switch__track").first

    def look() -> str:
        return str(track.evaluate("(track) => getComputedStyle(track).backgroundColor"))

    off = look()
    site.page.locator("label.switch:has(:enabled)").first.click()

    assert look() != off


def test_the_page_one_is_on_shows_in_forced_colours(browse: Browse, letter: Message) -> None:
    site = browse(viewport=WIDE, forced_colors="active")
    site.log_in(make.ANNA)

    colours = site.page.eval_on_selector_all(
        ".side__list a",
        "(links) => links.map((link) => [!!link.ariaCurrent, getComputedStyle(link).backgroundColor])",
    )

    here = {colour for is_here, colour in colours if is_here}
    elsewhere = {colour for is_here, colour in colours if not is_here}
    assert here
    assert elsewhere
    assert not here & elsewhere


@pytest.mark.parametrize("width", [390, 360, 320])
def test_the_phone_beside_the_mailbox_fits_a_small_screen(browse: Browse, letter: Message, width: int) -> None:
    make.announcement(letter)
    site = browse(viewport={"width": width, "height": 740})
    site.open(f"/demo/{make.ANNA}")
    expect(site.page.frame_locator(".demo__phone").get_by_role("link")).to_be_visible()

    for frame in site.page.frames:
        assert not frame.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), (
            frame.url
        )


def test_a_tap_on_another_persons_sms_changes_person_beside_the_phone(site: Site, letter: Message) -> None:
    make.announcement(letter)
    make.mailbox(make.BERIT, at=letter.mailbox.operator)
    site.log_in(make.BERIT)
    site.open(f"/demo/{make.ANNA}")
    mailbox, phone = (site.page.frame_locator(f".demo__{side}") for side in ("mailbox", "phone"))

    phone.get_by_role("link", name=f"oppna/{letter.public_id}").click()
    # The page that stood there before the tap asks for the same person, but leads to the mailboxes.
    expect(mailbox.locator(f'input[name="till"][value*="{letter.public_id}"]').first).to_be_attached()
    mailbox.get_by_role("button", name="Logga in som Anna Test").click()
    phone.get_by_role("button", name="Godkänn").click()

    expect(mailbox.get_by_role("heading", name="Beslut", level=1)).to_be_visible()
    expect(mailbox.locator(".who__name")).to_contain_text("Anna Test")


def test_on_a_phone_the_way_out_lies_under_the_name_and_the_head_is_one_line(
    browse: Browse, letter: Message
) -> None:
    site = browse(viewport=NARROW)
    site.log_in(make.ANNA)
    head, way_out = site.page.locator(".top"), site.page.get_by_role("button", name="Logga ut")
    assert head.evaluate("head => head.getBoundingClientRect().height") < 80
    expect(way_out).to_have_count(0)

    site.page.get_by_role("button", name="Anna Test: byt brevlåda").click()

    expect(way_out).to_be_visible()
    assert site.violations() == []
    way_out.click()
    site.page.wait_for_url("**/utloggad/")


def test_on_a_phone_the_parts_of_the_settings_are_a_menu_that_names_where_one_is(
    browse: Browse, letter: Message
) -> None:
    site = browse(viewport=NARROW)
    site.log_in(make.ANNA, f"{AT}/installningar/")
    parts = site.page.get_by_role("navigation", name="Delar av inställningarna")
    expect(parts.get_by_role("link")).to_have_count(0)

    parts.get_by_role("button", name="Aviseringar").click()

    expect(parts.get_by_role("link", name="Aviseringar")).to_have_attribute("aria-current", "page")
    assert site.violations() == []
    parts.get_by_role("link", name="Logg").click()
    expect(parts.get_by_role("button", name="Logg")).to_be_visible()
    site.page.set_viewport_size({"width": WIDE["width"], "height": WIDE["height"]})
    expect(parts.get_by_role("link")).to_have_count(5)
    expect(parts.get_by_role("button")).to_have_count(0)


def test_a_person_is_found_in_a_long_list_by_any_word_of_the_card(site: Site, letter: Message) -> None:
    site.open("/logga-in/")
    cards = site.page.locator(".person")
    expect(cards.filter(visible=True)).to_have_count(2)

    site.page.get_by_label("Sök bland testpersonerna").fill("CARL 1912")
    expect(cards.filter(visible=True)).to_have_text(["Carl Test 19121212-1212"])
    site.page.get_by_label("Sök bland testpersonerna").fill("zebra")

    expect(cards.filter(visible=True)).to_have_count(0)
    expect(site.page.get_by_text("Ingen passar. Prova ett kortare ord.")).to_be_visible()
    assert site.violations() == []


def test_the_first_field_that_is_wrong_gets_the_keyboard(browse: Browse, letter: Message) -> None:
    site = browse(viewport=NARROW)
    site.log_in(make.ANNA)
    site.open(f"{AT}/meddelande/{letter.public_id}/vidarebefordra/")
    site.page.get_by_role("button", name="Skicka som e-post").click()

    expect(site.page.get_by_role("alert")).to_contain_text("Något behöver rättas.")
    expect(site.page.get_by_label("E-postadress")).to_be_focused()
    expect(site.page.get_by_text("Skriv den adress som brevet ska skickas till.")).to_be_in_viewport()
    assert site.violations() == []


def test_on_a_narrow_screen_a_band_with_whose_mail_it_is_fits(world: None, browse: Browse) -> None:
    letter = acting.letter_to(acting.SNICKERI)
    site = browse(viewport={"width": 320, "height": 640})
    site.log_in(acting.GUNNAR)
    site.open(f"/post/{acting.place_of(acting.SNICKERI)}/meddelande/{letter.public_id}/")

    expect(site.page.get_by_text("Det här är posten till")).to_be_visible()
    assert not site.is_wider_than_its_window()
