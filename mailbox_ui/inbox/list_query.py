"""The list that an address asks for, and the address of a list. Nonsense in an address counts as absent."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum, nonmember
from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse

from infra.validation.unstorable import MAX_YEAR, MIN_YEAR, number_in_address, wrong_with_text
from infra.web.renewal import VERSION_PARAMETER
from mailbox_operator.mailbox.listing import SortOrder
from mailbox_operator.search.query_language import MAX_LENGTH

PAGE: Final = 50
MAX_SHOWN: Final = 1_600
"""Messages on one page. "Visa fler" doubles their number up to this, and then leads to the next page."""


class ListKind(StrEnum):
    """A list of a mailbox. The values are names of addresses in urls.py."""

    INBOX = "inbox"
    ARCHIVE = "archive"
    BIN = "bin"
    FOLDER = "folder"
    ALL = "search"
    """Everything but the bin: where searches look."""
    do_not_call_in_templates = nonmember(True)


PATHS: Final[Mapping[ListKind, str]] = {
    ListKind.INBOX: "",
    ListKind.ARCHIVE: "arkiv/",
    ListKind.BIN: "papperskorg/",
    ListKind.ALL: "sok/",
}
"""Below the address of the mailbox; a folder's is FOLDER_PATH."""
FOLDER_PATH: Final = re.compile(r"mapp/([0-9a-f]{12})/")


@dataclass(frozen=True, slots=True)
class ListQuery:
    """The query of a list. Every field but the first two stands in the query of its address."""

    kind: ListKind = ListKind.INBOX
    folder: str = ""
    """Key of the folder."""
    words: str = ""
    sender: str = ""
    since: date | None = None
    until: date | None = None
    has_files: bool = False
    is_unread: bool = False
    order: SortOrder = SortOrder.NEWEST
    size: int = PAGE
    before: str = ""
    """Public id of the message after which the page begins; empty: with the first."""

    @classmethod
    def read(cls, kind: ListKind, folder: str, written: Mapping[str, str]) -> "ListQuery":
        """What the query of an address says."""
        return cls(
            kind=kind,
            folder=folder,
            words=_text(written, "q")[:MAX_LENGTH].strip(),
            sender=_text(written, "avsandare"),
            since=_day(_text(written, "fran")),
            until=_day(_text(written, "till")),
            has_files=_text(written, "bilaga") == "1",
            is_unread=_text(written, "olast") == "1",
            order=_order(_text(written, "ordning")),
            size=max(PAGE, min(number_in_address(_text(written, "visa")) or PAGE, MAX_SHOWN)),
            before=_text(written, "fore"),
        )

    @classmethod
    def read_path(cls, written: str) -> "ListQuery":
        """The list that `path` of another one names. What is not such a path means the inbox."""
        path, _, query = written.partition("?")
        values = dict(parse_qsl(query))
        for kind, known in PATHS.items():
            if path == known:
                return cls.read(kind, "", values)
        folder = FOLDER_PATH.fullmatch(path)
        return cls.read(ListKind.FOLDER, folder[1], values) if folder else cls()

    @property
    def query(self) -> str:
        """The query of the list's address; empty for the plain list."""
        return urlencode({name: value for name, value in self._written.items() if value})

    @property
    def path(self) -> str:
        """The list's address below that of its mailbox."""
        return f"{self.path_only}?{self.query}" if self.query else self.path_only

    @property
    def path_only(self) -> str:
        """The path without what stands in the query."""
        return f"mapp/{self.folder}/" if self.kind is ListKind.FOLDER else PATHS[self.kind]

    @property
    def renewal_path(self) -> str:
        """Where an open list asks for news; the version that it shows is to be added."""
        return f"{self.path_only}nytt/?{self.query}{'&' if self.query else ''}{VERSION_PARAMETER}="

    @property
    def first_page(self) -> "ListQuery":
        """The same list from its beginning."""
        return replace(self, before="", size=PAGE)

    @property
    def unfiltered(self) -> "ListQuery":
        """The same list with everything that lies there, or that the words find."""
        return replace(self, sender="", since=None, until=None, has_files=False, is_unread=False).first_page

    def address(self, place: str) -> str:
        """The list's address in the mailbox with that name."""
        return f"{reverse('mail:inbox', args=[place])}{self.path}"

    @property
    def is_filtered(self) -> bool:
        """It shows only some of what lies there."""
        return any((self.words, self.is_narrowed))

    @property
    def is_narrowed(self) -> bool:
        """By something else than words."""
        return any((self.sender, self.since, self.until, self.has_files, self.is_unread))

    @property
    def _written(self) -> dict[str, str | int]:
        return {
            "q": self.words,
            "avsandare": self.sender,
            "fran": self.since.isoformat() if self.since else "",
            "till": self.until.isoformat() if self.until else "",
            "bilaga": int(self.has_files),
            "olast": int(self.is_unread),
            "ordning": "" if self.order is SortOrder.NEWEST else self.order.value,
            "visa": "" if self.size == PAGE else self.size,
            "fore": self.before,
        }


def _text(written: Mapping[str, str], name: str) -> str:
    value = written.get(name, "")
    return "" if wrong_with_text(value) else value


def _day(written: str) -> date | None:
    with suppress(ValueError):
        day = date.fromisoformat(written)
        return day if MIN_YEAR <= day.year <= MAX_YEAR else None
    return None


def _order(written: str) -> SortOrder:
    with suppress(ValueError):
        return SortOrder(written)
    return SortOrder.NEWEST
