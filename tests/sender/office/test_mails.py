"""The mails that were taken, newest first, a page at a time."""

from datetime import timedelta

import pytest

from infra import clock
from sender.office import mails
from sender.office.models import OfficeMail, OfficeReply
from tests import cast
from tests.sender.office.conftest import CLERK, OTHER_CLERK, TO_MARIA, Office, written
from tests.sender.office.replies.bounces import fail


def send_three(office: Office) -> list[int]:
    """Three mails of two clerks; their keys, newest first."""
    for subject in ("Ett", "Två"):
        office.send(written(subject))
    other = written("Tre")
    other.replace_header("From", OTHER_CLERK)
    office.send(other, sender=OTHER_CLERK)
    return list(OfficeMail.objects.order_by("-pk").values_list("pk", flat=True))


def keys_of(page: mails.MailPage) -> list[int]:
    return [mail.pk for mail in page.mails]


def test_no_mail_is_an_empty_page_and_the_last_one(world: None) -> None:
    page = mails.list_mails(10)

    assert (page.mails, page.next_cursor) == ([], None)


def test_the_newest_mail_comes_first(office: Office) -> None:
    keys = send_three(office)

    assert keys_of(mails.list_mails(10)) == keys


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_pages_of_any_size_hold_every_mail_once(office: Office, size: int) -> None:
    keys, found, cursor = send_three(office), [], None

    while True:
        page = mails.list_mails(size, cursor)
        found += keys_of(page)
        cursor = page.next_cursor
        if cursor is None:
            break

    assert found == keys


def test_a_mail_that_arrives_between_two_pages_moves_none(office: Office) -> None:
    keys = send_three(office)
    first = mails.list_mails(1)
    office.send(written("Fyra"))

    assert keys_of(mails.list_mails(2, first.next_cursor)) == keys[1:]


@pytest.mark.parametrize(
    ("sender", "count"),
    [
        (CLERK, 2),
        (f" {CLERK.upper()} ", 2),
        ("@kommun-b.example", 1),
        ("@Kommun-A.example", 2),
        ("x@y.example", 0),
    ],
)
def test_mails_are_found_by_address_or_domain_however_it_is_written(
    office: Office, sender: str, count: int
) -> None:
    send_three(office)

    assert len(mails.list_mails(10, sender=sender).mails) == count


def test_mails_are_found_from_a_moment_up_to_another(office: Office) -> None:
    send_three(office)
    now = clock.now()

    assert len(mails.list_mails(10, since=now - timedelta(hours=1), until=now + timedelta(hours=1)).mails) == 3
    assert mails.list_mails(10, since=now + timedelta(hours=1)).mails == []
    assert mails.list_mails(10, until=now - timedelta(hours=1)).mails == []


def test_each_recipient_of_a_mail_is_an_entry(office: Office) -> None:
    office.send(written(), TO_MARIA, f"{cast.ARVID}@mm.local")

    assert [mail.recipient for mail in mails.list_mails(10).mails] == [cast.ARVID, cast.MARIA]


def test_a_mail_has_its_reply_once_there_is_one(office: Office) -> None:
    office.send(written())
    [before] = mails.list_mails(1).mails
    assert mails.reply_of(before) is None

    reply = fail()

    [after] = mails.list_mails(1).mails
    found = mails.reply_of(after)
    assert isinstance(found, OfficeReply)
    assert found.pk == reply.pk
