"""A sender's address register, a page at a time."""

from dataclasses import dataclass
from typing import Final

from console.checking import sentence
from console.letters.search import names_of
from formedlare.api.sender_settings import contact_file
from formedlare.api.sender_settings.contacts import check, store
from formedlare.models import ContactAddress
from infra.database.pages import page_of
from infra.rest.problems import Problem

PAGE: Final = 50


@dataclass(frozen=True)
class Line:
    address: ContactAddress
    name: str


@dataclass(frozen=True)
class Page:
    """Some lines, by recipient."""

    lines: list[Line]
    total: int
    after: str
    """The recipient after whom the next page begins; empty: these are the last."""


def page(sender: str, after: str) -> Page:
    rows = ContactAddress.objects.filter(sender=sender)
    found, last = page_of(rows.filter(recipient__gt=after).order_by("recipient"), PAGE)
    names = names_of({row.recipient for row in found})
    lines = [Line(row, names[row.recipient]) for row in found]
    return Page(lines, rows.count(), last.recipient if last else "")


def upload(sender: str, content: bytes, *, replace: bool) -> tuple[int, list[str]]:
    """Take a file in, all of it or nothing: how many lines it had, or what is wrong with which."""
    try:
        lines = check(*contact_file.read(content))
    except Problem as problem:
        return 0, [sentence(error.detail) for error in problem.errors] or [sentence(problem.detail)]
    store(sender, lines, replace=replace)
    return len(lines), []
