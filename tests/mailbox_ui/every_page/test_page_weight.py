"""What a page weighs: bytes over the wire from a real server into a real browser, first visit and second."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.browsing import SOON
from tests.cast import MARIA
from tests.infra.supervisor.simulator import Simulator, running_simulator
from tests.mailbox_ui.browser import Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

KB = 1000
INBOX = "/post/minmyndighetspost.se/"
FULL_INBOX = (
    "from mailbox_operator.models import Mailbox\n"
    "from tests.mailbox_ui import factories as make\n"
    f"box = Mailbox.objects.filter(holder='{MARIA}', operator__name='minmyndighetspost.se').get()\n"
    "for number in range(30):\n"
    "    made = make.message(box, subject=f'Beslut om förskoleplats {number}', files=((f'Beslut {number}.pdf', "
    "'application/pdf', make.pdf()),))\n"
    "print(made.public_id)"
)


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with running_simulator(tmp_path_factory.mktemp("simulator")) as simulator:
        yield simulator


@pytest.fixture(scope="module")
def letter(simulator: Simulator) -> str:
    """The newest of thirty letters in the inbox."""
    return simulator.python(FULL_INBOX)


@pytest.fixture
def site(chromium: Browser, simulator: Simulator) -> Iterator[Site]:
    yield Site(chromium.new_page(), f"http://localhost:{simulator.web_port}")
    for context in chromium.contexts:
        context.close()


def logged_in_anew(site: Site) -> BrowserContext:
    """A browser that is logged in as Maria and has never seen a page."""
    browser = site.page.context.browser
    assert browser is not None
    site.log_in(MARIA, till=INBOX)
    return browser.new_context(storage_state=site.page.context.storage_state())


def weight(page: Page, address: str) -> int:
    """Bytes received, with headers, until the page with its typefaces is there; not what it asks for later."""
    received: dict[str, float] = {}
    asked: set[str] = set()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")

    def see(sent: dict[str, Any]) -> None:
        if "/nytt/" not in sent["request"]["url"]:
            asked.add(sent["requestId"])

    def note(finished: dict[str, Any]) -> None:
        received[finished["requestId"]] = finished["encodedDataLength"]

    def miss(failed: dict[str, Any]) -> None:
        received[failed["requestId"]] = 0

    wire.on("Network.requestWillBeSent", see)
    wire.on("Network.loadingFinished", note)
    wire.on("Network.loadingFailed", miss)
    open_whole(page, address)
    while not asked <= received.keys():
        page.wait_for_timeout(10)
    wire.detach()
    return int(sum(received[each] for each in asked))


def open_whole(page: Page, address: str) -> None:
    """Open a page and wait until all that it names is there, and its typefaces."""
    page.goto(address, wait_until="load", timeout=SOON)
    page.evaluate("document.fonts.ready.then(() => true)")


def weight_again(page: Page, address: str) -> int:
    """The same for somebody who comes back. Once more where a typeface had not reached the cache yet."""
    page.goto("about:blank")
    found = weight(page, address)
    return found if found < 30 * KB else weight(page, address)


def test_the_mailbox_is_light_at_first_and_lighter_after(site: Site, letter: str) -> None:
    context = logged_in_anew(site)
    page = context.new_page()

    cold = weight(page, site.root + INBOX)
    warm = weight_again(page, site.root + INBOX)

    assert page.get_by_role("link", name="Beslut om förskoleplats").count() > 20
    assert page.evaluate("document.fonts.check('16px \"Source Sans Pro\"')")
    assert 40 * KB < cold < 100 * KB
    assert 0 < warm < 30 * KB


PAGES = (
    "/", "/operatorer/", "/dina-brevlador/", "/logga-in/", "/samtycken/", "/tillganglighet/", f"/telefon/{MARIA}",
    f"{INBOX}arkiv/", f"{INBOX}sok/?q=beslut", f"{INBOX}installningar/", f"{INBOX}installningar/avsandare/",
    f"{INBOX}installningar/behorighet/", f"{INBOX}installningar/logg/", f"{INBOX}arenden/", f"{INBOX}spara-allt/",
    "/skaffa/kivra.com/", "/avsluta/", "/konsol/", "/konsol/brev/",
)  # fmt: skip


def test_no_page_is_heavy(site: Site, letter: str) -> None:
    heavy: dict[str, tuple[int, int]] = {}
    context = logged_in_anew(site)
    browser, state = context.browser, context.storage_state()
    assert browser is not None
    for path in PAGES:
        page = browser.new_context(storage_state=state).new_page()
        cold = weight(page, site.root + path)
        warm = weight_again(page, site.root + path)
        page.context.close()
        if cold >= 100 * KB or warm >= 30 * KB:
            heavy[path] = cold, warm

    assert heavy == {}


def test_everything_that_is_text_comes_compressed(site: Site, letter: str) -> None:
    page = logged_in_anew(site).new_page()
    plain: list[str] = []

    def note(response: Response) -> None:
        kind = response.headers.get("content-type", "")
        is_text = kind.startswith("text/") or "javascript" in kind or "svg" in kind
        if is_text and "content-encoding" not in response.headers and response.status == 200:
            plain.append(response.url)

    page.on("response", note)
    for path in (INBOX, f"{INBOX}meddelande/{letter}/", f"{INBOX}installningar/", "/", "/logga-in/"):
        open_whole(page, site.root + path)

    # What is smaller than a packet gains nothing.
    assert [url for url in plain if len(page.request.get(url).body()) > 1000] == []


def test_a_letter_with_its_frame_is_light(site: Site, letter: str, simulator: Simulator) -> None:
    page = logged_in_anew(site).new_page()

    assert weight(page, f"{site.root}{INBOX}meddelande/{letter}/") < 100 * KB


def test_only_a_name_from_further_away_loads_more_letters(site: Site, simulator: Simulator) -> None:
    page = site.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    site.open("/")
    page.evaluate("document.fonts.ready.then(() => true)")
    assert not [url for url in asked if "-european" in url]

    with page.expect_request(lambda request: "SourceSansPro-Regular-european" in request.url):
        page.evaluate("document.querySelector('main').append('Łukasz Dvořák')")
