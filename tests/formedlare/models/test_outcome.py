"""What the relay decides by is stored as codes, with the text for people beside it."""

import json

import pytest
from django.db import connection

from formedlare.models import Distribution, Leg, Obstacle, PassedOver
from infra.texts import Text
from tests import cast
from tests.relay import Relay, leg_of

TEXT = Text("mottagaren har ingen digital brevlåda", "the recipient has no mailbox")
PASSED = PassedOver("mina_meddelanden", Obstacle.NO_MAILBOX.value, TEXT)


@pytest.fixture
def leg(relay: Relay) -> Leg:
    return leg_of(relay.distribute(cast.MARIA))


def stored(table: str, column: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT CAST({column} AS text) FROM {table}")
        [value] = cursor.fetchone()
    return json.loads(value)


def test_what_was_passed_over_comes_back_as_it_was_stored(leg: Leg) -> None:
    Leg.objects.update(passed_over=[PASSED])

    assert Leg.objects.get().passed_over == [PASSED]


def test_it_is_stored_as_a_code_and_both_languages(leg: Leg) -> None:
    Leg.objects.update(passed_over=[PASSED])

    assert stored("formedlare_leg", "passed_over") == [
        {"channel": "mina_meddelanden", "code": "no_mailbox", "sv": TEXT.swedish, "en": TEXT.english}
    ]


def test_a_letter_that_nothing_was_passed_over_for_has_an_empty_list(leg: Leg) -> None:
    assert Leg.objects.get().passed_over == []
    assert stored("formedlare_leg", "passed_over") == []


def test_rest_and_webhooks_give_both_languages_as_one_text() -> None:
    assert PASSED.as_answer() == {
        "channel": "mina_meddelanden",
        "reason": "mottagaren har ingen digital brevlåda | the recipient has no mailbox",
    }


def test_warnings_of_a_delivery_are_texts(leg: Leg) -> None:
    Distribution.objects.update(warnings=[TEXT, Text.same("SHA-1")])

    assert Distribution.objects.get().warnings == [TEXT, Text.same("SHA-1")]


def test_every_obstacle_has_a_code_of_its_own_that_fits_its_column() -> None:
    assert len(set(Obstacle.values)) == len(Obstacle)
    assert all(code.islower() and len(code) <= 30 for code in Obstacle.values)
