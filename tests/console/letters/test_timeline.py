"""A letter's life as steps: each kind of event has a title that people understand, and nothing is said twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from console.letters.step import LetterStep
from console.letters.timeline import messages_of, steps_of
from formedlare.models import AttemptOutcome, Distribution, Event, Leg
from infra import clock
from infra.outbox.models import OutgoingMessage
from infra.texts import EMPTY, Text
from mailbox_operator.models import Delivery, Message
from tests import cast
from tests.console.conftest import Fates
from tests.relay import Relay, leg_of, work

OPERATOR = "kivra.com"


@pytest.fixture
def leg(relay: Relay) -> Leg:
    """Of a letter that has only been handed over."""
    relay.distribute(cast.MARIA)
    leg = Leg.objects.select_related("distribution").get()
    leg.events.all().delete()
    return leg


def happen(leg: Leg, state: str, **values: Any) -> Event:
    values.setdefault("at", clock.now())
    values.setdefault("text", EMPTY)
    return Event.objects.create(leg=leg, state=state, **values)


def relay_titles(leg: Leg) -> list[str]:
    """The titles after the handing over."""
    return [step.title for step in steps_of(leg)[1:]]


def steps_at_relay(leg: Leg) -> list[LetterStep]:
    return steps_of(leg)[1:]


@pytest.mark.parametrize(
    ("event", "title"),
    [
        ({"state": "received"}, "Mottagen"),
        ({"state": "looked_up", "operator": OPERATOR}, f"Uppslagen i FaR: brevlåda hos {OPERATOR}"),
        ({"state": "sealed"}, "Förseglad och undertecknad av förmedlaren"),
        (
            {"state": "delivered", "channel": "mina_meddelanden", "operator": OPERATOR},
            f"Levererad till {OPERATOR}",
        ),
        ({"state": "delivered", "channel": "email"}, "Levererad som e-post"),
        ({"state": "delivered", "channel": "sms"}, "Levererad som sms"),
        ({"state": "rerouted", "channel": "print"}, "Styrs om till utskrift"),
        ({"state": "rerouted", "channel": "email"}, "Styrs om till e-post"),
        ({"state": "printed"}, "Utskriven och lämnad till posten"),
        ({"state": "failed"}, "Misslyckades: ingen kanal är kvar"),
    ],
)
def test_each_event_has_its_title(leg: Leg, event: dict[str, str], title: str) -> None:
    happen(leg, **event)

    assert relay_titles(leg) == [title]


@pytest.mark.parametrize(
    ("outcome", "title"),
    [
        ("", f"Väntar: kön till {OPERATOR} är pausad"),
        (AttemptOutcome.HELD_BACK, f"Väntar: kön till {OPERATOR} är pausad"),
        (AttemptOutcome.SYSTEM_FAULT, f"Systemfel hos {OPERATOR}: väntar på nytt försök"),
        (AttemptOutcome.LOOKUP_FAILED, f"Systemfel hos {OPERATOR}: väntar på nytt försök"),
        (AttemptOutcome.UNUSABLE_ANSWER, f"Inget användbart svar från {OPERATOR}: väntar på nytt försök"),
        (AttemptOutcome.NO_ANSWER, f"Inget svar från {OPERATOR}: väntar på nytt försök"),
        (AttemptOutcome.NO_CONNECTION, f"Inget svar från {OPERATOR}: väntar på nytt försök"),
    ],
)
def test_a_wait_says_what_it_waits_for_by_its_outcome(leg: Leg, outcome: str, title: str) -> None:
    happen(leg, "waiting", outcome=outcome, operator=OPERATOR)

    [step] = steps_at_relay(leg)
    assert (step.title, step.tone) == (title, "wait")


@pytest.mark.parametrize("text", ["Systemfel hos", "Inget svar från", "kön är pausad"])
def test_the_words_of_an_answer_decide_nothing(leg: Leg, text: str) -> None:
    happen(leg, "waiting", outcome=AttemptOutcome.UNUSABLE_ANSWER, operator=OPERATOR, text=Text(text, text))

    assert relay_titles(leg) == [f"Inget användbart svar från {OPERATOR}: väntar på nytt försök"]


def test_the_beginning_of_an_attempt_is_shown_only_while_it_has_no_end(leg: Leg) -> None:
    happen(leg, "sending", operator=OPERATOR)
    assert relay_titles(leg) == [f"Börjar lämnas till {OPERATOR}"]

    happen(leg, "delivered", channel="mina_meddelanden", operator=OPERATOR)
    assert relay_titles(leg) == [f"Levererad till {OPERATOR}"]


@pytest.mark.parametrize(("times", "shown", "left_out"), [(1, 1, 0), (3, 3, 0), (4, 3, 1), (50, 3, 47)])
def test_equal_steps_are_shortened_to_the_first_two_and_the_last(
    leg: Leg, times: int, shown: int, left_out: int
) -> None:
    for _ in range(times):
        happen(leg, "waiting", outcome=AttemptOutcome.NO_ANSWER, operator=OPERATOR)

    steps = steps_at_relay(leg)

    assert len(steps) == shown
    assert sum(step.repeated for step in steps) == left_out


def test_an_address_stands_at_the_first_attempt_and_where_it_changes(leg: Leg) -> None:
    for address in ("https://a.example/", "https://a.example/", "https://b.example/"):
        text = Text.same(address)
        happen(leg, "waiting", outcome="no_answer", operator=OPERATOR, address=address, duration_ms=5, text=text)

    addresses = [step.address for step in steps_at_relay(leg)]

    assert addresses == ["https://a.example/", "", "https://b.example/"]


def test_an_address_without_an_attempt_is_not_shown(leg: Leg) -> None:
    happen(leg, "waiting", outcome="held_back", operator=OPERATOR, address="https://a.example/")

    assert [step.address for step in steps_at_relay(leg)] == [""]


def test_a_fault_keeps_its_code_and_how_long_it_took(leg: Leg) -> None:
    happen(leg, "waiting", outcome="system_fault", operator=OPERATOR, code=7001, duration_ms=85)

    [step] = steps_at_relay(leg)
    assert (step.code, step.duration_ms) == (7001, 85)


def test_a_second_step_on_paper_is_the_print_queue(leg: Leg) -> None:
    happen(leg, "rerouted", channel="print")
    happen(leg, "rerouted", channel="print")

    assert relay_titles(leg) == ["Styrs om till utskrift", "Läggs i utskriftskön"]


@pytest.mark.parametrize(
    ("origin", "words"), [("soap", "som SOAP-anrop"), ("batch", "som utskriftsfil"), ("office", "som e-post")]
)
def test_the_first_step_says_who_handed_the_letter_over_and_how(leg: Leg, origin: str, words: str) -> None:
    Distribution.objects.update(origin=origin)
    leg.refresh_from_db()
    assert steps_of(leg)[0].title == f"Lämnades till förmedlaren av avsändaren själv, {words}"

    Distribution.objects.update(caller="165560000027")
    leg.refresh_from_db()
    assert steps_of(leg)[0].title == f"Lämnades till förmedlaren av 165560000027, {words}"


def test_titles_are_said_in_english_to_those_who_read_it(leg: Leg) -> None:
    for state in ("looked_up", "sealed", "sending", "waiting", "rerouted", "delivered", "printed", "failed"):
        happen(leg, state, operator=OPERATOR, channel="email")
    swedish = [step.title for step in steps_of(leg)]

    with translation.override("en"):
        english = [step.title for step in steps_of(leg)]

    assert len(english) == len(swedish)
    assert not set(english) & set(swedish)


def test_what_happened_at_the_operator_comes_after_and_in_order(fates: Fates) -> None:
    Message.objects.update(read_at=clock.now() + timedelta(hours=1))
    steps = steps_of(leg_of(fates.delivered))

    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert steps[-1].title == "Öppnad av mottagaren"
    assert {step.is_afterwards for step in steps} == {True, False}


@pytest.mark.parametrize(
    ("change", "beginning", "tone"),
    [
        ({"sent_at": None, "state": "pending"}, "Ska aviseras med sms", "wait"),
        ({"sent_at": None, "state": OutgoingMessage.State.FAILED}, "Kunde inte aviseras med sms", "bad"),
        ({"state": "sent"}, "Aviserad med sms", "good"),
    ],
    ids=["due", "failed", "sent"],
)
def test_an_announcement_says_whether_it_was_sent(
    fates: Fates, change: dict[str, Any], beginning: str, tone: str
) -> None:
    [message] = messages_of(leg_of(fates.delivered))
    message.announcements.filter(channel="sms").update(**{"sent_at": clock.now(), **change})

    steps = [step for step in steps_of(leg_of(fates.delivered)) if step.title.startswith(beginning)]

    assert [step.tone for step in steps] == [tone]


def test_messages_of_another_letter_are_not_shown(relay: Relay) -> None:
    first, second = relay.distribute(cast.MARIA), relay.distribute(cast.MARIA)
    work()
    assert Message.objects.count() == 2

    of_first, of_second = (messages_of(leg_of(each)) for each in (first, second))

    assert (len(of_first), len(of_second)) == (1, 1)
    assert of_first != of_second


def test_a_letter_whose_operator_is_elsewhere_has_no_mailbox_steps(fates: Fates) -> None:
    Message.objects.all().delete()
    Delivery.objects.all().delete()

    steps = steps_of(leg_of(fates.delivered))

    assert messages_of(leg_of(fates.delivered)) == []
    assert steps[-1].title == "Levererad till minmyndighetspost.se"
