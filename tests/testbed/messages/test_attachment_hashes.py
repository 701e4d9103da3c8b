"""The hashes of files that lists show: right for every file, and computed once."""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mailbox_operator.models import Attachment, Message
from sender.compose import AttachedFile
from testbed.messages import search
from testbed.messages.attachment_hashes import hashes_of
from testbed.messages.search import MessageFilter
from tests import cast


def deliver(sender: cast.Sender, *contents: bytes) -> None:
    files = [AttachedFile(f"{place}.pdf", cast.PDF + content) for place, content in enumerate(contents)]
    assert sender.deliver(sender.letter(cast.MARIA, sender.text(attachments=files))).delivered


def listed() -> list[Message]:
    return list(search.find_messages(MessageFilter(), 50).messages)


@pytest.mark.parametrize("contents", [(), (b"a",), (b"a", b"b"), (b"a", b"a")])
def test_each_file_has_the_hash_of_its_bytes(kommun_a: cast.Sender, contents: tuple[bytes, ...]) -> None:
    deliver(kommun_a, *contents)

    found = hashes_of(listed())

    files = {row.pk: hashlib.sha256(row.content).hexdigest() for row in Attachment.objects.all()}
    assert found == files
    assert len(found) == len(contents)


def test_a_file_is_read_once(kommun_a: cast.Sender) -> None:
    deliver(kommun_a, b"once")
    first, messages = hashes_of(listed()), listed()

    with CaptureQueriesContext(connection) as asked:
        again = hashes_of(messages)

    assert again == first
    assert len(asked) == 0


def test_only_the_files_that_are_new_are_read(kommun_a: cast.Sender) -> None:
    deliver(kommun_a, b"old")
    hashes_of(listed())
    deliver(kommun_a, b"new")
    messages = listed()

    with CaptureQueriesContext(connection) as asked:
        found = hashes_of(messages)

    assert len(found) == 2
    assert len(asked) == 1


def test_a_file_that_has_gone_meanwhile_has_none(kommun_a: cast.Sender) -> None:
    deliver(kommun_a, b"gone", b"here")
    messages = listed()
    Attachment.objects.filter(position=0).delete()

    assert list(hashes_of(messages)) == list(Attachment.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_no_messages_have_no_hashes() -> None:
    assert hashes_of([]) == {}
