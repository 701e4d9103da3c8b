"""Levels and last days, which the contract's messages cannot say."""

from datetime import timedelta

import pytest

from far.consents import administration, ending
from far.models import Consent
from infra import clock
from infra.errors import (
    AccountDoesNotExist,
    AlreadyExists,
    IdentityDoesNotExist,
    IllegalState,
    InvalidInput,
    MinaMeddelandenError,
    ProtectedIdentity,
)
from infra.identity import RecipientId
from infra.validation import InvalidValues
from tests.cast import ARVID, MARIA, TOLVAN
from tests.far.consents.operators import TEXT, Operator
from tests.far.people import ANNIKA, BJORKEN, ERIK, FJALLBACK, GRETA, LENA, UNKNOWN

Level, State = Consent.Level, Consent.State


def make(account: str = ARVID, holder: str = MARIA, level: str = Level.MANAGE, **values: object) -> Consent:
    return administration.make_consent(RecipientId(account), RecipientId(holder), level=level, **values)  # type: ignore[arg-type]  # passed on as they came


@pytest.mark.parametrize("level", Level.values)
@pytest.mark.parametrize("days", [None, 0, 30])
def test_each_level_can_be_given_with_and_without_end(mmp: Operator, level: str, days: int | None) -> None:
    last = None if days is None else clock.today() + timedelta(days=days)

    made = make(level=level, ends_on=last)

    assert (made.level, made.ends_on, made.state) == (level, last, State.WAITING_FOR_ACCEPT)
    assert mmp.accept(ARVID, MARIA).status == 200


def test_a_prepared_one_is_signed_over_soap_and_keeps_level_and_end(mmp: Operator) -> None:
    last = clock.today() + timedelta(days=30)
    make(FJALLBACK, ends_on=last, state=State.SIGNING_INCOMPLETE)

    mmp.register(FJALLBACK, MARIA, LENA)
    mmp.register(FJALLBACK, MARIA, ANNIKA)

    consent = Consent.objects.get()
    assert (consent.level, consent.ends_on, consent.state) == (Level.MANAGE, last, State.WAITING_FOR_ACCEPT)
    assert consent.agreement_text == TEXT


def test_one_can_be_in_force_at_once(mmp: Operator) -> None:
    made = make(state=State.ACTIVE)

    assert made.accepted_at is not None
    assert [each.status.value for each in mmp.all_of(MARIA)] == ["Active"]


@pytest.mark.parametrize(
    ("account", "holder", "refusal"),
    [
        (TOLVAN, MARIA, AccountDoesNotExist),
        (ARVID, UNKNOWN, IdentityDoesNotExist),
        (ARVID, GRETA, IdentityDoesNotExist),
        (ARVID, ERIK, ProtectedIdentity),
        (ARVID, ARVID, InvalidInput),
        (ARVID, BJORKEN, InvalidInput),
    ],
)
def test_nobody_is_given_here_what_soap_would_refuse(
    mmp: Operator, account: str, holder: str, refusal: type[MinaMeddelandenError]
) -> None:
    with pytest.raises(refusal):
        make(account, holder)

    assert not Consent.objects.exists()


def test_two_open_ones_between_the_same_are_refused(mmp: Operator) -> None:
    make()

    with pytest.raises(AlreadyExists):
        make()


def test_level_and_end_are_changed_at_once(mmp: Operator) -> None:
    made = make(state=State.ACTIVE, ends_on=clock.today())

    changed = administration.change_consent(made, {"level": Level.READ, "ends_on": None})

    assert (changed.level, changed.ends_on) == (Level.READ, None)


def test_changing_nothing_changes_nothing(mmp: Operator) -> None:
    made = make()

    assert administration.change_consent(made, {}).level == made.level


def test_what_has_ended_cannot_be_changed(mmp: Operator) -> None:
    made = make()
    ending.end_by_owner(made)

    with pytest.raises(IllegalState):
        administration.change_consent(made, {"level": Level.READ})


def test_a_last_day_that_has_passed_is_refused(mmp: Operator) -> None:
    yesterday = clock.today() - timedelta(days=1)
    made = make()

    with pytest.raises(InvalidValues) as making:
        make(LENA, ends_on=yesterday)
    with pytest.raises(InvalidValues) as changing:
        administration.change_consent(made, {"ends_on": yesterday})

    assert [value.field for value in making.value.values] == ["ends_on"]
    assert [value.field for value in changing.value.values] == ["ends_on"]
