"""A sender's address register on a page."""

from dataclasses import dataclass
from typing import Final

from console.letters.search import names_of
from console.refusals import as_sentence
from formedlare.models import ContactAddress
from formedlare.sender_settings import contacts
from formedlare.sender_settings.contact_file import read_contact_file
from infra.errors import MinaMeddelandenError
from infra.validation import InvalidValues

LINES_PER_PAGE: Final = 50


@dataclass(frozen=True)
class ContactLine:
    address: ContactAddress
    name: str


@dataclass(frozen=True)
class ContactsPage:
    """Some lines, by recipient."""

    lines: list[ContactLine]
    total: int
    after: str
    """The recipient that the next page begins after; empty: these are the last."""


def contacts_page(sender: str, after: str) -> ContactsPage:
    found = contacts.page_of_contacts(sender, limit=LINES_PER_PAGE, after=after)
    names = names_of({row.recipient for row in found.contacts})
    lines = [ContactLine(row, names[row.recipient]) for row in found.contacts]
    return ContactsPage(lines, contacts.count_contacts(sender), found.after or "")


def upload_contacts(sender: str, content: bytes, *, replace: bool) -> tuple[int, list[str]]:
    """Store a whole file or nothing of it. Returns how many lines it had, or what is wrong with which line."""
    try:
        given = read_contact_file(content)
        contacts.store_contacts(sender, given.contacts, replace=replace, numbers=given.numbers)
    except InvalidValues as refusal:
        return 0, [as_sentence(value.text) for value in refusal.values]
    except MinaMeddelandenError as refusal:
        return 0, [as_sentence(refusal.text)]
    return len(given.contacts), []
