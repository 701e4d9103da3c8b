"""Who may open the mailbox of another or of a company, as the register says at this moment."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from mailbox_operator.customers.consents import Level
from mailbox_operator.mailbox import mailbox_log
from mailbox_ui.access import mailboxes
from mailbox_ui.access.refusals import NotOpened, NotOpenedReason
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


def refused(by: str, of: str, needs: Right = Right.READ) -> NotOpenedReason:
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
    assert refused(MARIA, ARVID, Right.OWN) is NotOpenedReason.RIGHT_TOO_SMALL


def test_an_offer_opens_nothing_before_it_is_accepted() -> None:
    acting.give(Level.CONSENT_MANAGE, is_accepted=False)

    assert refused(MARIA, ARVID) is NotOpenedReason.NO_RIGHT


def test_a_consent_goes_one_way_and_to_one_person() -> None:
    acting.give(Level.CONSENT_MANAGE)

    assert refused(ARVID, MARIA) is NotOpenedReason.NO_RIGHT
    assert refused(TOLVAN, ARVID) is NotOpenedReason.NO_RIGHT


def test_the_right_ends_with_the_consent_at_once_and_the_attempt_is_logged() -> None:
    acting.give(Level.CONSENT_MANAGE)
    opened(MARIA, ARVID)
    acting.end()

    assert refused(MARIA, ARVID) is NotOpenedReason.NO_RIGHT
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
    assert refused(MARIA, acting.SNICKERI) is NotOpenedReason.NO_RIGHT
    assert refused(acting.LENA, acting.SNICKERI) is NotOpenedReason.NO_RIGHT


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
    assert refused(MARIA, ARVID) is NotOpenedReason.RIGHTS_UNKNOWN
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


@pytest.mark.parametrize(
    ("level", "is_read"), [(Level.CONSENT_READ_EXTEND_UNREAD, False), (Level.CONSENT_MANAGE, True)]
)
def test_a_letter_that_a_reader_opens_stays_new_to_the_owner(level: Level, is_read: bool) -> None:
    acting.give(level)
    letter = acting.letter_to(ARVID)

    page = acting.browser_of(MARIA).get(f"/post/{acting.place_of(ARVID)}/meddelande/{letter.public_id}/")

    letter.refresh_from_db()
    assert page.status_code == 200
    assert (letter.read_at is not None) == is_read
    assert ("read", MARIA) in logged(ARVID)


def test_who_may_read_opened_letters_only_finds_no_other() -> None:
    acting.give(Level.CONSENT_READ)
    letter = acting.letter_to(ARVID)
    at = f"/post/{acting.place_of(ARVID)}/meddelande/{letter.public_id}/"

    maria = acting.browser_of(MARIA)

    for path in ("", "innehall/", "bilaga/1/", "bilaga/1/ladda-ner"):
        assert maria.get(f"{at}{path}").status_code == 404
    assert maria.get(f"/oppna/{letter.public_id}").status_code == 404


def test_a_link_to_a_company_s_letter_opens_for_who_may_sign() -> None:
    letter = acting.letter_to(acting.SNICKERI)
    link = f"/oppna/{letter.public_id}?som={acting.SNICKERI}"

    answer = acting.browser_of(acting.GUNNAR).get(link)

    assert answer["Location"] == f"/post/{acting.place_of(acting.SNICKERI)}/meddelande/{letter.public_id}/"
    other = acting.browser_of(MARIA).get(link)
    assert other.status_code == 404
    assert "Länken leder till någon annans post" in other.content.decode()


def test_a_company_that_has_moved_keeps_its_old_post_and_a_helper_loses_it() -> None:
    from far.models import Account, ServiceSupplier

    acting.give(Level.CONSENT_MANAGE)
    for holder in (ARVID, acting.SNICKERI):
        acting.letter_to(holder)
        Account.objects.filter(recipient=holder).update(supplier=ServiceSupplier.objects.get(name="kivra.com"))
    acting.register_changed()

    assert opened(acting.GUNNAR, acting.SNICKERI).right is Right.MANAGE
    assert refused(acting.GUNNAR, acting.SNICKERI, Right.OWN) is NotOpenedReason.RIGHT_TOO_SMALL
    assert refused(MARIA, ARVID) is NotOpenedReason.NO_RIGHT


def test_after_the_account_was_closed_a_helper_is_refused() -> None:
    from far.models import Account

    acting.give(Level.CONSENT_MANAGE)
    opened(MARIA, ARVID)
    Account.objects.filter(recipient=ARVID).delete()
    acting.register_changed()

    assert refused(MARIA, ARVID) is NotOpenedReason.NO_RIGHT


def test_an_open_page_of_a_helper_is_loaded_anew_when_the_consent_has_ended() -> None:
    acting.give(Level.CONSENT_MANAGE)
    maria, at = acting.browser_of(MARIA), f"/post/{acting.place_of(ARVID)}/"
    maria.get(at)
    acting.end()

    answer = maria.get(f"{at}nytt/?sedan=0", headers={"HX-Request": "true", "HX-Current-URL": f"http://x{at}"})

    assert answer.headers["HX-Redirect"] == at
    assert maria.get(at).status_code == 404
