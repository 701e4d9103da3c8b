"""Several people act on one consent at the same moment. tests/test_on_postgresql.py runs this there, too."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from far.consents import acceptance, ending
from far.models import Consent
from infra.errors import IllegalState
from tests.cast import ARVID, MARIA, Reply
from tests.far.consents.operators import Operator
from tests.far.people import ANNIKA, FJALLBACK, LENA

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

State = Consent.State
ROUNDS = 8


def at_once(*steps: Callable[[], Reply]) -> list[int]:
    """Do the steps at the same moment, each in a thread of its own. Returns the codes; 0: it was done."""
    barrier = Barrier(len(steps))

    def run(step: Callable[[], Reply]) -> int:
        try:
            barrier.wait(timeout=30)
            reply = step()
            return 0 if reply.status == 200 else reply.fault.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def test_of_accepting_and_withdrawing_one_wins(mmp: Operator) -> None:
    for _ in range(ROUNDS):
        mmp.register(ARVID, MARIA, ARVID)

        accepted, withdrawn = at_once(
            lambda: mmp.accept(ARVID, MARIA), lambda: mmp.cancel(ARVID, MARIA, user=ARVID)
        )

        consent = Consent.objects.latest("pk")
        if withdrawn == 0:
            assert accepted in {5003, 5011}
            assert (consent.state, consent.ending) == (State.ENDED, "Withdrawn")
        else:
            # In force meanwhile: ending it takes a signature.
            assert (accepted, withdrawn in {5010, 5011}) == (0, True)
            assert (consent.state, consent.ending) == (State.ACTIVE, "")
            ending.end_by_holder(consent)


def test_of_accepting_and_refusing_one_wins(mmp: Operator) -> None:
    for _ in range(ROUNDS):
        mmp.register(ARVID, MARIA, ARVID)

        codes = at_once(lambda: mmp.accept(ARVID, MARIA), lambda: mmp.refuse(ARVID, MARIA))

        assert codes.count(0) == 1
        consent = Consent.objects.latest("pk")
        assert consent.state == (State.ACTIVE if codes[0] == 0 else State.ENDED)
        if consent.state == State.ACTIVE:
            ending.end_by_holder(consent)


def test_two_who_sign_at_once_are_both_counted(mmp: Operator) -> None:
    for _ in range(ROUNDS):
        codes = at_once(
            lambda: mmp.register_reply(FJALLBACK, MARIA, LENA),
            lambda: mmp.register_reply(FJALLBACK, MARIA, ANNIKA),
        )

        assert codes == [0, 0]
        consent = Consent.objects.latest("pk")
        assert consent.state == State.WAITING_FOR_ACCEPT
        assert {row.person for row in consent.signatures.all()} == {LENA, ANNIKA}
        ending.end_by_owner(consent)


def test_two_who_give_the_same_give_one(mmp: Operator) -> None:
    for _ in range(ROUNDS):
        codes = at_once(*[lambda: mmp.register_reply(ARVID, MARIA, ARVID)] * 3)

        assert sorted(codes) == [0, 5007, 5007]
        ending.end_by_owner(Consent.objects.exclude(state=State.ENDED).get())


def test_two_who_end_it_by_signature_end_it_once(mmp: Operator) -> None:
    for _ in range(ROUNDS):
        mmp.given(ARVID, MARIA)

        codes = at_once(*[lambda: mmp.cancel(ARVID, MARIA, ARVID, user=ARVID)] * 2)

        assert sorted(codes)[0] == 0
        assert sorted(codes)[1] in {5003, 5011}
        assert Consent.objects.latest("pk").signatures.filter(purpose="end").count() == 1


def test_a_step_with_an_old_row_in_hand_is_refused(mmp: Operator) -> None:
    mmp.register(ARVID, MARIA, ARVID)
    first, second = Consent.objects.get(), Consent.objects.get()
    acceptance.accept_offer(first)

    with pytest.raises(IllegalState):
        ending.end_by_owner(second)
    with pytest.raises(IllegalState):
        acceptance.refuse_offer(second)
