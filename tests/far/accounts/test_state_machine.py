"""Any sequence of registrations, moves, choices, withdrawals and waiting, against a model of one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from contracts import authority, recipient_v2, recipient_v3
from far.accounts import pending
from far.models import Account, Agreement, PendingRequest
from infra import clock
from tests.cast import ARVID, TOLVAN, Post, Reply
from tests.far.accounts.cast import (
    ANNIKA,
    BANK,
    DIGIMAIL,
    FJALLBACK,
    KIVRA,
    KOMMUN_A,
    KOMMUN_B,
    LENA,
    Operator,
    result,
)

MAY_SIGN = {TOLVAN: {TOLVAN}, FJALLBACK: {LENA, ANNIKA}}
"""A person, and a company for which both must sign."""
HOLDERS, OPERATORS = st.sampled_from(sorted(MAY_SIGN)), st.sampled_from([KIVRA, DIGIMAIL])
SIGNERS = st.sets(st.sampled_from([TOLVAN, LENA, ANNIKA, ARVID]), min_size=1, max_size=2)
EVERYBODY = frozenset({BANK, KOMMUN_A, KOMMUN_B})
SENDERS = st.sets(st.sampled_from(sorted(EVERYBODY)))
EXPIRES_AFTER = 720
CREATE, DELETE, CHANGE, PREFERENCES = "Create", "Delete", "ChangeSupplier", "Preferences"


@dataclass
class Request:
    """What waits: for what, whose signatures it has, and since when (hours)."""

    about: object
    signers: set[str]
    begun: int


@dataclass
class Holder:
    """What the register should know of a holder."""

    operator: str | None = None
    """None: no account."""
    refused: set[str] = field(default_factory=set)
    waiting: dict[str, Request] = field(default_factory=dict)


class Register(RuleBasedStateMachine):
    """The register beside its model."""

    post: Post

    def __init__(self) -> None:
        super().__init__()
        self.holders = {number: Holder() for number in MAY_SIGN}
        self.hours = 0
        self.agreed = 0
        Account.objects.filter(recipient__in=MAY_SIGN).delete()
        Agreement.objects.all().delete()
        self.start = clock.now()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr("infra.clock.now", lambda: self.start + timedelta(hours=self.hours))

    def teardown(self) -> None:
        self.patch.undo()

    def operator(self, name: str) -> Operator:
        return Operator(name, self.post)

    ## What people do

    @rule(holder=HOLDERS, at=OPERATORS, signers=SIGNERS)
    def register(self, holder: str, at: str, signers: set[str]) -> None:
        expected = self.expected_of_registration(self.holders[holder], at)
        reply = self.operator(at).register(holder, *signers)
        if self.is_refused(reply, expected) or self.is_not_signed(reply, holder, signers):
            return
        if self.signs(reply, recipient_v3.RegisterResponse, holder, CREATE, at, signers):
            self.holders[holder] = Holder(operator=at)

    @rule(holder=HOLDERS, at=OPERATORS, signers=SIGNERS)
    def deregister(self, holder: str, at: str, signers: set[str]) -> None:
        known = self.holders[holder]
        reply = self.operator(at).deregister(holder, *signers)
        if self.is_refused(reply, self.expected_of_customer(known, at)):
            return
        if self.is_not_signed(reply, holder, signers):
            return
        if self.signs(reply, recipient_v3.DeregisterResponse, holder, DELETE, at, signers):
            self.holders[holder] = Holder()

    @rule(holder=HOLDERS, to=OPERATORS, signers=SIGNERS)
    def move(self, holder: str, to: str, signers: set[str]) -> None:
        known, user = self.holders[holder], min(MAY_SIGN[holder])
        expected = self.expected_of_customer(known, known.operator or to) or (5007 if known.operator == to else 0)
        reply = self.operator(to).change(holder, *signers, user=user)
        if self.is_refused(reply, expected) or self.is_not_signed(reply, holder, signers):
            return
        if self.is_another_request(reply, holder, CHANGE, to, signers):
            return
        if self.signs(reply, recipient_v2.ChangeServiceSupplierResponse, holder, CHANGE, to, signers):
            known.operator = to
            known.waiting.clear()

    @rule(holder=HOLDERS, at=OPERATORS, accepted=SENDERS, signers=SIGNERS)
    def choose(self, holder: str, at: str, accepted: set[str], signers: set[str]) -> None:
        known, user = self.holders[holder], min(MAY_SIGN[holder])
        reply = self.operator(at).store(holder, accepted, *signers, user=user)
        if self.is_refused(reply, self.expected_of_customer(known, at)):
            return
        if self.is_not_signed(reply, holder, signers):
            return
        if self.is_another_request(reply, holder, PREFERENCES, accepted, signers):
            return
        response = recipient_v2.StoreAccountPreferencesResponse
        if self.signs(reply, response, holder, PREFERENCES, accepted, signers):
            known.refused = set(EVERYBODY - accepted)

    @rule(holder=HOLDERS, at=OPERATORS, user=st.sampled_from([TOLVAN, LENA, ARVID]))
    def withdraw(self, holder: str, at: str, user: str) -> None:
        known = self.holders[holder]
        reply = self.operator(at).withdraw(holder, user)
        if known.operator is None and CREATE not in known.waiting:
            assert reply.fault.code == 8002
        elif user not in MAY_SIGN[holder]:
            assert reply.fault.code == 8003
        elif CREATE in known.waiting:
            assert reply.status == 200
            self.holders[holder] = Holder()
        elif known.waiting.pop(DELETE, None) is None:
            assert reply.fault.code == 5011
        else:
            assert reply.status == 200

    @rule(hours=st.sampled_from([1, 300, 719]))
    def wait(self, hours: int) -> None:
        self.hours += hours
        for known in self.holders.values():
            known.waiting = {
                kind: request
                for kind, request in known.waiting.items()
                if self.hours < request.begun + EXPIRES_AFTER
            }

    @rule()
    def sweep(self) -> None:
        pending.delete_expired()
        assert PendingRequest.objects.filter(account__in=MAY_SIGN).count() == sum(
            len(known.waiting) for known in self.holders.values()
        )

    ## What must come of it

    def expected_of_registration(self, known: Holder, at: str) -> int:
        if known.operator is not None:
            return 5007
        return 5011 if CREATE in known.waiting and known.waiting[CREATE].about != at else 0

    def expected_of_customer(self, known: Holder, at: str) -> int:
        if CREATE in known.waiting:
            return 5011
        if known.operator is None:
            return 8002
        return 0 if known.operator == at else 5002

    def is_refused(self, reply: Reply, expected: int) -> bool:
        if expected:
            assert reply.fault.code == expected
        return bool(expected)

    def is_not_signed(self, reply: Reply, holder: str, signers: set[str]) -> bool:
        if signers <= MAY_SIGN[holder]:
            return False
        assert reply.fault.code == 5010
        return True

    def is_another_request(self, reply: Reply, holder: str, kind: str, about: object, signers: set[str]) -> bool:
        """A request that waits is for something else, and those who sign this one do not suffice alone."""
        waiting = self.holders[holder].waiting.get(kind)
        if waiting is None or waiting.about == about or signers == MAY_SIGN[holder]:
            return False
        assert reply.fault.code == 5011
        return True

    def signs(
        self, reply: Reply, response: type, holder: str, kind: str, about: object, signers: set[str]
    ) -> bool:
        """Note the signatures in the model; whether they suffice, as the answer must say."""
        waiting = self.holders[holder].waiting
        earlier = waiting.get(kind)
        signed = signers | (earlier.signers if earlier and earlier.about == about else set())
        answer = result(reply, response)
        assert {person.id for person in answer.signed_by} == signed
        if signed == MAY_SIGN[holder]:
            assert answer.status is authority.AuthorizationStatus.COMPLETE
            waiting.pop(kind, None)
            self.agreed += 1
            return True
        assert answer.status is authority.AuthorizationStatus.INCOMPLETE
        assert {person.id for person in answer.possible_signers} == MAY_SIGN[holder] - signed
        waiting[kind] = Request(about, signed, earlier.begun if earlier else self.hours)
        return False

    @invariant()
    def the_register_says_what_the_model_says(self) -> None:
        for number, known in self.holders.items():
            is_waiting = CREATE in known.waiting
            kind = "Not" if known.operator is None else "Secure"
            assert self.operator(KIVRA).state(number) == (kind, is_waiting, known.operator)
            if known.operator is not None:
                accepted = self.operator(known.operator).preferences(number, min(MAY_SIGN[number]))
                assert set(accepted) == EVERYBODY - known.refused
            seen = self.operator(DIGIMAIL).pending(min(MAY_SIGN[number]), number)
            assert {found.account_request.type_value.value for found in seen} == known.waiting.keys() & {
                CREATE,
                DELETE,
            }

    @invariant()
    def what_was_agreed_is_kept(self) -> None:
        assert Agreement.objects.count() == self.agreed


def test_any_sequence_of_calls_leaves_what_the_model_says(world: None, post: Post) -> None:
    class Machine(Register):
        pass

    Machine.post = staticmethod(post)
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
