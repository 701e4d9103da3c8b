"""What the console says of a webhook's receiver, and when its pages would look different."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from console.webhooks import (
    RECEIVER_STATES,
    STATES,
    TONES,
    TYPES,
    EventsPage,
    ReceiverState,
    SubscriptionsPage,
    SubscriptionView,
    WebhookEventView,
    version_of_subscription,
)
from infra.texts import Text
from webhooks.models import SUBSCRIBABLE_EVENTS, Attempt, EventType, OutboxEvent, Subscription

LATELY = datetime(2026, 11, 28, 12, tzinfo=UTC)
PROBLEM = Text.same("503")


def view(pending: int = 0, sent: int = 0, failed: int = 0, **columns: Any) -> SubscriptionView:
    return SubscriptionView(Subscription(pk=1, **columns), "", [], pending, sent, failed)


@pytest.mark.parametrize(
    ("columns", "state"),
    [
        ({}, ReceiverState.NEW),
        ({"last_success_at": LATELY}, ReceiverState.WORKS),
        ({"last_success_at": LATELY, "failures": 1}, ReceiverState.TROUBLE),
        ({"last_success_at": LATELY, "last_problem": PROBLEM}, ReceiverState.TROUBLE),
        ({"failures": 3}, ReceiverState.TROUBLE),
        ({"active": False}, ReceiverState.OFF),
        ({"active": False, "failures": 3, "last_success_at": LATELY}, ReceiverState.OFF),
    ],
)
def test_a_receiver_is_called_after_what_it_did_last(columns: dict[str, Any], state: ReceiverState) -> None:
    found = view(**columns)

    assert found.receiver_state is state
    assert found.name == RECEIVER_STATES[state]
    assert found.tone == state.value


def test_every_state_and_type_has_a_name_and_a_colour() -> None:
    assert set(RECEIVER_STATES) == set(ReceiverState)
    assert set(STATES) == set(TONES) == set(OutboxEvent.State)
    assert set(TYPES) == {*SUBSCRIBABLE_EVENTS, EventType.PING}


def version(*shown: SubscriptionView) -> str:
    return SubscriptionsPage(list(shown), None).version


def test_the_same_list_has_the_same_version() -> None:
    assert version(view(sent=1)) == version(view(sent=1))
    assert version() == version()


@pytest.mark.parametrize(
    "changed",
    [
        view(pending=1),
        view(sent=1),
        view(failed=1),
        view(active=False),
        view(last_success_at=LATELY),
        view(failures=1),
        view(failures=2),
        view(last_problem=PROBLEM),
        view(average_ms=5),
    ],
)
def test_a_list_that_looks_different_has_another_version(changed: SubscriptionView) -> None:
    assert version(changed) != version(view())


def test_a_subscription_more_or_less_is_another_list() -> None:
    assert len({version(), version(view()), version(view(), view())}) == 3


def event(state: str = OutboxEvent.State.PENDING, attempts: int = 0) -> WebhookEventView:
    tries = [Attempt(pk=number) for number in range(attempts)]
    return WebhookEventView(OutboxEvent(pk=1, state=state), "", "", "wait", tries, 0)


def page_version(*events: WebhookEventView, older: int | None = None, **columns: Any) -> str:
    return version_of_subscription(view(**columns), EventsPage(list(events), older))


@pytest.mark.parametrize(
    "changed",
    [
        page_version(event(), event()),
        page_version(event(OutboxEvent.State.SENT)),
        page_version(event(attempts=1)),
        page_version(event(), older=7),
        page_version(event(), retry_at=LATELY),
        page_version(event(), last_success_at=LATELY),
    ],
)
def test_the_page_of_one_subscription_changes_with_its_events_and_times(changed: str) -> None:
    assert changed != page_version(event())


def test_the_same_events_are_the_same_page() -> None:
    same = event(attempts=2)

    assert page_version(same) == page_version(replace(same))
