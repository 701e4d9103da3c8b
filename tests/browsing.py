"""Browsers for the tests of pages: loaded as a plugin, so that every folder may ask for them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright
from pytest_django.live_server_helper import LiveServer

from tests.mailbox_ui.browser import ARGUMENTS, Site

Browse = Callable[..., Site]
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
SOON = 10_000
"""Milliseconds: several times as long as a page waits between two questions."""


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def browse(chromium: Browser, live_server: LiveServer) -> Iterator[Browse]:
    """Opens browsers of different people, each with cookies of its own, and closes them all."""
    contexts: list[BrowserContext] = []

    def opened(**options: Any) -> Site:
        contexts.append(chromium.new_context(reduced_motion="reduce", **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(SOON)
        return Site(page, live_server.url)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def site(browse: Browse) -> Site:
    return browse(viewport=WIDE)
