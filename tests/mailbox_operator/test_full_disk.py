"""The disk runs full at every point of storing a letter: a fault, nothing half stored, and later all is well."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection

from mailbox_operator.models import Announcement, Message
from sender import compose
from tests.cast import MARIA, Reply, Sender
from tests.mailbox_operator.test_reception import nothing_is_stored

pytestmark = pytest.mark.django_db(transaction=True)

PLENTY = 2**30
"""Pages: SQLite's own default limit."""


def pragma(name: str, value: int | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}" + (f" = {value}" if value is not None else ""))
        return int(cursor.fetchone()[0])


@pytest.fixture
def full(kommun_a: Sender) -> Iterator[int]:
    """The size, in pages, of a database in which no page is free; it has room again after the test."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    yield pragma("page_count")
    pragma("max_page_count", PLENTY)


@pytest.mark.skipif("postgres" in os.environ.get("DATABASE_URL", ""), reason="SQLite counts its pages")
def test_wherever_the_disk_runs_full_nothing_is_half_stored(kommun_a: Sender, full: int) -> None:
    map_of_town = compose.AttachedFile("karta.pdf", b"%PDF-1.4 " + bytes(60_000))
    letter = kommun_a.letter(MARIA, kommun_a.text(attachments=[map_of_town]), kommun_a.text()).request

    refusals = 0
    while (answer := deliver_into(full + refusals, kommun_a, letter)).status != 200:
        refusals += 1
        assert answer.fault.code < 5000
        assert "Inget har sparats; försök igen senare." in answer.fault.description
        assert nothing_is_stored()

    assert refusals > 30
    assert answer.delivered
    assert (Message.objects.count(), Announcement.objects.count()) == (2, 4)


def deliver_into(pages: int, sender: Sender, letter: bytes) -> Reply:
    pragma("max_page_count", pages)
    return sender.deliver(letter)
