"""Log-in orders as a machine of states: no path but the drawn one leads anywhere."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbox_ui.access import login
from mailbox_ui.models import LoginOrder
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db
PassTime = Callable[[timedelta], None]


def test_an_approved_order_logs_its_holder_in_once() -> None:
    order = login.begin_order(make.holder(make.ANNA), "/post/")
    login.approve_order(order.phone_token, make.holder(make.ANNA))

    assert login.redeem_order(order.reference).holder == make.holder(make.ANNA)
    with pytest.raises(login.OrderClosedError):
        login.redeem_order(order.reference)


def test_the_phone_says_who_it_is_when_the_browser_did_not() -> None:
    order = login.begin_order(None, "/post/")
    login.approve_order(order.phone_token, make.holder(make.BERIT))

    assert login.redeem_order(order.reference).holder == make.holder(make.BERIT)


def test_nobody_else_can_approve_an_order_begun_for_someone() -> None:
    order = login.begin_order(make.holder(make.ANNA), "/post/")

    with pytest.raises(login.OrderClosedError):
        login.approve_order(order.phone_token, make.holder(make.BERIT))

    order.refresh_from_db()
    assert (order.state, order.holder_id) == ("pending", make.ANNA)


def test_an_order_that_nobody_knows_is_closed() -> None:
    with pytest.raises(login.OrderClosedError):
        login.redeem_order(uuid.uuid4())


def test_the_phone_token_does_not_log_anyone_in() -> None:
    order = login.begin_order(make.holder(make.ANNA), "/post/")
    login.approve_order(order.phone_token, make.holder(make.ANNA))

    with pytest.raises(login.OrderClosedError):
        login.redeem_order(order.phone_token)


@pytest.mark.parametrize(("seconds", "is_open"), [(0, True), (179, True), (181, False)])
def test_an_order_is_open_for_three_minutes(pass_time: PassTime, seconds: int, is_open: bool) -> None:
    order = login.begin_order(make.holder(make.ANNA), "/post/")

    pass_time(timedelta(seconds=seconds))

    assert login.is_waiting(order) is is_open
    assert [waiting.pk for waiting in login.waiting_for(make.ANNA)] == ([order.pk] if is_open else [])


def test_an_approval_that_nobody_fetched_in_time_is_worth_nothing(pass_time: PassTime) -> None:
    order = login.begin_order(make.holder(make.ANNA), "/post/")
    login.approve_order(order.phone_token, make.holder(make.ANNA))

    pass_time(timedelta(minutes=4))

    with pytest.raises(login.OrderClosedError):
        login.redeem_order(order.reference)


def test_orders_of_past_days_are_forgotten(pass_time: PassTime) -> None:
    login.begin_order(None, "")
    pass_time(timedelta(days=2))

    order = login.begin_order(None, "")

    assert list(LoginOrder.objects.values_list("pk", flat=True)) == [order.pk]


class Step(NamedTuple):
    name: str
    take: Callable[[LoginOrder], object]
    leads_to: str


STEPS = [
    Step("approve", lambda order: login.approve_order(order.phone_token, make.holder(make.ANNA)), "approved"),
    Step("refuse", lambda order: login.refuse_order(order.phone_token), "refused"),
    Step("redeem", lambda order: login.redeem_order(order.reference), "used"),
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS), max_size=5))
def test_whatever_is_tried_only_the_drawn_steps_are_taken(steps: list[Step]) -> None:
    order = login.begin_order(None, "")
    state = "pending"
    for step in steps:
        if step.leads_to in login.NEXT[state]:
            step.take(order)
            state = step.leads_to
        else:
            with pytest.raises(login.OrderClosedError):
                step.take(order)
        order.refresh_from_db()
        assert order.state == state
