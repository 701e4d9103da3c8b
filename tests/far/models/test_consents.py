"""What the database itself lets in, from every writer."""

from datetime import date
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction

from far.models import Consent, ConsentSignature, MailboxUse
from infra import clock
from tests.cast import ARVID, MARIA, TOLVAN
from tests.far.people import BJORKEN

pytestmark = pytest.mark.django_db

MMP = "162021009002"


def consent(**values: Any) -> Consent:
    usual = {
        "account": ARVID,
        "account_name": "Arvid Lindgren",
        "holder": MARIA,
        "holder_name": "Maria Svensson",
        "level": Consent.Level.READ,
        "state": Consent.State.ACTIVE,
        "requested_on": date(2026, 11, 28),
        "created_at": clock.now(),
    }
    return Consent.objects.create(**usual | values)


def use(**values: Any) -> MailboxUse:
    usual = {
        "account": ARVID,
        "person": MARIA,
        "person_name": "Maria Svensson",
        "grant": MailboxUse.Grant.GUARDIAN,
        "kind": MailboxUse.Kind.OPENED_MAILBOX,
        "asked_by": MMP,
        "used_at": clock.now(),
    }
    return MailboxUse.objects.create(**usual | values)


def is_refused(write: Any, **values: Any) -> bool:
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        write(**values)
    return True


@pytest.mark.parametrize("state", ["SigningIncomplete", "WaitingForAccept", "Active"])
def test_between_two_there_is_one_that_has_not_ended(state: str) -> None:
    consent()

    assert is_refused(consent, state=state)


def test_any_number_may_have_ended() -> None:
    for _ in range(3):
        consent(state=Consent.State.ENDED, ending=Consent.Ending.EXPIRED, ended_at=clock.now())
    consent()

    assert Consent.objects.count() == 4


def test_others_may_have_one_to_the_same_mailbox() -> None:
    consent()
    consent(holder=TOLVAN)
    consent(account=BJORKEN)

    assert Consent.objects.count() == 3


def test_nobody_gives_it_to_oneself() -> None:
    assert is_refused(consent, holder=ARVID)


@pytest.mark.parametrize("values", [{"account": "123"}, {"holder": BJORKEN}, {"holder": "19270517-8354"}])
def test_numbers_have_their_form(values: dict[str, str]) -> None:
    assert is_refused(consent, **values)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "Ended"},
        {"state": "Ended", "ending": "Expired"},
        {"ending": "Expired"},
        {"state": "Ended", "ended_at": clock.now()},
        {"ended_at": clock.now()},
    ],
)
def test_an_end_has_a_reason_and_a_moment_and_nothing_else_has(values: dict[str, Any]) -> None:
    assert is_refused(consent, **values)


def test_a_person_signs_once_for_each_purpose() -> None:
    signed = consent()

    def sign(purpose: str = "give", person: str = ARVID) -> ConsentSignature:
        return ConsentSignature.objects.create(
            consent=signed,
            purpose=purpose,
            person=person,
            name="Någon",
            is_mocked=True,
            signed_at=clock.now(),
        )

    sign()
    sign("end")
    sign(person=MARIA)
    assert is_refused(sign)


def test_a_use_is_by_a_consent_or_by_a_guardian() -> None:
    given = consent()
    use()
    use(grant="ConsentRead", consent=given)

    assert is_refused(use, grant="ConsentRead")
    assert is_refused(use, consent=given)


@pytest.mark.parametrize("values", [{"account": "x"}, {"person": BJORKEN}, {"asked_by": MARIA}])
def test_a_use_names_whom_it_is_about(values: dict[str, str]) -> None:
    assert is_refused(use, **values)


def test_a_consent_and_its_parts_print_no_whole_personal_number() -> None:
    given = consent()
    signature = ConsentSignature(consent=given, purpose="give", person=ARVID)

    for row in (given, signature, use()):
        assert ARVID not in str(row)
        assert MARIA not in str(row)
