"""The page that describes the REST interface, as people meet it in a browser."""

import pytest
from playwright.sync_api import expect

from tests.browsing import NARROW, SOON, WIDE
from tests.mailbox_ui.browser import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def open_page(site: Site) -> None:
    site.open("/api/docs/")
    expect(site.page.get_by_role("heading", name="actors")).to_be_visible(timeout=SOON)


def test_everybody_can_use_the_description(site: Site) -> None:
    said: list[str] = []
    site.page.on("console", lambda message: said.append(message.text))

    open_page(site)

    assert site.complaints((WIDE, "light"), (NARROW, "light")) == []
    assert said == []


def test_the_description_leads_home_in_the_readers_language(site: Site) -> None:
    open_page(site)
    assert site.page.get_attribute("html", "lang") == "sv"
    assert site.page.get_attribute("#interface", "lang") == "en"
    site.page.get_by_role("link", name="Konsolen").click()
    expect(site.page).to_have_url(f"{site.root}/konsol/")

    site.follow(site.page.get_by_role("button", name="English"))
    open_page(site)

    assert site.page.get_attribute("html", "lang") == "en"
    site.page.get_by_role("link", name="Start page").click()
    expect(site.page).to_have_url(f"{site.root}/")
