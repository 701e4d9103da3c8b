"""Which letters form a case, in which order its events are, and whose turn it is."""

import itertools
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from mailbox_operator.matters.cases import Turn, case_with, cases_of
from mailbox_operator.models import Forwarding, Mailbox, MatterEvent
from tests.mailbox_ui import factories as make

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Told = Callable[..., MatterEvent]


@pytest.fixture
def box(db: None) -> Mailbox:
    return make.mailbox(make.ANNA)


@pytest.fixture
def told(box: Mailbox) -> Told:
    """A letter that tells of an event; each comes an hour after the one before."""
    hours = itertools.count()

    def letter(event_id: str = "", before: str = "", *, sender: str = "Kommun A", **facts: object) -> MatterEvent:
        message = make.message(box, subject=f"Brev {event_id}", received_at=START + timedelta(hours=next(hours)))
        message.sender_name = sender
        message.save()
        fields = {"created_on": date(2026, 3, 2), "preceding_event_id": before, **facts}
        return MatterEvent.objects.create(message=message, mailbox=box, event_id=event_id, **fields)

    return letter


def shown(box: Mailbox) -> list[list[str]]:
    """The events of each case in their order, the newest case first."""
    return [[step.event.event_id for step in case.steps] for case in cases_of(box)]


def test_events_of_the_same_matter_form_a_case_across_senders(box: Mailbox, told: Told) -> None:
    told("1", matter_id="BN-17", sender="Kommun A")
    told("2", matter_id="BN-17", sender="Länsstyrelsen")
    told("3", matter_id="BN-18")

    assert shown(box) == [["3"], ["1", "2"]]
    assert cases_of(box)[1].senders == ["Kommun A", "Länsstyrelsen"]


def test_events_without_a_matter_are_linked_by_what_preceded_them(box: Mailbox, told: Told) -> None:
    told("1")
    told("2", before="1", sender="Försäkringskassan")
    told("annat")

    assert shown(box) == [["annat"], ["1", "2"]]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_letters_that_come_out_of_order_form_the_same_case(
    box: Mailbox, told: Told, order: tuple[int, ...]
) -> None:
    letters = [("1", "", "BN-17"), ("2", "1", ""), ("3", "2", ""), ("4", "3", "BN-17")]

    for place in order:
        event_id, before, matter = letters[place]
        told(event_id, before, matter_id=matter)

    assert shown(box) == [["1", "2", "3", "4"]]


def test_the_date_orders_events_that_name_none_before_them(box: Mailbox, told: Told) -> None:
    told("senare", matter_id="BN-17", created_on=date(2026, 3, 9))
    told("tidigare", matter_id="BN-17", created_on=date(2026, 3, 1))

    assert shown(box) == [["tidigare", "senare"]]


def test_an_event_comes_after_the_one_it_names_even_when_the_dates_say_otherwise(box: Mailbox, told: Told) -> None:
    told("svar", "fråga", matter_id="BN-17", created_on=date(2026, 3, 1))
    told("fråga", matter_id="BN-17", created_on=date(2026, 3, 9))

    assert shown(box) == [["fråga", "svar"]]


def test_matters_of_their_own_stay_two_when_an_event_of_one_precedes_one_of_the_other(
    box: Mailbox, told: Told
) -> None:
    told("1", matter_id="BN-17")
    told("2", "1", matter_id="BN-18")

    assert shown(box) == [["2"], ["1"]]
    assert not cases_of(box)[0].steps[0].misses_predecessor


def test_an_event_told_twice_is_one_event_with_two_letters(box: Mailbox, told: Told) -> None:
    told("1", matter_id="BN-17")
    again = told("1", matter_id="BN-17")

    [case] = cases_of(box)

    assert [step.event.event_id for step in case.steps] == ["1"]
    assert [event.pk for event in case.steps[0].repeats] == [again.pk]
    assert case.letter_count == 2


def test_the_same_event_id_of_another_sender_is_another_event(box: Mailbox, told: Told) -> None:
    told("1", matter_id="BN-17", sender="Kommun A")
    told("1", matter_id="BN-17", sender="Kommun B")

    assert shown(box) == [["1", "1"]]


def test_an_event_whose_predecessor_never_came_says_so(box: Mailbox, told: Told) -> None:
    told("2", "1", matter_id="BN-17")
    told("3", "2", matter_id="BN-17")

    [case] = cases_of(box)

    assert [step.misses_predecessor for step in case.steps] == [True, False]


def test_events_that_name_each_other_in_a_circle_are_each_shown_once(box: Mailbox, told: Told) -> None:
    told("1", "3")
    told("2", "1")
    told("3", "2")
    told("själv", "själv")

    assert [sorted(case) for case in shown(box)] == [["själv"], ["1", "2", "3"]]


