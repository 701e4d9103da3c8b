"""`python -m bench.mailbox`: how fast a mailbox with 10,000 letters is, in a real browser at a real simulator.

It measures
- what the server takes for the inbox and for a search, from the first byte asked to the last one received,
- when the largest part of the inbox is painted (LCP, with an empty cache),
- how long a new letter takes until it is seen in an open inbox,
- how long the first page of a PDF with 60 pages of 2 MB takes.
"""

import argparse
import os
import shutil
import statistics
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bench import report
from bench.load import simulator_process

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from mailbox_operator.models import Mailbox, Message

FOLDER = simulator_process.ROOT / "var" / "bench"
NUMBER = "192705178354"
INBOX = "/post/minmyndighetspost.se/"
LISTS = {
    "inbox": "",
    "a search that finds all": "sok/?q=brev",
    "a search that finds one": "sok/?q=4711",
    "letters of one sender": "?avsandare=Kommun+A",
    "an open inbox asking for news": None,
}
PDF_PAGES, PDF_BYTES = 60, 2_000_000
LCP = """() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
  .observe({ type: "largest-contentful-paint", buffered: true }))"""
TAKEN = """async (address) => {
  await (await fetch(address)).text();
  const entry = performance.getEntriesByName(address).at(-1);
  performance.clearResourceTimings();
  return entry.responseEnd - entry.requestStart;
}"""

DRAWN = (
    "(picture) => picture.complete || new Promise((done) => picture.addEventListener('load', () => done(true)))"
)


def main() -> None:
    arguments = _arguments()
    data = FOLDER / "mailbox"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    port, soap_port = simulator_process.find_free_port(), simulator_process.find_free_port()
    os.environ.update(
        MM_DATA_DIR=str(data),
        MM_HTTP_PORT=str(port),
        MM_SOAP_PORT=str(soap_port),
        DJANGO_SETTINGS_MODULE="infra.settings",
        # Playwright's loop runs in this thread, and Django takes that for a reason to refuse the database.
        DJANGO_ALLOW_ASYNC_UNSAFE="true",
    )
    import django  # noqa: PLC0415 (the data folder must stand in the environment first)

    django.setup()
    with simulator_process.running_simulator(data, port, soap_port):
        results = {f"mailbox, {arguments.letters:,} letters": _measure(f"http://localhost:{port}", arguments)}
    report.print_results(results)
    print(f"\n{report.save_results(results, FOLDER)}")
    shutil.rmtree(data)


def _measure(root: str, arguments: argparse.Namespace) -> dict[str, Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only this measurement needs it)

    letter = _fill(arguments.letters)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = _logged_in(browser, root)
        page = context.new_page()
        page.goto(root + INBOX)
        results = _lists(page, root, arguments.times)
        results |= _largest_paint(browser, context, root + INBOX, arguments.times)
        results["new letter seen ms"] = _new_letter(page)
        results["first page of the PDF ms"] = _first_pdf_page(
            browser, context, f"{root}{INBOX}{letter}", arguments.times
        )
        browser.close()
    return results


def _fill(letters: int) -> str:
    """Write the letters, find their words, and return the address of the PDF's page below the mailbox."""
    from mailbox_operator.search.filling import fill_index  # noqa: PLC0415 (it needs Django)
    from tests.mailbox_ui import factories as make  # noqa: PLC0415 (it needs Django)

    box = _mailbox()
    make.many_messages(box, letters)
    files = (("Handlingar.pdf", "application/pdf", _pdf()),)
    letter = make.message(box, subject="Handlingar", files=files)
    while fill_index():
        pass
    return f"meddelande/{letter.public_id}/bilaga/1/"


def _mailbox() -> "Mailbox":
    from mailbox_operator.models import Mailbox  # noqa: PLC0415 (it needs Django)

    return Mailbox.objects.get(holder=NUMBER, operator__name="minmyndighetspost.se")


def _pdf() -> bytes:
    """Sixty pages of text, with a file inside that makes it as large as a letter may be."""
    from fpdf import FPDF  # noqa: PLC0415 (only this measurement needs it)

    made = FPDF()
    made.set_font("Helvetica", size=11)
    for number in range(1, PDF_PAGES + 1):
        made.add_page()
        for line in range(45):
            made.cell(
                0,
                6,
                f"Sida {number}, rad {line}: beslut om ersättning enligt bilagda handlingar",
                new_x="LMARGIN",
                new_y="NEXT",
            )
    made.embed_file(bytes=os.urandom(PDF_BYTES - 200_000), basename="underlag.bin", compress=False)
    return bytes(made.output())


def _logged_in(browser: "Browser", root: str) -> "BrowserContext":
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.goto(f"{root}/logga-in/?till={INBOX}")
    page.locator(f"button[value='{NUMBER}']").click()
    page.get_by_role("button", name="Godkänn").click()
    page.wait_for_url(f"{root}/post/**")
    page.close()
    return context


def _lists(page: "Page", root: str, times: int) -> dict[str, Any]:
    """Milliseconds of the server, median and 95th percentile."""
    results: dict[str, Any] = {}
    for name, path in LISTS.items():
        asked = page.locator("#inkorg").get_attribute("hx-get") if path is None else INBOX + path
        taken = [page.evaluate(TAKEN, f"{root}{asked}") for _ in range(times + 1)][1:]
        results[f"{name}, p50 ms"] = round(statistics.median(taken), 1)
        results[f"{name}, p95 ms"] = _percentile(taken, 0.95)
    return results


def _largest_paint(browser: "Browser", known: "BrowserContext", address: str, times: int) -> dict[str, Any]:
    taken = []
    for _ in range(min(times, 10)):
        context = browser.new_context(viewport={"width": 1280, "height": 860}, storage_state=known.storage_state())
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        taken.append(page.evaluate(LCP))
        context.close()
    return {"inbox LCP p50 ms": round(statistics.median(taken)), "inbox LCP max ms": round(max(taken))}


def _new_letter(page: "Page") -> int:
    from tests.mailbox_ui import factories as make  # noqa: PLC0415 (it needs Django)

    made: Message = make.message(_mailbox(), subject="Nyss skrivet")
    begun = time.perf_counter()
    page.locator(f"#m-{made.public_id}").wait_for(timeout=20_000)
    return round((time.perf_counter() - begun) * 1000)


def _first_pdf_page(browser: "Browser", known: "BrowserContext", address: str, times: int) -> int:
    """Median time from the click until the first page is drawn, in a browser that has not seen it."""
    taken = []
    for _ in range(min(times, 5)):
        context = browser.new_context(viewport={"width": 1280, "height": 860}, storage_state=known.storage_state())
        page = context.new_page()
        begun = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator(".page img").first.evaluate(DRAWN)
        taken.append((time.perf_counter() - begun) * 1000)
        context.close()
    return round(statistics.median(taken))


def _percentile(values: Sequence[float], share: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(share * len(values)))], 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.mailbox", description=__doc__)
    parser.add_argument("--letters", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=50, help="how often each list is asked for")
    return parser.parse_args()


if __name__ == "__main__":
    main()
