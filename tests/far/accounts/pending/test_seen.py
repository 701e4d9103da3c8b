"""Every co-signer sees what waits for signatures; a stranger sees nothing."""

import pytest

from tests.cast import ARVID, TOLVAN
from tests.far.accounts.cast import (
    ANNIKA,
    EVA,
    FJALLBACK,
    FOREIGN,
    KIVRA,
    LENA,
    MMP,
    TEXT,
    Operator,
)
from tests.far.accounts.pending.answers import INCOMPLETE


@pytest.mark.parametrize("user", [LENA, ANNIKA])
def test_every_co_signer_sees_what_waits_without_naming_it(waiting: Operator, user: str) -> None:
    [found] = waiting.pending(user)

    request, status = found.account_request, found.signature_status
    assert (request.id, request.type_value.value, request.service_supplier) == (FJALLBACK, "Create", KIVRA)
    assert request.agreement_text == TEXT
    assert str(request.timestamp) == "2026-11-28"
    assert status.status is INCOMPLETE
    assert [person.id for person in status.signed_by] == [LENA]
    assert [person.id for person in status.possible_signers] == [ANNIKA]
    assert status.timestamp is not None
    assert status.text == "Firman tecknas av två styrelseledamöter i förening."


def test_a_co_signer_sees_it_at_another_operator(waiting: Operator, digimail: Operator) -> None:
    assert [found.account_request.id for found in digimail.pending(ANNIKA, FJALLBACK)] == [FJALLBACK]


def test_a_stranger_sees_nothing(waiting: Operator) -> None:
    assert waiting.pending(ARVID) == []
    assert waiting.ask_pending(ARVID, FJALLBACK).fault.code == 8003


def test_nothing_waits_of_an_account_that_stands(waiting: Operator) -> None:
    assert waiting.pending(ARVID, ARVID) == []
    assert waiting.pending(TOLVAN) == []


def test_a_person_with_a_foreign_identity_has_nothing_waiting(waiting: Operator) -> None:
    assert waiting.pending(FOREIGN) == []
    assert waiting.ask_pending(FOREIGN, FJALLBACK).fault.code == 8003


def test_a_deregistration_is_seen_too(mmp: Operator) -> None:
    mmp.deregister(FJALLBACK, LENA)

    [found] = mmp.pending(ANNIKA)

    assert found.account_request.type_value.value == "Delete"


def test_the_seeded_registration_is_seen_by_its_holder(mmp: Operator) -> None:
    [found] = mmp.pending(EVA)

    assert found.account_request.service_supplier == MMP
    assert found.signature_status.signed_by == []
    assert [person.name for person in found.signature_status.possible_signers] == ["Eva Bergqvist"]


def test_a_thousand_holders_may_be_asked_about_and_no_more(kivra: Operator) -> None:
    assert kivra.pending(TOLVAN, *[TOLVAN] * 1_000) == []
    assert kivra.ask_pending(TOLVAN, *[TOLVAN] * 1_001).fault.code == 5005


def test_numbers_that_nobody_can_have_are_refused(kivra: Operator) -> None:
    assert kivra.ask_pending(TOLVAN, "191212121213").fault.code == 5001
    assert kivra.ask_pending("191212121213").fault.code == 5001
    assert kivra.ask_pending("191213131212").fault.code == 5001
