"""Pauses grow up to the longest, spread out, and survive a clock that is set back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra import clock
from infra.work.backoff import Backoff, is_due, with_jitter
from webhooks.models import Subscription

USUAL = Backoff(first=timedelta(seconds=2), longest=timedelta(minutes=5))
ATTEMPTS = st.integers(min_value=0, max_value=10**9)


def test_pauses_double_from_the_first_to_the_longest() -> None:
    assert [USUAL.pause_after(attempts).total_seconds() for attempts in range(10)] == [
        *(2, 4, 8, 16, 32, 64, 128, 256),
        *(300, 300),
    ]


def test_pauses_can_grow_faster() -> None:
    fast = Backoff(first=timedelta(seconds=30), longest=timedelta(hours=8), factor=4)

    assert [fast.pause_after(attempts).total_seconds() for attempts in range(6)] == [
        30,
        120,
        480,
        1920,
        7680,
        28800,
    ]


@given(ATTEMPTS)
def test_however_many_attempts_there_were_the_pause_is_between_the_first_and_the_longest(attempts: int) -> None:
    assert USUAL.first <= USUAL.pause_after(attempts) <= USUAL.longest


@given(ATTEMPTS, ATTEMPTS)
def test_a_later_attempt_never_waits_shorter(one: int, other: int) -> None:
    fewer, more = sorted((one, other))

    assert USUAL.pause_after(fewer) <= USUAL.pause_after(more)


@given(st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=1)))
def test_jitter_is_at_most_a_fifth(pause: timedelta) -> None:
    assert pause * 0.79 < with_jitter(pause) < pause * 1.21


def test_jitter_spreads_what_failed_together() -> None:
    assert len({USUAL.jittered_pause_after(5) for _ in range(20)}) > 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ahead", "due"),
    [
        (timedelta(seconds=-1), True),
        (timedelta(seconds=0), True),
        (timedelta(seconds=1), False),
        (2 * USUAL.longest, False),
        (2 * USUAL.longest + timedelta(seconds=1), True),
    ],
)
def test_a_row_is_due_when_its_pause_has_ended_or_was_given_before_the_clock_was_set_back(
    ahead: timedelta, due: bool
) -> None:
    now = clock.now()
    Subscription.objects.create(
        url="https://x.example/", secret="s", events=[], created_at=now, retry_at=now + ahead
    )

    assert Subscription.objects.filter(is_due(now, USUAL.longest, "retry_at")).exists() is due
