"""The interactive page in a real browser, under the site's own policy."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 390])
def test_an_operation_can_be_tried_with_nothing_fetched_from_elsewhere(
    chromium: Browser, live_server: LiveServer, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.set_default_timeout(20_000)
    complaints, elsewhere = list[str](), list[str]()
    page.on("console", lambda said: complaints.append(said.text))
    page.on("request", lambda asked: elsewhere.append(asked.url))

    page.goto(f"{live_server.url}/api/docs/")
    operation = page.locator("#operations-lanes-list_lanes")
    page.locator("#operations-tag-lanes").click()
    operation.locator(".opblock-summary-control").click()
    operation.locator(".try-out__btn").click()
    operation.locator(".execute").click()

    answer = operation.locator(".live-responses-table tbody .response-col_status")
    answer.wait_for()
    assert answer.inner_text().startswith("200")
    assert complaints == []
    assert [url for url in elsewhere if not url.startswith((live_server.url, "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
