"""Folders: one level, with names that differ; what lay in one that is removed returns to the inbox."""

import pytest

from mailbox_operator.mailbox import filing, folders
from mailbox_operator.models import Folder, Mailbox, Message
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def box() -> Mailbox:
    return make.mailbox(make.ANNA)


def test_folders_stand_in_the_order_of_the_alphabet(box: Mailbox) -> None:
    for name in ("huset", "Bilen", "Skolan"):
        folders.create_folder(box, name)

    assert [folder.name for folder in folders.folders_of(box)] == ["Bilen", "huset", "Skolan"]


@pytest.mark.parametrize("name", ["Åsas", "åsas", "ÅSAS"])
def test_a_name_is_taken_whatever_its_case(box: Mailbox, name: str) -> None:
    taken = folders.create_folder(box, "Åsas")
    other = folders.create_folder(box, "Bilen")

    with pytest.raises(folders.FolderNameTaken):
        folders.create_folder(box, name)
    with pytest.raises(folders.FolderNameTaken):
        folders.rename_folder(other, name)
    folders.rename_folder(taken, name)
    assert Folder.objects.get(pk=taken.pk).name == name


def test_another_mailbox_may_have_the_same_names(box: Mailbox) -> None:
    folders.create_folder(box, "Bilen")

    assert folders.create_folder(make.mailbox(make.BERIT, at=box.operator), "Bilen").pk


def test_there_is_an_end_to_folders(box: Mailbox) -> None:
    for number in range(folders.MAX_FOLDERS):
        folders.create_folder(box, f"Mapp {number}")

    with pytest.raises(folders.TooManyFolders):
        folders.create_folder(box, "En till")


def test_a_removed_folder_gives_its_letters_back(box: Mailbox) -> None:
    folder = folders.create_folder(box, "Bilen")
    lies, thrown, taken_out = (make.message(box) for _ in range(3))
    filing.move_to_folder(box.messages.all(), folder)
    filing.move_to_bin(box.messages.filter(pk=thrown.pk), box)
    step = filing.archive_messages(box.messages.filter(pk=taken_out.pk), box)

    assert folders.remove_folder(folder) == 1

    filing.restore_messages(box.messages.filter(pk=thrown.pk), box)
    assert step is not None
    filing.undo_action(box, step.key)
    assert set(box.messages.values_list("pk", "state")) == {
        (each.pk, "inbox") for each in (lies, thrown, taken_out)
    }


def test_a_mailbox_with_folders_can_be_removed(box: Mailbox) -> None:
    folder = folders.create_folder(box, "Bilen")
    make.message(box)
    filing.move_to_folder(box.messages.all(), folder)

    box.delete()

    assert (Folder.objects.count(), Message.objects.count()) == (0, 0)
