"""What the sender should do follows from the facts of the letter, never from how a sentence reads."""

import pytest

from formedlare.models import Leg, Obstacle, PassedOver
from infra.texts import Text
from sender.office.replies.advice import advise_sender
from tests import cast

ANY = Text("vad som helst", "anything")
COMPANY = "165592410067"


def advice_on(*passed_over: tuple[str, Obstacle], recipient: str = cast.MARIA, channel: str = "") -> Text:
    items = [PassedOver(name, obstacle.value, ANY) for name, obstacle in passed_over]
    return advise_sender(Leg(recipient=recipient, channel=channel, passed_over=items, reason=ANY))


@pytest.mark.parametrize(
    ("obstacle", "swedish", "english"),
    [
        (Obstacle.PROTECTED_IDENTITY, "Skatteverkets postförmedling", "Never send it by ordinary post"),
        (Obstacle.DECEASED, "Skriv till dödsboet", "Write to the estate"),
        (Obstacle.NOT_REGISTERED, "Numret finns inte", "There is no such number"),
    ],
)
def test_each_obstacle_of_the_recipient_has_advice_of_its_own(
    obstacle: Obstacle, swedish: str, english: str
) -> None:
    advice = advice_on(("mina_meddelanden", Obstacle.NO_MAILBOX), ("print", obstacle))

    assert swedish in advice.swedish
    assert english in advice.english
    assert "papper" not in advice.swedish


def test_the_first_obstacle_of_the_recipient_decides() -> None:
    advice = advice_on(("print", Obstacle.PROTECTED_IDENTITY), ("print", Obstacle.DECEASED))

    assert "postförmedling" in advice.swedish
    assert "dödsboet" not in advice.swedish


def test_a_sentence_that_reads_like_an_obstacle_decides_nothing() -> None:
    sentence = Text("mottagaren är avliden", "the recipient has died")
    items = [PassedOver("print", Obstacle.REFUSED.value, sentence)]

    advice = advise_sender(Leg(recipient=cast.MARIA, passed_over=items, reason=sentence))

    assert "dödsboet" not in advice.swedish


def test_an_organisation_that_is_not_registered_may_be_an_agency() -> None:
    advice = advice_on(("print", Obstacle.NOT_REGISTERED), recipient=COMPANY)

    assert "en myndighet, en kommun" in advice.swedish
    assert "an agency, a municipality" in advice.english


def test_paper_is_advised_with_a_warning_where_it_was_not_tried() -> None:
    advice = advice_on(("mina_meddelanden", Obstacle.NO_MAILBOX))

    assert "Skicka det på papper" in advice.swedish
    assert "postförmedling" in advice.swedish
    assert "Send it on paper" in advice.english
    assert "personal data are\n  protected" in advice.english


@pytest.mark.parametrize("obstacle", [Obstacle.NO_POSTAL_ADDRESS, Obstacle.REFUSED, Obstacle.OTHER])
def test_paper_is_not_advised_where_it_was_tried(obstacle: Obstacle) -> None:
    advice = advice_on(("mina_meddelanden", Obstacle.NO_MAILBOX), ("print", obstacle))

    assert "Utskrift\n  är redan prövad" in advice.swedish
    assert "Print has been tried" in advice.english
    assert "på papper" not in advice.swedish


def test_a_letter_that_was_on_its_way_to_paper_has_tried_it() -> None:
    assert "redan prövad" in advice_on(channel="print").swedish


def test_every_line_of_advice_begins_with_a_hyphen_or_goes_on() -> None:
    every = [
        advice_on(("print", obstacle), recipient=who) for obstacle in Obstacle for who in (cast.MARIA, COMPANY)
    ]

    for advice in every:
        for line in [*advice.swedish.splitlines(), *advice.english.splitlines()]:
            assert line.startswith(("- ", "  "))