def test_events_with_nothing_in_common_are_cases_of_their_own(box: Mailbox, told: Told) -> None:
    told()
    told()

    assert shown(box) == [[""], [""]]


@pytest.mark.parametrize(
    ("statuses", "turn"),
    [
        (["senderinitiative", "recipientinitiative"], Turn.YOURS),
        (["recipientinitiative", "senderinitiative"], Turn.SENDERS),
        (["recipientinitiative", "closed"], Turn.CLOSED),
        (["closed", "senderinitiative"], Turn.SENDERS),
        (["recipientinitiative", ""], Turn.YOURS),
        ([""], Turn.UNTOLD),
    ],
)
def test_the_last_event_that_says_decides_whose_turn_it_is(
    box: Mailbox, told: Told, statuses: list[str], turn: Turn
) -> None:
    for place, status in enumerate(statuses):
        told(str(place), matter_id="BN-17", status=status)

    assert cases_of(box)[0].turn is turn


def test_the_subject_is_the_newest_told_else_that_of_the_first_letter(box: Mailbox, told: Told) -> None:
    told("1", matter_id="BN-17")
    told("2", matter_id="BN-17")
    assert cases_of(box)[0].subject == "Brev 1"

    told("3", matter_id="BN-17", matter_subject="Bygglov")
    told("4", matter_id="BN-17")

    assert cases_of(box)[0].subject == "Bygglov"


def test_any_letter_of_a_case_leads_to_it(box: Mailbox, told: Told) -> None:
    first, second = told("1", matter_id="BN-17"), told("2", matter_id="BN-17")
    other = make.message(box)

    for event in (first, second):
        found = case_with(box, event.message.public_id)
        assert found
        assert [step.event.pk for step in found.steps] == [first.pk, second.pk]
    assert case_with(box, other.public_id) is None


def test_somebody_who_may_only_read_what_was_read_sees_no_other_event(box: Mailbox, told: Told) -> None:
    read = told("1", matter_id="BN-17").message
    read.read_at = START
    read.save()
    told("2", matter_id="BN-17", status="closed")

    [case] = cases_of(box, with_unread=False)

    assert [step.event.event_id for step in case.steps] == ["1"]
    assert case.turn is Turn.UNTOLD


@pytest.mark.timeout(20)
def test_ten_thousand_events_that_all_name_each_other_take_no_time(box: Mailbox, told: Told) -> None:
    pattern = told("0", "0")
    make.many_messages(box, 10_000)
    chance = random.Random(7)
    messages = box.messages.exclude(pk=pattern.message.pk)
    MatterEvent.objects.bulk_create(
        MatterEvent(
            message=message,
            mailbox=box,
            event_id=str(chance.randrange(3)),
            preceding_event_id=str(chance.randrange(3)),
            created_on=date(2026, 3, 2),
        )
        for message in messages
    )

    [case] = cases_of(box)

    assert case.letter_count == 10_001


def test_a_letter_in_the_bin_is_no_part_of_its_case(box: Mailbox, told: Told) -> None:
    told("1", matter_id="BN-17")
    thrown = told("2", matter_id="BN-17").message
    thrown.state = thrown.State.BIN
    thrown.save()

    assert shown(box) == [["1"]]


def test_a_letter_that_was_handed_on_asks_its_first_reader_to_act(box: Mailbox, told: Told) -> None:
    asks = told("1", matter_id="BN-17", status="recipientinitiative").message
    Forwarding.objects.create(delivery=asks.delivery, holder="191212121212", holder_name="Tolvan")

    assert [case.turn for case in cases_of(box)] == [Turn.UNTOLD]

    told("2", matter_id="BN-17", status="recipientinitiative")
    assert [case.turn for case in cases_of(box)] == [Turn.YOURS]


def test_a_matter_that_was_handed_on_is_closed_for_all(box: Mailbox, told: Told) -> None:
    closes = told("1", matter_id="BN-17", status="closed").message
    Forwarding.objects.create(delivery=closes.delivery, holder="191212121212", holder_name="Tolvan")

    assert [case.turn for case in cases_of(box)] == [Turn.CLOSED]


def test_the_last_day_to_act_is_told_while_it_is_the_holder_s_turn(box: Mailbox, told: Told) -> None:
    asks = told("1", matter_id="BN-17", status="recipientinitiative").message
    asks.due_on = date(2026, 3, 20)
    asks.save()
    assert cases_of(box)[0].due_on == date(2026, 3, 20)

    told("2", matter_id="BN-17", status="closed")

    assert cases_of(box)[0].due_on is None
