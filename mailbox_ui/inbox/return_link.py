"""The link from a letter back to its row in the list that it was opened from."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mailbox_operator.models import Message
from mailbox_ui.inbox.list_query import ListKind, ListQuery


@dataclass(frozen=True, slots=True)
class ReturnLink:
    """A list of the mailbox, and the row in it."""

    path: str
    """The list's address below that of its mailbox."""
    address: str
    words: str

    @classmethod
    def read(cls, place: str, written: str, message: Message | None) -> "ReturnLink":
        """Read the list that the letter's address names. Every value gives a link within the mailbox."""
        query = ListQuery.read_path(written)
        row = f"#m-{message.public_id}" if message else ""
        return cls(query.path, f"{query.address(place)}{row}", _words(query))


def _words(query: ListQuery) -> str:
    if query.kind is ListKind.ALL:
        return _("Sökningen") if query.words else _("All post")
    names = {ListKind.ARCHIVE: _("Arkiv"), ListKind.BIN: _("Papperskorg"), ListKind.FOLDER: _("Mappen")}
    return names.get(query.kind, _("Inkorg"))
