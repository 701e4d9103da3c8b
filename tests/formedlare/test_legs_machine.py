"""A leg ends once for any events in any order, and its history is one that the table allows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from far.models import Account
from formedlare import dispatch, legs
from formedlare.lanes import breaker, leases
from formedlare.models import Distribution, Event, Lane, Leg
from formedlare.models.channel import LOOKUP_LANE
from infra.errors import InternalError, InvalidInput
from tests import cast
from tests.formedlare import stations
from tests.formedlare.stations import Stations
from tests.relay import Relay

OPERATORS = ["ett.example", "tva.example"]
ANSWERS: dict[str, stations.Answer] = {
    "delivered": stations.delivered,
    "not delivered": stations.not_delivered,
    "no answer": stations.no_answer,
    "system fault": stations.fault(InternalError("fel", "error")),
    "application fault": stations.fault(InvalidInput("fel", "error")),
}
PEOPLE = [cast.MARIA, cast.ARVID]
QUIET = timedelta(minutes=10)
"""Longer than any pause of a leg or a breaker."""


class Killed(BaseException):
    """The worker is gone: no `except Exception` of ours may notice."""


@pytest.fixture
def machine(  # noqa: C901 (one class, whose rules are short)
    relay: Relay, monkeypatch: pytest.MonkeyPatch, later: Callable[[timedelta], None]
) -> type[RuleBasedStateMachine]:
    network = Stations(monkeypatch)
    operators = {name: network.open(name) for name in OPERATORS}

    class Relaying(RuleBasedStateMachine):
        """A relay between a sender, a register and two operators, any of which may do anything."""

        @rule(to=st.sampled_from(PEOPLE), of=st.sampled_from(["", "ärende"]))
        def a_letter_comes_in(self, to: str, of: str) -> None:
            relay.distribute(to, correlation_id=of or None)
            breaker.ensure_lanes({LOOKUP_LANE})

        @rule(who=st.sampled_from(PEOPLE), where=st.sampled_from(OPERATORS))
        def a_recipient_moves(self, who: str, where: str) -> None:
            network.move(who, where)
            cache.clear()

        @rule(who=st.sampled_from(PEOPLE))
        def a_recipient_leaves(self, who: str) -> None:
            Account.objects.filter(recipient=who).delete()
            cache.clear()

        @rule(name=st.sampled_from(OPERATORS), how=st.sampled_from(sorted(ANSWERS)))
        def an_operator_changes_its_answer(self, name: str, how: str) -> None:
            operators[name].answers = ANSWERS[how]

        @rule()
        def workers_work(self) -> None:
            for lane, _, _ in leases.lanes_with_work():
                dispatch.work_lane(lane, for_seconds=0.05)

        @rule(name=st.sampled_from(OPERATORS))
        def a_worker_is_killed_while_it_sends(self, name: str) -> None:
            before, operators[name].answers = operators[name].answers, _kill
            with monkeypatch.context() as dead, suppress(Killed):
                dead.setattr(leases, "release_all", lambda _: None)
                dispatch.work_lane(name, for_seconds=0.05)
            operators[name].answers = before

        @rule(minutes=st.sampled_from([1, 10, 600]))
        def time_passes(self, minutes: int) -> None:
            later(timedelta(minutes=minutes))
            dispatch.give_up_overdue()

        @invariant()
        def every_history_is_one_that_the_table_allows(self) -> None:
            for leg in Leg.objects.all():
                states = ["received", *(event.state for event in leg.events.all())]
                assert states[-1] == leg.state
                for before, after in pairwise(states):
                    assert legs.TRANSITIONS.is_allowed(Leg.State(before), Leg.State(after)), states

        @invariant()
        def a_leg_is_finished_exactly_when_its_state_is_final(self) -> None:
            for leg in Leg.objects.all():
                assert (leg.finished_at is not None) == (leg.state in legs.TRANSITIONS.final)
                assert (leg.lane is None) == (leg.state in legs.TRANSITIONS.final)

        @invariant()
        def nothing_was_sent_in_two_versions(self) -> None:
            for operator in operators.values():
                for leg in Leg.objects.filter(state="delivered", operator=operator.name):
                    assert leg.events.filter(state="sealed").count() == 1

        def teardown(self) -> None:
            for operator in operators.values():
                operator.answers = stations.delivered
            later(QUIET)
            for _ in range(50):
                for lane, _, _ in leases.lanes_with_work():
                    dispatch.work_lane(lane)
                later(QUIET)
            assert not Leg.objects.filter(finished_at=None).exists(), "everything ends once all answer"
            self.every_history_is_one_that_the_table_allows()
            for model in (Event, Leg, Distribution, Lane):
                model._default_manager.all().delete()
            Account.objects.filter(recipient__in=PEOPLE).delete()
            cache.clear()

    return Relaying


def _kill(_: str) -> bytes:
    raise Killed


def test_every_leg_ends_once_whatever_happens(machine: type[RuleBasedStateMachine]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        ),
    )
