"""What pages show and offer to those who act for another or for a company."""

import re
from urllib.parse import urlencode

import pytest
from lxml import html
from pytest_django.fixtures import Settings

from mailbox_operator.customers.consents import Level
from mailbox_operator.mailbox import mailbox_log
from mailbox_ui.access import page_owner
from tests.cast import ARVID, MARIA
from tests.mailbox_ui import acting
from tests.mailbox_ui import factories as make
from tests.mailbox_ui.access.test_acting import logged
from tests.mailbox_ui.acting import AT

pytestmark = pytest.mark.usefixtures("world")


class TestTheMenu:
    """The mailboxes that one may change to."""

    def places(self, number: str) -> str:
        return acting.browser_of(number).get("/post/byt/").content.decode()

    def test_it_lists_own_companies_and_principals(self) -> None:
        assert "Snickeri Björken AB" in self.places(acting.GUNNAR)
        assert "Nils Hallberg" in self.places(acting.BENGT)

    def test_a_company_s_mailbox_is_opened_before_its_first_letter(self) -> None:
        from mailbox_operator.models import Mailbox

        Mailbox.objects.filter(holder=acting.FJALLBACK).delete()

        assert "Fjällbäck Konsult AB" in self.places(acting.LENA)

    def test_offers_are_counted(self) -> None:
        acting.give(Level.CONSENT_READ, is_accepted=False)

        page = self.places(MARIA)

        assert "väntar på svar" in page
        assert "Arvid Lindgren" not in page

    def test_without_the_register_it_says_that_there_may_be_more(self, settings: Settings) -> None:
        settings.REGISTER_URL = "https://localhost:1/nothing/"
        acting.register_changed()

        assert "Det kan finnas fler." in self.places(MARIA)


@pytest.mark.parametrize("level", [Level.CONSENT_READ_EXTEND_UNREAD, Level.CONSENT_MANAGE])
def test_a_letter_offers_a_helper_what_the_level_allows(level: Level) -> None:
    acting.give(level)
    letter = acting.letter_to(ARVID)
    at = f"/post/{acting.place_of(ARVID)}/meddelande/{letter.public_id}/"

    maria = acting.browser_of(MARIA)
    page = maria.get(at).content.decode()

    manages = level is Level.CONSENT_MANAGE
    assert ("Arkivera" in page) == ("Skicka vidare" in page) == manages
    assert maria.get(f"{at}vidarebefordra/").status_code == (200 if manages else 403)


def test_who_may_only_read_is_not_shown_what_changes_and_is_not_said_to_be_shut_out() -> None:
    acting.give(Level.CONSENT_READ_EXTEND_UNREAD)
    at = f"/post/{acting.place_of(ARVID)}/"
    maria = acting.browser_of(MARIA)

    page = maria.get(at).content.decode()

    assert f"{at}installningar/" not in page
    assert "Ny mapp" not in page
    assert maria.get(f"{at}installningar/").status_code == 403
    assert ("change-refused", MARIA) in logged(ARVID)
    assert ("refused", MARIA) not in logged(ARVID)


@pytest.mark.parametrize(("by", "of", "owner"), [(MARIA, ARVID, "Arvid Lindgren"), (ARVID, ARVID, "dig")])
def test_an_empty_mailbox_says_whose_letters_will_come(by: str, of: str, owner: str) -> None:
    acting.give(Level.CONSENT_MANAGE)
    acting.mailbox_of(of)
    place = acting.place_of(of) if by != of else AT

    page = acting.browser_of(by).get(f"/post/{place}/").content.decode()

    assert f"När en myndighet skriver till {owner} hamnar brevet här." in page


def test_a_file_that_a_helper_saves_stands_in_the_log() -> None:
    acting.give(Level.CONSENT_READ_EXTEND_UNREAD)
    letter = make.message(acting.mailbox_of(ARVID), files=(("Beslut.txt", "text/plain", b"Ja"),))

    acting.browser_of(MARIA).get(
        f"/post/{acting.place_of(ARVID)}/meddelande/{letter.public_id}/bilaga/1/ladda-ner"
    )

    entry = mailbox_log.read_log(acting.mailbox_of(ARVID)).entries[0]
    assert (entry.event, entry.by, entry.about) == ("saved-file", MARIA, "Beslut.txt")


def test_a_helper_s_open_page_stays_the_helper_s_also_when_the_owner_logs_in_beside() -> None:
    acting.give(Level.CONSENT_MANAGE)
    browser, at = acting.browser_of(MARIA), f"/post/{acting.place_of(ARVID)}/"
    marias = page_owner.mark_of(acting.holder(MARIA))
    assert marias in browser.get(at).content.decode()
    acting.letter_to(ARVID)
    make.log_in(browser, ARVID)

    renewal = browser.get(f"{at}nytt/?sedan=0", headers={"HX-Request": "true", "X-Page-Of": marias})
    sent = urlencode({"page_of": marias, "language": "en"})
    form = browser.post(f"{at}installningar/", sent, "application/x-www-form-urlencoded")

    assert renewal.headers["HX-Redirect"].startswith("/annan-person/")
    assert form.status_code == 409
    assert "Logga in som Maria Svensson igen" in " ".join(form.content.decode().split())
    assert acting.mailbox_of(ARVID).language == "sv"


def test_a_company_s_letters_and_lists_are_marked_as_the_company_s() -> None:
    letter = acting.letter_to(acting.SNICKERI)
    gunnar, at = acting.browser_of(acting.GUNNAR), f"/post/{acting.place_of(acting.SNICKERI)}/"
    gunnar.get("/post/byt/")

    page = html.fromstring(gunnar.get(f"{at}meddelande/{letter.public_id}/").content.decode())
    inbox = gunnar.get(at).content.decode()

    [to] = page.xpath("//p[contains(@class, 'sheet__to')]")
    assert " ".join(to.text_content().split()) == "Till Snickeri Björken AB Företag"
    assert "only-on-paper" not in to.get("class")
    assert re.search(r"<title>\s*Inkorg, Snickeri Björken AB", inbox)


def test_the_menu_always_leads_to_ones_own_mailboxes() -> None:
    acting.mailbox_of(ARVID)
    browser = acting.browser_of(ARVID)

    assert '"/dina-brevlador/"' in browser.get("/post/byt/").content.decode()
    assert '"/dina-brevlador/"' in browser.get(f"/post/{AT}/").content.decode()


def test_the_settings_lead_to_where_one_switches_or_leaves() -> None:
    own = acting.browser_of(ARVID).get(f"/post/{AT}/installningar/").content.decode()
    company = acting.browser_of(acting.GUNNAR).get(f"/post/{acting.place_of(acting.SNICKERI)}/installningar/")

    assert "Byt operatör eller avsluta" in own
    assert f'href="/foretag/{acting.SNICKERI}/">Byt operatör eller avsluta' in company.content.decode()
