"""A browser at the mailbox's pages, and what it must find there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import axe_playwright_python
from playwright.sync_api import Frame, Locator, Page, ViewportSize, expect

from tests.waiting import eventually

Look = tuple[ViewportSize, Literal["light", "dark"]]
"""The size of the window, and the theme."""
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
AXE_IN_WAITING: Final = f"window.bringAxe = function () {{ {AXE}\n}}"
"""Half a megabyte that the browser has and does not run. Sent to each page anew, it takes as long as its run."""
BRING_AXE: Final = "() => 'bringAxe' in window && Boolean(window.axe || bringAxe() || window.axe)"
AXE_OPTIONS: Final[dict[str, Any]] = {
    "iframes": False,
    "resultTypes": ["violations"],
    # No rule that is in force by itself asks for the style sheets, which are fetched and read anew each time.
    "preload": {"assets": ["media"]},
}
RUN_AXE: Final = "(options) => axe.run(options).then((result) => result.violations)"
# Playwright's loop runs in the tests' thread until the end, and Django takes that for a reason to refuse
# the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages live for a second: to compile their scripts for speed costs more than it gives.
    "--js-flags=--no-opt --no-maglev",
]


@contextmanager
def next_page(page: Page) -> Iterator[None]:
    """What is done within leads to another page: wait until that is there whole, with its scripts.

    Playwright's own steps and `expect` wait for what they name. What reads at once (`all`, `count`, `evaluate`), a
    key, and a name that stands on both pages need this before them.
    """
    page.evaluate("document.documentElement.dataset.left = ''")
    yield
    expect(page.locator("html[data-left]")).to_have_count(0)
    page.wait_for_load_state()


@dataclass(frozen=True)
class Site:
    """The pages as served, opened in one browser page."""

    page: Page
    root: str

    def open(self, path: str) -> int:
        """Returns the status of the page."""
        answer = self.page.goto(self.root + path)
        assert answer
        return answer.status

    def follow(self, opener: Locator) -> None:
        """Click what leads to another page, and wait for that."""
        with next_page(self.page):
            opener.click()

    def tick_every_box(self, before: str) -> None:
        """Tick all boxes of the page on which this button comes after them."""
        expect(self.page.get_by_role("button", name=before, exact=True)).to_be_visible()
        boxes = self.page.get_by_role("checkbox")
        expect(boxes).not_to_have_count(0)
        for box in boxes.all():
            box.check()

    def wait_for_whole_letter(self) -> None:
        """The frame with the sender's letter gets its height by a script."""
        frame = self.page.locator("iframe.letter__frame")
        hidden = "node => node.contentDocument.documentElement.scrollHeight - node.clientHeight"
        eventually(lambda: frame.evaluate(hidden) <= 0, within=45, saying="the frame is as high as its letter")

    def log_in(self, number: str, till: str = "/post/") -> None:
        """Two clicks: who, and yes."""
        self.open(f"/logga-in/?till={till}")
        self.page.locator(f"button[value='{number}']").click()
        self.page.get_by_role("button", name="Godkänn").click()
        self.page.wait_for_url(f"{self.root}/post/**")

    def go_to_settings(self, part: str) -> None:
        """To another part of the settings, which are a menu where the window is narrow."""
        self.page.wait_for_load_state()
        parts = self.page.get_by_role("navigation", name="Delar av inställningarna")
        parts.wait_for()
        if (opener := parts.get_by_role("button")).is_visible():
            opener.click()
        self.follow(parts.get_by_role("link", name=part, exact=True))

    def violations(self) -> list[str]:
        """What axe-core finds wrong with the page and its frames.

        All but the frame with a sender's letter: there nothing can run, not even this.
        """
        self.page.wait_for_load_state()
        found: list[dict[str, Any]] = []
        for frame in self.page.frames:
            if frame.url.endswith("/innehall/"):
                continue
            self._bring_axe(frame)
            found += frame.evaluate(RUN_AXE, AXE_OPTIONS)
        return [f"{item['id']}: {node['html'][:200]}" for item in found for node in item["nodes"]]

    def _bring_axe(self, frame: Frame) -> None:
        """Where there is none, let the pages to come bring it along."""
        if frame.evaluate(BRING_AXE):
            return
        frame.evaluate(AXE)
        if frame == self.page.main_frame:
            self.page.add_init_script(AXE_IN_WAITING)

    def complaints(self, *looks: Look) -> list[str]:
        """What is wrong with the page that is open, in windows and colours into which it is put one by one."""
        found = []
        for size, scheme in looks:
            self.page.emulate_media(color_scheme=scheme)
            self.page.set_viewport_size(size)
            wrong = self.violations() + ["too wide"] * self.is_wider_than_its_window()
            found += [f"{scheme} {size['width']}: {each}" for each in wrong]
        return found

    def is_wider_than_its_window(self) -> bool:
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        )
