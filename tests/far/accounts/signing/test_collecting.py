"""Signatures that are stored and signatures that come with a call, counted together."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from far.accounts.signing.collecting import UNSIGNED, action_of, count_signatures, require_signers
from far.accounts.signing.waiting import ChangeOrder, GivenSignature, expiry_from
from far.models import PendingRequest, RequestKind, ServiceSupplier
from far.signatories import AccountAction
from far.signatures import VerifiedSignature
from infra.errors import RegistrationNotSigned
from tests.far.accounts.signing.companies import (
    CHAIR,
    DIRECTOR,
    DIRECTOR_ALONE,
    FREE_TEXT,
    MEMBER,
    OFFICERS,
    STRANGER,
    TWO,
    signatories,
)

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
EVENING = MORNING + timedelta(hours=9)
KIVRA, DIGIMAIL = ServiceSupplier(pk=1, name="kivra.com"), ServiceSupplier(pk=2, name="digimail.se")


def given(**moments: datetime) -> dict[str, GivenSignature]:
    """Signatures of these people at these moments."""
    numbers = {"chair": CHAIR, "member": MEMBER, "director": DIRECTOR, "stranger": STRANGER}
    return {
        numbers[who]: GivenSignature(numbers[who], who.title(), moment, is_mocked=True)
        for who, moment in moments.items()
    }


def fresh(*numbers: str) -> list[VerifiedSignature]:
    return [VerifiedSignature(number, "Namn", True, number.encode(), MORNING) for number in numbers]


def test_signatures_of_different_days_suffice_together() -> None:
    collected = count_signatures(signatories(TWO), given(chair=MORNING, member=EVENING))

    assert collected.is_complete
    assert collected.signed_at == EVENING
    assert [each.number for each in collected.counted] == [CHAIR, MEMBER]


def test_a_signature_counts_while_its_signer_may_sign() -> None:
    both = given(chair=MORNING, member=EVENING)

    collected = count_signatures(signatories(TWO, officers=OFFICERS[1:]), both)

    assert not collected.is_complete
    assert CHAIR not in [each.number for each in collected.counted]


def test_a_stranger_s_signature_is_not_counted() -> None:
    collected = count_signatures(signatories(TWO), given(stranger=MORNING))

    assert (collected.counted, collected.signed_at) == ((), None)
    assert not collected.is_complete


def test_a_rule_in_free_text_cannot_be_decided() -> None:
    collected = count_signatures(signatories(FREE_TEXT), given(chair=MORNING))

    assert collected.is_undecidable
    assert not collected.is_complete


def test_a_managing_director_suffices_for_preferences_only() -> None:
    company, signed = signatories(TWO, DIRECTOR_ALONE), given(director=MORNING)

    assert count_signatures(company, signed, AccountAction.SETTINGS).is_complete
    assert not count_signatures(company, signed, AccountAction.OWNERSHIP).is_complete


@pytest.mark.parametrize("kind", RequestKind)
def test_preferences_are_settings_and_everything_else_is_ownership(kind: RequestKind) -> None:
    expected = AccountAction.SETTINGS if kind is RequestKind.PREFERENCES else AccountAction.OWNERSHIP

    assert action_of(kind) is expected


def test_without_signatures_an_anonymous_account_is_complete() -> None:
    assert UNSIGNED.is_complete
    assert (UNSIGNED.counted, UNSIGNED.signed_at) == ((), None)


def test_each_signer_of_a_call_must_count() -> None:
    decision = count_signatures(signatories(TWO), given(chair=MORNING, stranger=MORNING)).decision

    require_signers(decision, fresh(CHAIR))
    with pytest.raises(RegistrationNotSigned) as refused:
        require_signers(decision, fresh(CHAIR, STRANGER))

    assert refused.value.code == 5010
    assert "19270517****" in refused.value.text.english


def test_where_no_machine_can_say_nobody_is_refused() -> None:
    require_signers(count_signatures(signatories(FREE_TEXT), {}).decision, fresh(STRANGER))


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({}, True),
        ({"agreement_text": "Andra villkor."}, False),
        ({"supplier": DIGIMAIL}, False),
        ({"accepted_senders": frozenset({"162021004748"})}, False),
        ({"refused_senders": frozenset({"162021003898"})}, True),
        ({"operator": DIGIMAIL}, True),
    ],
)
def test_a_wish_is_of_a_request_for_the_same_in_the_same_words(change: dict[str, Any], is_same: bool) -> None:
    request = PendingRequest(kind=RequestKind.CREATE, operator=KIVRA, supplier=KIVRA, agreement_text="Villkor.")
    order: dict[str, Any] = {
        "kind": RequestKind.CREATE,
        "operator": KIVRA,
        "supplier": KIVRA,
        "agreement_text": "Villkor.",
    }

    assert ChangeOrder(**order | change).is_of(request) is is_same


def test_a_request_expires_after_thirty_days() -> None:
    assert expiry_from(MORNING) == MORNING + timedelta(days=30)
