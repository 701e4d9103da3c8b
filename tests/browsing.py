"""Browsers for the tests of pages: loaded as a plugin, so that every folder may ask for them."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from playwright.sync_api import Browser, BrowserContext, Playwright, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer
from whitenoise import WhiteNoise

from infra.web.assets import static_files
from tests import late_pages
from tests.mailbox_ui.browser import ARGUMENTS, Site

Browse = Callable[..., Site]
WIDE, NARROW = ViewportSize(width=1280, height=860), ViewportSize(width=390, height=844)
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
"""The first does the same without the parts that nobody sees, in about half the time."""
SOON = 45_000
"""Milliseconds that a step may take on a machine that does much else. A test that passes does not wait so long."""


class BuiltFiles(BaseFinder):
    """Lets the live server, which looks for files where they are written, find them as they are served."""

    def find(self, path: str, find_all: bool = False) -> Any:  # noqa: ARG002 (Django's signature)
        late_pages.let_script_come_late(path)
        built = Path(settings.STATIC_ROOT) / path
        return str(built) if built.is_file() else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:  # noqa: ARG002 (Django's signature)
        return []


def remember_static_files() -> None:
    """Look once at the built files. Each test client makes whitenoise anew, which looks at hundreds of them."""
    look: Callable[[WhiteNoise, str, str], None] = WhiteNoise.update_files_dictionary
    built, found = f"{settings.STATIC_ROOT}/", dict[str, Any]()

    def update_files_dictionary(server: Any, root: str, prefix: str) -> None:
        if root != built:
            look(server, root, prefix)
            return
        if not found:
            look(server, root, prefix)
            found.update(server.files)
        server.files.update(found)

    WhiteNoise.update_files_dictionary = update_files_dictionary


@pytest.fixture(scope="session", autouse=True)
def static_files_are_built() -> None:
    static_files.ensure_built()
    remember_static_files()
    late_pages.let_pages_come_late()
    expect.set_options(timeout=SOON)
    settings.STATICFILES_FINDERS = [*settings.STATICFILES_FINDERS, f"{__name__}.{BuiltFiles.__name__}"]


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all tests. No test sees what another has left in it: each has contexts of its own."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def browse(chromium: Browser, live_server: LiveServer) -> Iterator[Browse]:
    """Opens browsers of different people, each with cookies of its own, and closes them all."""
    contexts: list[BrowserContext] = []

    def opened(**options: Any) -> Site:
        contexts.append(chromium.new_context(reduced_motion="reduce", **options))
        contexts[-1].set_default_timeout(SOON)
        return Site(contexts[-1].new_page(), live_server.url)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def site(browse: Browse) -> Site:
    return browse(viewport=WIDE)
