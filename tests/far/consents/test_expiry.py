"""Consents end by themselves, and are kept as history."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from far.consents import administration, ending, expiry, listing
from far.models import Account, Consent, LogEntry
from far.supervision.chain import append_all_changes
from infra import clock
from infra.identity import RecipientId
from tests.cast import ARVID, MARIA
from tests.far.consents.operators import Operator
from tests.far.people import ANNIKA, FJALLBACK, LENA

LAST_DAY = date(2031, 6, 30)


@pytest.fixture
def consent(mmp: Operator, monkeypatch: pytest.MonkeyPatch) -> Consent:
    """In force until a day in 2031; it is some day before that."""
    set_clock(monkeypatch, datetime(2031, 6, 1, 12, tzinfo=UTC))
    return administration.make_consent(
        RecipientId(ARVID), RecipientId(MARIA), level="ConsentRead", ends_on=LAST_DAY, state="Active"
    )


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_it_may_be_used_on_its_last_day_until_midnight_in_sweden(
    consent: Consent, mmp: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, datetime(2031, 6, 30, 21, 59, tzinfo=UTC))
    assert expiry.in_force(Consent.objects.all()).exists()

    set_clock(monkeypatch, datetime(2031, 6, 30, 22, 0, tzinfo=UTC))
    assert not expiry.in_force(Consent.objects.all()).exists()


def test_an_expired_one_is_told_to_nobody_and_is_history(
    consent: Consent, mmp: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, datetime(2031, 7, 14, 12, tzinfo=UTC))

    assert mmp.all_of(ARVID) == []

    consent.refresh_from_db()
    assert (consent.state, consent.ending) == ("Ended", "Expired")
    assert consent.ended_at == datetime(2031, 6, 30, 22, tzinfo=UTC), "when it ended, not when that was noticed"


def test_an_expired_one_does_not_stand_in_the_way_of_a_new_one(
    consent: Consent, mmp: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, datetime(2031, 7, 14, 12, tzinfo=UTC))

    mmp.register(ARVID, MARIA, ARVID)

    assert Consent.objects.count() == 2


def test_an_offer_expires_too(mmp: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, datetime(2031, 6, 1, 12, tzinfo=UTC))
    made = administration.make_consent(
        RecipientId(ARVID), RecipientId(MARIA), level="ConsentRead", ends_on=LAST_DAY
    )
    set_clock(monkeypatch, datetime(2031, 7, 14, 12, tzinfo=UTC))

    assert mmp.accept(ARVID, MARIA).fault.code == 5003
    made.refresh_from_db()
    assert made.ending == "Expired"


def test_signatures_that_do_not_come_in_time_end_it(
    mmp: Operator, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.PENDING_HOURS = 48.0
    begun = datetime(2031, 6, 1, 12, tzinfo=UTC)
    set_clock(monkeypatch, begun)
    mmp.register(FJALLBACK, MARIA, LENA)

    set_clock(monkeypatch, begun + timedelta(hours=47, minutes=59))
    assert [each.status.value for each in mmp.all_of(ANNIKA)] == ["SigningIncomplete"]

    set_clock(monkeypatch, begun + timedelta(days=9))
    assert mmp.all_of(ANNIKA) == []
    ended = Consent.objects.get()
    assert (ended.ending, ended.ended_at) == ("NotSigned", begun + timedelta(hours=48))


def test_an_offer_waits_longer_than_signatures_may_take(
    mmp: Operator, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.PENDING_HOURS = 48.0
    set_clock(monkeypatch, datetime(2031, 6, 1, 12, tzinfo=UTC))
    mmp.register(ARVID, MARIA, ARVID)

    set_clock(monkeypatch, datetime(2031, 12, 1, 12, tzinfo=UTC))
    assert mmp.accept(ARVID, MARIA).status == 200


def test_without_a_last_day_it_lasts(mmp: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    mmp.given(ARVID, MARIA)
    set_clock(monkeypatch, datetime(2090, 1, 1, tzinfo=UTC))

    assert expiry.end_overdue() == 0
    assert expiry.in_force(Consent.objects.all()).exists()


def test_a_consent_to_an_account_that_is_gone_has_ended(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    mmp.given(LENA, MARIA)
    Account.objects.filter(recipient=ARVID).delete()

    [gone] = listing.list_all(10, account=ARVID)[0]

    assert (gone.state, gone.ending) == ("Ended", "AccountClosed")
    assert listing.list_all(10, account=LENA)[0][0].state == "Active"


def test_an_account_that_ends_and_begins_again_does_not_revive_consents(mmp: Operator) -> None:
    mmp.given(ARVID, MARIA)
    mmp.register(FJALLBACK, MARIA, LENA)

    assert ending.end_all_of(ARVID) == 1
    assert expiry.end_overdue() == 0
    assert Consent.objects.get(account=FJALLBACK).state == "SigningIncomplete"


def test_an_end_that_not_all_sign_in_time_is_forgotten_and_the_consent_stays_in_force(
    mmp: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, datetime(2031, 6, 1, 12, tzinfo=UTC))
    mmp.given(FJALLBACK, MARIA, LENA, ANNIKA)
    mmp.register(FJALLBACK, MARIA, LENA, kind="Delete", text="Det är slut.")
    set_clock(monkeypatch, datetime(2031, 7, 1, 11, 59, tzinfo=UTC))
    [waiting] = mmp.all_of(ANNIKA)
    assert [person.id for person in waiting.signature_result.signed_by] == [LENA]

    set_clock(monkeypatch, datetime(2031, 7, 1, 12, tzinfo=UTC))

    [listed] = mmp.all_of(ANNIKA)
    assert listed.status is not None
    assert listed.status.value == "Active"
    assert {person.id for person in listed.signature_result.signed_by} == {LENA, ANNIKA}, "those that gave it"
    late = mmp.register(FJALLBACK, MARIA, ANNIKA, kind="Delete", text="Det är slut.")
    assert [person.id for person in late.possible_signers] == [LENA]
    append_all_changes()
    changes = [json.loads(entry.changed) for entry in LogEntry.objects.filter(operation="changeConsent")]
    assert [change["state"] for change in changes if change.get("end_withdrawn")] == ["Active"]
