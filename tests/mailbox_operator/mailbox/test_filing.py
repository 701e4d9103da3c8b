"""Where messages lie, how they are moved and marked, and how that is undone."""

from dataclasses import dataclass, field

import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.work.transitions import IllegalTransition
from mailbox_operator.mailbox import filing, folders
from mailbox_operator.mailbox.filing import PLACES, Kind
from mailbox_operator.models import FilingStep, Folder, Mailbox, Message
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def box() -> Mailbox:
    return make.mailbox(make.ANNA)


@pytest.fixture
def letter(box: Mailbox) -> Message:
    return make.message(box)


def only(letter: Message) -> QuerySet[Message]:
    return Message.objects.filter(pk=letter.pk)


def where(letter: Message) -> tuple[str, str]:
    letter.refresh_from_db()
    return letter.state, letter.folder.name if letter.folder else ""


def test_a_letter_goes_from_the_inbox_into_the_archive_and_back(letter: Message, box: Mailbox) -> None:
    step = filing.archive_messages(only(letter), box)

    assert step is not None
    assert (step.kind, step.count, where(letter)) == (Kind.ARCHIVED, 1, ("archive", ""))
    filing.return_to_inbox(only(letter), box)
    assert where(letter) == ("inbox", "")


def test_a_letter_in_the_bin_returns_to_where_it_lay(letter: Message, box: Mailbox) -> None:
    folder = folders.create_folder(box, "Bilen")
    filing.move_to_folder(only(letter), folder)
    filing.move_to_bin(only(letter), box)
    assert where(letter) == ("bin", "")

    filing.restore_messages(only(letter), box)

    assert where(letter) == ("folder", "Bilen")


def test_what_is_done_already_is_not_done_again(letter: Message, box: Mailbox) -> None:
    assert filing.move_to_bin(only(letter), box) is not None
    moved_at = Message.objects.get().moved_at

    assert filing.move_to_bin(only(letter), box) is None
    assert filing.restore_messages(only(letter), box) is not None
    assert filing.restore_messages(only(letter), box) is None
    assert FilingStep.objects.count() == 2
    assert Message.objects.get().moved_at != moved_at


def test_an_action_is_undone_once(letter: Message, box: Mailbox) -> None:
    step = filing.archive_messages(only(letter), box)
    assert step is not None

    undone = filing.undo_action(box, step.key)

    assert undone is not None
    assert (undone.kind, undone.count, undone.of, where(letter)) == (Kind.ARCHIVED, 1, 1, ("inbox", ""))
    assert filing.undo_action(box, step.key) is None


def test_undoing_leaves_alone_what_has_been_filed_elsewhere_since(box: Mailbox) -> None:
    stays, moved = make.message(box), make.message(box)
    step = filing.archive_messages(box.messages.all(), box)
    filing.move_to_bin(only(moved), box)
    assert step is not None

    undone = filing.undo_action(box, step.key)

    assert undone is not None
    assert (undone.count, undone.of) == (1, 2)
    assert (where(stays)[0], where(moved)[0]) == ("inbox", "bin")


def test_marking_can_be_undone_unless_the_letter_was_opened_since(box: Mailbox) -> None:
    first, second = make.message(box), make.message(box)
    filing.mark_read(box.messages.all(), box)
    step = filing.mark_unread(box.messages.all(), box)
    filing.mark_read(only(second), box)
    assert step is not None
    assert step.count == 2

    undone = filing.undo_action(box, step.key)

    assert undone is not None
    assert undone.count == 1
    assert all(letter.read_at for letter in box.messages.filter(pk__in=[first.pk, second.pk]))


def test_nobody_files_the_letters_of_another_mailbox(letter: Message, box: Mailbox) -> None:
    other = make.mailbox(make.BERIT, at=box.operator)
    step = filing.archive_messages(only(letter), box)
    assert step is not None

    assert filing.move_to_bin(only(letter), other) is None
    assert filing.move_to_folder(only(letter), folders.create_folder(other, "Berits")) is None
    assert filing.undo_action(other, step.key) is None
    assert where(letter) == ("archive", "")


def test_an_open_page_learns_of_every_change(letter: Message, box: Mailbox) -> None:
    seen = [Mailbox.objects.get(pk=box.pk).changes]
    for act in (
        filing.archive_messages,
        filing.move_to_bin,
        filing.restore_messages,
        filing.mark_read,
        filing.mark_unread,
    ):
        act(only(letter), box)
        seen.append(Mailbox.objects.get(pk=box.pk).changes)

    assert seen == sorted(set(seen))


def test_thousands_are_moved_in_a_fixed_number_of_queries(box: Mailbox, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # the fixture has no public type
    make.many_messages(box, 2_000)

    with django_assert_max_num_queries(8):
        step = filing.archive_messages(box.messages.all(), box)

    assert step is not None
    assert step.count == 2_000


@pytest.mark.parametrize("state", list(State))
def test_every_place_can_be_left_and_none_leads_to_itself_but_the_folders(state: State) -> None:
    assert not PLACES.final
    assert PLACES.is_allowed(state, state) is (state is State.FOLDER)
    if state is not State.FOLDER:
        with pytest.raises(IllegalTransition):
            PLACES.require_allowed(state, state)


@dataclass
class Model:
    """What should have become of one letter: the same rules, said once more in the plainest way."""

    place: str = "inbox"
    before: str = ""
    done: list[tuple[str, str]] = field(default_factory=list)

    def move(self, to: str) -> bool:
        if to == self.place:
            return False
        self.place, self.before = to, self.place
        return True


ACTIONS = st.lists(
    st.sampled_from(["inbox", "archive", "Bilen", "Huset", "bin", "restore", "undo", "twice"]), max_size=12
)


@given(actions=ACTIONS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_actions_leaves_the_letter_where_a_person_would_look(actions: list[str], db: None) -> None:
    Mailbox.objects.filter(holder=make.BERIT).delete()
    box = make.mailbox(make.BERIT)
    letter, model = make.message(box), Model()
    rooms = {name: folders.create_folder(box, name) for name in ("Bilen", "Huset")}
    last: FilingStep | None = None
    for action in actions:
        if action == "undo":
            undone = filing.undo_action(box, last.key) if last else None
            if undone:
                model.move(model.before)
            last = None
            continue
        if action == "restore":
            step = filing.restore_messages(only(letter), box)
            expected = model.place == "bin" and model.move(model.before)
        elif action == "twice":
            step, expected = last and None, False
        else:
            step, expected = _move(box, letter, rooms, action), model.move(action)
        assert (step is not None) is expected
        last = step or last
        state, folder = where(letter)
        assert (folder or state) == model.place


def _move(box: Mailbox, letter: Message, rooms: dict[str, Folder], to: str) -> FilingStep | None:
    if to in rooms:
        return filing.move_to_folder(only(letter), rooms[to])
    return {"inbox": filing.return_to_inbox, "archive": filing.archive_messages, "bin": filing.move_to_bin}[to](
        only(letter), box
    )
