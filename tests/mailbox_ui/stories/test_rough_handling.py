"""Pages in rough hands: two tabs, the way back, a double click, a slow network and none."""

import pytest
from playwright.sync_api import Locator, Page, expect

from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import Mailbox, Message
from tests.browsing import SOON, Browse
from tests.mailbox_ui import factories as make
from tests.mailbox_ui.browser import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

AT = "/post/minmyndighetspost.se/"


@pytest.fixture
def letter() -> Message:
    box = make.mailbox(make.ANNA)
    make.message(box, subject="Ett brev till")
    return make.message(box, subject="Beslut om bygglov")


def times(event: Event, box: Mailbox) -> int:
    return sum(entry.event == event for entry in mailbox_log.read_log(box).entries)


def archive_button(page: Page) -> Locator:
    return page.locator("main").get_by_role("button", name="Arkivera")


def open_letter(site: Site, letter: Message) -> None:
    site.open(f"{AT}meddelande/{letter.public_id}/")


def test_a_double_click_does_it_once(site: Site, letter: Message) -> None:
    site.log_in(make.ANNA, AT)
    open_letter(site, letter)

    archive_button(site.page).dblclick()

    expect(site.page.locator(".toast")).to_be_visible()
    letter.refresh_from_db()
    assert letter.state == "archive"
    assert times(Event.ARCHIVED, letter.mailbox) == 1


def test_what_was_done_in_one_tab_is_taken_calmly_in_the_other(site: Site, letter: Message) -> None:
    site.log_in(make.ANNA, AT)
    open_letter(site, letter)
    other = Site(site.page.context.new_page(), site.root)
    open_letter(other, letter)
    archive_button(other.page).click()
    expect(other.page.locator(".toast")).to_be_visible()

    site.follow(archive_button(site.page))

    expect(site.page.get_by_role("heading", level=1)).to_be_visible()
    assert "Något gick fel" not in site.page.content()
    assert times(Event.ARCHIVED, letter.mailbox) == 1


def test_after_the_log_out_the_way_back_shows_nothing(site: Site, letter: Message) -> None:
    site.log_in(make.ANNA, AT)
    site.page.get_by_role("link", name="Beslut om bygglov").click()
    expect(site.page.get_by_role("heading", name="Beslut om bygglov", level=1)).to_be_visible()
    site.page.get_by_role("button", name="Logga ut").click()
    site.page.wait_for_url("**/utloggad/")

    site.page.go_back()

    expect(site.page.get_by_role("heading", name="Logga in", level=1)).to_be_visible()
    assert "bygglov" not in site.page.content()


def test_the_way_back_from_a_letter_leads_to_the_list_with_the_letter_read(site: Site, letter: Message) -> None:
    site.log_in(make.ANNA, AT)
    site.page.get_by_role("link", name="Beslut om bygglov").click()
    expect(site.page.get_by_role("heading", name="Beslut om bygglov", level=1)).to_be_visible()

    site.page.go_back()

    expect(site.page.locator(".row")).to_have_count(2)
    expect(site.page.locator(".row--unread")).to_have_count(1)


def test_the_way_back_to_a_form_that_was_sent_sends_it_no_second_time(site: Site, letter: Message) -> None:
    site.log_in(make.ANNA, AT)
    open_letter(site, letter)
    archive_button(site.page).click()
    expect(site.page.locator(".toast")).to_be_visible()

    site.page.go_back()
    site.page.reload()

    assert times(Event.ARCHIVED, letter.mailbox) == 1


def test_on_a_slow_network_an_impatient_finger_does_it_once(site: Site, letter: Message) -> None:
    site.log_in(make.ANNA, AT)
    open_letter(site, letter)

    wire = site.page.context.new_cdp_session(site.page)
    wire.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 600, "downloadThroughput": 50_000, "uploadThroughput": 20_000},
    )
    archive_button(site.page).evaluate("(button) => { button.click(); button.click(); button.click(); }")

    expect(site.page.locator(".toast")).to_be_visible(timeout=SOON)
    assert times(Event.ARCHIVED, letter.mailbox) == 1


def test_without_a_network_the_open_list_stays_and_catches_up(browse: Browse, letter: Message) -> None:
    site = browse()
    site.log_in(make.ANNA, AT)
    expect(site.page.locator(".row")).to_have_count(2)

    site.page.context.set_offline(True)
    expect(site.page.locator("[data-offline]")).to_be_visible(timeout=SOON)
    expect(site.page.locator(".row")).to_have_count(2)
    make.message(letter.mailbox, subject="Kom när nätet var borta")
    site.page.context.set_offline(False)

    expect(site.page.get_by_role("link", name="Kom när nätet var borta")).to_be_visible(timeout=SOON)
    expect(site.page.locator("[data-offline]")).to_be_hidden(timeout=SOON)
