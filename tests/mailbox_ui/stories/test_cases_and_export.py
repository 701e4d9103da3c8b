"""Sections 7, 9 and 10 as people live them: a case over two agencies, a mailbox saved and checked, a reply."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from sender.compose import MatterEvent, MatterStatus, ReceiptOptions, ReplyOptions
from tests.browsing import NARROW, WIDE, Browse
from tests.cast import ARVID, Sender
from tests.mailbox_ui.browser import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

AT = "/post/minmyndighetspost.se/"
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
Tell = Callable[..., None]


def send(sender: Sender, title: str, **matter: object) -> None:
    event = MatterEvent(matter_id="BN-2026-17", **matter)  # type: ignore[arg-type]  # the test's own choice
    assert sender.deliver(sender.letter(ARVID, sender.text(subject=title, matter=event))).delivered


def require_usable(site: Site) -> None:
    assert site.violations() == []
    assert not site.is_wider_than_its_window()


@SIZES
def test_a_case_runs_over_two_agencies_until_it_is_closed(
    kommun_a: Sender, kommun_b: Sender, browse: Browse, size: dict[str, int]
) -> None:
    subject = "Bygglov för altan, Ängsgatan 4"
    asked = {"event_type": "Komplettering begärd", "status": MatterStatus.RECIPIENTINITIATIVE}
    # The second letter is the first to come.
    send(kommun_b, "Grannarna är hörda", event_id="2", preceding_event_id="1", event_type="Grannhörande")
    send(kommun_a, "Vi har din ansökan", event_id="1", event_type="Ansökan mottagen", subject=subject)
    send(kommun_a, "Vi behöver en ritning", event_id="3", preceding_event_id="2", **asked)
    arvid = browse(viewport=size)
    page = arvid.page
    arvid.log_in(ARVID, AT)

    # It is his turn: the case stands first, with what was asked for last.
    page.get_by_role("link", name="Ärenden").first.click()
    turn = page.get_by_role("region", name="Din tur")
    expect(turn.locator(".row__subject")).to_have_text(subject)
    require_usable(arvid)
    turn.get_by_role("link").click()
    expect(page.locator(".event__what")).to_have_text(["Ansökan mottagen", "Grannhörande", "Komplettering begärd"])
    require_usable(arvid)

    # From the last letter to its case, and back to the letter.
    page.get_by_role("link", name="Vi behöver en ritning").click()
    page.get_by_role("link", name="Se hela ärendet").click()
    expect(page.locator(".event--here")).to_contain_text("Brevet du kom från")
    page.get_by_role("link", name="Till brevet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vi behöver en ritning")

    # The agency decides: the case is closed, and stands apart.
    send(kommun_a, "Beslut", event_id="4", preceding_event_id="3", event_type="Beslut", status=MatterStatus.CLOSED)
    arvid.open(f"{AT}arenden/")
    expect(page.get_by_role("region", name="Avslutade").locator(".row__subject")).to_have_text(subject)
    expect(page.get_by_role("region", name="Din tur")).to_have_count(0)


@SIZES
def test_a_mailbox_is_saved_and_shown_to_be_genuine(
    kommun_a: Sender, browse: Browse, size: dict[str, int], tmp_path: Path
) -> None:
    for subject in ("Beslut om förskola", "Faktura"):
        assert kommun_a.deliver(kommun_a.letter(ARVID, kommun_a.text(subject=subject))).delivered
    arvid = browse(viewport=size, accept_downloads=True)
    page = arvid.page
    arvid.log_in(ARVID, f"{AT}installningar/")

    # He saves all his mail, and is told that the file is not locked.
    arvid.go_to_settings("Spara all post")
    expect(page.get_by_text("Filen är inte låst")).to_be_visible()
    require_usable(arvid)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Spara all post", exact=True).click()
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)

    # Somebody else checks it, without logging in.
    clerk = browse(viewport=size)
    clerk.open("/kontrollera/")
    clerk.page.get_by_label("Filen").set_input_files(file)
    clerk.page.get_by_role("button", name="Kontrollera").click()
    expect(clerk.page.get_by_text("Alla 2 brev är äkta och oförändrade")).to_be_visible()
    require_usable(clerk)

    # One octet of one letter is another: it is seen.
    octets = bytearray(file.read_bytes())
    octets[len(octets) // 2] ^= 1
    file.write_bytes(octets)
    clerk.page.get_by_label("Filen").set_input_files(file)
    clerk.follow(clerk.page.get_by_role("button", name="Kontrollera"))
    expect(clerk.page.get_by_text("Alla 2 brev är äkta och oförändrade")).to_have_count(0)


@SIZES
def test_a_letter_is_answered_where_its_sender_asks_for_it(
    kommun_a: Sender, browse: Browse, size: dict[str, int], settings: Settings
) -> None:
    settings.PREVIEW = True
    text = kommun_a.text(subject="Kallelse", reply=ReplyOptions.REQUESTED, receipt=ReceiptOptions.SIMPLE)
    assert kommun_a.deliver(kommun_a.letter(ARVID, text)).delivered
    arvid = browse(viewport=size)
    page = arvid.page
    arvid.log_in(ARVID, AT)
    page.locator(".row__link", has_text="Kallelse").click()
    answers = page.get_by_role("region", name="Svara och kvittera")
    expect(answers).to_contain_text("Förhandsvisning")
    require_usable(arvid)

    answers.get_by_role("button", name="Kvittera").click()
    expect(answers).to_contain_text("Kvitterat i dag")
    answers.get_by_role("link", name="Svara").click()
    page.get_by_label("Ditt svar").fill("Jag kommer på tisdag.")
    require_usable(arvid)
    page.get_by_role("button", name="Lämna svaret").click()

    expect(answers).to_contain_text("Jag kommer på tisdag.")
    found = page.request.get(f"{arvid.root}/api/v1/answers?sender=162021004748").json()
    assert [one["kind"] for one in found["results"]] == ["receipt", "reply"]
