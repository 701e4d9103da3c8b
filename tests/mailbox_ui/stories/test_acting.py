"""Section 6, as people would tell it: Arvid lets Maria manage his post, and a company's people read its post."""

import pytest
from playwright.sync_api import expect

from tests.browsing import NARROW, WIDE, Browse
from tests.cast import ARVID, MARIA
from tests.mailbox_ui import acting
from tests.mailbox_ui.acting import AT
from tests.mailbox_ui.browser import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


def change_mailbox(site: Site, to: str) -> None:
    """Open the menu at the top and choose."""
    site.page.get_by_role("button", name="byt brevlåda").click()
    site.follow(site.page.get_by_role("link", name=to))


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_arvid_lets_maria_manage_his_post(world: None, browse: Browse, viewport: dict[str, int]) -> None:
    acting.letter_to(ARVID)
    acting.letter_to(MARIA, subject="Marias eget brev")
    arvids, marias = browse(viewport=viewport), browse(viewport=viewport)

    # Arvid reads what he signs, and signs.
    arvids.log_in(ARVID, f"/post/{AT}/installningar/behorighet/")
    arvids.page.get_by_label("Personnummer").fill("19810105-2382")
    arvids.page.get_by_label("Läsa och sköta brevlådan").check()
    arvids.follow(arvids.page.get_by_role("button", name="Granska och skriv under"))
    expect(arvids.page.get_by_text("Teknisk behörighetskod: ConsentManage")).to_be_visible()
    arvids.page.get_by_role("button", name="Skriv under").click()
    expect(arvids.page.get_by_text("Väntar på svar")).to_be_visible()
    assert arvids.violations() == []

    # Maria is told in the menu, says yes, and sees at the top whose post it is.
    marias.log_in(MARIA, f"/post/{AT}/")
    change_mailbox(marias, "Vems post du får läsa")
    marias.page.get_by_role("button", name="Godkänn").click()
    expect(marias.page.get_by_text("Du kan nu öppna brevlådan som tillhör Arvid Lindgren.")).to_be_visible()
    assert marias.violations() == []
    change_mailbox(marias, "Arvid Lindgren")
    band = marias.page.get_by_role("complementary", name="Vems post det här är")
    expect(band).to_contain_text("Det här är posten till Arvid Lindgren.")
    expect(band).to_contain_text("Du får läsa och sköta brevlådan.")
    marias.follow(marias.page.get_by_role("link", name=acting.ARVIDS_POST))
    expect(band).to_be_visible()
    assert marias.violations() == []
    assert not marias.is_wider_than_its_window()

    # Arvid sees it in his log and ends it; Maria's open page opens nothing more.
    arvids.go_to_settings("Logg")
    expect(arvids.page.get_by_text("öppnade brevlådan").first).to_be_visible()
    arvids.go_to_settings("Vem mer får läsa")
    arvids.follow(arvids.page.get_by_role("button", name="Avsluta"))
    arvids.page.get_by_role("button", name="Skriv under").click()
    expect(arvids.page.get_by_text("Maria Svensson kan inte längre öppna brevlådan.")).to_be_visible()
    marias.page.reload()
    expect(marias.page.get_by_role("heading", name="Brevlådan går inte att öppna")).to_be_visible()
    arvids.go_to_settings("Logg")
    expect(arvids.page.get_by_text("försökte öppna brevlådan och nekades")).to_be_visible()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_company_s_post_is_read_by_who_may_sign(world: None, browse: Browse, viewport: dict[str, int]) -> None:
    acting.letter_to(acting.SNICKERI, subject="Till snickeriet")
    acting.mailbox_of(acting.GUNNAR)
    site = browse(viewport=viewport)

    site.log_in(acting.GUNNAR, f"/post/{AT}/")
    change_mailbox(site, "Snickeri Björken AB")

    band = site.page.get_by_role("complementary", name="Vems post det här är")
    expect(band).to_contain_text("Det här är posten till Snickeri Björken AB. Styrelseledamot.")
    expect(site.page.get_by_text("Till snickeriet", exact=True)).to_be_visible()
    assert site.violations() == []
    assert not site.is_wider_than_its_window()


def test_a_guardian_opens_the_principal_s_post(world: None, browse: Browse) -> None:
    acting.letter_to(acting.nils(), subject="Till Nils")
    acting.mailbox_of(acting.BENGT)
    site = browse(viewport=WIDE)

    site.log_in(acting.BENGT, f"/post/{AT}/")
    change_mailbox(site, "Nils Hallberg")

    band = site.page.get_by_role("complementary", name="Vems post det här är")
    expect(band).to_contain_text("Det här är posten till Nils Hallberg. God man.")
    expect(site.page.get_by_text("Till Nils", exact=True)).to_be_visible()
