"""Who may open the mailbox of another or of a company, as the register says at this moment."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from mailbox_operator import mailbox_log
from mailbox_operator.consents import Level
from mailbox_ui.access import mailboxes
from mailbox_ui.access.refusals import NotOpened, Reason
from mailbox_ui.access.rights import OpenedMailbox, Right
from tests.cast import ARVID, MARIA, TOLVAN
from tests.mailbox_ui import acting
from tests.mailbox_ui.acting import AT

pytestmark = pytest.mark.usefixtures("world")

LEVELS = [
    (Level.CONSENT_READ, Right.READ),
    (Level.CONSENT_READ_EXTEND_UNREAD, Right.READ_NEW),
    (Level.CONSENT_MANAGE, Right.MANAGE),
]


def opened(by: str, of: str, needs: Right = Right.READ) -> OpenedMailbox:
    return mailboxes.open_mailbox(acting.holder(by), acting.place_of(of), needs)


def refused(by: str, of: str, needs: Right = Right.READ) -> Reason:
    with pytest.raises(NotOpened) as refusal:
        opened(by, of, needs)
    return refusal.value.reason


def logged(of: str) -> list[tuple[str, str]]:
    return [(entry.event, entry.by) for entry in mailbox_log.read_log(acting.mailbox_of(of)).entries]


@pytest.mark.parametrize(("level", "right"), LEVELS)
def test_a_consent_opens_the_mailbox_as_far_as_its_level_goes(level: Level, right: Right) -> None:
    acting.give(level)

    found = opened(MARIA, ARVID)

    assert (found.right, found.is_own, found.is_company, found.place) == (
        right,
        False,
        False,
        acting.place_of(ARVID),
    )
    assert refused(MARIA, ARVID, Right.OWN) is Reason.RIGHT_TOO_SMALL


def test_an_offer_opens_nothing_before_it_is_accepted() -> None:
    acting.give(Level.CONSENT_MANAGE, is_accepted=False)

    assert refused(MARIA, ARVID) is Reason.NO_RIGHT


def test_a_consent_goes_one_way_and_to_one_person() -> None:
    acting.give(Level.CONSENT_MANAGE)

    assert refused(ARVID, MARIA) is Reason.NO_RIGHT
    assert refused(TOLVAN, ARVID) is Reason.NO_RIGHT


def test_the_right_ends_with_the_consent_at_once_and_the_attempt_is_logged() -> None:
    acting.give(Level.CONSENT_MANAGE)
    opened(MARIA, ARVID)
    acting.end()

    assert refused(MARIA, ARVID) is Reason.NO_RIGHT
    assert logged(ARVID) == [("refused", MARIA), ("looked", MARIA)]


def test_read_only_shows_what_the_owner_has_opened() -> None:
    acting.give(Level.CONSENT_READ)
    seen = acting.letter_to(ARVID, is_read=True)
    acting.letter_to(ARVID)

    assert list(opened(MARIA, ARVID).messages) == [seen]


def test_read_new_shows_all() -> None:
    acting.give(Level.CONSENT_READ_EXTEND_UNREAD)
    acting.letter_to(ARVID)

    assert opened(MARIA, ARVID).messages.count() == 1


def test_who_signs_alone_for_a_company_has_its_mailbox() -> None:
    found = opened(acting.GUNNAR, acting.SNICKERI, Right.OWN)

    assert (found.right, found.is_own, found.is_company, found.role) == (Right.OWN, False, True, "Styrelseledamot")


@pytest.mark.parametrize("officer", [acting.LENA, acting.ANNIKA])
def test_who_signs_with_another_has_the_company_s_mailbox_too(officer: str) -> None:
    assert opened(officer, acting.FJALLBACK).right is Right.OWN


def test_a_company_s_mailbox_is_closed_to_all_others() -> None:
    assert refused(MARIA, acting.SNICKERI) is Reason.NO_RIGHT
    assert refused(acting.LENA, acting.SNICKERI) is Reason.NO_RIGHT


def test_a_guardian_manages_the_principal_s_mailbox() -> None:
    found = opened(acting.BENGT, acting.nils())

    assert (found.right, found.role) == (Right.MANAGE, "God man")


def test_without_the_register_ones_own_mailbox_opens_and_others_are_refused_with_words(
    settings: Settings, client: Client
) -> None:
    acting.give(Level.CONSENT_MANAGE)
    acting.register_changed()
    settings.REGISTER_URL = "https://localhost:1/nothing/"
    acting.mailbox_of(MARIA)

    assert mailboxes.open_mailbox(acting.holder(MARIA), AT).is_own
    assert refused(MARIA, ARVID) is Reason.RIGHTS_UNKNOWN
    answer = acting.browser_of(MARIA).get(f"/post/{acting.place_of(ARVID)}/")
    assert answer.status_code == 503
    assert "Brevlådan går inte att öppna just nu" in answer.content.decode()


def test_who_may_not_is_told_so_and_shown_nothing() -> None:
    acting.letter_to(ARVID)

    answer = acting.browser_of(MARIA).get(f"/post/{acting.place_of(ARVID)}/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "inte längre, rätt att öppna den" in page
    assert acting.ARVIDS_POST not in page


def test_a_key_that_names_nothing_gets_the_same_answer() -> None:
    maria = acting.browser_of(MARIA)
    strangers = maria.get(f"/post/{acting.place_of(ARVID)}/")
    nobodys = maria.get(f"/post/{AT}~000000000000/")

    assert strangers.status_code == nobodys.status_code == 404
    for answer in (strangers, nobodys):
        assert "Brevlådan går inte att öppna" in answer.content.decode()
