"""Consents in any order of steps agree with a model of them: docs/consent.md, States."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from far.consents.expiry import in_force
from far.models import Consent
from tests.cast import ARVID, MARIA, Reply
from tests.far.consents.operators import Operator
from tests.far.people import ANNIKA, FJALLBACK, LENA

pytestmark = pytest.mark.timeout(300)

SIGNERS = {ARVID: {ARVID}, FJALLBACK: {LENA, ANNIKA}}
"""Those who must all sign for each mailbox."""
accounts = st.sampled_from(sorted(SIGNERS))
people = st.sampled_from([ARVID, MARIA, LENA, ANNIKA])
DONE, NOT_FOUND, EXISTS, NOT_SIGNED, WRONG_STATE, NOT_AUTHORISED = 0, 5003, 5007, 5010, 5011, 8003


@dataclass
class Model:
    """What a consent to Maria should be. No state: there is none."""

    signers: set[str]
    state: str = ""
    given: set[str] = field(default_factory=set)
    ending: set[str] = field(default_factory=set)
    ended: int = 0

    @property
    def is_offered(self) -> bool:
        return self.state in {"SigningIncomplete", "WaitingForAccept"}

    def register(self, signer: str) -> int:
        if signer not in self.signers and self.state in {"", "SigningIncomplete"}:
            return NOT_SIGNED
        if self.state in {"WaitingForAccept", "Active"}:
            return EXISTS
        self.given.add(signer)
        self.state = "WaitingForAccept" if self.given == self.signers else "SigningIncomplete"
        return DONE

    def accept(self) -> int:
        return self._answer("Active")

    def refuse(self) -> int:
        return self._answer("")

    def _answer(self, after: str) -> int:
        if not self.state:
            return NOT_FOUND
        if self.state != "WaitingForAccept":
            return WRONG_STATE
        self._become(after)
        return DONE

    def cancel(self, user: str, signer: str | None) -> int:
        if not self.state:
            return NOT_FOUND
        if user == MARIA:
            return self._cancel_as_holder()
        if user not in self.signers:
            return NOT_AUTHORISED
        if self.is_offered:
            self._become("")
            return DONE
        return self._end(signer)

    def delete(self, signer: str) -> int:
        if not self.state:
            return NOT_FOUND
        return self._withdraw(signer) if self.is_offered else self._end(signer)

    def withdraw(self, signer: str) -> int:
        if not self.state:
            return NOT_FOUND
        return self._withdraw(signer) if self.is_offered else WRONG_STATE

    def _cancel_as_holder(self) -> int:
        if self.state == "SigningIncomplete":
            return WRONG_STATE
        self._become("")
        return DONE

    def _withdraw(self, signer: str) -> int:
        if signer not in self.signers:
            return NOT_SIGNED
        self._become("")
        return DONE

    def _end(self, signer: str | None) -> int:
        if signer not in self.signers:
            return NOT_SIGNED
        self.ending.add(signer)
        if self.ending == self.signers:
            self._become("")
        return DONE

    def _become(self, state: str) -> None:
        self.state = state
        if not state:
            self.given, self.ending = set(), set()
            self.ended += 1


def code(reply: Reply) -> int:
    return DONE if reply.status == 200 else reply.fault.code


class Consents(RuleBasedStateMachine):
    """Takes steps through an operator, beginning without consents, and compares what is with what should be."""

    operator: ClassVar[Operator]

    def __init__(self) -> None:
        super().__init__()
        Consent.objects.all().delete()
        self.models = {account: Model(signers) for account, signers in SIGNERS.items()}

    @rule(account=accounts, signer=people)
    def register(self, account: str, signer: str) -> None:
        asked = self.operator.register_reply(account, MARIA, signer)
        assert code(asked) == self.models[account].register(signer)

    @rule(account=accounts)
    def accept(self, account: str) -> None:
        assert code(self.operator.accept(account, MARIA)) == self.models[account].accept()

    @rule(account=accounts)
    def refuse(self, account: str) -> None:
        assert code(self.operator.refuse(account, MARIA)) == self.models[account].refuse()

    @rule(account=accounts, user=people, signer=st.none() | people)
    def cancel(self, account: str, user: str, signer: str | None) -> None:
        asked = self.operator.cancel(account, MARIA, *([signer] if signer else []), user=user)
        assert code(asked) == self.models[account].cancel(user, signer)

    @rule(account=accounts, signer=people)
    def delete(self, account: str, signer: str) -> None:
        asked = self.operator.register_reply(account, MARIA, signer, kind="Delete")
        assert code(asked) == self.models[account].delete(signer)

    @rule(account=accounts, signer=people)
    def withdraw(self, account: str, signer: str) -> None:
        asked = self.operator.register_reply(account, MARIA, signer, kind="Cancel")
        assert code(asked) == self.models[account].withdraw(signer)

    @invariant()
    def each_consent_is_in_the_state_of_the_model(self) -> None:
        for account, model in self.models.items():
            rows = Consent.objects.filter(account=account)
            assert [row.state for row in rows.exclude(state="Ended")] == [model.state] * bool(model.state)
            assert rows.filter(state="Ended").count() == model.ended, "each end is kept, once"

    @invariant()
    def only_what_is_active_may_be_used(self) -> None:
        active = {account for account, model in self.models.items() if model.state == "Active"}
        assert set(in_force(Consent.objects.all()).values_list("account", flat=True)) == active

    @invariant()
    def signatures_are_those_of_the_model(self) -> None:
        for consent in Consent.objects.exclude(state="Ended"):
            model, signatures = self.models[consent.account], consent.signatures
            assert {row.person for row in signatures.filter(purpose="give")} == model.given
            assert {row.person for row in signatures.filter(purpose="end")} == model.ending


def test_consents_agree_with_the_model_in_any_order_of_steps(mmp: Operator) -> None:
    Consents.operator = mmp
    run_state_machine_as_test(
        Consents,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
