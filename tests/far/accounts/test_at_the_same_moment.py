"""Calls that come at the same moment leave one consistent history: never two operators, no signature lost."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from contracts import common, recipient_v3
from far.models import Agreement, PendingRequest, SenderChoice, UsedSignature
from tests.cast import ARVID, TOLVAN, Reply
from tests.far.accounts.cast import (
    ANNIKA,
    DIGIMAIL,
    FJALLBACK,
    KIVRA,
    KOMMUN_A,
    KOMMUN_B,
    LENA,
    MMP,
    Operator,
    is_complete,
    result,
    signed_by,
    without_account,
)
from tests.far.accounts.parallel_calls import carry, together

OF_REGISTER = recipient_v3.RegisterResponse
ROUNDS = 6

pytestmark = pytest.mark.usefixtures("transactional_db", "world")


@pytest.fixture(name="operators")
def _operators() -> dict[str, Operator]:
    return {name: Operator(name, carry) for name in (MMP, KIVRA, DIGIMAIL)}


def codes(replies: list[Reply]) -> list[int]:
    """0 for an answer, else the code of the fault, sorted."""
    return sorted(0 if reply.status == 200 else reply.fault.code for reply in replies)


def test_of_two_operators_that_register_a_person_one_succeeds(operators: dict[str, Operator]) -> None:
    kivra, digimail = operators[KIVRA], operators[DIGIMAIL]
    for _ in range(ROUNDS):
        without_account(TOLVAN)

        replies = together(lambda: kivra.register(TOLVAN), lambda: digimail.register(TOLVAN))

        assert codes(replies) == [0, 5007]
        winner = KIVRA if replies[0].status == 200 else DIGIMAIL
        assert kivra.state(TOLVAN) == ("Secure", False, winner)
    assert Agreement.objects.filter(recipient=TOLVAN).count() == ROUNDS


def test_of_two_who_sign_for_a_company_one_completes_it(operators: dict[str, Operator]) -> None:
    kivra = operators[KIVRA]
    for _ in range(ROUNDS):
        without_account(FJALLBACK)

        replies = together(lambda: kivra.register(FJALLBACK, LENA), lambda: kivra.register(FJALLBACK, ANNIKA))

        assert sorted(is_complete(reply, OF_REGISTER) for reply in replies) == [False, True]
        assert kivra.state(FJALLBACK) == ("Secure", False, KIVRA)
        assert not PendingRequest.objects.filter(account=FJALLBACK).exists()


def test_of_two_that_begin_a_company_s_registration_elsewhere_one_waits(operators: dict[str, Operator]) -> None:
    kivra, digimail = operators[KIVRA], operators[DIGIMAIL]
    for _ in range(ROUNDS):
        without_account(FJALLBACK)

        replies = together(lambda: kivra.register(FJALLBACK, LENA), lambda: digimail.register(FJALLBACK, ANNIKA))

        assert codes(replies) == [0, 5011]
        first = next(reply for reply in replies if reply.status == 200)
        assert len(result(first, OF_REGISTER).signed_by) == 1


def test_the_same_signature_counts_for_one_of_two_calls(operators: dict[str, Operator]) -> None:
    mmp = operators[MMP]
    for nonce in range(ROUNDS):
        once: list[common.SignatureData] = [signed_by(ARVID, nonce=f"raced for {nonce}")]

        replies = together(
            lambda once=once: mmp.store(ARVID, [KOMMUN_A], signatures=once),  # type: ignore[misc]  # mypy knows no types of defaults
            lambda once=once: mmp.store(ARVID, [KOMMUN_B], signatures=once),  # type: ignore[misc]  # mypy knows no types of defaults
        )

        assert codes(replies) == [0, 5010]


def test_lists_that_are_stored_together_do_not_mix(operators: dict[str, Operator]) -> None:
    mmp = operators[MMP]
    for _ in range(ROUNDS):
        replies = together(
            lambda: mmp.store(ARVID, [KOMMUN_A]),
            lambda: mmp.store(ARVID, [KOMMUN_B]),
            lambda: mmp.store(ARVID, []),
        )

        assert codes(replies) == [0, 0, 0]
        last = Agreement.objects.filter(recipient=ARVID).latest("pk")
        assert mmp.preferences(ARVID) in ([KOMMUN_A], [KOMMUN_B], [])
        assert f"{len(mmp.preferences(ARVID))} of 3 may" in last.sentence.english
    assert SenderChoice.objects.filter(account=ARVID).count() == 3


def test_a_storm_of_calls_for_one_person_leaves_one_history(operators: dict[str, Operator]) -> None:
    without_account(TOLVAN)
    storm = random.Random(9)
    names = [MMP, KIVRA, DIGIMAIL]

    def calls() -> Iterator[Callable[[], Reply]]:
        while True:
            operator = operators[storm.choice(names)]
            yield storm.choice(
                [
                    lambda operator=operator: operator.register(TOLVAN),
                    lambda operator=operator: operator.change(TOLVAN),
                    lambda operator=operator: operator.store(TOLVAN, [KOMMUN_A]),
                    lambda operator=operator: operator.deregister(TOLVAN),
                ]
            )

    endless = calls()
    for _ in range(ROUNDS):
        replies = together(*(next(endless) for _ in range(6)))
        assert set(codes(replies)) <= {0, 5002, 5007, 8002}, "nothing fails in the simulator itself"

    assert history_of(TOLVAN) == operators[MMP].state(TOLVAN)


def history_of(holder: str) -> tuple[str, bool, str | None]:
    """The state that the agreements lead to, in the order in which they were made; each must be possible."""
    operator: str | None = None
    for agreement in Agreement.objects.filter(recipient=holder).order_by("pk"):
        match agreement.kind:
            case "Create":
                assert operator is None
                operator = agreement.supplier
            case "Delete":
                assert operator == agreement.supplier
                operator = None
            case "ChangeSupplier":
                assert operator not in {None, agreement.supplier}
                operator = agreement.supplier
            case _:
                assert operator == agreement.supplier
    return ("Not" if operator is None else "Secure", False, operator)


def test_two_moves_at_the_same_moment_follow_on_each_other(operators: dict[str, Operator]) -> None:
    mmp, kivra, digimail = operators[MMP], operators[KIVRA], operators[DIGIMAIL]
    for _ in range(ROUNDS):
        before = UsedSignature.objects.count()

        replies = together(lambda: kivra.change(ARVID), lambda: digimail.change(ARVID))

        assert codes(replies) == [0, 0]
        assert UsedSignature.objects.count() - before == 2
        last = Agreement.objects.filter(recipient=ARVID).latest("pk")
        assert mmp.state(ARVID) == ("Secure", False, last.supplier)
        mmp.change(ARVID)
