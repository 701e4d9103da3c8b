"""A browser at the mailbox's pages, and what it must find there."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
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
]


@dataclass(frozen=True)
class Site:
    """The pages as served, opened in one browser page."""

    page: Page
    root: str

    def open(self, path: str) -> None:
        self.page.goto(self.root + path)

    def log_in(self, number: str, till: str = "/post/") -> None:
        """Two clicks: who, and yes."""
        self.open(f"/logga-in/?till={till}")
        self.page.locator(f"button[value='{number}']").click()
        self.page.get_by_role("button", name="Godkänn").click()
        self.page.wait_for_url(f"{self.root}/post/**")

    def go_to_settings(self, part: str) -> None:
        """To another part of the settings, which are a menu where the window is narrow."""
        parts = self.page.get_by_role("navigation", name="Delar av inställningarna")
        parts.wait_for()
        if (opener := parts.get_by_role("button")).is_visible():
            opener.click()
        parts.get_by_role("link", name=part, exact=True).click()

    def violations(self) -> list[str]:
        """What axe-core finds wrong with the page and its frames.

        All but the frame with a sender's letter: there nothing can run, not even this.
        """
        found: list[dict[str, Any]] = []
        for frame in self.page.frames:
            if frame.url.endswith("/innehall/"):
                continue
            frame.evaluate(AXE)
            found += frame.evaluate(
                "axe.run({ iframes: false, resultTypes: ['violations'] }).then((result) => result.violations)"
            )
        return [f"{item['id']}: {node['html'][:200]}" for item in found for node in item["nodes"]]

    def is_wider_than_its_window(self) -> bool:
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        )
