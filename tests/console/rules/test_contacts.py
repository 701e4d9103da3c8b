"""A sender's address register in the console: stored whole from a file, or with words for each wrong line."""

import pytest

from console.rules import contacts
from formedlare.models import ContactAddress
from tests.cast import ARVID, MARIA, TOLVAN

pytestmark = pytest.mark.usefixtures("world")
KOMMUN_A = "162021004748"
HEADING = "recipient;email;mobile;confirmed_on"


def file_of(*lines: str) -> bytes:
    return "\n".join([HEADING, *lines]).encode()


def line(recipient: str, name: str = "a") -> str:
    return f"{recipient};{name}@example.org;;2026-03-01"


@pytest.fixture(autouse=True)
def _empty_register(world: None) -> None:
    ContactAddress.objects.filter(sender=KOMMUN_A).delete()


def stored() -> list[tuple[str, str]]:
    page = contacts.contacts_page(KOMMUN_A, after="")
    return [(shown.address.recipient, shown.address.email) for shown in page.lines]


def test_a_file_is_stored_and_shown_by_recipient() -> None:
    assert contacts.upload_contacts(KOMMUN_A, file_of(line(MARIA), line(ARVID)), replace=False) == (2, [])

    assert stored() == sorted([(MARIA, "a@example.org"), (ARVID, "a@example.org")])


def test_each_line_has_the_name_of_its_recipient() -> None:
    contacts.upload_contacts(KOMMUN_A, file_of(line(MARIA)), replace=False)

    [shown] = contacts.contacts_page(KOMMUN_A, after="").lines

    assert shown.name.startswith("Maria")


def test_a_second_file_adds_and_changes_lines() -> None:
    contacts.upload_contacts(KOMMUN_A, file_of(line(MARIA), line(ARVID)), replace=False)

    contacts.upload_contacts(KOMMUN_A, file_of(line(MARIA, "ny"), line(TOLVAN)), replace=False)

    assert stored() == sorted([(MARIA, "ny@example.org"), (ARVID, "a@example.org"), (TOLVAN, "a@example.org")])


def test_a_file_that_replaces_the_register_is_all_that_is_left() -> None:
    contacts.upload_contacts(KOMMUN_A, file_of(line(MARIA), line(ARVID)), replace=False)

    contacts.upload_contacts(KOMMUN_A, file_of(line(TOLVAN)), replace=True)

    assert stored() == [(TOLVAN, "a@example.org")]


def test_one_wrong_line_stores_none_and_is_named_in_a_sentence() -> None:
    count, wrong = contacts.upload_contacts(KOMMUN_A, file_of(line(MARIA), "123;;;2026-03-01"), replace=True)

    assert count == 0
    assert wrong
    assert all(sentence[0].isupper() and "3" in sentence for sentence in wrong)
    assert stored() == []


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"name;phone\nMaria;1"], ids=["octets", "empty", "heading"])
def test_what_is_no_address_register_is_refused_in_words(content: bytes) -> None:
    count, wrong = contacts.upload_contacts(KOMMUN_A, content, replace=False)

    assert (count, len(wrong)) == (0, 1)
    assert wrong[0].endswith(".")


def test_a_sender_that_far_lacks_has_no_register() -> None:
    count, wrong = contacts.upload_contacts("165560000001", file_of(line(MARIA)), replace=False)

    assert (count, len(wrong)) == (0, 1)


def test_further_lines_are_a_page_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "LINES_PER_PAGE", 1)
    contacts.upload_contacts(KOMMUN_A, file_of(line(MARIA), line(ARVID)), replace=False)

    first = contacts.contacts_page(KOMMUN_A, after="")
    second = contacts.contacts_page(KOMMUN_A, after=first.after)

    assert [len(first.lines), len(second.lines)] == [1, 1]
    assert first.total == second.total == 2
    assert first.after == first.lines[0].address.recipient
    assert second.after == ""
