"""The numbers of actors: read as people write them, or a free one for a test organisation."""

from collections.abc import Iterable

import pytest
from django.db import models

from far.actor_entries import changes
from far.actor_entries.numbers import read_number, unused_number
from far.models import Account, Dispatcher, Sender, ServiceSupplier
from infra import clock
from infra.errors import IllegalState, InvalidInput
from infra.identity import OrganisationNumber, luhn_holds
from infra.pki import store as pki
from tests.far.actor_entries.conftest import NOTE, store, supplier

pytestmark = pytest.mark.django_db

FREE = [f"16556999{last:04}" for last in range(9_000) if luhn_holds(f"556999{last:04}")]
"""The series for test organisations. The seeded ones have those from 9000 on."""


@pytest.mark.parametrize("written", ["2021006222", "202100-6222", "162021006222", " 16202100-6222 "])
def test_a_number_is_read_as_people_write_it(written: str) -> None:
    assert read_number(written).value == "162021006222"


@pytest.mark.parametrize("written", ["19121212-1212", "191212121212", "121212-1212", "197010632391"])
def test_a_person_s_number_is_refused_as_that_and_not_repeated(written: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_number(written)

    assert "person's number" in refused.value.text.english
    assert written not in refused.value.text.on_wire


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("202100-6223", "wrong check digit"),
        ("", "is missing"),
        ("hej", "other things than digits"),
        ("12345", "has 5 digits"),
        pytest.param("2021006222" * 100_000, "digits", id="a million digits"),
        ("２０２１００６２２２", ""),
        ("202100\x006222", ""),
        ("any", ""),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_do(written: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_number(written)

    assert reason in refused.value.text.english
    assert "POST /api/v1/actors/any" in refused.value.text.english
    assert len(refused.value.text.english) < 500


def test_a_free_number_is_valid_and_of_the_series_for_tests() -> None:
    number = unused_number()

    assert OrganisationNumber.parse(number.value) == number
    assert number.value.startswith("16556999")


def test_a_free_number_is_never_that_of_a_seeded_organisation() -> None:
    assert {organisation.number for organisation in pki.ORGANISATIONS}.isdisjoint(FREE)


def take(taken: Iterable[str], model: type[models.Model] = Sender) -> None:
    rows = [{"organisation": number, "name": number} for number in taken]
    model._default_manager.bulk_create(model(**row) for row in rows)


def test_every_number_of_the_series_can_be_had() -> None:
    last = FREE[700]
    take(set(FREE) - {last})

    assert unused_number().value == last


def test_when_none_is_left_it_is_said() -> None:
    take(FREE)

    with pytest.raises(IllegalState) as refused:
        unused_number()
    assert "Disconnect" in refused.value.text.english


@pytest.mark.parametrize("model", [Sender, Dispatcher, ServiceSupplier])
def test_no_role_s_number_is_given_to_another(model: type[models.Model]) -> None:
    take(FREE[1:], model)

    assert unused_number().value == FREE[0]


def test_a_number_with_a_mailbox_is_not_given_away() -> None:
    store("165569999013", ["supplier"], supplier=supplier())
    operator = ServiceSupplier.objects.get()
    Account.objects.bulk_create(
        Account(recipient=number, supplier=operator, registered_at=clock.now()) for number in FREE[1:]
    )

    assert unused_number().value == FREE[0]


def test_numbers_of_disconnected_actors_are_given_when_no_other_is_left() -> None:
    take(FREE)
    changes.disconnect_actor(FREE[3], NOTE)

    assert unused_number().value == FREE[3]
