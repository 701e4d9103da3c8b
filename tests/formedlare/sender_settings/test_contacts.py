"""A sender's address register: lines are read as people write them, stored, listed and removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from formedlare.models import ContactAddress
from formedlare.sender_settings import contacts
from formedlare.sender_settings.contacts import Contact
from infra import clock
from infra.errors import InvalidInput, MaximumExceeded, NotFound, SenderNotRegistered
from infra.validation import InvalidValue, InvalidValues
from tests import cast
from tests.formedlare.registered import KOMMUN_A, KOMMUN_B, STRANGER, registered

__all__ = ["registered"]

DAY = date(2026, 3, 1)
MARIA = Contact(cast.MARIA, "maria@example.org", "+46701740605", DAY)
ARVID = Contact(cast.ARVID, "", "+46701740606", DAY)


def recipients(sender: str = KOMMUN_A) -> list[str]:
    return [row.recipient for row in contacts.page_of_contacts(sender, limit=100).contacts]


def test_lines_are_stored_and_counted(registered: None) -> None:
    assert contacts.store_contacts(KOMMUN_A, [MARIA, ARVID], replace=False) == 2

    assert recipients() == sorted([cast.ARVID, cast.MARIA])
    assert contacts.count_contacts(KOMMUN_B) == 0


def test_a_line_of_the_same_recipient_is_changed(registered: None) -> None:
    contacts.store_contacts(KOMMUN_A, [MARIA], replace=False)

    total = contacts.store_contacts(KOMMUN_A, [Contact(cast.MARIA, "ny@example.org", "", DAY)], replace=False)

    [row] = contacts.page_of_contacts(KOMMUN_A, limit=10).contacts
    assert (total, row.email, row.mobile) == (1, "ny@example.org", "")


def test_a_register_is_replaced_whole_and_only_the_senders_own(registered: None) -> None:
    contacts.store_contacts(KOMMUN_A, [MARIA], replace=False)
    contacts.store_contacts(KOMMUN_B, [MARIA], replace=False)

    contacts.store_contacts(KOMMUN_A, [ARVID], replace=True)

    assert recipients() == [cast.ARVID]
    assert recipients(KOMMUN_B) == [cast.MARIA]


def test_a_register_can_be_emptied_also_of_a_sender_that_has_left(registered: None) -> None:
    ContactAddress.objects.create(sender=STRANGER, recipient=cast.MARIA, mobile="+46701740605", confirmed_on=DAY)

    assert contacts.store_contacts(STRANGER, [], replace=True) == 0


def test_nothing_is_stored_for_a_sender_that_is_not_registered(registered: None) -> None:
    with pytest.raises(SenderNotRegistered):
        contacts.store_contacts(STRANGER, [MARIA], replace=False)

    assert contacts.count_contacts(STRANGER) == 0


def test_a_recipient_on_two_lines_is_named_with_both_numbers_and_nothing_is_stored(registered: None) -> None:
    with pytest.raises(InvalidValues) as refused:
        contacts.store_contacts(KOMMUN_A, [MARIA, ARVID, MARIA], replace=True, numbers=[2, 4, 7])

    assert [value.path for value in refused.value.values] == [(0, "recipient"), (2, "recipient")]
    said = [value.text.english for value in refused.value.values]
    assert said == [
        "line 2, recipient: stands on several lines",
        "line 7, recipient: stands on several lines",
    ]
    assert recipients() == []


def test_without_numbers_lines_are_counted_from_one(registered: None) -> None:
    with pytest.raises(InvalidValues) as refused:
        contacts.store_contacts(KOMMUN_A, [MARIA, MARIA], replace=False)

    assert [value.text.swedish[:5] for value in refused.value.values] == ["rad 1", "rad 2"]


def test_more_lines_than_one_request_may_have_are_refused(registered: None) -> None:
    with pytest.raises(MaximumExceeded) as refused:
        contacts.store_contacts(KOMMUN_A, [MARIA] * (contacts.MAX_LINES + 1), replace=False)

    assert "20001 rader; 20000 går åt gången" in refused.value.text.swedish


def test_a_page_goes_on_after_its_last_recipient(registered: None) -> None:
    contacts.store_contacts(KOMMUN_A, [MARIA, ARVID], replace=False)

    first = contacts.page_of_contacts(KOMMUN_A, limit=1)
    second = contacts.page_of_contacts(KOMMUN_A, limit=1, after=first.after or "")

    assert [row.recipient for row in (*first.contacts, *second.contacts)] == recipients()
    assert (first.after, second.after) == (cast.ARVID, None)


def test_one_recipients_line_is_found(registered: None) -> None:
    contacts.store_contacts(KOMMUN_A, [MARIA, ARVID], replace=False)

    [row] = contacts.page_of_contacts(KOMMUN_A, limit=10, recipient=cast.MARIA).contacts

    assert row.email == "maria@example.org"


def test_a_line_is_removed_once(registered: None) -> None:
    contacts.store_contacts(KOMMUN_A, [MARIA], replace=False)

    contacts.remove_contact(KOMMUN_A, cast.MARIA)

    assert recipients() == []
    with pytest.raises(NotFound) as refused:
        contacts.remove_contact(KOMMUN_A, cast.MARIA)
    assert refused.value.text.swedish == "Mottagaren finns inte i registret."


@pytest.mark.parametrize(
    ("written", "read"),
    [("070-174 06 05", "+46701740605"), ("0046 70 174 06 05", "+46701740605"), ("+47 412 34 567", "+4741234567")],
)
def test_mobile_numbers_are_kept_as_sms_needs_them(written: str, read: str) -> None:
    assert contacts.read_mobile(written) == read


def test_an_address_is_kept_without_the_blanks_around_it() -> None:
    assert contacts.read_email(" maria@example.org\t") == "maria@example.org"


def test_what_is_left_out_stays_empty() -> None:
    assert (contacts.read_email(" "), contacts.read_mobile(" ")) == ("", "")


@pytest.mark.parametrize(
    ("read", "written", "says"),
    [
        (contacts.read_mobile, "08-123 456", "“08-123 456” is no mobile number"),
        (contacts.read_email, "maria", "is no e-mail address"),
        (contacts.read_email, f"{'m' * 60}@{'example.' * 30}org", "is no e-mail address"),
        (contacts.read_day, "1 mars", "is no date; write it as 2026-03-01"),
        (contacts.read_day, "2026-02-30", "is no date"),
        (contacts.read_day, "", "is no date"),
    ],
)
def test_a_value_that_cannot_be_read_is_explained(read: Callable[[str], object], written: str, says: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(written)

    assert says in refused.value.text.english
    assert refused.value.text.swedish != refused.value.text.english


def test_a_line_is_confirmed_today_at_the_latest() -> None:
    assert contacts.read_day(clock.today().isoformat()) == clock.today()

    with pytest.raises(InvalidInput) as refused:
        contacts.read_day((clock.today() + timedelta(days=1)).isoformat())
    assert refused.value.text.swedish == "är en dag som inte har varit"


def test_a_recipient_must_be_reachable_in_one_way_at_least() -> None:
    contacts.require_way("maria@example.org", "")
    contacts.require_way("", "+46701740605")

    with pytest.raises(InvalidInput) as refused:
        contacts.require_way("", "")
    assert refused.value.text.english == "email or mobile is needed"


@pytest.mark.parametrize(
    ("path", "begins"), [((3, "email"), "line 7, email: "), ((3,), "line 7: "), ((), "line 7: ")]
)
def test_people_find_a_wrong_value_by_the_number_of_its_line(path: tuple[str | int, ...], begins: str) -> None:
    numbered = contacts.on_line(7, InvalidValue(path, contacts.NO_EMAIL))

    assert numbered.text.english == f"{begins}is no e-mail address"
    assert numbered.path == path
