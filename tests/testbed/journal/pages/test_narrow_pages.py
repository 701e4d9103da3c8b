"""Pages of testers as they are laid out: nothing overlaps, is cut or scrolls sideways, also on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import FloatRect

from far.supervision.call_log import call_log
from testbed.runs.lifecycle import WantedRun, make_run
from tests import cast
from tests.browsing import NARROW, WIDE, Browse
from tests.mailbox_ui.browser import Site
from tests.testbed.journal.conftest import Journal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def phone(browse: Browse) -> Site:
    return browse(viewport=NARROW)


def box(site: Site, selector: str) -> FloatRect:
    found = site.page.locator(selector).first.bounding_box()
    assert found
    return found


def test_pages_with_long_words_and_tables_fit_a_phone(
    journal: Journal, phone: Site, kommun_a: cast.Sender
) -> None:
    letter = kommun_a.letter().request
    kommun_a.deliver(letter.replace(b"svSE", b"enUS"))
    refused = journal.only(reason="delivery-changed-after-sealing")
    call_log.write()

    for address in (reverse("journal:exchange", args=[refused["id"]]), reverse("console:supervision")):
        phone.open(address)
        assert not phone.is_wider_than_its_window(), address
    table = phone.page.locator(".table")
    assert table.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_what_is_pressed_stands_apart_on_a_phone(phone: Site, world: None) -> None:
    make_run(WantedRun(name="Nattliga prov"))

    phone.open(reverse("runs:runs"))
    empty, remove = (box(phone, f".run-row form:nth-of-type({place}) button") for place in (1, 2))
    assert remove["x"] - empty["x"] - empty["width"] >= 6
    assert remove["y"] == empty["y"]

    phone.open(reverse("console:components"))
    sign, tabs = box(phone, ".wordmark"), box(phone, ".tabs")
    assert tabs["y"] >= sign["y"] + sign["height"]


def test_verdicts_and_times_keep_their_own_width_on_a_phone(phone: Site, pki: None, world: None) -> None:
    phone.open(f"{reverse('checks:preflight')}?certificate=kommun-a")
    assert box(phone, ".light .chip")["width"] < 150

    phone.open(reverse("console:supervision-log"))
    assert box(phone, "[type='datetime-local']")["width"] > 250, "room for the day and the time"


def test_a_letter_and_its_envelope_begin_at_the_same_height(
    journal: Journal, browse: Browse, kommun_a: cast.Sender
) -> None:
    kommun_a.deliver(kommun_a.letter())
    exchange = journal.only(operation="deliverSecure")
    wide = browse(viewport=WIDE)

    wide.open(reverse("journal:exchange", args=[exchange["id"]]))

    assert box(wide, "#brevet")["y"] == box(wide, "#kuvertet")["y"]
