"""A delivery is kept without the base64 of its attachments, and given back octet by octet."""

from base64 import b64encode, encodebytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from infra.pki.trust import current_trust
from infra.xmlsig import SignedName, verify_sealed
from mailbox_operator.mailbox import bin_removal
from mailbox_operator.models import Delivery, Mailbox, Message
from mailbox_operator.original_xml import MIN_CUT, cut_files, original_of, put_files_back
from sender import compose
from tests import cast
from tests.cast import ARVID, Sender

LARGE_PDF = cast.PDF + b"%" + bytes(range(32, 127)) * 40
files = st.lists(st.binary(max_size=40) | st.binary(min_size=MIN_CUT, max_size=3 * MIN_CUT), max_size=4)


def large(number: int = 0) -> compose.AttachedFile:
    return compose.AttachedFile(f"beslut-{number}.pdf", LARGE_PDF + str(number).encode())


@given(files, st.lists(st.binary(max_size=30), min_size=5, max_size=5), st.randoms(use_true_random=False))
def test_what_was_cut_out_is_put_back_octet_by_octet(
    contents: list[bytes], between: list[bytes], chance: object
) -> None:
    writers = [b64encode, encodebytes, lambda _content: b""]
    written = [chance.choice(writers)(content) for content in contents]  # type: ignore[attr-defined]  # a Random
    xml = b"".join(part for pair in zip(between, [*written, *[b""] * 5], strict=False) for part in pair)

    kept, gaps = cut_files(xml, contents)

    assert put_files_back(kept, gaps, contents) == xml
    assert len(gaps) == len(contents)


def test_files_that_begin_alike_are_each_cut_out_at_their_own_place() -> None:
    first, second = LARGE_PDF + b"1", LARGE_PDF + b"2"
    xml = b"<a>" + b64encode(first) + b"</a><b>" + b64encode(second) + b"</b>"

    kept, gaps = cut_files(xml, [first, second])

    assert kept == b"<a></a><b></b>"
    assert gaps == [3, 10]


def test_base64_in_lines_stays_since_it_could_not_be_written_again() -> None:
    xml = b"<a>" + encodebytes(LARGE_PDF) + b"</a>"

    assert cut_files(xml, [LARGE_PDF]) == (xml, [None])


def test_a_short_file_stays() -> None:
    xml = b"<a>" + b64encode(b"short") + b"</a>"

    assert cut_files(xml, [b"short"]) == (xml, [None])


def test_a_letter_is_kept_without_its_base64_and_its_signatures_still_hold(kommun_a: Sender) -> None:
    assert kommun_a.deliver(kommun_a.letter(ARVID, kommun_a.text(attachments=[large(0), large(1)]))).delivered

    delivery = Delivery.objects.get()
    original = original_of(delivery)
    assert len(bytes(delivery.sealed_xml)) < len(original) - 2 * len(LARGE_PDF)
    assert original.count(b64encode(large(0).content)) == original.count(b64encode(large(1).content)) == 1
    verify_sealed(etree.fromstring(original), SignedName.SEALED_DELIVERY_V3, current_trust())


def test_what_was_kept_whole_is_given_back_as_it_is(kommun_a: Sender) -> None:
    kommun_a.deliver(kommun_a.letter(ARVID))
    kept = bytes(Delivery.objects.get().sealed_xml)
    Delivery.objects.update(gaps=[])

    assert original_of(Delivery.objects.get()) == kept


@pytest.mark.parametrize("removed", [0, 1])
def test_a_letter_of_two_messages_is_whole_after_one_is_removed_for_good(kommun_a: Sender, removed: int) -> None:
    messages = [kommun_a.text(attachments=[large(number)]) for number in range(2)]
    kommun_a.deliver(kommun_a.letter(ARVID, *messages))
    before = original_of(Delivery.objects.get())

    Message.objects.filter(position=removed).update(state=Message.State.BIN)
    bin_removal.remove_messages(Message.objects.all(), Mailbox.objects.get(holder=ARVID))

    assert Message.objects.count() == 1
    assert original_of(Delivery.objects.get()) == before
    assert b64encode(large(removed).content) in before


def test_nothing_is_given_back_of_a_letter_that_was_removed_for_good(kommun_a: Sender) -> None:
    kommun_a.deliver(kommun_a.letter(ARVID, kommun_a.text(attachments=[large()])))

    Message.objects.update(state=Message.State.BIN)
    bin_removal.remove_messages(Message.objects.all(), Mailbox.objects.get(holder=ARVID))

    assert original_of(Delivery.objects.get()) == b""
