"""The folders of a mailbox: one level, with names that differ."""

from typing import Final

from django.db.models import Q

from infra.database.write_transaction import write_transaction
from mailbox_operator.mailbox import filing
from mailbox_operator.models import Folder, Mailbox, Message

State = Message.State
MAX_NAME: Final = 60
MAX_FOLDERS: Final = 100


class FolderNameTaken(Exception):
    """The mailbox has a folder with that name."""


class TooManyFolders(Exception):
    """The mailbox has as many folders as it may have."""


def folders_of(mailbox: Mailbox) -> list[Folder]:
    """The folders by name, in the order of the alphabet without regard to case."""
    return sorted(mailbox.folders.all(), key=lambda folder: folder.name.casefold())


def create_folder(mailbox: Mailbox, name: str) -> Folder:
    """Make a folder. `name` has no more than MAX_NAME characters and some that can be seen.

    Raises:
        FolderNameTaken, TooManyFolders
    """
    with write_transaction():
        _lock(mailbox)
        _require_free(mailbox, name)
        if mailbox.folders.count() >= MAX_FOLDERS:
            raise TooManyFolders
        made = Folder.objects.create(mailbox=mailbox, name=name)
        filing.note_change(mailbox)
    return made


def rename_folder(folder: Folder, name: str) -> None:
    """Give a folder another name. Raises FolderNameTaken."""
    with write_transaction():
        _lock(folder.mailbox)
        _require_free(folder.mailbox, name, but=folder)
        Folder.objects.filter(pk=folder.pk).update(name=name)
        filing.note_change(folder.mailbox)


def remove_folder(folder: Folder) -> int:
    """Remove a folder. Its messages return to the inbox, and those that would come back to it, too.

    Returns how many messages it had.
    """
    with write_transaction():
        _lock(folder.mailbox)
        count = folder.messages.update(state=State.INBOX, folder=None)
        Message.objects.filter(previous_folder=folder).update(previous_state=State.INBOX, previous_folder=None)
        folder.delete()
        filing.note_change(folder.mailbox)
    return count


def _lock(mailbox: Mailbox) -> None:
    Mailbox.objects.select_for_update().get(pk=mailbox.pk)


def _require_free(mailbox: Mailbox, name: str, but: Folder | None = None) -> None:
    others = mailbox.folders.filter(~Q(pk=but.pk) if but else Q())
    if name.casefold() in {other.name.casefold() for other in others}:
        raise FolderNameTaken
