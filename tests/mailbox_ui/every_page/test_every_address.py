"""Every address of the citizen's pages as everybody: the right answer, a row in the log, and no leak.

The addresses come from the URL resolver. One without a rule in `addresses.RULES` fails.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from far.models import Account, ServiceSupplier
from mailbox_operator.customers.consents import Level
from mailbox_operator.mailbox import folders, mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import ForwardedEmail, Mailbox, Message
from mailbox_ui.access import page_owner
from mailbox_ui.access.rights import Right
from mailbox_ui.models import LoginOrder
from tests.cast import ARVID, MARIA
from tests.mailbox_ui import acting
from tests.mailbox_ui import factories as make
from tests.mailbox_ui.acting import AT, GUNNAR, SNICKERI
from tests.mailbox_ui.addresses import RULES, Address, Door, addresses, addresses_behind

pytestmark = [pytest.mark.usefixtures("world"), pytest.mark.timeout(120)]

SECRETS = ("Arvids hemliga brev", make.SECRET, "hemlig-bilaga", "Arvids hemliga mapp")
"""Stand in what Arvid has; shown to nobody who may not see it."""
REFUSED = {403, 404, 405}
STRANGER = acting.ANNIKA
MADE_UP = {
    "undo",
    "withdraw",
    "answer-consent",
    "case",
    "contact",
    "change-reader",
    "change-senders",
    "withdraw-senders",
    "forwarded-email",
    "reply",
    "receipt",
}
"""What their addresses or forms name is not there in the walk."""


@dataclass
class Home:
    """The mailbox that the walk goes through, and what lies in it."""

    letter: Message
    folder: str
    order: LoginOrder
    forwarded: ForwardedEmail

    @property
    def mailbox(self) -> Mailbox:
        return self.letter.mailbox

    def address(self, item: Address, place: str) -> str:
        known: Mapping[str, Any] = {
            "place": place,
            "public_id": self.letter.public_id,
            "number": SNICKERI if item.rule.door is Door.COMPANY else 1 if "place" in item.parameters else MARIA,
            "page": 1,
            "folder": self.folder,
            "step": "0" * 12,
            "key": self.forwarded.key,
            "operator": AT,
            "company": SNICKERI,
            "action": "0",
            "phone_token": self.order.phone_token,
            "reference": self.order.reference,
            **item.rule.arguments,
        }
        return reverse(f"mail:{item.name}", kwargs={name: known[name] for name in item.parameters})

    def refusals(self, by: str) -> int:
        return sum(
            entry.event in {Event.REFUSED, Event.CHANGE_REFUSED} and entry.by == by
            for entry in mailbox_log.read_log(self.mailbox).entries
        )


@pytest.fixture
def home() -> Home:
    """Arvid's, with a letter that he has read."""
    files = (("hemlig-bilaga.pdf", "application/pdf", make.pdf()),)
    letter = make.message(acting.mailbox_of(ARVID), subject=SECRETS[0], files=files)
    letter.read_at = letter.received_at
    letter.save()
    folder = folders.create_folder(letter.mailbox, SECRETS[3])
    acting.browser_of(ARVID).post(reverse("mail:login"), {"number": ARVID, "till": "/post/"})
    forwarded = ForwardedEmail.objects.create(
        message=letter, address="lon@a.example", text=SECRETS[0], at=letter.received_at, due_at=letter.received_at
    )
    return Home(letter, folder.key, LoginOrder.objects.latest("created_at"), forwarded)


def text_of(answer: HttpResponseBase) -> str:
    content = b"".join(answer)
    return content.decode(errors="replace") + str(answer.headers)


def leaks(answer: HttpResponseBase) -> list[str]:
    return [secret for secret in SECRETS if secret in text_of(answer)]


def wrong_answers(
    browser: Client, home: Home, place: str, items: list[Address], is_right: Callable[[HttpResponseBase], bool]
) -> Iterator[str]:
    """Each address by both methods: what answered otherwise than it should, or told a secret."""
    for item in items:
        for method in ("get", "post"):
            answer = getattr(browser, method)(home.address(item, place))
            if not is_right(answer) or leaks(answer):
                yield f"{method} {item}: {answer.status_code} {leaks(answer)}"


