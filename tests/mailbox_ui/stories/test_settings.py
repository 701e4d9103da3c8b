"""Section 5, as a person would tell it: Arvid sets up his mailbox, on a wide screen and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from infra import far_client
from infra.pki import store
from tests.browsing import NARROW, WIDE, Browse
from tests.cast import ARVID
from tests.mailbox_ui import acting
from tests.mailbox_ui.acting import AT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

KOMMUN_A = "162021004748"


def code_on_phone(page: Page, root: str) -> str:
    """Arvid takes up his phone and reads the latest message."""
    phone = page.context.new_page()
    phone.goto(f"{root}/telefon/{ARVID}")
    words = phone.locator(".bubble__words").first.inner_text()
    phone.close()
    found = re.search(r"\d{6}", words)
    assert found
    return found[0]


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_arvid_sets_up_his_mailbox(world: None, browse: Browse, viewport: dict[str, int]) -> None:
    acting.mailbox_of(ARVID)
    site = browse(viewport=viewport)
    page = site.page
    site.log_in(ARVID, f"/post/{AT}/installningar/")

    # What stands side by side begins at the same height.
    tops = [panel.bounding_box()["y"] for panel in page.locator(".settings__pair > .panel").all()]  # type: ignore[index]  # it is on the page
    assert (tops[0] == tops[1]) == (viewport == WIDE)

    # He gives his number and types the code: first wrong, then right.
    mobile = page.get_by_role("region", name="Mobilnummer")
    mobile.get_by_label("Mobilnummer").fill("070-174 06 05")
    mobile.get_by_role("button", name="Skicka kod").click()
    expect(mobile.get_by_text("Vi har skickat en kod till 070-174 06 05.")).to_be_visible()
    code = code_on_phone(page, site.root)
    mobile.get_by_label("Kod").fill("000000" if code != "000000" else "000001")
    mobile.get_by_role("button", name="Bekräfta").click()
    expect(mobile.get_by_text("Koden stämmer inte.")).to_be_visible()
    mobile.get_by_label("Kod").fill(code)
    mobile.get_by_role("button", name="Bekräfta").click()
    expect(page.get_by_text("Ditt mobilnummer är bekräftat.")).to_be_visible()
    assert acting.mailbox_of(ARVID).announce_by_sms
    assert site.violations() == []

    # He does not want less sensitive messages in full on the phone.
    page.get_by_text("Skicka mindre känsliga meddelanden i sin helhet").click()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Dina inställningar är sparade.")).to_be_visible()
    assert not acting.mailbox_of(ARVID).forwards_whole_class_1

    # Kommun A may not send to him: he searches, says no, reads what he signs, and signs.
    site.go_to_settings("Avsändare")
    page.get_by_label("Sök avsändare").fill("kommun a")
    site.follow(page.get_by_role("button", name="Sök", exact=True).last)
    page.get_by_role("listitem").filter(has_text="Kommun A").locator(".switch__track").click()
    site.follow(page.get_by_role("button", name="Granska och skriv under"))
    expect(page.get_by_text("utom:")).to_be_visible()
    assert site.violations() == []
    page.get_by_role("button", name="Skriv under").click()
    expect(page.get_by_text("Dina val är sparade.")).to_be_visible()
    asked = far_client.reachability_of(store.load_identity("kommun-a"), KOMMUN_A, [ARVID])
    assert not asked[0].sender_accepted
    assert site.violations() == []

    # The log tells it all.
    site.go_to_settings("Logg")
    for words in ("sade nej till post från Kommun A", "bekräftade 070-174 06 05", "loggade in"):
        expect(page.get_by_text(words)).to_be_visible()
    assert site.violations() == []
    assert not site.is_wider_than_its_window()
