"""Which letters a list shows on each page, and in which order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbox_operator.mailbox import filing, folders, listing, reading
from mailbox_operator.mailbox.listing import KEPT_STATES, Selection, SortOrder, in_order, select_messages
from mailbox_operator.models import Mailbox, Message
from tests.mailbox_operator.conftest import NOW, Clock
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def box(clock: Clock) -> Mailbox:
    return make.mailbox(make.ANNA)


def letter(box: Mailbox, subject: str, **columns: object) -> Message:
    made = make.message(box, subject=subject)
    Message.objects.filter(pk=made.pk).update(**columns)
    made.refresh_from_db()
    return made


def shown(box: Mailbox, **wanted: object) -> set[str]:
    selection = Selection(**wanted)  # type: ignore[arg-type]  # the test's own choice
    return set(select_messages(box, selection).values_list("subject", flat=True))


def test_everything_but_the_bin_is_kept(box: Mailbox) -> None:
    folder = folders.create_folder(box, "Bilen")
    for subject, columns in (
        ("Inkorg", {}),
        ("Arkiv", {"state": State.ARCHIVE}),
        ("Mapp", {"state": State.FOLDER, "folder": folder}),
        ("Slängt", {"state": State.BIN}),
    ):
        letter(box, subject, **columns)

    assert shown(box) == {"Inkorg", "Arkiv", "Mapp"}
    assert shown(box, states=(State.BIN,)) == {"Slängt"}
    assert shown(box, states=(State.FOLDER,)) == shown(box, folder=folder) == {"Mapp"}
    assert set(KEPT_STATES) == set(State) - {State.BIN}


def test_a_folder_shows_its_own_letters_alone(box: Mailbox) -> None:
    car, house = (folders.create_folder(box, name) for name in ("Bilen", "Huset"))
    letter(box, "Bilskatt", state=State.FOLDER, folder=car)
    letter(box, "Hyra", state=State.FOLDER, folder=house)

    assert (shown(box, folder=car), shown(box, folder=house)) == ({"Bilskatt"}, {"Hyra"})


def test_another_mailbox_s_letters_are_in_no_list(box: Mailbox) -> None:
    letter(make.mailbox(make.BERIT, at=box.operator), "Berits")

    assert shown(box) == set()
    assert listing.sender_names(box) == []


@pytest.mark.parametrize(
    ("wanted", "subjects"),
    [
        ({"sender": "Skatteverket"}, {"Skatt"}),
        ({"sender": "skatteverket"}, set()),
        ({"has_files": True}, {"Skatt"}),
        ({"is_unread": True}, {"Plats"}),
        ({"is_read": True}, {"Skatt"}),
        ({"is_unread": True, "has_files": True}, set()),
        ({}, {"Skatt", "Plats"}),
    ],
)
def test_conditions_all_hold(box: Mailbox, wanted: dict[str, object], subjects: set[str]) -> None:
    letter(box, "Skatt", sender_name="Skatteverket", attachment_count=1, read_at=NOW)
    letter(box, "Plats", sender_name="Kommun A")

    assert shown(box, **wanted) == subjects


@pytest.mark.parametrize(
    ("received", "since", "until", "is_shown"),
    [
        # Midnight in Sweden is an hour earlier in UTC in winter, and two in summer.
        (datetime(2026, 1, 9, 23, 0, tzinfo=UTC), date(2026, 1, 10), None, True),
        (datetime(2026, 1, 9, 22, 59, 59, tzinfo=UTC), date(2026, 1, 10), None, False),
        (datetime(2026, 1, 10, 22, 59, 59, tzinfo=UTC), None, date(2026, 1, 10), True),
        (datetime(2026, 1, 10, 23, 0, tzinfo=UTC), None, date(2026, 1, 10), False),
        (datetime(2026, 7, 9, 22, 0, tzinfo=UTC), date(2026, 7, 10), date(2026, 7, 10), True),
        (datetime(2026, 7, 9, 21, 59, 59, tzinfo=UTC), date(2026, 7, 10), date(2026, 7, 10), False),
        # The night when the clock goes forward, and the one when it goes back.
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29), date(2026, 3, 29), True),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25), date(2026, 10, 25), True),
    ],
)
def test_days_are_those_of_sweden(
    box: Mailbox, received: datetime, since: date | None, until: date | None, is_shown: bool
) -> None:
    letter(box, "Brev", received_at=received)

    assert bool(shown(box, since=since, until=until)) is is_shown


def test_senders_are_named_once_in_order_of_the_alphabet_also_from_the_bin(box: Mailbox) -> None:
    for sender, state in (("kommun B", "inbox"), ("Arbetsförmedlingen", "bin"), ("Kommun A", "inbox")):
        letter(box, "Brev", sender_name=sender, state=state)
        letter(box, "Brev", sender_name=sender, state=state)

    assert listing.sender_names(box) == ["Arbetsförmedlingen", "Kommun A", "kommun B"]


def test_only_letters_with_a_last_day_are_in_the_order_of_last_days(box: Mailbox) -> None:
    letter(box, "Sent", due_on=date(2026, 4, 1))
    letter(box, "Utan dag")
    letter(box, "Snart", due_on=date(2026, 3, 3))

    found = in_order(box.messages.all(), SortOrder.DUE)

    assert [each.subject for each in found] == ["Snart", "Sent"]


def test_the_list_of_last_days_begins_anew_after_a_letter_that_has_none(box: Mailbox) -> None:
    without = letter(box, "Utan dag")
    letter(box, "Snart", due_on=date(2026, 3, 3))

    assert [each.subject for each in in_order(box.messages.all(), SortOrder.DUE, without)] == ["Snart"]


LETTERS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from("ABC"), st.none() | st.integers(0, 2)), min_size=1, max_size=9
)


@given(rows=LETTERS, order=st.sampled_from(SortOrder), size=st.integers(1, 4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_page_by_page_each_letter_is_shown_once_and_in_the_order_of_the_whole(
    box: Mailbox, rows: list[tuple[int, str, int | None]], order: SortOrder, size: int
) -> None:
    box.messages.all().delete()
    delivery = make.delivery(box)
    Message.objects.bulk_create(
        Message(
            delivery=delivery,
            mailbox=box,
            position=place,
            sender_name=sender,
            received_at=NOW + timedelta(hours=hour),
            due_on=None if due is None else date(2026, 3, 2) + timedelta(days=due),
        )
        for place, (hour, sender, due) in enumerate(rows)
    )
    whole = list(in_order(box.messages.all(), order))
    paged: list[Message] = []

    while page := list(in_order(box.messages.all(), order, paged[-1] if paged else None)[:size]):
        paged += page

    assert paged == whole
    assert len(whole) == sum(due is not None or order is not SortOrder.DUE for _, _, due in rows)


def test_the_next_page_begins_where_the_last_letter_stood_though_it_was_moved(box: Mailbox, clock: Clock) -> None:
    for subject in "ABC":
        letter(box, subject, received_at=clock.now())
        clock.move(timedelta(hours=1))
    newest = Message.objects.get(subject="C")
    filing.move_to_bin(Message.objects.filter(pk=newest.pk), box)

    rest = in_order(select_messages(box, Selection(states=(State.INBOX,))), SortOrder.NEWEST, newest)

    assert [each.subject for each in rest] == ["B", "A"]


class TestReading:
    """The first time counts."""

    def test_a_letter_is_read_when_it_was_read_first(self, box: Mailbox, clock: Clock) -> None:
        opened = letter(box, "Brev")
        reading.mark_read(opened)
        clock.move(timedelta(days=1))

        reading.mark_read(opened)

        opened.refresh_from_db()
        assert opened.read_at == NOW

    def test_two_who_open_it_at_once_leave_the_time_of_the_first(self, box: Mailbox, clock: Clock) -> None:
        letter(box, "Brev")
        first, second = Message.objects.get(), Message.objects.get()
        reading.mark_read(first)
        clock.move(timedelta(seconds=1))

        reading.mark_read(second)

        assert Message.objects.get().read_at == NOW

    def test_open_pages_learn_of_it_once(self, box: Mailbox) -> None:
        opened = letter(box, "Brev")
        before = Mailbox.objects.get(pk=box.pk).changes

        reading.mark_read(opened)
        reading.mark_read(opened)

        assert Mailbox.objects.get(pk=box.pk).changes == before + 1