def is_refused(answer: HttpResponseBase) -> bool:
    return answer.status_code in REFUSED


def is_let_in(answer: HttpResponseBase, item: Address) -> bool:
    """A form without values and an old step are answered in words; the mailbox is not closed to who may come."""
    return answer.status_code in {200, 204, 302, 400, 422} or (
        item.name in MADE_UP and answer.status_code in {404, 409}
    )


def leads_to_login(answer: HttpResponseBase) -> bool:
    return answer.status_code == 405 or (
        answer.status_code == 302 and answer["Location"].startswith(reverse("mail:login"))
    )


def test_every_address_has_a_rule_and_every_rule_an_address() -> None:
    assert sorted({item.name for item in addresses()}) == sorted(RULES)


def test_an_address_that_names_a_mailbox_is_behind_the_mailboxs_door() -> None:
    assert {item.rule.door for item in addresses() if "place" in item.parameters} == {Door.MAILBOX}


def test_nobody_is_led_to_log_in(home: Home) -> None:
    guarded = addresses_behind(Door.LOGIN, Door.MAILBOX, Door.LETTER, Door.COMPANY, Door.ORDER)

    for place in (AT, acting.place_of(ARVID)):
        assert list(wrong_answers(Client(), home, place, guarded, leads_to_login)) == []


def test_open_addresses_tell_nobody_of_mail(home: Home) -> None:
    for browser in (Client(), acting.browser_of(STRANGER)):
        wrong = wrong_answers(browser, home, AT, addresses_behind(Door.OPEN), lambda got: got.status_code < 500)
        assert list(wrong) == []


def test_the_owner_comes_everywhere(home: Home) -> None:
    browser = acting.browser_of(ARVID)

    for item in addresses_behind(Door.MAILBOX, Door.LETTER, Door.LOGIN):
        answer = getattr(browser, item.rule.method)(home.address(item, AT))
        assert is_let_in(answer, item), item


def test_a_stranger_comes_nowhere_and_is_logged(home: Home) -> None:
    browser = acting.browser_of(STRANGER)
    behind = addresses_behind(Door.MAILBOX, Door.LETTER)

    assert list(wrong_answers(browser, home, acting.place_of(ARVID), behind, is_refused)) == []
    assert home.refusals(by=STRANGER) == 1


def test_a_letter_of_anothers_is_not_found_in_ones_own_mailbox_and_the_guess_is_logged(home: Home) -> None:
    acting.mailbox_of(STRANGER)
    browser = acting.browser_of(STRANGER)
    behind = addresses_behind(Door.MAILBOX)
    # To remove a folder that is not there is done already.
    named = [item for item in behind if item.parameters & {"public_id", "folder"} and item.name != "remove-folder"]

    assert list(wrong_answers(browser, home, AT, named, is_refused)) == []
    assert home.refusals(by=STRANGER) == 1
    assert home.mailbox.folders.count() == 1


@pytest.mark.parametrize(
    ("level", "right"),
    [
        (Level.CONSENT_READ, Right.READ),
        (Level.CONSENT_READ_EXTEND_UNREAD, Right.READ_NEW),
        (Level.CONSENT_MANAGE, Right.MANAGE),
    ],
)
def test_a_consent_opens_what_its_level_says_and_no_more(home: Home, level: Level, right: Right) -> None:
    acting.give(level)
    browser, place = acting.browser_of(MARIA), acting.place_of(ARVID)

    for item in addresses_behind(Door.MAILBOX):
        answer = getattr(browser, item.rule.method)(home.address(item, place))
        if item.rule.needs > right:
            assert answer.status_code in REFUSED, item
            assert leaks(answer) == [], item
        else:
            assert is_let_in(answer, item), item
    unread = acting.letter_to(ARVID, subject="Olästa ord")
    shown = browser.get(reverse("mail:message", args=[place, unread.public_id]))
    assert (shown.status_code == 200) == (right >= Right.READ_NEW)


