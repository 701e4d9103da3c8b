"""The owner reads who did what in the mailbox."""

import re

from django.test import Client

from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import Mailbox, MailboxLogEntry
from mailbox_ui.wording import EVENTS, words_of_event
from tests.mailbox_ui import factories as make

LOG = "/post/minmyndighetspost.se/installningar/logg/"


def rows(browser: Client, query: str = "") -> list[str]:
    found = re.findall(r'<li class="log__row.*?</li>', browser.get(LOG + query).content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in found]


def test_a_log_in_is_noted(anna: Client) -> None:
    assert len(rows(anna)) == 1
    assert rows(anna)[0].endswith("Du loggade in")


def test_others_stand_with_their_name_and_what_they_did_it_with(anna: Client, annas_mailbox: Mailbox) -> None:
    mailbox_log.note_event(annas_mailbox, Event.THROWN_AWAY, make.BERIT, "Berit Test", about="Om bygglov")

    assert rows(anna)[0].endswith("Berit Test slängde «Om bygglov»")


def test_a_long_log_is_read_to_the_end(anna: Client, annas_mailbox: Mailbox) -> None:
    for number in range(60):
        mailbox_log.note_event(annas_mailbox, Event.MOVED, make.ANNA, "Anna Test", about=f"Brev {number}")
    first = anna.get(LOG).content.decode()
    older = re.search(r"\?fore=\d+", first)
    assert older

    assert len(rows(anna)) == 50
    assert len(rows(anna, older[0])) == 11
    assert rows(anna, older[0])[-1].endswith("Du loggade in")


def test_nonsense_in_the_address_means_the_latest(anna: Client) -> None:
    assert rows(anna, "?fore=nonsens") == rows(anna)


def test_every_event_has_words() -> None:
    assert set(EVENTS) == set(Event)
    for event in Event:
        entry = MailboxLogEntry(event=event, about="Saken")
        assert words_of_event(entry)
        assert ("Saken" in words_of_event(entry)) == ("%s" in str(EVENTS[event]) or bool(entry.about))
        assert words_of_event(MailboxLogEntry(event=event))


def test_the_log_of_another_is_not_shown(anna: Client, berit: Client, annas_mailbox: Mailbox) -> None:
    assert len(rows(berit)) == 1
    assert berit.get(f"/post/minmyndighetspost.se~{annas_mailbox.key}/installningar/logg/").status_code == 404