def test_after_the_consent_has_ended_nothing_is_open(home: Home) -> None:
    acting.give(Level.CONSENT_MANAGE)
    browser, place = acting.browser_of(MARIA), acting.place_of(ARVID)
    assert browser.get(reverse("mail:inbox", args=[place])).status_code == 200

    acting.end()

    behind = addresses_behind(Door.MAILBOX, Door.LETTER)
    assert list(wrong_answers(browser, home, place, behind, is_refused)) == []
    assert home.refusals(by=MARIA) == 1


def _change_operator() -> None:
    Account.objects.filter(recipient=ARVID).update(supplier=ServiceSupplier.objects.get(name="kivra.com"))


def _close_account() -> None:
    Account.objects.filter(recipient=ARVID).delete()


@pytest.mark.parametrize("happens", [_change_operator, _close_account], ids=["operator changed", "account closed"])
def test_once_the_mailbox_is_left_the_helper_is_out_and_the_owner_keeps_old_letters(
    home: Home, happens: Callable[[], None]
) -> None:
    acting.give(Level.CONSENT_MANAGE)
    helper, place = acting.browser_of(MARIA), acting.place_of(ARVID)

    happens()
    acting.register_changed()

    behind = addresses_behind(Door.MAILBOX, Door.LETTER)
    assert list(wrong_answers(helper, home, place, behind, is_refused)) == []
    assert home.refusals(by=MARIA) == 1
    own = acting.browser_of(ARVID).get(reverse("mail:message", args=[AT, home.letter.public_id]))
    assert own.status_code == 200


def test_who_signs_for_a_company_comes_in_and_who_does_not_stays_out(home: Home) -> None:
    acting.mailbox_of(SNICKERI)
    company = addresses_behind(Door.COMPANY)
    board, stranger = acting.browser_of(GUNNAR), acting.browser_of(STRANGER)

    assert board.get(reverse("mail:inbox", args=[acting.place_of(SNICKERI)])).status_code == 200
    assert stranger.get(reverse("mail:inbox", args=[acting.place_of(SNICKERI)])).status_code == 404
    for item in company:
        got, refused = (getattr(who, item.rule.method)(home.address(item, AT)) for who in (board, stranger))
        assert got.status_code < 500, item
        assert "Snickeri" not in text_of(refused), item


def test_what_another_person_began_cannot_be_signed_or_seen(home: Home) -> None:
    orders = addresses_behind(Door.ORDER)

    assert list(wrong_answers(acting.browser_of(STRANGER), home, AT, orders, is_refused)) == []


def test_a_session_that_was_ended_opens_nothing(home: Home) -> None:
    browser = acting.browser_of(ARVID)
    stolen = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.post(reverse("mail:log-out"))
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen

    guarded = addresses_behind(Door.MAILBOX, Door.LETTER, Door.LOGIN)
    assert list(wrong_answers(thief, home, AT, guarded, leads_to_login)) == []


def test_a_session_that_has_lain_for_too_long_opens_nothing(
    home: Home, pass_time: Callable[[timedelta], None]
) -> None:
    browser = acting.browser_of(ARVID)

    pass_time(timedelta(minutes=61))

    guarded = addresses_behind(Door.MAILBOX, Door.LETTER, Door.LOGIN)
    assert list(wrong_answers(browser, home, AT, guarded, leads_to_login)) == []


def test_a_page_of_one_person_is_refused_in_the_session_of_another(home: Home) -> None:
    """Two tabs: the second person has logged in beside the first."""
    browser = acting.browser_of(ARVID)
    mark = page_owner.mark_of(acting.holder(ARVID))
    make.log_in(browser, MARIA)
    acting.mailbox_of(MARIA)

    for item in addresses_behind(Door.MAILBOX, Door.LETTER, Door.LOGIN):
        answer = browser.get(home.address(item, AT), headers={page_owner.HEADER: mark})
        assert answer.status_code == 409, item
        assert leaks(answer) == [], item
